"""What belongs to one plan that has come through its door: the same look-up for each plan, so it is compiled once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models

from helhet.access.lookup import Lookup
from helhet.access.statement import Arguments
from helhet.plans.models import Plan

Which = Callable[[Any, Arguments], Any]
"""Which of a plan's rows are asked for, and in which order."""


class OfPlan:
    """One look-up in a plan. `plan` names the column that tells which plan a row belongs to."""

    def __init__(self, model: type[models.Model], which: Which, *, plan: str = "plan", **arguments: type) -> None:
        def ask(of: Arguments) -> Any:
            rows = model._default_manager.filter(**{"municipality": of["municipality"], plan: of["plan"]})
            return which(rows, of)

        self._lookup = Lookup(ask, municipality=UUID, plan=UUID, **arguments)

    def rows(self, plan: Plan, **values: Any) -> list[Any]:
        """The plan's rows that are asked for."""
        return self._lookup.rows(municipality=plan.municipality_id, plan=plan.pk, **values)

    def first(self, plan: Plan, **values: Any) -> Any:
        """The first of them, or None."""
        return next(iter(self.rows(plan, **values)), None)
