"""Who the adults are to the child changes: who sees, who is asked, and which yes still stands, from that moment."""

from datetime import timedelta

import pytest
from django.urls import reverse

from helhet.access.actions.answering import AlreadyAnswered
from helhet.access.actions.asking import NobodyToAsk, who_must_answer
from helhet.access.conditions import may_take_back
from helhet.access.models import Consent, ConsentAnswer, Grant
from helhet.core.actors import Actor, ActorKind
from helhet.core.doing import NotYours
from helhet.core.services import ServiceType
from helhet.family.discretion import Discretion
from helhet.people.actions import record_guardian
from helhet.people.models import CareOrder, Guardianship, Person
from helhet.plans.actions.adults import change_responsibility, end_tie, record_protection
from helhet.plans.actions.care import CareRefused, record_care_order, record_carer
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.opening import ask_family, record_answer
from helhet.plans.actions.writing import Said, write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from helhet.post.models import Letter
from tests.access.test_consents import aged
from tests.attack.browser import browser_of
from tests.cast import NOW, TODAY, Cast, active_plan, draft, everyone_says, scope, service, with_jonas, worker
from tests.family.conftest import text

YES, NO, UNKNOWN = Guardianship.Responsibility
STRICT = Person.Protection.STRICT
DAY = timedelta(days=1)


def tie_of(cast: Cast, adult: Person) -> Guardianship:
    return Guardianship.objects.of(child=cast.ella).get(guardian=adult)


def shielded(cast: Cast) -> bool:
    cast.ella.refresh_from_db()
    return Discretion.around(cast.ella, on=TODAY).shielded


def loses(cast: Cast, plan: Plan, *adults: Person) -> None:
    for adult in adults:
        change_responsibility(plan=plan, tie=tie_of(cast, adult), responsibility=NO, actor=cast.as_kari, at=NOW)


def adult_sees(cast: Cast, adult: Person) -> bool:
    actor = Actor(kind=ActorKind.GUARDIAN, id=adult.pk)
    return PLAN.list(Plan.objects.of(child=cast.ella), actor=actor, on=TODAY).exists()


def asked(cast: Cast) -> set[str]:
    who = who_must_answer(
        child=cast.ella, types=("school",), self_consent_age=cast.guide.self_consent_age, on=TODAY, plan=True
    )
    return {one.name for one in who}


def open_to(plan: Plan) -> set[str]:
    return set(Grant.objects.filter(matter=plan.pk, until_on__gte=TODAY).values_list("service__name", flat=True))


# --- who loses responsibility ---------------------------------------------------------------------------------------


def test_18_who_no_longer_holds_responsibility_sees_and_is_asked_nothing_from_then_on(cast: Cast) -> None:
    plan = active_plan(cast)
    assert (adult_sees(cast, cast.per), asked(cast)) == (True, {"Mona", "Per"})
    loses(cast, plan, cast.per)
    assert (adult_sees(cast, cast.per), asked(cast)) == (False, {"Mona"})


def test_13_what_both_said_yes_to_stands_by_the_one_who_is_left(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    loses(cast, plan, cast.per)
    assert open_to(plan) == {"Fjordvik skole", "Fjordvik helsestasjon"}


def test_13_it_is_taken_back_by_the_one_who_is_left_and_not_by_the_other(cast: Cast) -> None:
    plan = active_plan(cast)
    loses(cast, plan, cast.per)
    assert may_take_back(child=cast.ella, matter=plan.pk, on=TODAY) == [cast.mona]


def test_13_what_only_those_have_said_yes_to_who_hold_it_no_more_ends_with_it(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    loses(cast, plan, cast.per, cast.mona)
    assert open_to(plan) == set()
    assert [len(PLAN.list(Plan.objects.of(child=cast.ella), actor=who, on=TODAY)) for who in (cast.as_jonas,)] == [0]
    assert Letter.objects.filter(about=plan.pk, to_worker=cast.kari, kind="news").count() == 1
    with pytest.raises(NobodyToAsk):
        asked(cast)


def test_a_death_the_one_who_is_left_answers_alone(cast: Cast) -> None:
    """Barnelova § 38: with both holding it, the one who is left holds it alone."""
    plan = draft(cast)
    waits = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    end_tie(plan=plan, tie=tie_of(cast, cast.per), actor=cast.as_kari, at=NOW)
    his = ConsentAnswer.objects.of(consent=waits).get(giver=cast.per)
    with pytest.raises(AlreadyAnswered):
        record_answer(plan=plan, answer=his, yes=False, channel="oral", actor=cast.as_kari, at=NOW)
    anew = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    assert everyone_says(True, plan, anew, cast.as_kari).status == "active"
    assert not adult_sees(cast, cast.per)


def test_an_adoption_others_are_the_parents_from_then_on(cast: Cast) -> None:
    """Adopsjonsloven § 24: the tie to the first parents ends."""
    plan = active_plan(cast)
    for parent in (cast.mona, cast.per):
        end_tie(plan=plan, tie=tie_of(cast, parent), actor=cast.as_kari, at=NOW)
    record_guardian(child=cast.ella, name="Astrid", responsibility=YES, known_on=TODAY, actor=cast.as_kari, at=NOW)
    assert (open_to(plan), asked(cast)) == (set(), {"Astrid"})
    assert [adult_sees(cast, one) for one in (cast.mona, cast.per)] == [False, False]


# --- who gets it ----------------------------------------------------------------------------------------------------


def test_12_somebody_more_holds_it_before_the_answer_and_is_asked_too(cast: Cast) -> None:
    """Barnelova § 30: together. A yes by one of two opens nothing, and the question is put anew, to both."""
    plan = draft(cast)
    loses(cast, plan, cast.per)
    waits = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    change_responsibility(plan=plan, tie=tie_of(cast, cast.per), responsibility=YES, actor=cast.as_kari, at=NOW)
    with pytest.raises(AlreadyAnswered):
        everyone_says(True, plan, waits, cast.as_kari)
    anew = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    assert {one.giver_name for one in ConsentAnswer.objects.of(consent=anew)} == {"Mona", "Per"}


def test_12_an_adult_written_down_after_the_question_is_not_passed_over(cast: Cast) -> None:
    plan = draft(cast)
    waits = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    record_guardian(child=cast.ella, name="Far to", responsibility=YES, known_on=TODAY, actor=cast.as_kari, at=NOW)
    with pytest.raises(AlreadyAnswered):
        everyone_says(True, plan, waits, cast.as_kari)
    assert Consent.objects.get(pk=waits.pk).plan_status == "asked"


def test_one_parent_asked_with_a_reason_is_enough_still(cast: Cast) -> None:
    plan = draft(cast)
    one = ask_family(
        plan=plan, scope=scope(cast.school), one_guardian_reason="Per er ikke å finne", actor=cast.as_kari, at=NOW
    )
    assert everyone_says(True, plan, one, cast.as_kari).status == "active"


def test_not_known_becomes_known(cast: Cast) -> None:
    plan = draft(cast)
    tie = record_guardian(
        child=cast.ella, name="Tom", responsibility=UNKNOWN, known_on=TODAY, actor=cast.as_kari, at=NOW
    )
    assert (adult_sees(cast, tie.guardian), "Tom" in asked(cast)) == (False, False)
    change_responsibility(plan=plan, tie=tie, responsibility=YES, actor=cast.as_kari, at=NOW)
    assert (adult_sees(cast, tie.guardian), "Tom" in asked(cast)) == (True, True)


# --- carers ---------------------------------------------------------------------------------------------------------


def test_a_foster_home_that_is_left_sees_nothing_more(cast: Cast) -> None:
    plan = active_plan(cast)
    welfare = service(cast.fjordvik, ServiceType.CHILD_WELFARE, "Barneverntjenesten", leader=worker("Randi"))
    record_care_order(
        plan=plan,
        kind=CareOrder.Kind.ORDER,
        service=welfare,
        from_on=TODAY,
        hidden_place=False,
        actor=cast.as_kari,
        at=NOW,
    )
    first, second = (record_carer(plan=plan, name=name, actor=cast.as_kari, at=NOW) for name in ("Fosa", "Fia"))
    end_tie(plan=plan, tie=first, actor=cast.as_kari, at=NOW)
    assert [adult_sees(cast, one.guardian) for one in (first, second)] == [False, True]
    with pytest.raises(CareRefused) as refused:
        change_responsibility(plan=plan, tie=second, responsibility=YES, actor=cast.as_kari, at=NOW)
    assert refused.value.code == "carer"


# --- a protected address --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["the child's", "a parent's"])
def test_a_protected_address_shields_everyones_page_from_the_next_request(cast: Cast, whose: str) -> None:
    plan = active_plan(cast)
    write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="På Nes", actor=cast.as_kari, at=NOW
    )  # fmt: skip
    person = cast.ella if whose == "the child's" else cast.mona

    def words() -> int:
        return len(ENTRY.list(Entry.objects.of(plan=plan), actor=cast.as_mona, on=TODAY))

    assert (words(), shielded(cast)) == (1, False)
    record_protection(plan=plan, person=person, protection=STRICT, actor=cast.as_kari, at=NOW)
    assert (words(), shielded(cast)) == (0, True)


def test_a_closed_plan_is_read_by_the_family_and_so_its_last_holder_can_still_protect_it(cast: Cast) -> None:
    plan, none = active_plan(cast), Said(why_none="Ville ikke")
    reason = cast.guide.codes("close_reason")[0].key
    close_plan(plan=plan, reason=reason, family=none, child=none, actor=cast.as_kari, at=NOW)
    record_protection(plan=plan, person=cast.ella, protection=STRICT, actor=cast.as_kari, at=NOW)
    loses(cast, plan, cast.per)
    assert (shielded(cast), adult_sees(cast, cast.per)) == (True, False)


def test_the_last_holder_of_a_closed_plan_reads_no_further_than_a_yes_that_still_is_somebodys(cast: Cast) -> None:
    plan, none = with_jonas(cast, active_plan(cast)), Said(why_none="Ville ikke")
    write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Sov godt", actor=cast.as_jonas, at=NOW
    )
    reason = cast.guide.codes("close_reason")[0].key
    close_plan(plan=plan, reason=reason, family=none, child=none, actor=cast.as_kari, at=NOW)

    def of_jonas() -> int:
        return len(ENTRY.list(Entry.objects.of(plan=plan).filter(author=cast.jonas), actor=cast.as_kari, on=TODAY))

    read = []
    for adult in (None, cast.per, cast.mona):
        if adult:
            loses(cast, plan, adult)
        read.append(of_jonas())
    assert read == [1, 1, 0]


# --- who may, and what is refused -----------------------------------------------------------------------------------


def test_it_is_written_down_by_the_one_responsible_or_child_welfare_and_by_nobody_else(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    for actor in (cast.as_jonas, cast.as_nils, cast.as_amir, cast.as_mona):
        with pytest.raises(NotYours):
            change_responsibility(plan=plan, tie=tie_of(cast, cast.per), responsibility=NO, actor=actor, at=NOW)
        with pytest.raises(NotYours):
            record_protection(plan=plan, person=cast.ella, protection=STRICT, actor=actor, at=NOW)


def test_nobody_of_another_child_and_nobody_once_the_young_person_is_of_age(cast: Cast) -> None:
    plan = active_plan(cast)
    other = Person.objects.create(municipality=cast.fjordvik, name="Emil", born_on=TODAY - 3000 * DAY)
    tie = record_guardian(child=other, name="Ida", responsibility=YES, known_on=TODAY, actor=cast.as_kari, at=NOW)
    with pytest.raises(LookupError):
        end_tie(plan=plan, tie=tie, actor=cast.as_kari, at=NOW)
    with pytest.raises(LookupError):
        record_protection(plan=plan, person=tie.guardian, protection=STRICT, actor=cast.as_kari, at=NOW)
    aged(cast, 18)
    with pytest.raises(CareRefused) as refused:
        end_tie(plan=plan, tie=tie_of(cast, cast.per), actor=cast.as_kari, at=NOW)
    assert refused.value.code == "of_age"


# --- by hand --------------------------------------------------------------------------------------------------------


def test_kari_writes_down_on_two_pages_what_has_changed(cast: Cast) -> None:
    plan, kari = active_plan(cast), browser_of(cast.kari)
    around = reverse("plans:around", kwargs={"plan": plan.key})
    changed = reverse("plans:changed", kwargs={"plan": plan.key, "adult": tie_of(cast, cast.per).key})
    assert changed in kari.get(around).content.decode()
    assert kari.post(changed, {"now": "no"}).status_code == 302
    assert not adult_sees(cast, cast.per)
    safe = {f"address_{one.pk}": "none" for one in (cast.ella, cast.mona, cast.per)}
    assert kari.post(around, safe | {f"address_{cast.mona.pk}": "confidential"}).status_code == 302
    assert kari.post(around, safe).status_code == 422  # less than before, and nobody has said that it is over
    assert Person.objects.get(pk=cast.mona.pk).protection == "confidential"
    assert kari.post(around, safe | {"is_over": "on"}).status_code == 302
    assert Person.objects.get(pk=cast.mona.pk).protection == "none"


def test_who_is_no_longer_around_the_child_is_said_to_be_and_changes_no_more(cast: Cast) -> None:
    plan, kari = active_plan(cast), browser_of(cast.kari)
    around = reverse("plans:around", kwargs={"plan": plan.key})
    ties = [tie_of(cast, one) for one in (cast.mona, cast.per)]
    hers, his = (reverse("plans:changed", kwargs={"plan": plan.key, "adult": one.key}) for one in ties)
    assert f'href="{around}">Back</a>' in kari.get(his).content.decode()
    assert kari.post(his, {"now": "over"}).status_code == 302
    html = kari.get(around).content.decode()
    assert text(html).count("Per : no longer answers for the child, from ") == 1
    assert text(html).count("Mona : holds parental responsibility, until 3 March 2035 .") == 1
    assert [address in html for address in (hers, his)] == [True, False]
    assert kari.get(his).status_code == 404


def test_until_when_is_said_of_those_alone_who_hold_it(cast: Cast) -> None:
    plan, kari = active_plan(cast), browser_of(cast.kari)
    loses(cast, plan, cast.per)
    html = kari.get(reverse("plans:around", kwargs={"plan": plan.key})).content.decode()
    assert html.count("<strong>Per</strong>: does not hold parental responsibility.") == 1


def test_saving_without_a_change_says_so(cast: Cast) -> None:
    plan, kari = active_plan(cast), browser_of(cast.kari)
    around = reverse("plans:around", kwargs={"plan": plan.key})
    assert "Nothing was changed." in kari.post(around, {}, follow=True).content.decode()
