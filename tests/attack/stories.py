"""What stands in a plan before it is attacked."""

from datetime import timedelta

from helhet.people.models import Person, Worker
from helhet.plans.actions.work import add_goal, propose_measure
from helhet.plans.models import Entry, Goal, Measure, Plan
from tests.cast import NOW, TODAY, Cast

SOON = TODAY + timedelta(days=30)


def goal_of(cast: Cast, plan: Plan, *, kind: str = "agreement") -> Goal:
    """A goal in the child's words."""
    return add_goal(
        plan=plan,
        text="Jeg vil ha noen å leke med",
        information_type=kind,
        words_of=Entry.WordsOf.CHILD,
        actor=cast.as_kari,
        at=NOW,
    )


def measure_of(cast: Cast, goal: Goal, *, kind: str = "agreement", to: Worker | Person | None = None) -> Measure:
    """A measure one of the cast takes on, by default whoever proposes it."""
    return propose_measure(
        plan=goal.plan,
        goal=goal,
        text="Fast lekevenn",
        information_type=kind,
        arena=cast.guide.codes("arena")[0].key,
        evaluate_on=SOON,
        responsible=to or cast.kari,
        actor=cast.as_kari,
        at=NOW,
    )
