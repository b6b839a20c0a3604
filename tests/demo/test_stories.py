"""The stories of Fjordvik, each in the state it is promised in."""

from datetime import timedelta

import pytest

from helhet.access.models import Consent, ConsentAnswer, Disclosure, Grant
from helhet.clocks.models import Clock
from helhet.concerns.models import Concern, ProtectionReport
from helhet.concerns.queries import CONCERN
from helhet.core.law.periods import age_on
from helhet.people.models import Cover, Organisation, Person
from helhet.people.queries import care_order_of
from helhet.plans.models import BatonOffer, Entry, Evaluation, Participation, Plan
from helhet.post.models import Letter
from tests.demo.conftest import NOW, TODAY
from tests.demo.looking import as_guardian, as_worker, holder, plan_of, reads, running, services_in, visible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fjordvik")]
DAY = timedelta(days=1)


def offers(plan: Plan) -> list[tuple[str, str, str]]:
    rows = BatonOffer.objects.of(plan=plan).select_related("to_worker__account").order_by("offered_at", "id")
    return [(offer.to_worker.account.key, offer.state, offer.decline_reason) for offer in rows]


def answers(plan: Plan) -> list[tuple[str, str, str]]:
    rows = ConsentAnswer.objects.filter(consent__matter=plan.pk).order_by("consent__asked_at", "giver__name", "id")
    return [(one.giver.name, one.answer, one.channel) for one in rows.select_related("giver")]


def test_boy_4_each_home_answers_its_own_way_and_ppt_is_asked() -> None:
    plan = plan_of("Oskar Bakken Nilsen")
    assert (age_on(plan.child.born_on, TODAY), plan.status, plan.level, holder(plan)) == (4, "active", "1", "ingrid")
    twice = [("Geir Bakken", "given", "paper"), ("Silje Nilsen", "given", "digital")]
    assert answers(plan) == twice * 2
    assert Person.objects.get(name="Geir Bakken").email == ""
    assert Participation.objects.of(plan=plan).get(service__type="ppt").answer == ""
    assert running(plan) == {
        "child_view_before": -2, "invitation_answer": 6, "evaluation_due": 12, "consent_renew": 340,
    }  # fmt: skip


def test_girl_9_two_have_declined_the_baton_and_kari_still_holds_it() -> None:
    plan = plan_of("Thea Eliassen")
    assert holder(plan) == "kari"
    assert services_in(plan) == {"primary_school", "health_clinic", "ppt"}
    assert offers(plan) == [("pia", "declined", "no_capacity"), ("jonas", "declined", "wrong_service")]
    assert running(plan)["evaluation_due"] == -9


def test_boy_13_the_next_school_is_let_in_and_asked_to_take_the_baton() -> None:
    plan = plan_of("Jakub Wiśniewski")
    assert (age_on(plan.child.born_on, TODAY), holder(plan)) == (13, "nils")
    assert services_in(plan) == {"primary_school"}
    assert Participation.objects.of(plan=plan).filter(answer="accepted").count() == 2
    assert offers(plan) == [("sondre", "open", "")]
    father = ConsentAnswer.objects.filter(giver__name="Tomasz Wiśniewski")
    assert {(one.language, one.interpreter, one.answer) for one in father} == {("pl", True, "given")}
    assert Evaluation.objects.of(plan=plan).get().child_view == "given"


def test_girl_15_tomorrow_her_parents_yes_ends_today() -> None:
    plan = plan_of("Maja Sætre Lindqvist")
    assert age_on(plan.child.born_on, TODAY) == 14
    assert age_on(plan.child.born_on, TODAY + DAY) == 15
    assert set(Grant.objects.filter(matter=plan.pk).values_list("until_on", flat=True)) == {TODAY}
    assert running(plan)["consent_renew"] == -14


@pytest.mark.parametrize("guardian", ["Hanne Sætre", "Björn Lindqvist"])
def test_girl_15_what_she_told_the_nurse_never_reaches_her_parents(guardian: str) -> None:
    plan = plan_of("Maja Sætre Lindqvist")
    secret = Entry.objects.of(plan=plan).get(information_type="health", kind="note").text
    everything = {entry.text for entry in Entry.objects.of(plan=plan)}
    assert secret in reads(as_worker("jonas"), plan)
    assert reads(as_guardian(guardian), plan) == everything - {secret}
    assert secret not in reads(as_worker("leila"), plan)


def test_boy_17_has_said_yes_himself_so_that_it_holds_when_he_turns_18() -> None:
    plan = plan_of("Mustafa Al-Khatib")
    assert age_on(plan.child.born_on, TODAY + 42 * DAY) == 18
    assert age_on(plan.child.born_on, TODAY + 41 * DAY) == 17
    assert services_in(plan) == {"upper_secondary", "nav"}
    assert {name for name, *_ in answers(plan)} == {"Mustafa Al-Khatib", "Rania Al-Khatib"}
    assert Grant.objects.filter(matter=plan.pk, until_on__lt=TODAY + 43 * DAY).exists() is False
    assert visible(as_guardian("Rania Al-Khatib")) == {"Mustafa Al-Khatib"}
    assert visible(as_guardian("Rania Al-Khatib"), on=TODAY + 42 * DAY) == set()


def test_woman_20_decides_alone_and_three_services_help_at_once() -> None:
    plan = plan_of("Julie Amundsen")
    assert (age_on(plan.child.born_on, TODAY), plan.level) == (20, "3")
    assert services_in(plan) == {"child_welfare", "follow_up_service", "nav"}
    assert set(answers(plan)) == {("Julie Amundsen", "given", "oral")}


def test_pregnant_19_the_plan_is_about_her_and_nav_has_not_answered() -> None:
    plan = plan_of("Malin Sofie Kvamme")
    assert (age_on(plan.child.born_on, TODAY), holder(plan)) == (19, "mai")
    assert set(answers(plan)) == {("Malin Sofie Kvamme", "given", "oral")}
    assert running(plan)["invitation_answer"] == 6


def test_shielded_nothing_was_ever_sent_to_the_home() -> None:
    plan = plan_of("Emma S.")
    assert plan.child.protection == Person.Protection.STRICT
    mother = Person.objects.get(name="Kristine S.")
    assert (plan.status, mother.email) == ("active", "kristine.s@heime.example")
    assert Letter.objects.filter(to_person__in=[mother, plan.child]).exists() is False


def test_the_family_that_says_no_ends_it_without_a_mark() -> None:
    plan = plan_of("Risten Anna Hætta")
    assert (plan.status, plan.baton_id, running(plan)) == ("refused", None, {})
    assert Entry.objects.of(plan=plan).exists() is False
    assert Consent.objects.get(matter=plan.pk).status == Consent.Status.REFUSED


def test_many_helpers_the_hospital_takes_part_and_home_is_kept_from_it() -> None:
    plan = plan_of("Theodor Rustad Oyelaran")
    assert (holder(plan), plan.level) == ("hedda", "3")
    assert services_in(plan) == {"coordinating_unit", "primary_school", "bup", "health_clinic"}
    bup = Participation.objects.of(plan=plan).get(service__type="bup").service
    assert bup.organisation.kind == Organisation.Kind.HOSPITAL
    home = {entry.text for entry in Entry.objects.of(plan=plan).filter(information_type="home")}
    assert len(home) == 3
    assert home & reads(as_worker("vilde"), plan) == set()
    assert home & reads(as_worker("hedda"), plan) == home


def test_seven_batons_wait_for_the_one_on_sick_leave_and_are_covered_meanwhile() -> None:
    held = {
        plan.child.name for plan in Plan.objects.select_related("child") if plan.baton_id and holder(plan) == "marit"
    }
    assert len(held) == 7
    cover = Cover.objects.get(absent__account__key="marit")
    assert cover.covered_by.account.key == "nils"
    assert cover.from_on < TODAY < cover.until_on
    assert held <= visible(as_worker("nils"))
    assert held & visible(as_worker("nils"), on=cover.until_on + DAY) == set()


def test_the_acute_note_is_the_authors_alone_and_child_welfare_has_its_days() -> None:
    note = Concern.objects.get(child__name="Leo")
    assert (note.acute, note.shared_with, note.decision, note.talks.count()) == (True, None, "", 0)
    assert ProtectionReport.objects.get(concern=note).sent_on == TODAY - DAY
    clocks = Clock.objects.filter(matter=note.pk, ended_at=None).order_by("due_on")
    assert [(clock.owner.account.key, (clock.due_on - TODAY).days) for clock in clocks] == [
        ("yusuf", 13),
        ("yusuf", 20),
    ]
    readers = {
        key
        for key in ("yusuf", "ingrid", "solveig", "kari", "randi", "annelise")
        if CONCERN.list(Concern.objects.filter(pk=note.pk), actor=as_worker(key), on=NOW.date()).exists()
    }
    assert readers == {"yusuf"}


def test_what_ppt_was_told_without_a_yes_his_mother_reads_too() -> None:
    plan = plan_of("Adrian Solbakken Dahl")
    told = Disclosure.objects.get(matter=plan.pk)
    assert (told.rule, told.to_worker.account.key) == ("WO-FVL67-13B-5", "pia")
    assert (told.family_told_on, told.not_told_reason) == (TODAY - 9 * DAY, "")
    assert len(reads(as_worker("pia"), plan)) == 1
    assert visible(as_worker("pia")).isdisjoint({"Adrian Solbakken Dahl"})


def test_foster_care_child_welfare_and_the_foster_mother_answer_beside_the_mother() -> None:
    plan = plan_of("Ida Kristine Vangen")
    order = care_order_of(plan.child, on=TODAY)
    assert order is not None
    newest = Consent.objects.filter(matter=plan.pk).order_by("-asked_at")[0]
    rows = ConsentAnswer.objects.filter(consent=newest).select_related("giver", "giver_service")
    assert {(one.giver_name, one.asks_plan, one.answer) for one in rows} == {
        ("Barneverntjenesten i Fjordvik", True, "given"),
        ("Bjørg Aune", False, "given"),
        ("Trine Vangen", True, "given"),
    }
    before = Grant.objects.filter(matter=plan.pk).exclude(consent=newest)
    assert set(before.values_list("until_on", flat=True)) == {order.from_on - DAY}
    assert visible(as_guardian("Bjørg Aune")) == {"Ida Kristine Vangen"}
    assert services_in(plan) == {"primary_school", "child_welfare"}


def test_asked_alone_her_adviser_knows_and_her_mother_does_not() -> None:
    plan = plan_of("Selma Brekke")
    secret = Entry.objects.of(plan=plan).get(information_type="health", kind="note").text
    assert [secret in reads(actor, plan) for actor in (as_worker("leila"), as_guardian("Anita Brekke"))] == [
        True,
        False,
    ]
    assert Consent.objects.get(matter=plan.pk, hidden=True).status == Consent.Status.GIVEN
