"""The topics of Los that concern children, young people and their families, read once from `topics.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helhet.core.texts import Text


@dataclass(frozen=True, slots=True)
class Topic:
    """One of Los' themes or words. `also` are its help words: what people say instead."""

    code: str
    uri: str
    name: Text
    under: str
    also: tuple[str, ...]


@cache
def topics() -> dict[str, Topic]:
    """Every topic by its code, themes first."""
    table = tomllib.loads((Path(__file__).parent / "topics.toml").read_text("utf-8"))
    rows = [*table["theme"], *table["topic"]]
    return {
        row["code"]: Topic(
            row["code"], row["uri"], Text(**row["name"]), row.get("under", ""), tuple(row.get("also", ()))
        )
        for row in rows
    }
