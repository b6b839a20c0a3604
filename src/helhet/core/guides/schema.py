"""From a table of a TOML file to the classes of `model.py`, which are the schema.

Every fault is noted with its place; nothing is guessed, converted or silently left out.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from helhet.core.guides.lines import Place
from helhet.core.guides.model import Text

T = TypeVar("T")


class Fault(NamedTuple):
    """Something wrong at a place in a pack."""

    place: Place
    message: str


NAMES: Final = {str: "text", int: "a whole number", bool: "true or false", date: "a date such as 2026-01-31"}


def built(kind: type[T], table: Mapping[str, Any]) -> tuple[T | None, list[Fault]]:
    """The table as an object of this class, or None and all that is wrong with its shape."""
    build = _Build()
    thing = build.value(kind, table, (), {})
    return (None if build.faults else thing), build.faults


class _Build:
    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def value(self, kind: Any, value: Any, place: Place, limits: Mapping[str, Any]) -> Any:
        kind = _without_none(kind)
        if choices := dict(_choices(kind)):
            return self.choice(choices, value, place)
        if dataclasses.is_dataclass(kind):
            return self.record(kind, value, place, limits)
        if get_origin(kind) in (tuple, frozenset):
            return self.several(kind, value, place, limits)
        return self.scalar(kind, value, place, limits)

    def record(self, kind: Any, value: Any, place: Place, limits: Mapping[str, Any]) -> Any:
        if not isinstance(value, dict):
            return self.fault(place, f"expected a table, found {value!r}")
        before = len(self.faults)
        hints, fields = get_type_hints(kind), {f.name: f for f in dataclasses.fields(kind)}
        misspelt = self.unknown(value.keys() - fields.keys(), fields, place)
        found = {}
        for name, field in fields.items():
            if name in value:
                found[name] = self.value(hints[name], value[name], (*place, name), field.metadata)
            elif field.default is dataclasses.MISSING and name not in misspelt:
                self.fault((*place, name), "is missing")
        if len(self.faults) > before:
            return None
        thing = kind(**found)
        if isinstance(thing, Text):
            self.length(thing, place, limits)
        return thing

    def unknown(self, keys: Iterable[str], known: Iterable[str], place: Place) -> set[str]:
        """Keys there are none of; returns those that were probably meant."""
        meant = {key: get_close_matches(key, known, n=1, cutoff=0.8) for key in keys}
        for key, likely in meant.items():
            hint = f"did you mean {likely[0]}?" if likely else f"expected one of: {', '.join(known)}"
            self.fault((*place, key), f"unknown key; {hint}")
        return {likely[0] for likely in meant.values() if likely}

    def several(self, kind: Any, value: Any, place: Place, limits: Mapping[str, Any]) -> Any:
        if not isinstance(value, list):
            return self.fault(place, f"expected a list, found {value!r}")
        inner, *rest = get_args(kind)
        if rest not in ([], [...]) and len(value) != len(rest) + 1:
            return self.fault(place, f"expected {len(rest) + 1} values, found {len(value)}")
        items = [self.value(inner, item, (*place, n), limits) for n, item in enumerate(value)]
        return get_origin(kind)(items)

    def choice(self, choices: Mapping[str, Any], value: Any, place: Place) -> Any:
        if isinstance(value, str) and value in choices:
            return choices[value]
        return self.fault(place, f"{value!r} is not known; expected one of: {', '.join(choices)}")

    def scalar(self, kind: type, value: Any, place: Place, limits: Mapping[str, Any]) -> Any:
        if type(value) is not kind:  # true is no number here, and a moment is no day
            return self.fault(place, f"expected {NAMES[kind]}, found {value!r}")
        if isinstance(value, str) and (not value or value != value.strip()):
            return self.fault(place, "is empty, or begins or ends with a blank; expected text")
        if isinstance(value, int) and "between" in limits:
            lowest, highest = limits["between"]
            if not lowest <= value <= highest:
                return self.fault(place, f"is {value}; expected a number from {lowest} to {highest}")
        return value

    def length(self, text: Text, place: Place, limits: Mapping[str, Any]) -> None:
        most = limits.get("most_words")
        for language in ("nb", "nn", "en"):
            words = len(text.in_language(language).split())
            if most and words > most:
                self.fault((*place, language), f"has {words} words; expected at most {most}")

    def fault(self, place: Place, message: str) -> None:
        self.faults.append(Fault(place, message))


def _without_none(kind: Any) -> Any:
    """A key that may be left out is written `X | None`; when it is there, it is an X."""
    kinds = get_args(kind)
    return next(each for each in kinds if each is not NoneType) if NoneType in kinds else kind


def _choices(kind: Any) -> Iterator[tuple[str, Any]]:
    """The words of a closed list, with what they stand for; nothing if the kind is no closed list."""
    if get_origin(kind) is Literal:
        yield from ((word, word) for word in get_args(kind))
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        yield from ((member.value, member) for member in kind)
    elif get_origin(kind) in (Union, UnionType):
        for each in get_args(kind):
            yield from _choices(each)
