"""From a row in a file to a Parameter: what must stand there, what may, and that it makes sense."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeVar

from helhet.core.law import duty_words
from helhet.core.law.age_words import Area, Effect, Subject
from helhet.core.law.law_services import ANY, OUTSIDE, SAME_BODY, LawService
from helhet.core.law.parameter import Confidence, Demand, InForceBasis, Kind, Parameter, Standing, Unit, Value
from helhet.core.law.periods import AgeClock
from helhet.core.law.records import COUNTED, CountedFrom, Keep, Record
from helhet.core.texts import Text

W = TypeVar("W", bound=StrEnum)

COMMON = frozenset(
    {
        "kind",
        "standing",
        "paragraph",
        "statute",
        "nb",
        "nn",
        "en",
        "source",
        "confidence",
        "last_checked",
        "values",
        "judgement",
        "replaces",
    }
)
OPTIONAL = frozenset(
    {
        "standing",
        "consent_by",
        "demands",
        "judgement",
        "replaces",
        "area",
        "answered_by",
        "after",
        "extension",
        "consequence",
        "counted_from",
    }
)
DETAILS: Mapping[Kind, frozenset[str]] = {
    Kind.AGE: frozenset({"effect", "subject", "area", "answered_by"}),
    Kind.DEADLINE: frozenset({"limit", "runs_from", "who", "after", "extension", "consequence"}),
    Kind.SHARING: frozenset({"channel", "givers", "receivers", "lifts", "consent_by", "demands"}),
    Kind.DUTY: frozenset({"duty", "services", "owed_to"}),
    Kind.RETENTION: frozenset({"records", "services", "keep", "counted_from", "archive"}),
}
CLOSED: Mapping[str, frozenset[str]] = {
    "effect": frozenset(Effect),
    "subject": frozenset(Subject),
    "area": frozenset(Area),
    "limit": frozenset({"max", "min", "target", "before", "window", "recurring", "date", "none"}),
    "channel": frozenset(
        {
            "secrecy",
            "without_consent",
            "with_consent",
            "must_report",
            "on_order",
            "inform_duty_not_lifting",
            "procedure",
        }
    ),
    "lifts": frozenset({"yes", "no", "partly", "n_a"}),
    "givers": frozenset({*LawService, ANY}),
    "receivers": frozenset({*LawService, ANY, SAME_BODY, *OUTSIDE}),
    "consent_by": frozenset(
        {
            "the_person_owed_secrecy",
            "patient_16plus",
            "parents_under_16",
            "patient_12_16_hidden_matters",
            "next_of_kin_incompetent",
            "client_16plus",
            "youth_and_guardians",
            "parents",
            "pupil_or_parents",
            "pupil_15plus",
            "user",
            "service_user_or_representative",
        }
    ),
    "demands": frozenset(Demand),
    "who": duty_words.BODIES | duty_words.PEOPLE,
    "services": duty_words.BODIES,
    "extension": duty_words.EXTENSIONS,
    "consequence": duty_words.CONSEQUENCES,
    "duty": duty_words.DUTIES,
    "owed_to": duty_words.OWED_TO,
    "records": frozenset(Record),
    "keep": frozenset(Keep),
    "counted_from": frozenset(CountedFrom),
    "archive": frozenset({"yes", "no"}),
}
CODE = re.compile(r"\*|[a-z][a-z0-9_]*")
ID = re.compile(r"[A-Z]+(-[A-Z0-9]+)+")
UNIT_OF_LIMIT = {"recurring": Unit.PER_YEAR, "date": Unit.DAY_OF_YEAR}
"""Each goes with the other, and with nothing else."""


def read_row(file: str, id: str, row: object) -> Parameter:
    """One checked parameter.

    Raises:
        ValueError: what to mend, in one line; the caller knows the file and the id.
    """
    if not isinstance(row, dict):
        raise ValueError("is not a table")
    kind = _word(Kind, "kind", row)
    known = COMMON | DETAILS[kind]
    for name in sorted(set(row) - known):
        raise ValueError(f"unknown field {name!r}")
    for name in sorted(known - OPTIONAL):
        if row.get(name) in (None, "", []):
            raise ValueError(f"{name!r} is missing")
    if not str(row["source"]).startswith("https://"):
        raise ValueError("'source' is not a web address")
    return Parameter(
        id=id,
        file=file,
        kind=kind,
        standing=_word(Standing, "standing", row) if "standing" in row else Standing.LAW,
        paragraph=row["paragraph"],
        statute=row["statute"],
        text=Text(nb=row["nb"], nn=row["nn"], en=row["en"]),
        source=row["source"],
        confidence=_word(Confidence, "confidence", row),
        last_checked=_day("last_checked", row["last_checked"]),
        details=MappingProxyType({name: _detail(name, row[name]) for name in sorted(DETAILS[kind] & set(row))}),
        values=_values(row, counted=_counted(kind, row)),
        judgement=_judgement(row["judgement"]) if "judgement" in row else None,
        replaces=_ids(row.get("replaces", [])),
    )


def _ids(given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(id, str) for id in given):
        raise ValueError("'replaces' is not a list of ids")
    return tuple(given)


def _judgement(given: object) -> Text:
    if not isinstance(given, dict) or set(given) != {"nb", "nn", "en"} or not all(given.values()):
        raise ValueError("'judgement' has three texts: nb, nn and en")
    return Text(**given)


def _counted(kind: Kind, row: dict[str, Any]) -> bool:
    """Whether the rule has a length: a deadline but for "promptly", and a time of keeping that ends."""
    if kind is Kind.RETENTION:
        counted = row["keep"] in COUNTED
        if ("counted_from" in row) != counted:
            raise ValueError("'counted_from' stands where 'keep' has a length, and nowhere else")
        return counted
    return kind is Kind.DEADLINE and row["limit"] != "none"


def _detail(name: str, given: str | list[str]) -> str | tuple[str, ...]:
    if name == "after":
        if not isinstance(given, str) or not ID.fullmatch(given):
            raise ValueError(f"'after' cannot be {given!r}")
        return given
    for word in [given] if isinstance(given, str) else given:
        if not CODE.fullmatch(word) or word not in CLOSED.get(name, {word}):
            raise ValueError(f"{name!r} cannot be {word!r}")
    return given if isinstance(given, str) else tuple(given)


def _values(row: dict[str, Any], *, counted: bool) -> tuple[Value, ...]:
    values = [_value(row.get("limit"), v, counted=counted) for v in row["values"]]
    dated = sorted((v for v in values if v.since), key=lambda v: v.since or date.max)
    for earlier, later in pairwise(dated):
        if earlier.until is None or (later.since and later.since < earlier.until):
            raise ValueError(f"two values overlap on {later.since}")
    waiting = [v for v in values if v.since is None]
    if len(waiting) > 1:
        raise ValueError("two values wait for a day")
    return (*dated, *waiting)


def _value(limit: str | None, row: dict[str, Any], *, counted: bool) -> Value:
    known = {
        "since",
        "until",
        "in_force_basis",
        "value",
        "unit",
        "age_from",
        "from_basis",
        "age_to",
        "to_basis",
    }
    for name in sorted(set(row) - known):
        raise ValueError(f"unknown field {name!r} in a value")
    if "since" not in row:
        raise ValueError("a value has no 'since'; write an empty text for an act whose day is not set")
    since = _day("since", row["since"]) if row["since"] != "" else None
    until = _day("until", row["until"]) if "until" in row else None
    if until and (since is None or until <= since):
        raise ValueError("'until' is not after 'since'")
    for one, other in (("value", "unit"), ("age_from", "from_basis"), ("age_to", "to_basis")):
        if (one in row) != (other in row):
            raise ValueError(f"{one!r} and {other!r} come together")
    if ("value" in row) != counted:
        raise ValueError("only a deadline or a time of keeping has a 'value', and only where something is counted")
    if limit and "unit" in row and not _counts(limit, row["unit"]):
        raise ValueError(f"'limit' {limit!r} is not counted in {row['unit']!r}")
    ages = [row[name] for name in ("age_from", "age_to") if name in row]
    if any(type(age) is not int or not 0 <= age <= 120 for age in ages) or ages != sorted(ages):
        raise ValueError(f"the ages {ages} make no sense")
    return Value(
        since=since,
        until=until,
        in_force_basis=_word(InForceBasis, "in_force_basis", row),
        value=_length(row) if "value" in row else None,
        unit=_word(Unit, "unit", row) if "unit" in row else None,
        age_from=row.get("age_from"),
        from_basis=_word(AgeClock, "from_basis", row) if "from_basis" in row else None,
        age_to=row.get("age_to"),
        to_basis=_word(AgeClock, "to_basis", row) if "to_basis" in row else None,
    )


def _counts(limit: str, unit: str) -> bool:
    if limit in UNIT_OF_LIMIT:
        return unit == UNIT_OF_LIMIT[limit]
    return unit not in UNIT_OF_LIMIT.values()


def _length(row: dict[str, Any]) -> int | str:
    value = row["value"]
    if row["unit"] == Unit.DAY_OF_YEAR:
        return datetime.strptime(f"2000-{value}", "%Y-%m-%d").strftime("%m-%d")  # noqa: DTZ007  only checks the form
    if type(value) is not int or value < 1:
        raise ValueError(f"'value' cannot be {value!r}")
    return value


def _day(name: str, given: object) -> date:
    if type(given) is not date:
        raise ValueError(f"{name!r} is not a day")
    if given.year < 1814:
        raise ValueError(f"{name!r} is before the Constitution")
    return given


def _word(words: type[W], name: str, row: dict[str, Any]) -> W:
    try:
        return words(row[name])
    except KeyError:
        raise ValueError(f"{name!r} is missing") from None
    except ValueError:
        raise ValueError(f"{name!r} cannot be {row[name]!r}") from None
