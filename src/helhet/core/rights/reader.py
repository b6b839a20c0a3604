"""Reads the guide to rights from its files. A file with an error is not read at all."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from helhet.core.law import parameters
from helhet.core.law.parameter import Confidence
from helhet.core.rights.model import Appeal, Ask, Body, Collision, Decision
from helhet.core.rights.words import Level, Offer, Situation, Subject
from helhet.core.services import ServiceType
from helhet.core.texts import Text

FOLDER = Path(__file__).parent
T = TypeVar("T")


class RightsError(Exception):
    """A file of the guide to rights must not be loaded. One line that names the file, the row and what to mend."""


@cache
def bodies() -> Mapping[str, Body]:
    """Who does what, by code, in the order of the file. Raises RightsError."""
    found = _read("bodies.toml", _body)
    _known("bodies.toml", ((b.code, (b.parent,)) for b in found.values() if b.parent), found)
    return found


@cache
def appeals() -> Mapping[str, Appeal]:
    """The ways to appeal, by code. Raises RightsError."""
    found = _read("appeals.toml", _appeal)
    _known("appeals.toml", ((a.code, (a.body,)) for a in found.values()), bodies())
    _known("appeals.toml", ((a.code, a.deadlines) for a in found.values()), parameters.law())
    return found


@cache
def asks() -> Mapping[str, Ask]:
    """What one can ask for, by code, in the order it is shown. Raises RightsError."""
    found: dict[str, Ask] = {}
    for path in sorted((FOLDER / "asks").glob("*.toml")):
        name = f"asks/{path.name}"
        here = _read(name, partial(_ask, subject=path.stem.partition("_")[2]))
        for code in here.keys() & found.keys():
            raise RightsError(f"{name}: {code}: stands in another file too")
        found.update(here)
    _known("asks", ((a.code, (a.body,)) for a in found.values()), bodies())
    _known("asks", ((a.code, (a.appeal,)) for a in found.values()), appeals())
    _known("asks", ((a.code, (*a.rules, *a.deadlines)) for a in found.values()), parameters.law())
    return MappingProxyType(found)


@cache
def collisions() -> Mapping[str, Collision]:
    """The collisions explained, by code. Raises RightsError."""
    found = _read("collisions.toml", _collision)
    _known("collisions.toml", ((c.code, c.rules) for c in found.values()), parameters.law())
    return found


@cache
def decisions() -> Mapping[str, Decision]:
    """What is told first about what one decides, by the rule's id, in the order it is told. Raises RightsError."""
    found = _read("decisions.toml", _decision)
    _known("decisions.toml", ((one.rule, (one.rule,)) for one in found.values()), parameters.law())
    return found


def _read(name: str, one: Callable[[str, dict[str, Any]], T], folder: Path = FOLDER) -> Mapping[str, T]:
    try:
        rows = tomllib.loads((folder / name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RightsError(f"{name}: {error}") from None
    found = {}
    for code, row in rows.items():
        try:
            found[code] = one(code, dict(row))
        except KeyError as error:
            raise RightsError(f"{name}: {code}: {error.args[0]!r} is missing") from None
        except (ValueError, TypeError) as error:
            raise RightsError(f"{name}: {code}: {error}") from None
    return MappingProxyType(found)


def _known(name: str, uses: Iterable[tuple[str, Iterable[str]]], among: Mapping[str, object]) -> None:
    for code, used in uses:
        for one in used:
            if one not in among:
                raise RightsError(f"{name}: {code}: there is no {one!r}")


def _body(code: str, row: dict[str, Any]) -> Body:
    return _only(
        row,
        Body(
            code=code,
            name=_text(row.pop("name")),
            does=_text(row.pop("does")),
            level=Level(row.pop("level")),
            parent=row.pop("parent", None),
            law=row.pop("law", ""),
            source=_address(row.pop("source")),
            confidence=Confidence(row.pop("confidence")),
            page=_address(row.pop("page")) if "page" in row else "",
            services=frozenset(ServiceType(one) for one in row.pop("services", [])),
            helps=frozenset(Situation(one) for one in row.pop("helps", [])),
        ),
    )


def _appeal(code: str, row: dict[str, Any]) -> Appeal:
    return _only(
        row,
        Appeal(
            code=code,
            how=_text(row.pop("how")),
            deadlines=tuple(row.pop("deadlines")),
            body=row.pop("body"),
            confidence=Confidence(row.pop("confidence")),
        ),
    )


def _ask(code: str, row: dict[str, Any], *, subject: str) -> Ask:
    if not row["rules"]:
        raise ValueError("rests on no rule")
    return _only(
        row,
        Ask(
            code=code,
            title=_text(row.pop("title")),
            what=_text(row.pop("what")) if "what" in row else None,
            how=_text(row.pop("how")),
            rules=tuple(row.pop("rules")),
            deadlines=tuple(row.pop("deadlines", [])),
            about=frozenset(Situation(one) for one in row.pop("about")),
            ages=_ages(row.pop("ages")),
            subject=Subject(subject),
            offer=Offer(row.pop("offer")),
            body=row.pop("body"),
            appeal=row.pop("appeal"),
        ),
    )


def _collision(code: str, row: dict[str, Any]) -> Collision:
    return _only(
        row,
        Collision(
            code=code,
            title=_text(row.pop("title")),
            means=_text(row.pop("means")),
            ages=_ages(row.pop("ages")),
            rules=tuple(row.pop("rules")),
        ),
    )


def _decision(rule: str, row: dict[str, Any]) -> Decision:
    ages = _ages(row.pop("ages")) if "ages" in row else None
    return _only(row, Decision(rule=rule, short=_text(row.pop("short")), ages=ages))


def _only(row: dict[str, Any], made: T) -> T:
    for name in sorted(row):
        raise ValueError(f"unknown field {name!r}")
    return made


def _text(given: dict[str, str]) -> Text:
    if set(given) != {"nb", "nn", "en"} or not all(given.values()):
        raise ValueError("a text is in nb, nn and en")
    return Text(**given)


def _address(given: str) -> str:
    if not given.startswith(("https://", "http://")):
        raise ValueError(f"{given!r} is not a web address")
    return given


def _ages(given: list[int]) -> tuple[int, int]:
    low, high = given
    if not 0 <= low <= high:
        raise ValueError(f"the ages {given} make no sense")
    return low, high
