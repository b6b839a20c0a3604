"""What must always hold, the database holds: each row that must not be is refused, whoever writes it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from helhet.access.models import Consent, ConsentAnswer, ConsentException, ConsentLine, Grant
from helhet.clocks.models import Clock, Reminder
from helhet.people.models import Cover, Guardianship, Membership
from helhet.plans.actions.meetings import plan_meeting
from helhet.plans.models import (
    Baton,
    BatonOffer,
    Deadlock,
    Entry,
    Evaluation,
    Goal,
    Hiding,
    Measure,
    Meeting,
    Participant,
    Participation,
    Plan,
)
from helhet.post.models import Letter
from tests.cast import NOW, TODAY, Cast, active_plan

LATER = TODAY + timedelta(days=30)


def forbidden(constraint: str, write: Callable[[], object]) -> None:
    """The database refuses the row, by this very constraint."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    said = str(refused.value)
    assert constraint in said or "UNIQUE constraint failed" in said


def rows_of(plan: Plan) -> dict[str, Any]:
    return {"municipality_id": plan.municipality_id, "plan": plan}


def entry_in(cast: Cast, plan: Plan, **changes: Any) -> Entry:
    fields: dict[str, Any] = {
        "child": cast.ella,
        "about": cast.ella,
        "regime": "general",
        "source": cast.school,
        "kind": Entry.Kind.NOTE,
        "information_type": "school",
        "service": cast.school,
        "author": cast.kari,
        "written_at": NOW,
        "text": "Noe",
    }
    return Entry.objects.create(**rows_of(plan), **(fields | changes))


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return active_plan(cast)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        pytest.param("active_plan_carries_its_consent", {"consent": None}, id="active without consent"),
        pytest.param("active_plan_carries_its_consent", {"active_since": None}, id="active without its first day"),
        pytest.param("active_plan_carries_its_consent", {"status": "closing", "consent": None}, id="closing too"),
        pytest.param("active_plan_has_a_holder", {"baton": None}, id="active without a holder"),
        pytest.param("active_plan_has_a_holder", {"status": "closing", "baton": None}, id="closing without a holder"),
        pytest.param("plan_closed_says_when", {"status": "closed"}, id="closed, nobody knows when"),
        pytest.param("plan_closed_at_by_and_why_together", {"closed_by": uuid4()}, id="closed by, not when"),
        pytest.param("plan_closed_at_by_and_why_together", {"close_reason": "moved"}, id="a reason, not closed"),
        pytest.param(
            "plan_closed_says_when",
            {"closed_at": NOW, "closed_by": uuid4(), "close_reason": "moved"},
            id="closed and active",
        ),
    ],
)
def test_1_12_a_plan_that_cannot_be(plan: Plan, constraint: str, changes: dict[str, Any]) -> None:
    forbidden(constraint, lambda: Plan.objects.filter(pk=plan.pk).update(**changes))


def test_a_plan_does_not_continue_itself(plan: Plan) -> None:
    forbidden("plan_continues_another", lambda: Plan.objects.filter(pk=plan.pk).update(continues=plan))


def test_1_two_batons_at_once(cast: Cast, plan: Plan) -> None:
    second = {"holder": cast.nils, "service": cast.school, "taken": Baton.Taken.ACCEPTED, "since_at": NOW}
    forbidden("one_holder_at_a_time", lambda: Baton.objects.create(**rows_of(plan), **second))


def test_1_a_baton_does_not_end_before_it_began(plan: Plan) -> None:
    before = NOW - timedelta(days=1)
    forbidden("baton_begins_before_it_ends", lambda: Baton.objects.of(plan=plan).update(until_at=before))


def offer_in(cast: Cast, plan: Plan, **changes: Any) -> BatonOffer:
    fields = {
        "to_worker": cast.nils,
        "to_service": cast.school,
        "offered_at": NOW,
        "offered_by": cast.kari,
        "open_until": LATER,
        "state": "open",
    }
    return BatonOffer.objects.create(**rows_of(plan), **(fields | changes))


def test_2_two_open_offers(cast: Cast, plan: Plan) -> None:
    offer_in(cast, plan)
    forbidden("one_open_offer_at_a_time", lambda: offer_in(cast, plan, to_worker=cast.rektor))


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("offer_answered_at_and_by_together", {"state": "accepted"}),
        ("offer_answered_at_and_by_together", {"state": "accepted", "answered_at": NOW}),
        ("offer_answered_at_and_by_together", {"state": "open", "answered_by": uuid4()}),
        ("offer_declined_with_a_reason", {"state": "declined", "answered_at": NOW, "answered_by": uuid4()}),
        ("offer_declined_with_a_reason", {"decline_reason": "no_time"}),
    ],
)
def test_2_an_offer_that_cannot_be(cast: Cast, plan: Plan, constraint: str, changes: dict[str, Any]) -> None:
    forbidden(constraint, lambda: offer_in(cast, plan, **changes))


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("participation_answered_at_by_and_how_together", {"answer": "accepted"}),
        ("participation_answered_at_by_and_how_together", {"answered_at": NOW}),
        ("participation_declined_with_a_reason", {"decline_reason": "full"}),
    ],
)
def test_14_an_invitation_that_cannot_be(cast: Cast, plan: Plan, constraint: str, changes: dict[str, Any]) -> None:
    fields = {"service": cast.ppt, "invited_at": NOW, "invited_by": cast.kari, "invited_worker": cast.pia}
    forbidden(constraint, lambda: Participation.objects.create(**rows_of(plan), **(fields | changes)))


def test_14_a_service_has_one_place_in_a_plan(cast: Cast, plan: Plan) -> None:
    again = {"service": cast.school, "invited_at": NOW, "invited_by": cast.kari, "invited_worker": cast.kari}
    forbidden("service_once_in_plan", lambda: Participation.objects.create(**rows_of(plan), **again))
    twice = {"service": cast.school, "worker": cast.kari, "since_at": NOW}
    forbidden("participant_once", lambda: Participant.objects.create(**rows_of(plan), **twice))


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("running_measure_is_accepted", {"state": "running"}),
        ("measure_accepted_at_and_by_together", {"accepted_at": NOW}),
        ("measure_accepted_at_and_by_together", {"state": "running", "accepted_at": NOW}),
        ("measure_ended_at_and_by_together", {"state": "ended"}),
        ("measure_ended_at_and_by_together", {"ended_at": NOW, "ended_by": uuid4()}),
        ("measure_has_one_responsible", {"worker": None}),
        ("evaluate_on", {"evaluate_on": None}),
    ],
)
def test_7_a_measure_that_cannot_be(cast: Cast, plan: Plan, constraint: str, changes: dict[str, Any]) -> None:
    goal = Goal.objects.create(**rows_of(plan), entry=entry_in(cast, plan, kind=Entry.Kind.GOAL))
    fields: dict[str, Any] = {
        "entry": entry_in(cast, plan, kind=Entry.Kind.MEASURE),
        "goal": goal,
        "arena": "school",
        "worker": cast.kari,
        "evaluate_on": LATER,
        "proposed_at": NOW,
    }
    forbidden(constraint, lambda: Measure.objects.create(**rows_of(plan), **(fields | changes)))
    forbidden(
        "measure_has_one_responsible", lambda: Measure.objects.create(**rows_of(plan), **fields, person=cast.mona)
    )
    forbidden("goal_ended_at_and_reached_together", lambda: Goal.objects.of(plan=plan).update(reached=True))


def test_8_a_meeting_is_not_concluded_without_the_next_day(cast: Cast, plan: Plan) -> None:
    meeting = plan_meeting(
        plan=plan,
        kind=Meeting.Kind.PLANNING,
        held_on=TODAY,
        asks_child=cast.kari,
        actor=cast.as_kari,
        at=NOW,
    )
    rows = Meeting.objects.filter(pk=meeting.pk)
    forbidden("concluded_meeting_has_the_next_day", lambda: rows.update(concluded_at=NOW, concluded_by=cast.kari))
    forbidden("meeting_concluded_at_and_by_together", lambda: rows.update(concluded_at=NOW, next_evaluation_on=LATER))
    again = {"kind": "planning", "held_on": LATER, "planned_at": NOW, "planned_by": cast.kari, "asks_child": cast.kari}
    forbidden("one_meeting_of_a_kind_waits", lambda: Meeting.objects.create(**rows_of(plan), **again))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"child_view": "given"}, id="heard, but no words"),
        pytest.param({"child_view": "not_asked"}, id="not asked, no reason"),
        pytest.param({"child_view": "not_asked", "not_asked_reason": "too_young"}, id="not asked, no words"),
        pytest.param({"child_view": "declined", "not_asked_reason": "too_young"}, id="both asked and not"),
    ],
)
def test_28_an_evaluation_without_the_child(cast: Cast, plan: Plan, changes: dict[str, Any]) -> None:
    meeting = plan_meeting(
        plan=plan,
        kind=Meeting.Kind.EVALUATION,
        held_on=TODAY,
        asks_child=cast.kari,
        actor=cast.as_kari,
        at=NOW,
    )
    fields: dict[str, Any] = {
        "meeting": meeting,
        "asked_by": cast.kari,
        "decision": "continue",
        "reason": entry_in(cast, plan, kind=Entry.Kind.EVALUATION),
        "concluded_at": NOW,
    }
    forbidden("child_heard_or_said_why_not", lambda: Evaluation.objects.create(**rows_of(plan), **(fields | changes)))


def test_23_an_entry_says_something(cast: Cast, plan: Plan) -> None:
    forbidden("entry_says_something", lambda: entry_in(cast, plan, text=""))


def hiding_in(cast: Cast, plan: Plan, entry: Entry, **changes: Any) -> Hiding:
    fields: dict[str, Any] = {
        "entry": entry,
        "child": cast.ella,
        "hidden_from": "guardians",
        "reason": "weighty_reasons",
        "judgement": "Tungtveiende hensyn.",
        "hidden_at": NOW,
        "hidden_by": cast.jonas,
    }
    return Hiding.objects.create(municipality_id=plan.municipality_id, **(fields | changes))


def test_23_a_hiding_that_cannot_be(cast: Cast, plan: Plan) -> None:
    entry = entry_in(cast, plan)
    forbidden("hidden_from_one_adult_or_from_all", lambda: hiding_in(cast, plan, entry, hidden_from="adult"))
    forbidden("hidden_from_one_adult_or_from_all", lambda: hiding_in(cast, plan, entry, person=cast.mona))
    forbidden("hiding_lifted_at_and_by_together", lambda: hiding_in(cast, plan, entry, lifted_at=NOW))
    hiding_in(cast, plan, entry)
    forbidden("hidden_once_from_all", lambda: hiding_in(cast, plan, entry))
    one = {"hidden_from": "adult", "person": cast.mona}
    hiding_in(cast, plan, entry, **one)
    forbidden("hidden_once_from_one", lambda: hiding_in(cast, plan, entry, **one))


def test_12_a_consent_that_cannot_be(cast: Cast, plan: Plan) -> None:
    rows = Consent.objects.filter(matter=plan.pk)
    forbidden("consent_begins_before_it_ends", lambda: rows.update(until_on=TODAY - timedelta(days=1)))
    forbidden("consent_waits_or_is_settled", lambda: rows.update(status="asked"))
    forbidden("consent_waits_or_is_settled", lambda: rows.update(settled_at=None))
    answers = ConsentAnswer.objects.filter(consent__in=rows)
    forbidden("consent_answer_says_when_and_how", lambda: answers.update(channel=""))
    forbidden("consent_answer_says_when_and_how", lambda: answers.update(answer="", plan_answer=""))
    grants = Grant.objects.filter(matter=plan.pk)
    forbidden("grant_ended_at_and_by_together", lambda: grants.update(ended_at=NOW))
    line = ConsentLine.objects.filter(consent__in=rows).order_by("pk")[0]
    line.pk = uuid4()
    line._state.adding = True
    forbidden("consent_line_once", line.save)


def test_15_an_exception_keeps_something_back(cast: Cast, plan: Plan) -> None:
    nothing = {"matter": plan.pk, "made_by": cast.mona, "made_at": NOW}
    forbidden(
        "exception_keeps_something_back",
        lambda: ConsentException.objects.create(municipality_id=plan.municipality_id, **nothing),
    )


def test_9_a_clock_that_cannot_be(plan: Plan) -> None:
    rows = Clock.objects.filter(matter=plan.pk)
    forbidden("clock_ended_at_by_and_how_together", lambda: rows.update(ended_at=NOW))
    forbidden("clock_ended_at_by_and_how_together", lambda: rows.update(outcome="met"))
    clock = rows.filter(ended_at=None).order_by("pk")[0]
    reminder = Reminder.objects.of(clock=clock).order_by("pk")[0]
    for twin, name in ((clock, "clock_once"), (reminder, "reminder_once")):
        twin.pk = uuid4()
        twin._state.adding = True
        forbidden(name, twin.save)


def test_33_a_letter_has_one_receiver_and_says_why_it_failed(cast: Cast, plan: Plan) -> None:
    fields = {"municipality_id": plan.municipality_id, "kind": "news", "about": plan.pk, "queued_at": NOW}
    forbidden("letter_has_one_receiver", lambda: Letter.objects.create(**fields))
    both = {"to_worker": cast.kari, "to_person": cast.mona}
    forbidden("letter_has_one_receiver", lambda: Letter.objects.create(**fields, **both))
    failed = {"to_worker": cast.kari, "failed_at": NOW}
    forbidden("letter_failed_at_and_why_together", lambda: Letter.objects.create(**fields, **failed))


def test_4_places_and_cover_that_cannot_be(cast: Cast) -> None:
    place = Membership.objects.filter(worker=cast.kari)
    forbidden("membership_ended_on_and_by_together", lambda: place.update(ended_on=TODAY))
    again = {"worker": cast.kari, "service": cast.school, "since_on": TODAY}
    forbidden("membership_once_at_a_time", lambda: Membership.objects.create(**again))
    cover = {"absent": cast.kari, "service": cast.school, "decided_by": cast.rektor, "from_on": TODAY}
    forbidden("cover_is_by_another", lambda: Cover.objects.create(**cover, covered_by=cast.kari, until_on=LATER))
    ends = {"covered_by": cast.nils, "until_on": TODAY - timedelta(days=1)}
    forbidden("cover_begins_before_it_ends", lambda: Cover.objects.create(**cover, **ends))


def test_18_nobody_is_their_own_guardian(cast: Cast) -> None:
    own = {"child": cast.ella, "guardian": cast.ella, "known_on": TODAY, "until_on": LATER}
    forbidden(
        "guardian_is_another",
        lambda: Guardianship.objects.create(municipality_id=cast.ella.municipality_id, **own),
    )


NO_WORDS: dict[str, Any] = {"situation": None, "family_view": None, "child_view": None}


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        pytest.param("deadlock_found_by_the_program_is_of_the_baton", NO_WORDS, id="without a word"),
        pytest.param("deadlock_found_by_the_program_is_of_the_baton", {"raised_by": None}, id="by nobody, of no baton"),
        pytest.param("deadlock_described_by_all_or_not_at_all", {"child_view": None}, id="without the child"),
        pytest.param("deadlock_described_by_all_or_not_at_all", {"family_view": None}, id="without the family"),
        pytest.param("deadlock_with_the_body_says_since_when", {"state": "with_body"}, id="nobody knows since when"),
        pytest.param("deadlock_answered_at_by_whom_and_with_words", {"state": "answered"}, id="an empty answer"),
        pytest.param("deadlock_answered_at_by_whom_and_with_words", {"decided_by": "body"}, id="not answered"),
        pytest.param("deadlock_followed_up_at_how_and_with_words", {"outcome": "done"}, id="an outcome of no answer"),
    ],
)
def test_a_deadlock_is_whole_in_each_of_its_states(
    cast: Cast, plan: Plan, constraint: str, changes: dict[str, Any]
) -> None:
    forbidden(constraint, lambda: Deadlock.objects.create(**(deadlock_in(cast, plan) | changes)))


def test_a_plan_waits_for_one_answer_at_a_time(cast: Cast, plan: Plan) -> None:
    Deadlock.objects.create(**deadlock_in(cast, plan))
    forbidden("one_deadlock_waits_at_a_time", lambda: Deadlock.objects.create(**deadlock_in(cast, plan)))


def deadlock_in(cast: Cast, plan: Plan) -> dict[str, Any]:
    """One that is said, and whole."""
    words = {name: entry_in(cast, plan) for name in ("situation", "family_view", "child_view")}
    said = {"cause": "family", "state": "raised", "raised_at": NOW, "raised_by": cast.kari, "answer_by": LATER}
    return rows_of(plan) | words | said
