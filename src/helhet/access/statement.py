"""A question whose text is compiled once for each kind of reader, and bound anew for each reader, day and thing.

Django takes some milliseconds to write the SQL of a page's grounds, the database a fraction of one to answer it. The
text holds no policy of its own: it is the very query the grounds compile to, with the values left open. What a text
depends on stands in its key: the rule set, what is in force, and everything about a reader that a condition settles
before a row is looked at.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import count
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from helhet.core.access import epoch, grounds
from helhet.core.actors import Actor
from helhet.core.law.ages import fvl_18_not_shown_confidential
from helhet.core.law.periods import latest_birth_of_age

Arguments = Mapping[str, Any]
Build = Callable[[Actor, date, Arguments], QuerySet[Any]]
"""The query for a reader on a day, and for what it is asked about."""

READER = UUID("5e57a1e0-0000-4000-8000-000000000001")
SERVICE = UUID("5e57a1e0-0000-4000-8000-000000000002")
MOMENTS = [datetime(2137, 1, 1, 0, 0, number, 137, tzinfo=UTC) for number in range(10)]
DAYS = [date(2137, 2, number) for number in range(1, 11)]
"""Values that stand nowhere else, by which the places in a text are found."""

LIKE_A_VALUE = re.compile(r"\d{4}-\d\d-\d\d.*|[0-9a-f]{32}")
AGES = range(1, 26)


class CannotCompile(TypeError):
    """A value in the query is nobody's: it would stay what it was for the first who asked."""


Place = Hashable
"""What belongs in a place of a text: an argument by its name, or an age by its number, whose day of birth it is."""


@dataclass(frozen=True, slots=True)
class Text:
    """The SQL, how rows are made of its answer, and what belongs in each place."""

    sql: str
    compiler: Any
    converters: Any
    """How this database's values are made Python's, column by column."""
    iterable: Any
    """Whole rows, or some values of each, as the query says."""
    asked: tuple[Place, ...]
    """What has to be known of the reader, the day and the arguments."""
    always: tuple[Any, ...]
    """What is the same for everyone."""
    order: tuple[int, ...]
    """What stands where in the text: by its number among both, one after the other."""

    def rows(self, alias: str, known: Callable[[Place], Any]) -> list[Any]:
        """The rows of the answer, as the query itself would give them."""
        if not self.sql:
            return []
        given = (*map(known, self.asked), *self.always)
        bound = tuple(given[number] for number in self.order)
        compiler = copy(self.compiler)
        compiler.connection, compiler.using = connections[alias], alias
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, bound)
        compiler.get_converters = lambda _columns: self.converters
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        asked: Any = SimpleNamespace(db=alias, query=query, _known_related_objects={})
        return list(self.iterable(asked))


NO_ROWS = Text("", None, None, None, (), (), ())


class Statement:
    """One question, such as "the entries of a plan that I may see"."""

    def __init__(self, build: Build, **arguments: type) -> None:
        self._build, self._arguments = build, arguments
        self._texts: dict[tuple[object, ...], Text] = {}

    def rows(self, actor: Actor, on: date, /, **values: Any) -> list[Any]:
        """What the reader may see today of what is asked for. Many values are given as a tuple (see `padded`)."""
        alias = DEFAULT_DB_ALIAS
        many = tuple((name, len(value)) for name, value in values.items() if isinstance(value, tuple))
        key = (grounds().version, epoch(on), connections[alias].vendor, many, *_kind(actor, on))
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._compile(actor, on, values, alias)
        return text.rows(alias, _Known(actor, on, values, connections[alias]))

    def _compile(self, actor: Actor, on: date, values: Arguments, alias: str) -> Text:
        uuids = (UUID(int=READER.int + number) for number in count(2))
        pools = {UUID: uuids, datetime: iter(MOMENTS), date: iter(DAYS)}

        def stand_in(name: str) -> Any:
            pool: Iterator[Any] = pools[self._arguments[name]]
            given = values[name]
            return tuple(next(pool) for _ in given) if isinstance(given, tuple) else next(pool)

        somebody = Actor(
            kind=actor.kind,
            id=READER,
            service=SERVICE if actor.service else None,
            service_type=actor.service_type,
            leads=actor.leads,
            health_personnel=actor.health_personnel,
            born_on=actor.born_on,
        )
        stand_ins = {name: stand_in(name) for name in self._arguments}
        rows = self._build(somebody, on, stand_ins).using(alias)
        compiler = rows.query.get_compiler(using=alias)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # nothing here can be open to this kind of reader
            return NO_ROWS
        known = _Known(somebody, on, stand_ins, connections[alias])
        of_value = {known(place): place for place in known.places()}
        places = [_place(param, of_value) for param in params]
        asked = tuple(dict.fromkeys(place for place in places if place is not None))
        always = tuple(params[number] for number, place in enumerate(places) if place is None)
        rest = count(len(asked))
        order = tuple(next(rest) if place is None else asked.index(place) for place in places)
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return Text(sql, compiler, converters, rows._iterable_class, asked, always, order)


def padded(ids: list[UUID]) -> tuple[UUID, ...]:
    """Many ids as one of few lengths, the last repeated, so that one text serves them all. None: a lone nil."""
    given = ids or [UUID(int=0)]
    length = 1 << (len(given) - 1).bit_length()
    return (*given, *[given[-1]] * (length - len(given)))


def _kind(actor: Actor, on: date) -> tuple[object, ...]:
    """Everything about a reader that a condition settles before a row is looked at."""
    born = actor.born_on
    under_15 = None if born is None or on < born else fvl_18_not_shown_confidential(born, on).met
    return actor.kind, actor.service is None, actor.service_type, actor.leads, actor.health_personnel, under_15


class _Known:
    """What belongs in each place, as this database wants it."""

    def __init__(self, actor: Actor, on: date, arguments: Arguments, connection: Any) -> None:
        self._on, self._connection = on, connection
        self._given: dict[Place, Any] = {"the reader": actor.id, "the day": on}
        if actor.service:
            self._given["the service"] = actor.service
        for name, value in arguments.items():
            if isinstance(value, tuple):
                self._given |= {f"{name} {number}": one for number, one in enumerate(value)}
            else:
                self._given[name] = value

    def __call__(self, place: Place) -> Any:
        """Raises KeyError for what this reader has not: such a text is not theirs."""
        value = _born(place, self._on) if isinstance(place, int) else self._given[place]
        if isinstance(value, UUID):
            return value if self._connection.features.has_native_uuid_field else value.hex
        if isinstance(value, datetime):
            return self._connection.ops.adapt_datetimefield_value(value)
        return self._connection.ops.adapt_datefield_value(value)

    def places(self) -> list[Place]:
        """Every place there can be."""
        return [*AGES, *self._given]


_born = lru_cache(maxsize=256)(latest_birth_of_age)
"""The last day on which somebody was born who has reached an age."""


def _place(param: Any, known: Mapping[Any, Place]) -> Place | None:
    """Where a value comes from; None where it is the same for everyone.

    Raises:
        CannotCompile: it looks like somebody's value, and is nobody's.
    """
    if isinstance(param, str | UUID | date) and param in known:
        return known[param]
    if isinstance(param, UUID | date) or (isinstance(param, str) and LIKE_A_VALUE.fullmatch(param)):
        raise CannotCompile(f"a value of type {type(param).__name__} belongs to no place")
    return None
