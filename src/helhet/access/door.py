"""The one way in to a row about a child: load, ask, log, return. Refusals are logged too, and look like nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NoReturn
from uuid import UUID

from django.db import models, transaction
from django.db.models import Case
from django.http import Http404

from helhet.access.filter import Bind, explained, grounds_of
from helhet.access.statement import Arguments, Statement
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.access import Resource
from helhet.core.actors import Actor, ActorKind
from helhet.core.compartments import TOLD
from helhet.people.keys import Key


class Nothing(Http404):
    """What a closed door and an unknown address both answer."""


Shape = Callable[[Any, Arguments, Actor], Any]
"""Which of the rows behind a door are asked for, in which order, how many: from all the reader may see."""


@dataclass(frozen=True)
class Door:
    """The door to one kind of thing."""

    resource: Resource
    rows: models.Manager[Any]
    bind: Bind
    read: Event
    whose: tuple[str, ...] = ()
    """What is read along with a row to tell which child it is about: so that no door costs a query more."""
    told: Callable[[Actor, date], Case] | None = None
    """Who in the family may know of a look by somebody at work; nobody, where it is not said."""

    def look(self, key: Key, *, actor: Actor, on: date, at: datetime) -> Any:
        """The row behind the door, and a line in the trail, in one transaction.

        Raises:
            Nothing: there is no such row, or no ground for this actor today. The two cannot be told apart.
        """
        with transaction.atomic():
            for row in self._at_key.rows(actor, on, municipality=key.municipality, id=key.id):
                trail.record_read(self.read, about=row, actor=actor, at=at, grounds=grounds_of(row))
                return row
            self._refuse(self._there(key), key, actor, at)
        raise Nothing

    def statement(self, shape: Shape, **arguments: type) -> Statement:
        """A question about what is behind the door, its text compiled once for each kind of reader.

        Showing what it gives is for the caller to log.
        """

        def build(actor: Actor, on: date, values: Arguments) -> Any:
            return shape(self.list(self.rows.all(), actor=actor, on=on), values, actor)

        return Statement(build, **arguments)

    @cached_property
    def _at_key(self) -> Statement:
        def shape(seen: Any, at: Arguments, _actor: Actor) -> Any:
            return seen.filter(municipality=at["municipality"], pk=at["id"]).select_related(*(self.whose or [None]))

        return self.statement(shape, municipality=UUID, id=UUID)

    def shut(self, key: Key, *, actor: Actor, at: datetime) -> NoReturn:
        """This is not the reader's door, whatever they may see through another: nothing, and a line in the trail.

        Raises:
            Nothing: always.
        """
        with transaction.atomic():
            self._refuse(self._there(key), key, actor, at)
        raise Nothing

    def list(self, rows: Any, *, actor: Actor, on: date) -> Any:
        """Those of `rows` the actor may see, each explained. Showing them is for the caller to log."""
        found = explained(rows, self.resource, actor, on, self.bind)
        if self.told is None or actor.kind is not ActorKind.WORKER:
            return found
        return found.annotate(**{TOLD: self.told(actor, on)})

    def _there(self, key: Key) -> Any:
        """The row at the key, whoever asks: only to tell the trail whose door stayed shut."""
        at_key = self.rows.at(key)  # type: ignore[attr-defined]
        return at_key.select_related(*self.whose) if self.whose else at_key

    def _refuse(self, at_key: Any, key: Key, actor: Actor, at: datetime) -> None:
        behind = at_key.first()
        trail.record_refusal(self.read, kind=self.resource, key=key.id, about=behind, actor=actor, at=at)
