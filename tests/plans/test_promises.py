"""Measures, meetings, evaluations, closing: nothing runs, is concluded or is closed without what a child is owed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from helhet.audit.models import AuditEntry
from helhet.core.guides import GuidePack
from helhet.core.plan import PlanStatus
from helhet.people.models import Person, Worker
from helhet.plans.actions.closing import ClosingRefused, close_plan
from helhet.plans.actions.meetings import (
    ChildView,
    MeetingRefused,
    NextStep,
    conclude_evaluation,
    conclude_planning,
    plan_meeting,
    record_child_talk,
)
from helhet.plans.actions.work import MeasureRefused, accept_measure, add_goal, propose_measure
from helhet.plans.actions.writing import Said
from helhet.plans.models import Baton, Entry, Evaluation, Goal, Measure, MeasureEffect, Meeting, Plan
from helhet.plans.queries.day import my_day
from helhet.plans.queries.doors import ENTRY, PLAN
from helhet.plans.queries.page import plan_page
from tests.cast import NOW, TODAY, Cast, active_plan, after, with_jonas

LATER = TODAY + timedelta(days=30)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


def goal_in(cast: Cast, plan: Plan) -> Goal:
    return add_goal(
        plan=plan,
        text="Noen å være sammen med i friminuttet",
        information_type="agreement",
        words_of=Entry.WordsOf.CHILD,
        actor=cast.as_kari,
        at=NOW,
    )


def proposed(
    cast: Cast, plan: Plan, responsible: Worker | Person, *, evaluate_on: date = LATER, goal: Goal | None = None
) -> Measure:
    return propose_measure(
        plan=plan,
        goal=goal or goal_in(cast, plan),
        text="Lek i liten gruppe",
        information_type="agreement",
        arena=cast.guide.codes("arena")[0].key,
        evaluate_on=evaluate_on,
        responsible=responsible,
        actor=cast.as_kari,
        at=NOW,
    )


def refusal(of: type[Exception], act: Callable[[], object]) -> str:
    with pytest.raises(of) as refused:
        act()
    return str(refused.value.code)  # type: ignore[attr-defined]


# --- measures --------------------------------------------------------------------------------------------------
def test_7_a_measure_runs_when_the_responsible_has_said_yes_and_not_before(cast: Cast, plan: Plan) -> None:
    measure = proposed(cast, plan, cast.jonas)
    assert (measure.state, measure.accepted_by) == ("proposed", None)
    assert refusal(MeasureRefused, lambda: accept_measure(measure=measure, actor=cast.as_kari, at=NOW)) == "not_yours"
    running = accept_measure(measure=measure, actor=cast.as_jonas, at=after(1))
    assert (running.state, running.accepted_by, running.accepted_at) == ("running", cast.jonas.pk, after(1))
    assert refusal(MeasureRefused, lambda: accept_measure(measure=measure, actor=cast.as_jonas, at=NOW)) == "answered"


def test_7_whoever_proposes_it_for_themselves_has_said_yes(cast: Cast, plan: Plan) -> None:
    assert proposed(cast, plan, cast.kari).state == "running"


def test_7_a_parents_yes_is_written_down_as_the_parents(cast: Cast, plan: Plan) -> None:
    running = accept_measure(measure=proposed(cast, plan, cast.mona), actor=cast.as_kari, at=NOW)
    assert (running.state, running.accepted_by) == ("running", cast.mona.pk)


def test_7_nobody_outside_the_plan_and_no_day_that_has_been(cast: Cast, plan: Plan) -> None:
    assert refusal(MeasureRefused, lambda: proposed(cast, plan, cast.pia)) == "not_in_plan"
    assert refusal(MeasureRefused, lambda: proposed(cast, plan, cast.kari, evaluate_on=TODAY)) == "day_has_passed"
    other = active_plan(cast)
    assert refusal(MeasureRefused, lambda: proposed(cast, plan, cast.kari, goal=goal_in(cast, other))) == (
        "goal_elsewhere"
    )


def test_7_an_ended_plan_starts_no_measure(cast: Cast, plan: Plan) -> None:
    measure = proposed(cast, plan, cast.jonas)
    close(cast, plan)
    with pytest.raises(MeasureRefused):
        accept_measure(measure=measure, actor=cast.as_jonas, at=after(1))


# --- meetings --------------------------------------------------------------------------------------------------
def meeting(cast: Cast, plan: Plan, kind: Meeting.Kind) -> Meeting:
    return plan_meeting(plan=plan, kind=kind, held_on=TODAY, asks_child=cast.jonas, actor=cast.as_kari, at=NOW)


def test_8_a_planning_meeting_is_concluded_with_the_next_day(cast: Cast, plan: Plan) -> None:
    planning = meeting(cast, plan, Meeting.Kind.PLANNING)

    def conclude(on: date) -> Meeting:
        return conclude_planning(
            meeting=planning, minutes="Vi prøver dette", next_evaluation_on=on, actor=cast.as_kari, at=NOW
        )

    assert refusal(MeetingRefused, lambda: conclude(TODAY)) == "next_day_has_passed"
    conclude(LATER)
    plan.refresh_from_db()
    assert plan.next_evaluation_on == LATER
    assert refusal(MeetingRefused, lambda: conclude(LATER)) == "concluded"


def test_28_the_one_named_says_that_the_child_has_been_talked_with(cast: Cast, plan: Plan) -> None:
    waiting = meeting(cast, plan, Meeting.Kind.EVALUATION)

    def waits() -> list[str]:
        return [one.code for one in my_day(cast.as_jonas, at=NOW)]

    assert waits() == ["child_view_before"]
    assert (
        refusal(MeetingRefused, lambda: record_child_talk(meeting=waiting, actor=cast.as_kari, at=NOW)) == "not_yours"
    )
    assert plan_page(cast.as_kari, plan.key, at=NOW).child_waits
    for _twice in range(2):
        record_child_talk(meeting=waiting, actor=cast.as_jonas, at=NOW)
    assert waits() == []
    assert not plan_page(cast.as_kari, plan.key, at=NOW).child_waits
    assert AuditEntry.objects.filter(event="worker:meeting:ask-child").count() == 1


def evaluate(cast: Cast, plan: Plan, child: ChildView, **changes: Any) -> Evaluation:
    step = NextStep(decision=Evaluation.Decision.CONTINUE, reason="Det hjelper", next_evaluation_on=LATER)
    seen = {MeasureEffect.SeenBy.PROFESSIONAL: cast.guide.codes("effect")[0].key}
    waiting = Meeting.objects.of(plan=plan).filter(kind="evaluation", concluded_at=None).first()
    return conclude_evaluation(
        meeting=waiting or meeting(cast, plan, Meeting.Kind.EVALUATION),
        child=child,
        family_words=changes.pop("family_words", "Bedre hjemme"),
        effects=changes.pop("effects", {m.pk: seen for m in Measure.objects.of(plan=plan)}),
        not_done=changes.pop("not_done", {}),
        step=replace(step, **changes),
        actor=cast.as_kari,
        at=NOW,
    )


HEARD = ChildView(how=Evaluation.ChildView.GIVEN, words="Jeg har fått en venn")
SAID_NO = ChildView(how=Evaluation.ChildView.DECLINED)


def not_asked(guide: GuidePack, words: str = "Ella lå på sykehus") -> ChildView:
    reason = guide.codes("child_not_asked_reason")[0].key
    return ChildView(how=Evaluation.ChildView.NOT_ASKED, not_asked_reason=reason, not_asked_words=words)


def test_28_the_childs_words_that_it_would_rather_not_or_why_nobody_asked(cast: Cast, plan: Plan) -> None:
    views = [evaluate(cast, plan, child) for child in (HEARD, SAID_NO, not_asked(cast.guide))]
    assert [one.child_view for one in views] == ["given", "declined", "not_asked"]
    assert [one.child_entry.text if one.child_entry else None for one in views] == [HEARD.words, None, None]
    assert {one.asked_by for one in views} == {cast.jonas}  # by name


def test_28_without_the_child_it_is_not_concluded(cast: Cast, plan: Plan) -> None:
    silent = ChildView(how=Evaluation.ChildView.GIVEN)
    unexplained = ChildView(how=Evaluation.ChildView.NOT_ASKED, not_asked_words="Ikke tid")
    codes = [
        refusal(MeetingRefused, lambda view=view: evaluate(cast, plan, view))
        for view in (silent, unexplained, not_asked(cast.guide, words=""))
    ]
    assert codes == ["child_words_missing", "reason_missing", "needs_words"]
    unknown = ChildView(how=Evaluation.ChildView.NOT_ASKED, not_asked_reason="no_such", not_asked_words="Noe")
    with pytest.raises(LookupError):
        evaluate(cast, plan, unknown)
    assert not Evaluation.objects.of(plan=plan).exists()
    assert not Entry.objects.of(plan=plan).filter(kind=Entry.Kind.EVALUATION).exists()


def test_8_an_evaluation_that_continues_sets_the_next_day(cast: Cast, plan: Plan) -> None:
    assert refusal(MeetingRefused, lambda: evaluate(cast, plan, HEARD, next_evaluation_on=None)) == "next_day_missing"
    ends = {"decision": Evaluation.Decision.END, "next_evaluation_on": None}
    assert evaluate(cast, plan, HEARD, **ends).meeting.ends_plan
    plan.refresh_from_db()
    assert plan.state is PlanStatus.ACTIVE  # closing has its own last words


def test_7_each_running_measure_is_judged(cast: Cast, plan: Plan) -> None:
    running = accept_measure(measure=proposed(cast, plan, cast.jonas), actor=cast.as_jonas, at=NOW)
    assert refusal(MeetingRefused, lambda: evaluate(cast, plan, HEARD, effects={})) == "effect_missing"
    not_done = {running.pk: {MeasureEffect.SeenBy.PROFESSIONAL: "not_done"}}
    assert refusal(MeetingRefused, lambda: evaluate(cast, plan, HEARD, effects=not_done)) == "not_done_needs_reason"
    why = {running.pk: cast.guide.codes("measure_not_done_reason")[0].key}
    evaluate(cast, plan, HEARD, effects=not_done, not_done=why)
    running.refresh_from_db()
    assert running.not_done_reason == why[running.pk]


# --- closing ---------------------------------------------------------------------------------------------------
SAID = Said(words="Takk for hjelpen")
NONE = Said(why_none="Ville ikke si noe")


def close(cast: Cast, plan: Plan, family: Said = SAID, child: Said = NONE, reason: str = "") -> Plan:
    return close_plan(
        plan=plan,
        reason=reason or cast.guide.codes("close_reason")[0].key,
        family=family,
        child=child,
        actor=cast.as_kari,
        at=NOW,
    )


def test_35_closing_asks_for_a_reason_and_for_last_words_or_why_not(cast: Cast, plan: Plan) -> None:
    silent = Said()
    assert refusal(ClosingRefused, lambda: close(cast, plan, family=silent)) == "family_words_missing"
    assert refusal(ClosingRefused, lambda: close(cast, plan, child=silent)) == "child_words_missing"
    with pytest.raises(LookupError):
        close(cast, plan, reason="no_such_reason")
    plan.refresh_from_db()
    assert plan.state is PlanStatus.ACTIVE
    plan = close(cast, plan)
    words = Entry.objects.of(plan=plan).filter(kind=Entry.Kind.CLOSING).order_by("words_of")
    assert [(one.words_of, one.text) for one in words] == [("family", SAID.words), ("writer", NONE.why_none)]


def test_35_a_closed_plan_is_the_familys_and_the_last_holders(cast: Cast, plan: Plan) -> None:
    proposed(cast, plan, cast.jonas)
    plan = close(cast, plan)
    assert (plan.state, plan.closed_at, plan.closed_by) == (PlanStatus.CLOSED, NOW, cast.kari.pk)
    assert not Baton.objects.of(plan=plan).filter(until_at=None).exists()
    assert set(Measure.objects.of(plan=plan).values_list("state", flat=True)) == {"ended"}
    rows = Plan.objects.of(child=cast.ella)
    seen = {
        name: len(PLAN.list(rows, actor=actor, on=TODAY))
        for name, actor in (
            ("Kari", cast.as_kari),
            ("Mona", cast.as_mona),
            ("Jonas", cast.as_jonas),
            ("Rektor", cast.as_rektor),
            ("Nils", cast.as_nils),
        )
    }
    assert seen == {"Kari": 1, "Mona": 1, "Jonas": 0, "Rektor": 0, "Nils": 0}
    assert list(ENTRY.list(Entry.objects.of(plan=plan), actor=cast.as_jonas, on=TODAY)) == []


def test_all_that_is_missing_is_said_at_once(cast: Cast, plan: Plan) -> None:
    running = proposed(cast, plan, cast.kari)
    not_done = {running.pk: {MeasureEffect.SeenBy.PROFESSIONAL: "not_done"}}
    with pytest.raises(MeetingRefused) as meeting_refused:
        evaluate(cast, plan, not_asked(cast.guide, words=""), effects=not_done, next_evaluation_on=None)
    assert meeting_refused.value.codes == ("next_day_missing", "needs_words", "not_done_needs_reason")
    with pytest.raises(ClosingRefused) as closing_refused:
        close(cast, plan, family=Said(), child=Said())
    assert closing_refused.value.codes == ("family_words_missing", "child_words_missing")
