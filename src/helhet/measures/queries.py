"""Reads of the register. Each list costs the same number of queries whatever its length."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from helhet.core.texts import Text
from helhet.measures.kinds import Kind
from helhet.measures.models import EvidenceGrade, GradingSystem, KnownMeasure

IN_ORDER = str.maketrans({"æ": "{1", "ø": "{2", "å": "{3"})
"""The Norwegian letters come after z, in this order; `{` is the sign after z."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for; empty is any."""

    words: str = ""
    age: int | None = None
    level: str = ""
    topic: str = ""
    setting: str = ""

    def matches(self, measure: KnownMeasure) -> bool:
        """Whether a measure is one of them."""
        text = " ".join(_spoken(part) for part in (measure.name, measure.aim)).casefold()
        return (
            all(word in text for word in self.words.casefold().split())
            and (self.age is None or measure.fits(self.age))
            and all(
                not code or code in codes
                for code, codes in (
                    (self.level, measure.levels),
                    (self.topic, measure.topics),
                    (self.setting, measure.settings),
                )
            )
        )


@dataclass(frozen=True, slots=True)
class Graded:
    """What one system has said of a measure: the newest, and what it said before."""

    system: GradingSystem
    newest: EvidenceGrade
    earlier: tuple[EvidenceGrade, ...] = field(default=())


def measures_for(sought: Sought) -> list[KnownMeasure]:
    """The measures in the register that match, by name in the reader's language; what has ended comes last."""
    found = [one for one in _whole().filter(withdrawn=False) if sought.matches(one)]
    return sorted(found, key=lambda one: (one.ended is not None, _place(one)))


def measures_to_find() -> list[KnownMeasure]:
    """Every measure that stands in the register, in the order of their keys, to be told to search."""
    return list(KnownMeasure.objects.filter(withdrawn=False).order_by("key"))


def measures_called(keys: Iterable[str]) -> list[KnownMeasure]:
    """The measures with these keys, in the order they are asked for; unknown keys are left out."""
    wanted = [key for key in dict.fromkeys(keys) if "\x00" not in key]  # which no database takes
    found = {one.key: one for one in _whole().filter(key__in=wanted)}
    return [found[key] for key in wanted if key in found]


def known_by(keys: Collection[str]) -> dict[str, KnownMeasure]:
    """Names by key, for pages that only point at the register. No query where there are no keys."""
    wanted = set(keys) - {""}
    return {one.key: one for one in KnownMeasure.objects.filter(key__in=wanted).order_by("key")} if wanted else {}


def measures_to_choose(age: int | None) -> list[KnownMeasure]:
    """What can be chosen now for somebody of this age (None: of any age), by name.

    A way services organise their work is nothing one does for one child.
    """
    return sorted((one for one in _choosable().order_by("key") if age is None or one.fits(age)), key=_place)


def can_be_chosen(key: str) -> bool:
    """Whether a measure with this key can be chosen now."""
    return _choosable().filter(key=key).exists()


def graded(measure: KnownMeasure) -> tuple[Graded, ...]:
    """What each system has said, in the systems' order: the newest, and the earlier ones."""
    grades = sorted(measure.grades.all(), key=lambda one: (one.system.place, _backwards(one.assessed)))
    by_system = ((system, list(said)) for system, said in groupby(grades, key=lambda one: one.system))
    return tuple(Graded(system, said[0], tuple(said[1:])) for system, said in by_system)


def grading_systems() -> list[GradingSystem]:
    """Everyone who grades, in the order they are shown."""
    return list(GradingSystem.objects.order_by("place"))


def _choosable() -> QuerySet[KnownMeasure]:
    return KnownMeasure.objects.exclude(kind=Kind.ORGANISING).filter(withdrawn=False, ended=None)


def _whole() -> QuerySet[KnownMeasure]:
    grades = EvidenceGrade.objects.select_related("system").order_by("pk")
    return KnownMeasure.objects.order_by("key").prefetch_related(Prefetch("grades", grades))


def _place(measure: KnownMeasure) -> str:
    return _spoken(measure.name).casefold().translate(IN_ORDER)


def _spoken(text: Text) -> str:
    return text.in_language(get_language() or "nb")


def _backwards(assessed: str) -> tuple[int, ...]:
    """Sorts the newest first; a year alone comes after the days in it, and what has no day last."""
    year, month, day = [*(-int(part) for part in assessed.split("-") if part), 0, 0, 0][:3]
    return year, month, day
