"""A service only the child has let in: what it writes, and who is named for it, must not tell that it is there."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from helhet.core.actors import Actor
from helhet.plans.actions.baton import accept_baton, offer_baton
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.meetings import MeetingRefused, plan_meeting
from helhet.plans.actions.opening import ask_child, ask_family
from helhet.plans.actions.services import accept_invitation, decline_invitation, invite_service
from helhet.plans.actions.work import MeasureRefused, accept_measure, propose_measure
from helhet.plans.actions.writing import correct_entry, write_entry
from helhet.plans.models import Entry, Meeting, Plan
from helhet.plans.queries.day import my_day
from helhet.plans.queries.doors import ENTRY
from tests.access.test_consents import aged
from tests.attack.browser import address, browser_of
from tests.attack.stories import SOON, goal_of, measure_of
from tests.cast import NOW, TODAY, Cast, active_plan, after, everyone_says, scope, with_jonas
from tests.plans.test_ask_alone import ORAL, let_in


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Ella is thirteen; Kari holds the baton, and Jonas the nurse takes part."""
    aged(cast, 13)
    return with_jonas(cast, active_plan(cast))


def note_by(actor: Actor, plan: Plan, text: str = "Snakket sammen") -> Entry:
    return write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type="school", text=text, actor=actor, at=NOW)


def reads(actor: Actor, plan: Plan) -> list[str]:
    return sorted(row.text for row in ENTRY.list(Entry.objects.of(plan=plan), actor=actor, on=TODAY))


def held_by_jonas(cast: Cast, plan: Plan) -> None:
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)


def page_of(cast: Cast, plan: Plan) -> str:
    return browser_of(cast.mona).get(reverse("family:plan", kwargs={"plan": plan.key})).content.decode()


def test_what_it_writes_is_not_read_by_those_who_are_not_to_know_of_it(cast: Cast, plan: Plan) -> None:
    let_in(cast, plan)
    note_by(cast.as_pia, plan)
    assert [reads(one, plan) for one in (cast.as_kari, cast.as_pia)] == [[], ["Snakket sammen"]]


def with_pia(cast: Cast, plan: Plan) -> None:
    """The family lets PPT in, and Pia says yes."""
    consent = ask_family(plan=plan, scope=scope(cast.ppt), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, consent, cast.as_kari)
    invitation = invite_service(plan=plan, service=cast.ppt, worker=cast.pia, task="Råd", actor=cast.as_kari, at=NOW)
    accept_invitation(invitation=invitation, actor=cast.as_pia, at=NOW)


def kept_by_ella(cast: Cast, plan: Plan) -> None:
    """Ella says yes to PPT as well, alone; and her mother takes back hers."""
    consent = ask_child(
        plan=plan, scope=scope(cast.ppt, types=("health",)), reason="Ella er redd.", actor=cast.as_jonas, at=NOW
    )
    everyone_says(True, plan, consent, cast.as_jonas)
    withdraw(plan=plan, by=cast.mona, service=cast.ppt, channel=ORAL, actor=cast.as_kari, at=NOW)


def test_when_the_family_takes_back_its_yes_its_people_seem_to_have_left(cast: Cast, plan: Plan) -> None:
    with_pia(cast, plan)
    goal = goal_of(cast, plan)
    open_to_all = measure_of(cast, goal, to=cast.pia)
    offer_baton(plan=plan, to_worker=cast.pia, to_service=cast.ppt, actor=cast.as_kari, at=NOW)
    accept_measure(measure=open_to_all, actor=cast.as_pia, at=NOW)
    plan_meeting(plan=plan, kind=Meeting.Kind.PLANNING, held_on=SOON, asks_child=cast.pia, actor=cast.as_kari, at=NOW)

    def pages() -> list[str]:
        return [re.sub(r'Token" value="\w+"|-token.*|middlewaretoken" value="\w+"', "", one) for one in seen()]

    def seen() -> list[str]:
        return [page_of(cast, plan), browser_of(cast.kari).get(address("plan", plan)).content.decode()]

    with transaction.atomic():
        withdraw(plan=plan, by=cast.mona, service=cast.ppt, channel=ORAL, actor=cast.as_kari, at=NOW)
        without = pages()
        transaction.set_rollback(True)
    kept_by_ella(cast, plan)
    assert pages() == without


def test_nor_does_a_new_wording_of_what_all_could_read_tell_that_it_is_there_still(cast: Cast, plan: Plan) -> None:
    with_pia(cast, plan)
    entry = note_by(cast.as_pia, plan, "Før")
    kept_by_ella(cast, plan)
    before = page_of(cast, plan)
    correct_entry(entry=entry, text="Etter", actor=cast.as_pia, at=after(1))
    assert ("Før" in before, "Etter" in page_of(cast, plan)) == (True, False)
    assert reads(cast.as_kari, plan) == ["Før"]


def test_none_of_its_people_is_named_for_a_measure_all_can_read(cast: Cast, plan: Plan) -> None:
    goal = goal_of(cast, plan)
    held_by_jonas(cast, plan)
    let_in(cast, plan)
    assert "Pia" not in browser_of(cast.jonas).get(address("measure", plan)).content.decode()
    with pytest.raises(MeasureRefused, match="not_in_plan"):
        propose_measure(
            plan=plan, goal=goal, text="Råd", information_type="agreement", arena=cast.guide.codes("arena")[0].key,
            evaluate_on=SOON, responsible=cast.pia, actor=cast.as_jonas, at=NOW,
        )  # fmt: skip


def test_none_of_its_people_is_named_before_a_meeting(cast: Cast, plan: Plan) -> None:
    held_by_jonas(cast, plan)
    let_in(cast, plan)
    assert "Pia" not in browser_of(cast.jonas).get(address("meeting", plan)).content.decode()
    with pytest.raises(MeetingRefused, match="not_in_plan"):
        plan_meeting(
            plan=plan, kind=Meeting.Kind.PLANNING, held_on=SOON, asks_child=cast.pia, actor=cast.as_jonas, at=NOW
        )


def test_a_holder_who_is_not_to_know_is_not_told_that_it_said_no(cast: Cast, plan: Plan) -> None:
    held_by_jonas(cast, plan)
    consent = ask_child(
        plan=plan, scope=scope(cast.ppt, types=("health",)), reason="Ella er redd.", actor=cast.as_jonas, at=NOW
    )
    everyone_says(True, plan, consent, cast.as_jonas)
    invitation = invite_service(plan=plan, service=cast.ppt, worker=cast.pia, task="Råd", actor=cast.as_jonas, at=NOW)
    back = offer_baton(plan=plan, to_worker=cast.kari, to_service=cast.school, actor=cast.as_jonas, at=NOW)
    accept_baton(offer=back, actor=cast.as_kari, at=NOW)
    reason = cast.guide.codes("referral_decline_reason")[0]
    decline_invitation(invitation=invitation, reason=reason.key, words="Fullt", actor=cast.as_pia, at=NOW)
    assert [one.who for one in my_day(cast.as_kari, at=NOW) if one.code == "invitation_declined"] == []
