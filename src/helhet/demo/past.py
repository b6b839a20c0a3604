"""What Fjordvik has behind it, read once from `past.toml`: who worked there, what they wondered, whom they helped."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helhet.demo.roster import InventedWorker


@dataclass(frozen=True, slots=True)
class Wonder:
    """Something somebody saw of a child; and, in the half-year before, of another."""

    child: str
    before: str
    saw: str


@dataclass(frozen=True, slots=True)
class Family:
    """A plan that has been, and how it went; `past.toml` says what the fields mean."""

    child: str
    years: int
    adults: tuple[str, ...]
    relation: str
    purpose: str
    goal: str
    measure: str
    help: tuple[tuple[str, str], ...]
    """Each service that was asked, and what came of it."""
    missing: str
    ended: str
    late: bool
    young: bool
    passed: bool
    stuck: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A service as it was then: those who have left it, their notes and the plans they held."""

    service: str
    language: str
    """The form of Norwegian they write."""
    staff: tuple[InventedWorker, ...]
    wonders: tuple[Wonder, ...]
    families: tuple[Family, ...]


@cache
def past() -> tuple[Unit, ...]:
    """Every unit with a past."""
    table = tomllib.loads((Path(__file__).parent / "past.toml").read_text("utf-8"))
    return tuple(
        Unit(
            service=row["service"],
            language=row.get("language", "nb"),
            staff=tuple(InventedWorker(line=None, **person) for person in row["staff"]),
            wonders=tuple(Wonder(**wonder) for wonder in row.get("wonder", ())),
            families=tuple(_family(**family) for family in row.get("family", ())),
        )
        for row in table["unit"]
    )


def _family(*, adult: str, also: str = "", help: list[str], **row: Any) -> Family:
    asked = [one.split() for one in help]
    return Family(
        adults=(adult, also) if also else (adult,),
        relation=row.pop("is"),
        help=tuple((service, answer) for service, answer in asked),
        missing=row.pop("missing", ""),
        ended=row.pop("ended", "goals_met"),
        late=row.pop("late", False),
        young=row.pop("young", False),
        passed=row.pop("passed", False),
        stuck=row.pop("stuck", ""),
        **row,
    )
