"""A recipe says how one published file becomes figures: its columns, where the place and the period stand, and which
numbers are wanted. It is data (TOML beside the files); a file that no longer fits its recipe is refused.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from helhet.indicators.refused import Refused

ROLES = ("value", "numerator", "denominator")
FORMS = ("delimited", "workbook", "json-stat2")


@dataclass(frozen=True, slots=True)
class PlaceColumn:
    """A column that may say where; `names`: it holds names and not numbers."""

    column: str
    names: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """The numbers of one indicator: from the rows where `where` holds, the sum of `columns`, times `scale`.

    `role`: the figure itself, or what it is made of. `period`: where a column is one period. `anew`: the publisher says
    that the line breaks before it.
    """

    indicator: str
    role: str
    columns: tuple[str, ...]
    where: Mapping[str, str]
    scale: int = 1
    period: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything needed to read one file.

    `codes_of`: the day whose municipality numbers it uses, or None for those of each figure's own time.
    `recoded`: the publisher has already moved older figures to those numbers: "publisher", or "weights" where it
    divided municipalities by shares, which is not taken over. `counts_from_share`: the denominator is worked out from
    count and share. `ask`: how the service is asked for the file, when it is not carried (asking/fetch.py).
    `replaces`: the recipes whose figures of the same indicators go when this one's come.
    """

    code: str
    file: str
    form: str
    columns: tuple[str, ...]
    places: tuple[PlaceColumn, ...]
    period: Mapping[str, Any]
    takes: tuple[Take, ...]
    only: Mapping[str, tuple[str, ...]]
    origin: str
    publisher: str
    table: str
    address: str
    licence: str
    retrieved_on: date
    published_on: date | None = None
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    decimal: str = "."
    sheet: str = ""
    header_row: int = 1
    marks: tuple[str, ...] = ()
    empty: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    skip_places: tuple[str, ...] = ()
    codes_of: date | None = None
    recoded: str = ""
    counts_from_share: bool = False
    sample: bool = False
    ask: Mapping[str, Any] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators it holds figures for, each once."""
        return tuple(dict.fromkeys(take.indicator for take in self.takes))


def read_recipe(path: Path) -> Recipe:
    """The recipe in a TOML file. Raises Refused, naming the key that is wrong."""
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(path.name, 0, f"TOML that can be read ({error})") from error
    return recipe_of(path.stem, read, path.name)


def recipe_of(code: str, read: dict[str, Any], file: str) -> Recipe:
    """A recipe from plain values. Raises Refused."""
    try:
        takes = tuple(
            Take(
                indicator=one["indicator"],
                role=one.get("role", "value"),
                columns=tuple(one["columns"]),
                where=one.get("where", {}),
                scale=one.get("scale", 1),
                period=one.get("period", ""),
                anew=one.get("anew", False),
            )
            for one in read.pop("take")
        )
        places = tuple(PlaceColumn(one["column"], one.get("names", False)) for one in read.pop("place"))
        only = {column: tuple(values) for column, values in read.pop("only", {}).items()}
        for key in ("columns", "marks", "skip_places", "replaces"):
            if key in read:
                read[key] = tuple(read[key])
        recipe = Recipe(code=code, takes=takes, places=places, only=only, **read)
    except (KeyError, TypeError) as error:
        raise Refused(file, 0, f"the keys of a recipe ({error})") from error
    if recipe.form not in FORMS:
        raise Refused(file, 0, f"form to be one of {', '.join(FORMS)}, found {recipe.form!r}")
    if any(take.role not in ROLES for take in takes):
        raise Refused(file, 0, f"role to be one of {', '.join(ROLES)}")
    if not (recipe.address and recipe.publisher and recipe.table):
        raise Refused(file, 0, "publisher, table and address: a number without a source is never shown")
    return recipe
