"""The queue as the site uses it: what it keeps of a task that failed is which kind of fault it was, and where."""

from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

from helhet.operations.faults import without_words

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordlessTask(Task[P, T]):
    """A task whose faults lose their words before the queue writes them down."""

    def call(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the task. Raises a fault that says only what may be said of the one there was."""
        try:
            return Task.call(self, *args, **kwargs)
        except Exception as error:
            raise without_words(error) from None


class Backend(DatabaseBackend):
    """For TASKS: the queue in the database."""

    task_class = WordlessTask  # type: ignore[assignment]  # the base means its own class, and no kind of it
