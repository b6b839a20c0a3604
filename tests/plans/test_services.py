"""Services in and out: consent first and anew, own words only, and nothing told of those who have left."""

from datetime import timedelta
from typing import Any

import pytest

from helhet.access.models import ConsentAnswer
from helhet.audit.models import AuditEntry
from helhet.clocks.models import Clock
from helhet.core.doing import NotYours
from helhet.core.hiding import HiddenFrom
from helhet.core.plan import PlanStatus, WrongState
from helhet.people.models import Membership, Service, Worker
from helhet.plans.actions.baton import accept_baton, offer_baton
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.common import joins
from helhet.plans.actions.consent import keep_back, withdraw
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.meetings import plan_meeting
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.services import InvitationRefused, accept_invitation, invite_service
from helhet.plans.actions.staff import StaffRefused, end_membership
from helhet.plans.actions.work import accept_measure, add_goal, propose_measure
from helhet.plans.actions.writing import NotYourWords, Said, correct_entry, write_entry
from helhet.plans.models import Baton, BatonOffer, Entry, Goal, Measure, Meeting, Participant, Participation, Plan
from helhet.plans.queries.day import my_day
from helhet.plans.queries.doors import ENTRY
from helhet.plans.queries.page import plan_page
from helhet.plans.queries.roles import current_baton
from tests.cast import (
    NOW,
    TODAY,
    Cast,
    acting,
    active_plan,
    after,
    draft,
    employ,
    everyone_says,
    scope,
    with_jonas,
    worker,
)

ORAL = ConsentAnswer.Channel.ORAL


def asked_and_yes(cast: Cast, plan: Plan, service: Service, *, days: float = 0) -> Plan:
    at = after(days)
    consent = ask_family(plan=plan, scope=scope(service, at=at), actor=cast.as_kari, at=at)
    return everyone_says(True, plan, consent, cast.as_kari, at=at)


def invite(cast: Cast, plan: Plan, *, days: float = 0) -> Participation:
    return invite_service(
        plan=plan, service=cast.clinic, worker=cast.jonas, task="Samtaler", actor=cast.as_kari, at=after(days)
    )


def withdrawn(cast: Cast, plan: Plan, service: Service | None, *, days: float = 1) -> Plan:
    return withdraw(plan=plan, by=cast.mona, service=service, channel=ORAL, actor=cast.as_kari, at=after(days))


def code_of(refused: pytest.ExceptionInfo[InvitationRefused]) -> str:
    return refused.value.code


def test_14_a_service_is_not_asked_before_the_family_has_said_yes_to_it(cast: Cast) -> None:
    plan = active_plan(cast)
    with pytest.raises(InvitationRefused) as refused:
        invite(cast, plan)
    assert code_of(refused) == "no_consent"
    invite(cast, asked_and_yes(cast, plan, cast.clinic))


def test_14_a_service_that_left_needs_a_consent_newer_than_its_leaving(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    plan = withdrawn(cast, plan, cast.clinic, days=1)
    with pytest.raises(InvitationRefused) as refused:
        invite(cast, plan, days=2)
    assert code_of(refused) == "no_consent"
    plan = asked_and_yes(cast, plan, cast.clinic, days=3)
    accept_invitation(invitation=invite(cast, plan, days=3), actor=cast.as_jonas, at=after(4))
    assert cast.as_jonas in who_sees(cast, plan, on_day=4)


def who_sees(cast: Cast, plan: Plan, *, on_day: float) -> list[object]:
    write_entry(
        plan=plan,
        kind=Entry.Kind.NOTE,
        information_type="school",
        text="Ella lo",
        actor=cast.as_kari,
        at=after(on_day),
    )
    rows = Entry.objects.of(plan=plan)
    actors = (cast.as_kari, cast.as_jonas, cast.as_pia)
    return [actor for actor in actors if ENTRY.list(rows, actor=actor, on=after(on_day).date())]


def test_14_a_yes_taken_back_before_the_answer_lets_nobody_in(cast: Cast) -> None:
    plan = asked_and_yes(cast, active_plan(cast), cast.clinic)
    invitation = invite(cast, plan)
    withdrawn(cast, plan, cast.clinic)
    with pytest.raises(InvitationRefused):
        accept_invitation(invitation=invitation, actor=cast.as_jonas, at=after(2))


def test_14_a_plan_that_has_ended_takes_nobody_in(cast: Cast) -> None:
    plan = asked_and_yes(cast, active_plan(cast), cast.clinic)
    invitation = invite(cast, plan)
    words = Said(why_none="Ville ikke")
    reason = cast.guide.codes("close_reason")[0].key
    close_plan(plan=plan, reason=reason, family=words, child=words, actor=cast.as_kari, at=after(1))
    with pytest.raises(WrongState):
        accept_invitation(invitation=invitation, actor=cast.as_jonas, at=after(2))


def test_14_a_service_that_takes_the_baton_has_a_place_and_loses_it_with_the_consent(cast: Cast) -> None:
    plan = asked_and_yes(cast, active_plan(cast), cast.clinic)
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)
    place = Participation.objects.of(plan=plan).get(service=cast.clinic)
    assert (place.answer, place.answered_by, place.invited_by) == ("accepted", cast.jonas, cast.kari)
    withdrawn(cast, plan, cast.clinic)
    left = Participant.objects.of(plan=plan).filter(service=cast.clinic)
    assert [one.left_at for one in left] == [after(1)]


def test_14_taking_the_baton_answers_the_invitation_that_waits(cast: Cast) -> None:
    plan = asked_and_yes(cast, active_plan(cast), cast.clinic)
    invite(cast, plan)
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)
    place = Participation.objects.of(plan=plan).get(service=cast.clinic)
    assert (place.answer, place.answered_at) == ("accepted", NOW)


def test_26_a_later_service_is_told_nothing_of_those_who_left(cast: Cast) -> None:
    plan = withdrawn(cast, with_jonas(cast, active_plan(cast)), cast.clinic)
    plan = asked_and_yes(cast, plan, cast.ppt, days=2)
    invitation = invite_service(
        plan=plan, service=cast.ppt, worker=cast.pia, task="Utredning", actor=cast.as_kari, at=after(2)
    )
    accept_invitation(invitation=invitation, actor=cast.as_pia, at=after(2))
    page = plan_page(cast.as_pia, plan.key, at=after(3))
    assert [place.service.name for place in page.places] == ["Fjordvik skole", "PPT Fjordvik"]


def test_20_a_participant_neither_edits_nor_closes_anothers_words(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    entry = write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Ella lo", actor=cast.as_kari, at=NOW
    )
    for act in (
        lambda: correct_entry(entry=entry, text="Ella gråt", actor=cast.as_jonas, at=NOW),
        lambda: hide_entry(
            entry=entry,
            hidden_from=HiddenFrom.GUARDIANS,
            reason="weighty_reasons",
            judgement="Tungtveiende hensyn.",
            actor=cast.as_jonas,
            at=NOW,
        ),
    ):
        with pytest.raises(NotYourWords):
            act()
    anew = correct_entry(entry=entry, text="Ella lo mye", actor=cast.as_kari, at=after(1))
    entry.refresh_from_db()
    assert (entry.text, anew.text, anew.corrects) == ("Ella lo", "Ella lo mye", entry)


def test_20_nobody_outside_the_plan_writes_in_it(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    for actor in (cast.as_pia, cast.as_amir, cast.as_rektor, cast.as_nils, cast.as_mona):
        with pytest.raises(NotYours):
            write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Noe", actor=actor, at=NOW)


def seen_by_mona(cast: Cast, plan: Plan) -> list[str]:
    return sorted(e.text for e in ENTRY.list(Entry.objects.of(plan=plan), actor=cast.as_mona, on=TODAY))


def test_23_a_correction_of_what_is_closed_to_the_guardians_is_closed(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    entry = write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="health", text="Mellom oss", actor=cast.as_jonas, at=NOW
    )
    hide_entry(
        entry=entry,
        hidden_from=HiddenFrom.GUARDIANS,
        reason="weighty_reasons",
        judgement="Tungtveiende hensyn.",
        actor=cast.as_jonas,
        at=NOW,
    )
    again = correct_entry(entry=entry, text="Fortsatt mellom oss", actor=cast.as_jonas, at=NOW)
    correct_entry(entry=again, text="Og nå også", actor=cast.as_jonas, at=NOW)
    assert seen_by_mona(cast, plan) == []


def test_23_closing_it_closes_what_has_corrected_it(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    entry = write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="health", text="Første", actor=cast.as_jonas, at=NOW
    )
    again = correct_entry(entry=entry, text="Andre", actor=cast.as_jonas, at=NOW)
    correct_entry(entry=again, text="Tredje", actor=cast.as_jonas, at=NOW)
    assert seen_by_mona(cast, plan) == ["Andre", "Første", "Tredje"]
    hide_entry(
        entry=entry,
        hidden_from=HiddenFrom.GUARDIANS,
        reason="weighty_reasons",
        judgement="Tungtveiende hensyn.",
        actor=cast.as_jonas,
        at=NOW,
    )
    assert seen_by_mona(cast, plan) == []


# --- when the consent is gone, and when people are --------------------------------------------------------------
def test_13_where_the_holders_service_is_taken_back_the_baton_can_pass_to_one_inside(cast: Cast) -> None:
    plan = withdrawn(cast, with_jonas(cast, active_plan(cast)), cast.school)
    assert plan.state is PlanStatus.CLOSING
    assert Baton.objects.of(plan=plan).get(until_at=None).holder == cast.kari
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=after(2))
    accept_baton(offer=offer, actor=cast.as_jonas, at=after(3))
    plan.refresh_from_db()
    assert plan.state is PlanStatus.ACTIVE
    assert not Participant.objects.of(plan=plan).filter(service=cast.school, left_at=None).exists()


def test_13_what_is_left_can_be_taken_back_while_the_plan_is_closing(cast: Cast) -> None:
    plan = withdrawn(cast, with_jonas(cast, active_plan(cast)), cast.school)
    plan = withdraw(plan=plan, by=cast.mona, service=None, channel=ORAL, actor=cast.as_jonas, at=after(2))
    assert plan.state is PlanStatus.CLOSING
    assert not Participant.objects.of(plan=plan).filter(left_at=None).exists()


def test_4_a_leader_does_not_leave_before_there_is_another(cast: Cast) -> None:
    place = Membership.objects.get(worker=cast.rektor)
    with pytest.raises(StaffRefused) as refused:
        end_membership(membership=place, actor=cast.as_rektor, at=NOW)
    assert refused.value.code == "is_leader"
    with pytest.raises(StaffRefused):
        end_membership(membership=Membership.objects.get(worker=cast.kari), actor=cast.as_nils, at=NOW)


def test_4_all_seven_batons_pass_in_one_go(cast: Cast) -> None:
    plans = [active_plan(cast) for _ in range(7)]
    end_membership(membership=Membership.objects.get(worker=cast.kari), actor=cast.as_rektor, at=after(1))
    for plan in plans:
        plan.refresh_from_db()
        baton = current_baton(plan)
        assert baton is not None
        assert (baton.holder, baton.taken, baton.since_at) == (cast.rektor, "fell", after(1))
    fell = AuditEntry.objects.filter(event="system:baton:fall")
    assert {line.object for line in fell} == {plan.pk for plan in plans}


def test_4_what_waited_for_the_one_who_left_waits_for_nobody_who_is_gone(cast: Cast) -> None:
    plan = asked_and_yes(cast, active_plan(cast), cast.clinic)
    invitation = invite(cast, plan)
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    leading = acting(cast.head_nurse, cast.clinic)
    end_membership(membership=Membership.objects.get(worker=cast.jonas), actor=leading, at=after(1))
    offer.refresh_from_db()
    invitation.refresh_from_db()
    assert (offer.state, invitation.invited_worker) == ("cancelled", cast.head_nurse)
    accept_invitation(invitation=invitation, actor=leading, at=after(1))
    assert not BatonOffer.objects.of(plan=plan).filter(state="open").exists()


def test_4_a_draft_whose_author_has_left_does_not_become_a_plan_in_their_name(cast: Cast) -> None:
    plan = draft(cast)
    consent = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    end_membership(membership=Membership.objects.get(worker=cast.kari), actor=cast.as_rektor, at=NOW)
    with pytest.raises(NotYours):
        everyone_says(True, plan, consent, cast.as_kari)
    employ(cast.kari, cast.ppt)
    with pytest.raises(NotYours):
        everyone_says(True, plan, consent, acting(cast.kari, cast.ppt))
    plan.refresh_from_db()
    assert plan.state is PlanStatus.DRAFT


def test_3_the_baton_is_taken_for_the_service_that_was_asked(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    employ(cast.jonas, cast.ppt)
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    with pytest.raises(ValueError, match="not_yours"):
        accept_baton(offer=offer, actor=acting(cast.jonas, cast.ppt), at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)


def test_3_nobody_is_offered_a_baton_for_a_service_they_do_not_work_in(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    ida = worker("Ida")
    with pytest.raises(ValueError, match="not_in_service"):
        offer_baton(plan=plan, to_worker=ida, to_service=cast.clinic, actor=cast.as_kari, at=NOW)


# --- what those who leave had promised ---------------------------------------------------------------------------
def promised(cast: Cast, plan: Plan, who: Worker, *, days: float = 0, goal: Goal | None = None) -> Measure:
    """A measure somebody has taken on, or is asked to."""
    own: dict[str, Any] = {"plan": plan, "actor": cast.as_kari, "at": after(days), "information_type": "agreement"}
    return propose_measure(
        **own,
        goal=goal or add_goal(**own, text="En venn", words_of=Entry.WordsOf.CHILD),
        text="Samtale hver uke",
        arena=cast.guide.codes("arena")[0].key,
        evaluate_on=TODAY + timedelta(days=60),
        responsible=who,
    )


def lost(cast: Cast, *, days: float) -> list[str]:
    """What Kari reads in My day about measures that need somebody."""
    return [one.code for one in my_day(cast.as_kari, at=after(days)) if one.code == "measure_lost"]


def test_9_what_a_service_that_leaves_had_promised_is_counted_on_no_more(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    asked, taken_on = promised(cast, plan, cast.jonas), promised(cast, plan, cast.jonas)
    accept_measure(measure=taken_on, actor=cast.as_jonas, at=NOW)
    own = promised(cast, plan, cast.kari)
    assert lost(cast, days=1) == []
    plan = withdrawn(cast, plan, cast.clinic)
    ended = {one.pk: (one.state, one.not_done_reason) for one in Measure.objects.of(plan=plan)}
    gone = ("ended", "responsible_left")
    assert ended == {asked.pk: gone, taken_on.pk: gone, own.pk: ("running", "")}
    assert lost(cast, days=1) == ["measure_lost"]
    assert my_day(cast.as_jonas, at=after(1)) == ()
    goal = Goal.objects.of(plan=plan).get(pk=asked.goal_id)
    promised(cast, plan, cast.kari, days=2, goal=goal)
    assert lost(cast, days=2) == ["measure_lost"]  # the other goal's still lacks somebody
    promised(cast, plan, cast.kari, days=2, goal=Goal.objects.of(plan=plan).get(pk=taken_on.goal_id))
    assert lost(cast, days=2) == []


def test_9_to_talk_with_the_child_falls_to_the_holder(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    kind, day = Meeting.Kind.EVALUATION, TODAY + timedelta(days=20)
    plan_meeting(plan=plan, kind=kind, held_on=day, asks_child=cast.jonas, actor=cast.as_kari, at=NOW)
    withdrawn(cast, plan, cast.clinic)
    assert Meeting.objects.of(plan=plan).get().asks_child == cast.kari
    assert [c.owner for c in Clock.objects.filter(matter=plan.pk, code="child_view_before", ended_at=None)] == [
        cast.kari
    ]


def test_9_one_who_takes_part_for_another_service_too_keeps_the_promise(cast: Cast) -> None:
    employ(cast.jonas, cast.school)
    plan = with_jonas(cast, active_plan(cast))
    joins(plan, cast.jonas, cast.school, at=NOW)
    measure = promised(cast, plan, cast.jonas)
    withdrawn(cast, plan, cast.clinic)
    measure.refresh_from_db()
    assert measure.state == "proposed"


def test_9_nobody_counts_on_one_who_has_left_the_unit_either(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    promised(cast, plan, cast.jonas)
    end_membership(
        membership=Membership.objects.get(worker=cast.jonas), actor=acting(cast.head_nurse, cast.clinic), at=NOW
    )
    assert lost(cast, days=0) == ["measure_lost"]


def test_9_a_measure_whose_words_are_kept_from_the_holder_is_not_told_of(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    goal = add_goal(
        plan=plan,
        text="En venn",
        information_type="agreement",
        words_of=Entry.WordsOf.CHILD,
        actor=cast.as_kari,
        at=NOW,
    )
    propose_measure(
        plan=plan,
        goal=goal,
        text="Samtale",
        information_type="health",
        arena=cast.guide.codes("arena")[0].key,
        evaluate_on=TODAY + timedelta(days=60),
        responsible=cast.jonas,
        actor=cast.as_jonas,
        at=NOW,
    )
    keep_back(
        plan=plan, by=cast.mona, service=cast.school, information_type="health", actor=cast.as_kari, at=after(0.5)
    )
    withdrawn(cast, plan, cast.clinic)
    assert lost(cast, days=1) == []
