"""What the page shows of each figure, worked out from what was told: shares, what was before, and which groups."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from helhet.core.disclosure_control import Numbers, Table
from helhet.core.flow import WHOLE_ONLY, Figure
from helhet.flow.queries.reading import Reader, Told
from helhet.flow.words import ANSWERS, COUNTED, MEANS, TITLES


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: how often, its share of all, and the share in the half-year before where that may be compared."""

    answer: Promise
    number: int
    percent: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """One group that was told, with each answer that was given at all and its number."""

    name: str
    numbers: tuple[tuple[Promise, int], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure on the page; without lines, it is hidden because they are few."""

    code: str
    title: Promise
    means: Promise
    counted: Promise
    whole_only: bool
    lines: tuple[Line, ...]
    """The answers that were given, now or in the half-year before."""
    never: tuple[Promise, ...]
    """The others, in the order they would have stood."""
    given: tuple[Promise, ...]
    """What the groups' numbers are of: nobody in any group gave another answer."""
    groups: tuple[Group, ...]
    compares: bool

    @property
    def all(self) -> int:
        """How often in all."""
        return sum(line.number for line in self.lines)


def figures_of(reader: Reader, now: Told, before: Told | None) -> list[Shown]:
    """Every figure, also those that are hidden, in one order."""
    return [_shown(figure, reader, now, before) for figure in Figure]


def _shown(figure: Figure, reader: Reader, now: Told, before: Told | None) -> Shown:
    found = now.tables.get(figure)
    earlier = before.tables.get(figure) if before else None
    same = found and earlier and set(found.whole) == set(earlier.whole)
    lines = list(_lines(found.whole, earlier.whole if same and earlier else None)) if found else []
    return Shown(
        code=figure.value,
        title=TITLES[figure],
        means=MEANS[figure],
        counted=COUNTED[figure],
        whole_only=figure in WHOLE_ONLY,
        lines=tuple(line for line in lines if line.number or line.before),
        never=tuple(line.answer for line in lines if not (line.number or line.before)),
        given=tuple(line.answer for line in lines if line.number),
        groups=tuple(_groups(found, reader, now)) if found else (),
        compares=bool(same),
    )


def _lines(whole: Numbers, earlier: Numbers | None) -> Iterator[Line]:
    for answer, number in whole.items():
        before = _percent(earlier, answer) if earlier else None
        yield Line(ANSWERS[answer], number, _percent(whole, answer), before)


def _percent(numbers: Numbers, answer: str) -> int:
    return round(100 * numbers[answer] / sum(numbers.values()))


def _groups(found: Table, reader: Reader, now: Told) -> Iterator[Group]:
    """A leader is shown the own unit, where it was told; the coordinator all of them, and the others together."""
    given = [answer for answer, number in found.whole.items() if number]
    for unit, numbers in sorted(found.own.items(), key=lambda one: now.names[one[0]]):
        if reader.unit is None or reader.unit.pk == unit:
            yield _group(now.names[unit], numbers, given)
    if reader.coordinates and found.own and found.others:
        yield _group(_("The other units together"), found.others, given)


def _group(name: str, numbers: Numbers, given: list[str]) -> Group:
    return Group(name, tuple((ANSWERS[answer], numbers[answer]) for answer in given))
