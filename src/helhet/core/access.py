"""Who may see what: grounds (grunnlag) as data, read from `grounds/*.toml`.

A ground permits or forbids, cites its statute, has its days, and is a conjunction of conditions from one small
closed vocabulary. Nothing else can be said, so everything said can be a database filter: `helhet.access` compiles
it to one, and that filter is the page, the list, the refusal and the explanation.
"""

import hashlib
import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from helhet.core.law.parameters import governing, law
from helhet.core.texts import Text


class Resource(StrEnum):
    """What can be looked at."""

    CONCERN = "concern"
    PLAN = "plan"
    ENTRY = "entry"


class Effect(StrEnum):
    """A forbid beats every permit."""

    PERMIT = "permit"
    FORBID = "forbid"


class Condition(StrEnum):
    """The closed vocabulary. Adding a word is a change of code, with a test."""

    # Anchors: how the reader is tied to this very item. A permit must have at least one.
    AUTHOR = "author"
    OWN_SERVICE = "own_service"
    SHARED_WITH_ME = "shared_with_me"
    PARTICIPANT = "participant"
    COVERS_HOLDER = "covers_holder"
    LEADS_HOLDER = "leads_holder"
    INVITED = "invited"
    OFFERED = "offered"
    HOLDER = "holder"
    SUBJECT = "subject"
    GUARDIAN = "guardian"
    CARER = "carer"
    DISCLOSED_TO_ME = "disclosed_to_me"
    # What must also be true of the consent: that some of it stands, or that it lifts the secrecy this item is under.
    CONSENT = "consent"
    LIFTED_GENERAL = "lifted:general"
    LIFTED_HEALTH = "lifted:health"
    LIFTED_CHILD_WELFARE = "lifted:child_welfare"
    LIFTED_SOCIAL = "lifted:social"
    LIFTED_FAMILY_COUNSELLING = "lifted:family_counselling"
    LIFTED_CHILD_ALONE = "lifted:child_alone"
    SHARED_MATTER = "shared_matter"
    # Of the plan, of the reader, of the child.
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ACTS_UNDER_ADMINISTRATION = "acts_under:administration"
    ACTS_UNDER_HEALTH = "acts_under:health"
    UNDER_15 = "under_15"
    FROM_16 = "from_16"
    SHIELDED = "shielded"
    # Of the item.
    REGIME_HEALTH = "regime:health"
    REGIME_GENERAL = "regime:general"
    REGIME_ADMINISTRATION = "regime:administration"
    ABOUT_CHILD = "about_child"
    ABOUT_ANOTHER = "about_another"
    THIRD_PARTY = "third_party"
    # What bars.
    EXCEPTED = "excepted"
    HIDDEN_FROM_ME = "hidden_from_me"


ANCHORS = frozenset(
    {
        Condition.AUTHOR,
        Condition.OWN_SERVICE,
        Condition.SHARED_WITH_ME,
        Condition.PARTICIPANT,
        Condition.COVERS_HOLDER,
        Condition.LEADS_HOLDER,
        Condition.INVITED,
        Condition.OFFERED,
        Condition.HOLDER,
        Condition.SUBJECT,
        Condition.GUARDIAN,
        Condition.CARER,
        Condition.DISCLOSED_TO_ME,
    }
)


AS_DECIDED = "as_decided"
"""In place of a law: the rule the disclosure itself names, held against the law on the day it was decided."""


CODE = re.compile(r"[a-z][a-z0-9_]*")
"""What a ground's code looks like: no letter that looks like another."""


class GroundError(ValueError):
    """A ground that must not be loaded; the message names file, ground and what to mend."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why, or why not."""

    code: str
    resource: Resource
    effect: Effect
    statute: str
    law: str
    """Id of the parameter in core/law that must be confirmed and in force for a permit to open anything."""
    valid_from: date
    valid_until: date | None
    """The first day it no longer holds."""
    when: frozenset[Condition]
    words: Text
    """The reason as a family reads it."""

    def in_force(self, on: date) -> bool:
        """Whether the ground holds on this day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class Grounds:
    """The whole set, and the version that stands on every row of the log."""

    version: str
    all: tuple[Ground, ...]

    def of(self, resource: Resource, on: date) -> dict[int, Ground]:
        """The grounds for one kind of thing in force on a day, by their place in the rule set.

        A permit counts only while the law it rests on, or what has taken its place, is confirmed and in force; a
        forbid always does.
        """
        return {
            place: g
            for place, g in enumerate(self.all)
            if g.resource is resource
            and g.in_force(on)
            and (g.effect is Effect.FORBID or g.law == AS_DECIDED or governing(g.law, on).opens_anything(on))
        }

    def by_code(self, code: str) -> Ground:
        """One ground. Raises KeyError."""
        return next(g for g in self.all if g.code == code)


def read_grounds(folder: Path) -> Grounds:
    """Read and check a folder of grounds.

    Raises:
        GroundError: an unknown word, no statute, no anchor in a permit, two of one code in force at once.
    """
    files = {path: path.read_bytes() for path in sorted(folder.glob("*.toml"))}
    if not files:
        raise GroundError(f"{folder.name}: holds no grounds")
    all = tuple(ground for path, raw in files.items() for ground in _read_file(path, raw))
    for i, one in enumerate(all):
        for other in all[i + 1 :]:
            if one.code == other.code and _overlap(one, other):
                raise GroundError(f"{folder.name}: {one.code}: stands twice for the same days")
    return Grounds(version=hashlib.sha256(b"".join(files.values())).hexdigest()[:12], all=all)


@cache
def grounds() -> Grounds:
    """The platform's own grounds."""
    return read_grounds(Path(__file__).parent / "grounds")


@cache
def _days_of_change() -> tuple[date, ...]:
    """Every day on which a ground, or a rule of the law, begins or ends to hold."""
    days = {day for ground in grounds().all for day in (ground.valid_from, ground.valid_until)}
    days |= {day for rule in law().values() for value in rule.values for day in (value.since, value.until)}
    return tuple(sorted(day for day in days if day is not None))


@cache
def epoch(on: date) -> int:
    """Which stretch of unchanged law a day falls in: on two days of one epoch the same grounds hold."""
    return bisect_right(_days_of_change(), on)


def _read_file(path: Path, raw: bytes) -> tuple[Ground, ...]:
    try:
        rows = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise GroundError(f"{path.name}: is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise GroundError(f"{path.name}: {error}") from None
    found = rows.get("ground")
    if set(rows) != {"ground"} or not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise GroundError(f"{path.name}: holds [[ground]] rows and nothing else")
    return tuple(_ground(path, row) for row in found)


def _overlap(one: Ground, other: Ground) -> bool:
    return (one.valid_until is None or other.valid_from < one.valid_until) and (
        other.valid_until is None or one.valid_from < other.valid_until
    )


def _ground(path: Path, row: dict[str, Any]) -> Ground:
    code = row.get("code", "?")
    known = {
        "code",
        "resource",
        "effect",
        "statute",
        "law",
        "valid_from",
        "valid_until",
        "when",
        "nb",
        "nn",
        "en",
    }
    unknown = set(row) - known
    if unknown:
        raise GroundError(f"{path.name}: {code}: unknown field {sorted(unknown)[0]!r}")
    missing = known - {"valid_until"} - set(row)
    if missing:
        raise GroundError(f"{path.name}: {code}: {sorted(missing)[0]!r} is missing")
    days = [row["valid_from"], *([row["valid_until"]] if "valid_until" in row else [])]
    if any(type(day) is not date for day in days) or days != sorted(set(days)):
        raise GroundError(f"{path.name}: {code}: its first day, and the first day after its last, are days in order")
    if not str(row["statute"]).strip():
        raise GroundError(f"{path.name}: {code}: a ground without a statute opens nothing")
    words = [row[name] for name in ("code", "statute", "law", "nb", "nn", "en")]
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise GroundError(f"{path.name}: {code}: a text is empty, or no text")
    if not CODE.fullmatch(code):
        raise GroundError(f"{path.name}: {code}: a code is small letters, digits and _")
    if row["law"] != AS_DECIDED and row["law"] not in law():
        raise GroundError(f"{path.name}: {code}: no law {row['law']!r}")
    if not isinstance(row["when"], list):
        raise GroundError(f"{path.name}: {code}: 'when' is a list of conditions")
    try:
        when = frozenset(Condition(word) for word in row["when"])
        effect, resource = Effect(row["effect"]), Resource(row["resource"])
    except ValueError as error:
        raise GroundError(f"{path.name}: {code}: {error}") from None
    if len(when) != len(row["when"]):
        raise GroundError(f"{path.name}: {code}: a condition stands twice")
    if row["law"] == AS_DECIDED and Condition.DISCLOSED_TO_ME not in when:
        raise GroundError(f"{path.name}: {code}: only a disclosure names its own law")
    if not when:
        raise GroundError(f"{path.name}: {code}: a ground without conditions is no ground")
    if effect is Effect.PERMIT and not when & ANCHORS:
        raise GroundError(f"{path.name}: {code}: a permit needs an anchor: {', '.join(sorted(ANCHORS))}")
    return Ground(
        code=code,
        resource=resource,
        effect=effect,
        statute=row["statute"],
        law=row["law"],
        valid_from=row["valid_from"],
        valid_until=row.get("valid_until"),
        when=when,
        words=Text(nb=row["nb"], nn=row["nn"], en=row["en"]),
    )
