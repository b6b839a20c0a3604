"""How our words are said in the vocabularies that catalogues of data share; the words stand in `vocabulary.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helhet.core.texts import Text

FILE = Path(__file__).parent / "vocabulary.toml"
EU = "http://publications.europa.eu/resource/authority/"
LOS = "https://psi.norge.no/los/tema/"


@dataclass(frozen=True, slots=True)
class Licence:
    """On which terms data may be used: as its source names it, for programs, and where people read it."""

    name: str
    address: str
    page: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What an area of life is filed under."""

    themes: tuple[str, ...]
    keywords: tuple[Text, ...]


@cache
def licences() -> Mapping[str, Licence]:
    """By the name a source gives it. Data under any other name is not offered as open."""
    return {one["name"]: Licence(**one) for one in _read()["licence"]}


@cache
def frequencies() -> Mapping[str, str]:
    """By the word of our catalogue of indicators, the EU's name for how often something is published."""
    return {ours: f"{EU}frequency/{theirs}" for ours, theirs in _read()["frequency"].items()}


@cache
def subjects() -> Mapping[str, Subject]:
    """By the code of an area of life: the EU's theme first, then those of Los."""
    return {
        one["domain"]: Subject(
            (f"{EU}data-theme/{one['theme']}", *(f"{LOS}{word}" for word in one["los"])),
            tuple(Text(*words) for words in zip(*(one["keywords"][code] for code in ("nb", "nn", "en")), strict=True)),
        )
        for one in _read()["subject"]
    }


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))
