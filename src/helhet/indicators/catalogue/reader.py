"""Read the catalogue's files into plain values, or refuse them whole."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helhet.core.texts import Text
from helhet.indicators.refused import Refused

FOLDER = Path(__file__).parent
UNITS = ("percent", "count", "per_1000", "points", "kroner", "days", "fte_per_1000")
DIRECTIONS = ("higher-better", "lower-better", "neutral")
CONFIDENCES = ("high", "medium", "low")
_NEEDED = {
    "code", "name", "numerator", "unit", "direction", "age", "publisher", "source", "table", "levels", "frequency",
    "window_years", "address", "confidence", "checked",
}  # fmt: skip
_ALLOWED = _NEEDED | {"denominator", "note"}


@dataclass(frozen=True, slots=True)
class Domain:
    """An area of life (levekår, skole, helse)."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes figures, under which licence, and how they hide what rests on few."""

    code: str
    name: Text
    licence: str
    suppression: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one figure means. `code` never changes.

    `window_years`: a figure sums up so many years and is shown as that window, never as one year's. `direction` says
    which way is good for children, and `neutral` that neither is. `levels`: the places it is published for.
    `confidence`: how sure we are that source and table are right; `checked` says on what ground.
    """

    code: str
    domain: Domain
    name: Text
    numerator: Text
    denominator: Text | None
    unit: str
    direction: str
    age: str
    publisher: Publisher
    source: str
    table: str
    levels: tuple[str, ...]
    frequency: str
    window_years: int
    note: str
    address: str
    confidence: str
    checked: str

    @property
    def is_count(self) -> bool:
        """Whether the figure is a number of people or things, which can be added up."""
        return self.unit == "count"

    @property
    def own(self) -> bool:
        """Whether it is counted in the municipality's own work and not published by anybody."""
        return self.publisher.code == "platform"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every domain and indicator, in the order pages show them."""

    domains: tuple[Domain, ...]
    indicators: Mapping[str, Indicator]

    def of(self, domain: Domain) -> tuple[Indicator, ...]:
        """The indicators of one area of life."""
        return tuple(one for one in self.indicators.values() if one.domain == domain)


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with the project."""
    return read_catalogue(FOLDER)


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in `folder`, wholly checked. Raises Refused, naming file and entry, at the first thing wrong."""
    domains = [Domain(one["code"], _text("domains.toml", n, one["name"])) for n, one in _entries(folder, "domain")]
    publishers = {
        one["code"]: Publisher(
            one["code"],
            _text("publishers.toml", number, one["name"]),
            one["licence"],
            _text("publishers.toml", number, one["suppression"]),
        )
        for number, one in _entries(folder, "publisher")
    }
    found: dict[str, Indicator] = {}
    for domain in domains:
        file = f"{domain.code}.toml"
        for number, one in _entries(folder, "indicator", file):
            indicator = _indicator(file, number, one, domain, publishers)
            if indicator.code in found:
                raise Refused(file, number, f"a code of its own, found {indicator.code} again")
            found[indicator.code] = indicator
    return Catalogue(tuple(domains), found)


def _entries(folder: Path, what: str, file: str = "") -> Iterator[tuple[int, dict[str, Any]]]:
    file = file or f"{what}s.toml"
    try:
        read = tomllib.loads((folder / file).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(file, 0, f"TOML that can be read ({error})") from error
    if set(read) != {what}:
        raise Refused(file, 0, f"entries called [[{what}]] and nothing else")
    yield from enumerate(read[what], start=1)


def _text(file: str, number: int, words: Any) -> Text:
    if not isinstance(words, dict) or set(words) != {"nb", "nn", "en"} or not all(words.values()):
        raise Refused(file, number, f"words in nb, nn and en, found {words!r}")
    return Text(**words)


def _indicator(
    file: str, number: int, one: dict[str, Any], domain: Domain, publishers: Mapping[str, Publisher]
) -> Indicator:
    if not _NEEDED <= set(one) <= _ALLOWED:
        raise Refused(file, number, f"the keys {', '.join(sorted(_NEEDED))}; differs in {sorted(_NEEDED ^ set(one))}")
    for key, allowed in (("unit", UNITS), ("direction", DIRECTIONS), ("confidence", CONFIDENCES)):
        if one[key] not in allowed:
            raise Refused(file, number, f"{key} to be one of {', '.join(allowed)}, found {one[key]!r}")
    if one["publisher"] not in publishers:
        raise Refused(file, number, f"publisher {one['publisher']!r} in publishers.toml")
    if not one["address"].startswith("https://") and one["publisher"] != "platform":
        raise Refused(file, number, f"an https address of the source, found {one['address']!r}")
    if not isinstance(one["window_years"], int) or one["window_years"] < 1:
        raise Refused(file, number, f"window_years of 1 or more, found {one['window_years']!r}")
    return Indicator(
        code=one["code"],
        domain=domain,
        name=_text(file, number, one["name"]),
        numerator=_text(file, number, one["numerator"]),
        denominator=_text(file, number, one["denominator"]) if "denominator" in one else None,
        unit=one["unit"],
        direction=one["direction"],
        age=one["age"],
        publisher=publishers[one["publisher"]],
        source=one["source"],
        table=one["table"],
        levels=tuple(one["levels"].split(";")),
        frequency=one["frequency"],
        window_years=one["window_years"],
        note=one.get("note", ""),
        address=one["address"],
        confidence=one["confidence"],
        checked=one["checked"],
    )
