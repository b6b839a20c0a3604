"""How far somebody has come. Each question is about whoever asks; there is none about anybody else."""

from dataclasses import dataclass
from datetime import date

from helhet.core.moments import day_of
from helhet.learning.models import StepDone
from helhet.learning.path import LearningPath, PathStep, learning_paths
from helhet.people.models import Account


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one has come on a path: each step with the day it was ticked, or None."""

    path: LearningPath
    steps: tuple[tuple[PathStep, date | None], ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(day is not None for _, day in self.steps)

    @property
    def finished_on(self) -> date | None:
        """The day the last step was done; None as long as one is left."""
        days = [day for _, day in self.steps if day is not None]
        return max(days) if len(days) == len(self.steps) else None


def progress_of(account: Account) -> list[Progress]:
    """How far this one has come on every path, those begun first."""
    done = _done(account)
    found = [_progress(path, done) for path in learning_paths().values()]
    return sorted(found, key=lambda one: (one.done == 0, one.path.key))


def progress_on(path: LearningPath, account: Account) -> Progress:
    """How far this one has come on one path."""
    return _progress(path, _done(account))


def name_of(account: Account) -> str:
    """What the one who asks is called: as an employee, or in the family."""
    if hasattr(account, "worker"):
        return str(account.worker.name)
    person = account.persons.order_by("municipality_id").first()
    return str(person.name) if person else ""


def _done(account: Account) -> dict[tuple[str, str], date]:
    rows = StepDone.objects.filter(account=account).values_list("path", "step", "done_at")
    return {(path, step): day_of(at) for path, step, at in rows.order_by("path", "step")}


def _progress(path: LearningPath, done: dict[tuple[str, str], date]) -> Progress:
    return Progress(path, tuple((step, done.get((path.key, step.key))) for step in path.steps))
