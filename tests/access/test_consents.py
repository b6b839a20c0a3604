"""Consent: who is asked at which age, how long the yes lasts, and what taking it back takes."""

from datetime import date, timedelta

import pytest

from helhet.access.actions.answering import AlreadyAnswered
from helhet.access.actions.asking import NobodyToAsk, Scope, who_must_answer
from helhet.access.actions.taking_back import make_exception
from helhet.access.conditions import services_open_to
from helhet.access.models import Consent, ConsentAnswer, Grant
from helhet.core.actors import Actor, ActorKind
from helhet.core.consent import lasts_until
from helhet.core.law.periods import birthday
from helhet.core.law.who_consents import Capacity, who_consents_to_plan
from helhet.core.plan import PlanStatus
from helhet.people.models import Guardianship, Person, Service
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.opening import ask_family, record_answer
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from tests.cast import ALL_TYPES, NOW, TODAY, Cast, active_plan, after, draft, everyone_says, scope, with_jonas

SCHOOL_ONLY = ("agreement", "school")


def aged(cast: Cast, years: int, *, days: int = 0) -> Person:
    """Ella at another age today: so many years, and so many days more."""
    cast.ella.born_on = TODAY.replace(year=TODAY.year - years) - timedelta(days=days)
    cast.ella.save()
    Guardianship.objects.of(child=cast.ella).update(
        known_on=cast.ella.born_on, until_on=birthday(cast.ella.born_on, 18)
    )
    return cast.ella


def asked(cast: Cast, *, types: tuple[str, ...], one_guardian: bool = False) -> list[str]:
    who = who_must_answer(
        child=cast.ella,
        types=types,
        self_consent_age=cast.guide.self_consent_age,
        on=TODAY,
        one_guardian=one_guardian,
    )
    return sorted(person.name for person in who)


BOTH, ALL_THREE, SELF = ["Mona", "Per"], ["Ella", "Mona", "Per"], ["Ella"]


@pytest.mark.parametrize(
    ("years", "types", "self_15", "self_16"),
    [
        (8, SCHOOL_ONLY, BOTH, BOTH),
        (12, SCHOOL_ONLY, BOTH, BOTH),
        (14, SCHOOL_ONLY, BOTH, BOTH),
        (14, ("health",), BOTH, BOTH),
        (15, SCHOOL_ONLY, ALL_THREE, ALL_THREE),  # no provision settles it between 15 and 18: everyone is asked
        (15, ("health",), ALL_THREE, BOTH),  # the plan by the guide, the health secrecy by pbrl. § 4-4
        (16, SCHOOL_ONLY, ALL_THREE, ALL_THREE),
        (16, ("health",), SELF, SELF),
        (17, ("health", "school"), ALL_THREE, ALL_THREE),
        (18, ALL_TYPES, SELF, SELF),
    ],
)
def test_16_17_who_is_asked_at_each_age(
    cast: Cast, years: int, types: tuple[str, ...], self_15: list[str], self_16: list[str]
) -> None:
    aged(cast, years)
    expected = {15: self_15, 16: self_16}[cast.guide.self_consent_age]
    assert asked(cast, types=types) == expected


def test_16_the_day_before_a_birthday_is_another_age(cast: Cast) -> None:
    aged(cast, 18, days=-1)
    assert asked(cast, types=SCHOOL_ONLY) == ALL_THREE
    aged(cast, 18)
    assert asked(cast, types=SCHOOL_ONLY) == SELF


def test_18_one_guardian_is_enough_only_with_a_reason_and_an_unknown_one_is_none(cast: Cast) -> None:
    assert asked(cast, types=SCHOOL_ONLY, one_guardian=True) in (["Mona"], ["Per"])
    Guardianship.objects.of(child=cast.ella).filter(guardian=cast.per).update(responsibility="unknown")
    assert asked(cast, types=SCHOOL_ONLY) == ["Mona"]
    Guardianship.objects.of(child=cast.ella).update(responsibility="no")
    with pytest.raises(NobodyToAsk) as nobody:
        asked(cast, types=SCHOOL_ONLY)
    assert nobody.value.capacity == "guardians_with_responsibility"


def test_18_the_plan_waits_for_both(cast: Cast) -> None:
    plan = draft(cast)
    consent = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    first, second = ConsentAnswer.objects.of(consent=consent).order_by("giver__name")
    oral = ConsentAnswer.Channel.ORAL
    plan = record_answer(plan=plan, answer=first, yes=True, channel=oral, actor=cast.as_kari, at=NOW)
    assert plan.state is PlanStatus.DRAFT
    assert not Grant.objects.filter(matter=plan.pk).exists()
    plan = record_answer(plan=plan, answer=second, yes=True, channel=oral, actor=cast.as_kari, at=NOW)
    assert plan.state is PlanStatus.ACTIVE


def last_days(plan: Plan) -> dict[str, date]:
    return dict(Grant.objects.filter(matter=plan.pk).values_list("information_type", "until_on"))


def test_16_a_yes_lasts_no_longer_than_those_who_gave_it_are_the_ones_to_ask(cast: Cast) -> None:
    ella = aged(cast, 14, days=300)
    assert ella.born_on is not None
    plan = active_plan(cast)
    eve_15, eve_16 = (birthday(ella.born_on, years) - timedelta(days=1) for years in (15, 16))
    year_on = TODAY + timedelta(days=365)
    assert eve_15 < year_on < eve_16
    health = eve_15 if cast.guide.self_consent_age == 15 else year_on
    assert last_days(plan) == {code: health if code == "health" else eve_15 for code in ALL_TYPES}


def test_16_the_parents_old_yes_opens_nothing_from_the_birthday_on(cast: Cast) -> None:
    ella = aged(cast, 14, days=364)
    assert ella.born_on is not None
    plan = with_jonas(cast, active_plan(cast))
    write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Ella lo", actor=cast.as_kari, at=NOW)
    the_day = birthday(ella.born_on, 15)
    seen = [
        len(ENTRY.list(Entry.objects.of(plan=plan), actor=cast.as_jonas, on=on))
        for on in (the_day - timedelta(days=1), the_day)
    ]
    assert seen == [1, 0]


def test_16_a_yes_given_before_a_birthday_opens_nothing_that_begins_after_it(cast: Cast) -> None:
    aged(cast, 14, days=360)
    plan = draft(cast)
    later = Scope(
        purpose="Ha det bra",
        lines={cast.school.pk: SCHOOL_ONLY},
        from_on=TODAY + timedelta(days=30),
        until_on=TODAY + timedelta(days=200),
    )
    consent = ask_family(plan=plan, scope=later, actor=cast.as_kari, at=NOW)
    plan = everyone_says(True, plan, consent, cast.as_kari)
    lifted = Grant.objects.filter(matter=plan.pk).exclude(general_until=None, health_until=None)
    assert not lifted.exists()
    assert plan.state is PlanStatus.DRAFT


def test_16_a_question_put_before_a_birthday_is_not_answered_after_it(cast: Cast) -> None:
    aged(cast, 14, days=360)
    plan = draft(cast)
    consent = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    with pytest.raises(AlreadyAnswered):
        everyone_says(True, plan, consent, cast.as_kari, at=after(30))
    plan.refresh_from_db()
    assert plan.state is PlanStatus.DRAFT
    anew = ask_family(plan=plan, scope=scope(cast.school, at=after(30)), actor=cast.as_kari, at=after(30))
    assert sorted(a.giver.name for a in ConsentAnswer.objects.of(consent=anew)) == ALL_THREE
    assert everyone_says(True, plan, anew, cast.as_kari, at=after(30)).state is PlanStatus.ACTIVE


def test_17_at_18_the_guardians_see_nothing_and_the_services_stay_on_the_young_persons_own_yes(cast: Cast) -> None:
    ella = aged(cast, 17, days=360)
    plan = active_plan(cast)
    assert ella.born_on is not None
    mine = Actor(kind=ActorKind.YOUNG_PERSON, id=ella.pk, born_on=ella.born_on)
    own = ConsentAnswer.objects.filter(consent__matter=plan.pk, giver=ella)
    assert [answer.answer for answer in own] == ["given"]
    for on, parents in ((TODAY, 1), (birthday(ella.born_on, 18), 0)):
        rows = Plan.objects.of(child=ella)
        assert len(PLAN.list(rows, actor=cast.as_mona, on=on)) == parents
        assert [p.pk for p in PLAN.list(rows, actor=mine, on=on)] == [plan.pk]
        assert services_open_to(municipality=plan.municipality_id, matter=plan.pk, on=on) == {cast.school.pk}


def test_17_what_only_the_parents_said_ends_before_the_young_person_is_to_be_asked() -> None:
    born_on = date(2010, 5, 1)
    ends = lasts_until(
        born_on=born_on,
        from_on=date(2026, 5, 2),
        until_on=date(2029, 1, 1),
        givers=frozenset({Capacity.GUARDIANS_WITH_RESPONSIBILITY}),
        required_on=lambda day: who_consents_to_plan(born_on, day, 18).required,
    )
    assert ends == date(2028, 4, 30)


def take_back(cast: Cast, plan: Plan, service: Service | None, *, days: float = 1) -> Plan:
    return withdraw(
        plan=plan,
        by=cast.mona,
        service=service,
        channel=ConsentAnswer.Channel.ORAL,
        actor=cast.as_kari,
        at=after(days),
    )


def read_by_jonas(cast: Cast, plan: Plan) -> list[str]:
    rows = ENTRY.list(Entry.objects.of(plan=plan), actor=cast.as_jonas, on=after(1).date())
    return sorted(row.text for row in rows)


def conversation(cast: Cast) -> Plan:
    """A plan with a word from the school and one from the clinic."""
    plan = with_jonas(cast, active_plan(cast))
    for actor, text in ((cast.as_kari, "Fra skolen"), (cast.as_jonas, "Fra helsestasjonen")):
        write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type="school", text=text, actor=actor, at=NOW)
    return plan


def test_13_taking_it_back_holds_from_the_next_look_and_leaves_the_others(cast: Cast) -> None:
    plan = conversation(cast)
    assert read_by_jonas(cast, plan) == ["Fra helsestasjonen", "Fra skolen"]
    plan = take_back(cast, plan, cast.clinic)
    assert read_by_jonas(cast, plan) == ["Fra helsestasjonen"]  # its own record stays with it
    assert list(PLAN.list(Plan.objects.of(child=cast.ella), actor=cast.as_jonas, on=after(1).date())) == []
    rows = ENTRY.list(Entry.objects.of(plan=plan), actor=cast.as_kari, on=after(1).date())
    assert sorted(row.text for row in rows) == ["Fra helsestasjonen", "Fra skolen"]
    assert plan.state is PlanStatus.ACTIVE


def test_13_a_question_that_still_waits_is_taken_back_with_the_rest(cast: Cast) -> None:
    plan = conversation(cast)
    waiting = ask_family(plan=plan, scope=scope(cast.clinic, types=("health",)), actor=cast.as_kari, at=NOW)
    mona = ConsentAnswer.objects.of(consent=waiting).get(giver=cast.mona)
    per = ConsentAnswer.objects.of(consent=waiting).get(giver=cast.per)
    oral = ConsentAnswer.Channel.ORAL
    record_answer(plan=plan, answer=mona, yes=True, channel=oral, actor=cast.as_kari, at=NOW)
    take_back(cast, plan, cast.clinic)
    with pytest.raises(AlreadyAnswered):
        record_answer(plan=plan, answer=per, yes=True, channel=oral, actor=cast.as_kari, at=after(2))
    assert not Grant.objects.filter(matter=plan.pk, service=cast.clinic, ended_at=None).exists()


def test_26_a_no_and_a_taking_back_are_ordinary_rows_that_open_nothing(cast: Cast) -> None:
    plan = draft(cast)
    consent = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    plan = everyone_says(False, plan, consent, cast.as_kari)
    consent.refresh_from_db()
    assert (plan.state, consent.status) == (PlanStatus.REFUSED, Consent.Status.REFUSED)
    for actor in (cast.as_kari, cast.as_rektor, cast.as_jonas, cast.as_amir):
        assert list(PLAN.list(Plan.objects.of(child=cast.ella), actor=actor, on=TODAY)) == []


@pytest.mark.parametrize(
    ("what", "read"),
    [
        pytest.param({"service": "clinic"}, ["Fra helsestasjonen"], id="a service"),
        pytest.param({"worker": "jonas"}, ["Fra helsestasjonen"], id="a person"),
        pytest.param({"information_type": "school"}, ["Fra helsestasjonen"], id="a matter"),
        pytest.param({"information_type": "health"}, ["Fra helsestasjonen", "Fra skolen"], id="another matter"),
        pytest.param({"service": "ppt"}, ["Fra helsestasjonen", "Fra skolen"], id="another service"),
        pytest.param(
            {"service": "clinic", "information_type": "home"}, ["Fra helsestasjonen", "Fra skolen"], id="a mix"
        ),
    ],
)
def test_15_an_exception_beats_the_consent_but_never_hides_a_services_own_words(
    cast: Cast, what: dict[str, str], read: list[str]
) -> None:
    plan = conversation(cast)
    kept = {name: value if name == "information_type" else getattr(cast, value) for name, value in what.items()}
    make_exception(child=cast.ella, matter=plan.pk, by=cast.mona, actor=cast.as_kari, at=NOW, **kept)
    assert read_by_jonas(cast, plan) == read


def test_15_a_later_consent_does_not_wash_an_exception_away(cast: Cast) -> None:
    plan = conversation(cast)
    make_exception(child=cast.ella, matter=plan.pk, by=cast.mona, actor=cast.as_kari, at=NOW, service=cast.clinic)
    consent = ask_family(plan=plan, scope=scope(cast.clinic), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, consent, cast.as_kari)
    assert read_by_jonas(cast, plan) == ["Fra helsestasjonen"]


def test_16_an_answer_belongs_to_its_own_plan(cast: Cast) -> None:
    one, other = draft(cast), draft(cast)
    consent = ask_family(plan=one, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    answer = ConsentAnswer.objects.of(consent=consent).order_by("giver__name")[0]
    with pytest.raises(LookupError):
        record_answer(
            plan=other,
            answer=answer,
            yes=True,
            channel=ConsentAnswer.Channel.ORAL,
            actor=cast.as_kari,
            at=NOW,
        )
