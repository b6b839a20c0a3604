"""What search knows of Norwegian beyond the endings, read once from `words.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words as they are written, not yet stemmed."""

    stop: frozenset[str]
    """Words without a meaning of their own in a question."""
    same: tuple[tuple[str, ...], ...]
    """One word in several spellings, as bokmål and nynorsk; the first stands for all."""
    parts: frozenset[str]
    """What compounds are made of."""
    synonyms: tuple[tuple[str, ...], ...]
    """Words and phrases for the same thing."""


@cache
def lexicon() -> Lexicon:
    """Our own list of words."""
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    return Lexicon(
        stop=frozenset(table["stop"].split()),
        same=tuple(tuple(group) for group in table["same"]),
        parts=frozenset(table["parts"].split()),
        synonyms=tuple(tuple(group) for group in table["synonyms"]),
    )
