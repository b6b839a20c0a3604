"""A look-up that is the same whoever asks: compiled once, as a reader's is, and bound anew for each thing and day.

It weighs no access. What it is about has come through its door, or is the asker's own.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from helhet.access.statement import Arguments, Statement
from helhet.core.actors import Actor

Ask = Callable[[Arguments], QuerySet[Any]]
"""The query, from what it is asked about: the arguments by their names."""

NOBODY, NO_DAY = Actor.system(), date.max
"""A look-up that depends on a day has it as an argument of its own."""


class Lookup:
    """One look-up, such as "the goals of a plan"."""

    def __init__(self, ask: Ask, **arguments: type) -> None:
        self._statement = Statement(lambda _nobody, _no_day, of: ask(of), **arguments)

    def rows(self, **values: Any) -> list[Any]:
        """The answer. Many values are given as a tuple (see `padded`)."""
        return self._statement.rows(NOBODY, NO_DAY, **values)

    def first(self, **values: Any) -> Any:
        """The first of the answer, or None."""
        return next(iter(self.rows(**values)), None)
