"""What may be told of many, so that nothing is told of one (statistical disclosure control, skjerming av små tall).

Something happened: in a unit, to a child, by a worker, with one of a few answers. What is told is how often each answer
was given. The rule, for own figures (casework: criteria 41 and 43; stricter than Statistics Norway's for official
ones, https://www.ssb.no/omssb/personvern/personopplysninger-i-statistikken):

* **A group is told whole or not at all.** Behind it stand ten children and five workers; behind each answer five
  children, or none. An answer that two were put together into has twice five, so that neither of the two is known to be
  under five because it was not told alone.
* **It holds for whoever was there.** Take away what any one worker did, and the same children's rule holds for the
  rest. Take away any one unit of several, or all that one leader leads, and the whole rule holds: a leader who knows
  the own units' numbers learns nothing about another's.
* **The groups never overlap.** Units that cannot be told are told as one group, "the others". Where that group would be
  too small, the units next in line are put in it (secondary suppression). The whole is the sum of the groups, so no
  difference between two numbers is anything but a sum of groups that may be told.
* **What is related is told in the same groups**: a meeting that was due, what was found at it, and whether the child
  was heard. Otherwise a unit told by itself in one table could be taken out of the others in another.
* **Nothing is told twice.** What happened belongs to one period by its day and to one table by its kind; a period is
  counted once, when it is over, and never anew. There are no filters. Periods are added, never subtracted.
* **In line means by a fixed order**, not by size: which unit was put with the others says nothing about its numbers.

What is left: a number of nought is told, and says it of everyone in the group; whoever knows one child in a group of
five knows four that are not.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

FEW = 5
"""Fewer children, or workers, than this are few."""
BASE = 2 * FEW
"""So many children stand behind a group. Also behind an answer two were put together into."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened once. Nothing of it leaves this module but that it is one of many."""

    unit: UUID
    answer: str
    child: UUID
    worker: UUID


Detail = Mapping[str, str]
"""How finely the answers are told: each answer, and the one it is told as."""

Name = TypeVar("Name", bound=str)

NOBODY: Mapping[UUID, UUID] = {}

Numbers = Mapping[str, int]
"""How often each answer was given."""


@dataclass(frozen=True, slots=True)
class Table:
    """What may be told of one kind of happening in one period: a few groups that share nothing."""

    own: Mapping[UUID, Numbers]
    """Units told by themselves."""
    others: Numbers | None
    """All the other units together; None where every unit is told by itself."""

    @property
    def whole(self) -> Numbers:
        """Everyone together: the sum of the groups, and nothing more."""
        groups = [*self.own.values(), *([self.others] if self.others else [])]
        return {answer: sum(group[answer] for group in groups) for answer in groups[0]}


def table(happenings: Iterable[Happening], *, units: Sequence[UUID], details: Sequence[Detail]) -> Table | None:
    """The finest table that may be told, or None: it is hidden because they are few.

    `units` are those that may stand by themselves, in their fixed order; what happened elsewhere is always among the
    others. `details` go from the finest to the coarsest.
    """
    return tables({"": list(happenings)}, units=units, details={"": details}).get("")


def tables(
    related: Mapping[Name, Sequence[Happening]],
    *,
    units: Sequence[UUID],
    details: Mapping[Name, Sequence[Detail]],
    led_by: Mapping[UUID, UUID] = NOBODY,
) -> dict[Name, Table]:
    """The finest tables that may be told of happenings that are related, such as a meeting and what was found there.

    They are told in the same groups, or the one would tell of the other: a unit by itself in each of them, or in none.
    `led_by` says who leads each unit: whoever leads several knows the numbers of them all.
    """
    found = {
        name: fit
        for name, happenings in related.items()
        if (fit := next((fit for detail in details[name] if (fit := _fit(happenings, units, detail, led_by))), None))
    }
    alone = [unit for unit in units if all(unit in fit.alone for fit in found.values())]
    return {name: _table(related[name], alone, fit.detail) for name, fit in found.items()}


def may_be_told(group: Sequence[Happening], detail: Detail, led_by: Mapping[UUID, UUID] = NOBODY) -> bool:
    """The rule for one group, also against whoever knows a part of it by having been there."""

    def who_knows(one: Happening) -> UUID:
        return led_by.get(one.unit, one.unit)

    several = len({who_knows(one) for one in group}) > 1
    return (
        _enough(_behind(group, detail), detail)
        and all(_enough_children(rest, detail) for rest in _behind_without_each(group, detail, _worker))
        and (not several or all(_enough(rest, detail) for rest in _behind_without_each(group, detail, who_knows)))
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    """A way one table may be told: how finely, and which units by themselves. Fewer by themselves may be told as well:
    groups that may be told, put together, may.
    """

    detail: Detail
    alone: frozenset[UUID]


def _fit(kept: Sequence[Happening], units: Sequence[UUID], detail: Detail, led_by: Mapping[UUID, UUID]) -> _Fit | None:
    of_unit: dict[UUID, list[Happening]] = defaultdict(list)
    for one in kept:
        of_unit[one.unit].append(one)
    alone = [unit for unit in units if may_be_told(of_unit[unit], detail, led_by)]
    told = set(alone)
    others = [one for one in kept if one.unit not in told]
    while others and not _may_be_the_others(others, detail, led_by):
        if not alone:
            return None
        others += of_unit[alone.pop(0)]
    return _Fit(detail, frozenset(alone)) if kept else None


def _table(kept: Sequence[Happening], alone: Sequence[UUID], detail: Detail) -> Table:
    own = {unit: [one for one in kept if one.unit == unit] for unit in alone}
    others = [one for one in kept if one.unit not in own]
    return Table(
        own={unit: _numbers(theirs, detail) for unit, theirs in own.items()},
        others=_numbers(others, detail) if others else None,
    )


def _may_be_the_others(group: Sequence[Happening], detail: Detail, led_by: Mapping[UUID, UUID]) -> bool:
    """One unit is no group of several."""
    return len({one.unit for one in group}) > 1 and may_be_told(group, detail, led_by)


CHILDREN, WORKERS = "children", "workers"
Behind = Counter[tuple[str, str]]
"""How many stand behind a group: children in all, workers in all, and children behind each answer."""


def _enough(behind: Behind, detail: Detail) -> bool:
    return behind[WORKERS, ""] >= FEW and _enough_children(behind, detail)


def _enough_children(behind: Behind, detail: Detail) -> bool:
    parts = Counter(detail.values())
    return behind[CHILDREN, ""] >= BASE and all(
        not behind[CHILDREN, told] or behind[CHILDREN, told] >= (BASE if number > 1 else FEW)
        for told, number in parts.items()
    )


def _behind(group: Iterable[Happening], detail: Detail) -> Behind:
    return Counter(what for what, _who in {each for one in group for each in _stand_behind(one, detail)})


def _behind_without_each(
    group: Sequence[Happening], detail: Detail, part: Callable[[Happening], UUID]
) -> Iterator[Behind]:
    """Who stands behind the rest of the group, for each worker's, or each unit's, part taken away in turn."""
    parts: dict[tuple[tuple[str, str], UUID], set[UUID]] = defaultdict(set)
    for one in group:
        for each in _stand_behind(one, detail):
            parts[each].add(part(one))
    only: dict[UUID, Behind] = {part(one): Counter() for one in group}
    for (what, _who), theirs in parts.items():
        if len(theirs) == 1:
            only[next(iter(theirs))][what] += 1
    everyone = _behind(group, detail)
    return (everyone - gone for gone in only.values())


def _stand_behind(one: Happening, detail: Detail) -> Iterator[tuple[tuple[str, str], UUID]]:
    yield (CHILDREN, ""), one.child
    yield (CHILDREN, detail[one.answer]), one.child
    yield (WORKERS, ""), one.worker


def _worker(one: Happening) -> UUID:
    return one.worker


def _numbers(group: Iterable[Happening], detail: Detail) -> dict[str, int]:
    counted = Counter(detail[one.answer] for one in group)
    return {told: counted[told] for told in dict.fromkeys(detail.values())}
