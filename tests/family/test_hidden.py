"""What a child has told in confidence: put it there first, then look at everything a guardian can open (23).

Each story is told twice from the same beginning, with the hidden text and without it; the pages must be the same to
the letter. A worker's own looks happen in both.
"""

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from helhet.access.actions.taking_back import make_exception
from helhet.concerns.actions.writing import write_note
from helhet.core.actors import Actor
from helhet.core.hiding import HiddenFrom
from helhet.plans.actions.baton import accept_baton, offer_baton
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.meetings import ChildView, NextStep, conclude_evaluation, plan_meeting
from helhet.plans.actions.work import add_goal, propose_measure
from helhet.plans.actions.writing import correct_entry, write_entry
from helhet.plans.models import Entry, Evaluation, Goal, Meeting, Plan
from helhet.plans.queries.doors import entry_for
from helhet.plans.queries.page import plan_page
from helhet.plans.queries.record import own_record
from tests.cast import NOW, Cast, active_plan, after, with_jonas
from tests.family.conftest import Clock, as_family, page, text

LATER = after(0.01)


def told(cast: Cast, plan: Plan, story: Callable[[], None]) -> tuple[str, str]:
    """The guardian's pages after a story, which is then undone. A text's address is drawn by lot in each telling."""
    with transaction.atomic():
        story()
        seen = (
            re.sub(r"/family/texts/[\w-]+/", "", page(cast.mona, plan)),
            as_family(cast.mona).get(reverse("family:home")).headers["Location"],
        )
        transaction.set_rollback(True)
    return seen


def write(plan: Plan, actor: Actor, kind: str = "health", words: str = "Ella har fortalt noe.") -> Entry:
    return write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type=kind, text=words, actor=actor, at=NOW)


def hide(entry: Entry, actor: Actor) -> None:
    hide_entry(
        entry=entry,
        hidden_from=HiddenFrom.GUARDIANS,
        reason="weighty_reasons",
        judgement="Tungtveiende hensyn.",
        actor=actor,
        at=NOW,
    )


def everyone_looks(cast: Cast, plan: Plan) -> None:
    for actor in (cast.as_kari, cast.as_jonas):
        plan_page(actor, plan.key, at=LATER)


@pytest.fixture
def plan(cast: Cast, clock: Clock) -> Plan:
    clock.at = after(1)
    return with_jonas(cast, active_plan(cast))


def nothing_else(cast: Cast, plan: Plan) -> None:
    """Nothing of that kind is written otherwise."""


def same_service(cast: Cast, plan: Plan) -> None:
    """The same service has also written something of that kind that is open to all."""
    write(plan, cast.as_jonas, words="Ella sover godt.")


def other_service(cast: Cast, plan: Plan) -> None:
    """Another service has written something of that kind that is open to all."""
    write(plan, cast.as_kari, words="Ella sover godt.")


def other_service_kept_back(cast: Cast, plan: Plan) -> None:
    """Another service has, and the family keeps that kind of information from this one."""
    write(plan, cast.as_kari, words="Ella sover godt.")
    make_exception(
        child=cast.ella,
        matter=plan.pk,
        by=cast.mona,
        service=cast.clinic,
        information_type="health",
        actor=cast.as_kari,
        at=NOW,
    )


@pytest.mark.parametrize("otherwise", [nothing_else, same_service, other_service, other_service_kept_back])
def test_23_a_hidden_note_leaves_no_trace(cast: Cast, plan: Plan, otherwise: Callable[[Cast, Plan], None]) -> None:
    otherwise(cast, plan)

    def without() -> None:
        everyone_looks(cast, plan)

    def hidden() -> None:
        entry = write(plan, cast.as_jonas)
        hide(entry, cast.as_jonas)
        everyone_looks(cast, plan)
        entry_for(cast.as_jonas, entry.key, at=LATER)

    assert told(cast, plan, hidden) == told(cast, plan, without)


def test_23_reading_it_in_the_services_own_record_leaves_no_trace(cast: Cast, plan: Plan) -> None:
    def without() -> None:
        own_record(cast.as_jonas, at=LATER)

    def hidden() -> None:
        hide(write(plan, cast.as_jonas), cast.as_jonas)
        own_record(cast.as_jonas, at=LATER)

    assert told(cast, plan, hidden) == told(cast, plan, without)


def test_23_a_hidden_goal_with_its_measure_leaves_no_trace(cast: Cast, plan: Plan) -> None:
    def a_goal() -> Goal:
        goal = add_goal(
            plan=plan,
            text="Noe Ella vil",
            information_type="health",
            words_of=Entry.WordsOf.CHILD,
            actor=cast.as_jonas,
            at=NOW,
        )
        hide(goal.entry, cast.as_jonas)
        return goal

    def hidden() -> None:
        measure = propose_measure(
            plan=plan,
            goal=a_goal(),
            text="Snakke sammen på torsdager",
            information_type="health",
            arena="health",
            evaluate_on=after(9).date(),
            responsible=cast.jonas,
            actor=cast.as_jonas,
            at=NOW,
        )
        hide(measure.entry, cast.as_jonas)
        everyone_looks(cast, plan)

    assert told(cast, plan, hidden) == told(cast, plan, lambda: everyone_looks(cast, plan))


def test_23_a_hidden_correction_leaves_the_first_wording_as_it_was(cast: Cast, plan: Plan) -> None:
    entry = write(plan, cast.as_jonas, words="Ella sover godt.")

    def hidden() -> None:
        hide(correct_entry(entry=entry, text="Noe annet", actor=cast.as_jonas, at=after(0.005)), cast.as_jonas)
        everyone_looks(cast, plan)

    assert told(cast, plan, hidden) == told(cast, plan, lambda: everyone_looks(cast, plan))


def test_23_an_evaluation_does_not_tell_whether_the_child_has_said_something_in_confidence(
    cast: Cast, plan: Plan
) -> None:
    """The words are noted by a school nurse: only health personnel can be told something in this confidence."""
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)
    meeting = plan_meeting(
        plan=plan,
        kind=Meeting.Kind.EVALUATION,
        held_on=after(0.01).date(),
        asks_child=cast.jonas,
        actor=cast.as_jonas,
        at=NOW,
    )

    def concluded(view: ChildView) -> None:
        conclude_evaluation(
            meeting=meeting,
            child=view,
            family_words="Det går bedre.",
            effects={},
            not_done={},
            step=NextStep(
                decision=Evaluation.Decision.CONTINUE, reason="Det hjelper", next_evaluation_on=after(60).date()
            ),
            actor=cast.as_jonas,
            at=LATER,
        )

    def hidden() -> None:
        concluded(ChildView(how=Evaluation.ChildView.GIVEN, words="Jeg er redd hjemme"))
        words = Evaluation.objects.of(plan=plan).get().child_entry
        assert words is not None
        hide(words, cast.as_jonas)

    assert told(cast, plan, hidden) == told(cast, plan, lambda: concluded(ChildView(how=Evaluation.ChildView.DECLINED)))


def test_24_a_wonder_note_is_never_told_of(cast: Cast, plan: Plan) -> None:
    def wondered() -> None:
        write_note(
            service=cast.school,
            municipality=cast.fjordvik,
            child_name="Ella",
            born_on=cast.ella.born_on,
            guide=cast.guide,
            actor=cast.as_kari,
            at=NOW,
            answers={"acute": "no", "saw_heard": "Ella sitter alene."},
        )

    assert told(cast, plan, wondered) == told(cast, plan, lambda: None)


def test_what_is_open_is_told_with_who_has_read_it(cast: Cast, plan: Plan) -> None:
    """The other side of it: were nothing told of looks, the tests above would say nothing."""
    write(plan, cast.as_kari, words="Ella sover godt.")
    plan_page(cast.as_jonas, plan.key, at=LATER)
    words = text(page(cast.mona, plan))
    look = "Jonas , helsesykepleier, Fjordvik helsestasjon Opened the plan, and read what is written"
    assert words.count(f"{look} What, and why they could Health: sleep, body, thoughts and treatment") == 1
    assert words.count("«The family has consented to your service taking part in the plan.»") == 1


def test_the_looks_are_turned_back_thirty_days_at_a_time(cast: Cast, plan: Plan, clock: Clock) -> None:
    plan_page(cast.as_jonas, plan.key, at=LATER)
    clock.at = after(40)
    now = page(cast.mona, plan)
    assert text(now).count("Nobody in these thirty days.") == 1
    assert now.count('?before=2026-12-05#looks"') == 1
    assert text(page(cast.mona, plan, "?before=2026-12-05")).count("Jonas , helsesykepleier") == 1
