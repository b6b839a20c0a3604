"""The topics, and the texts one agrees to: data, in three languages."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helhet.core.texts import Text

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Topic:
    """What one can get letters about."""

    code: str
    name: Text
    closed: bool = False
    """Nobody can choose it any more; those who have go on getting what there is."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A text somebody agrees to by signing up."""

    code: str
    text: Text


@cache
def topics() -> dict[str, Topic]:
    """Every topic by its code, in the order they are shown."""
    return {
        row["code"]: Topic(row["code"], Text(**row["name"]), row.get("closed", False))
        for row in _read("topics.toml", "topic")
    }


def open_topics() -> list[Topic]:
    """Those that can be chosen."""
    return [topic for topic in topics().values() if not topic.closed]


@cache
def agreements() -> dict[str, Agreement]:
    """Every text anybody has agreed to, the present one last."""
    return {row["code"]: Agreement(row["code"], Text(**row["text"])) for row in _read("agreements.toml", "agreement")}


def agreement() -> Agreement:
    """The one that is agreed to now."""
    return list(agreements().values())[-1]


def _read(file: str, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((HERE / file).read_text("utf-8"))[table]
    return rows
