"""The kinds of information (opplysningstyper) a consent opens, read once from `information_types.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helhet.core.law.regimes import Regime
from helhet.core.texts import Text


@dataclass(frozen=True, slots=True)
class InformationType:
    """One kind of information: its code, its words, and the secrecy regime that decides who may consent."""

    code: str
    name: Text
    regime: Regime


@cache
def information_types() -> dict[str, InformationType]:
    """Every kind, by code, in the order people are asked about them."""
    rows = tomllib.loads((Path(__file__).parent / "information_types.toml").read_text("utf-8"))["type"]
    return {
        row["code"]: InformationType(
            code=row["code"],
            name=Text(nb=row["nb"], nn=row["nn"], en=row["en"]),
            regime=Regime(row["regime"]),
        )
        for row in rows
    }
