"""Rows into figures: what stands in which row of the file, told apart by place, period and indicator."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO

from helhet.indicators.periods import Period, read_period
from helhet.indicators.reading.delimited import delimited_rows
from helhet.indicators.reading.jsonstat import STATUS, VALUE, dataset_rows
from helhet.indicators.reading.recipe import Recipe, Take
from helhet.indicators.reading.rows import BIGGEST, SourceRow
from helhet.indicators.reading.workbook import workbook_rows
from helhet.indicators.refused import Refused

COUNTRY = "0"
_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3})")
LARGEST = 10**10
"""What no figure reaches, and no column of ours could hold."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as its source has it. `mark`: why there is no value (":", ".", "*"), "" when there is one. `anew`: the
    publisher says that it does not continue what is before it."""

    indicator: str
    place: str
    period: Period
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    mark: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """Rows that were read and not wanted: other groups, city districts, schools."""

    rows: int
    taken: int


def rows_of(recipe: Recipe, content: bytes) -> Iterator[SourceRow]:
    """The rows of a file, whatever its form; a file packed with gzip is unpacked. Raises Refused."""
    if content[:2] == b"\x1f\x8b":
        content = _unpacked(recipe.file, content)
    if recipe.form == "json-stat2":
        return dataset_rows(recipe.file, content, dimensions=recipe.columns)
    if recipe.form == "workbook":
        return workbook_rows(
            recipe.file, content, sheet=recipe.sheet, columns=recipe.columns, header_row=recipe.header_row
        )
    return delimited_rows(
        recipe.file, content, columns=recipe.columns, encoding=recipe.encoding, delimiter=recipe.delimiter
    )


def figures_of(
    recipe: Recipe, content: bytes, *, place_of: Callable[[str, bool, Period], str | None]
) -> tuple[list[Figure], Passed]:
    """Every figure of the recipe in the file.

    `place_of` turns a number or a name (True) into a number, None when there was no such place in that period.
    Raises Refused, at the first row that is not as the recipe says: nothing of the file is used then.
    """
    parts: dict[tuple[str, str, Period], dict[str, tuple[Decimal | None, str]]] = {}
    anew: set[tuple[str, str, Period]] = set()
    rows = taken = 0
    for row in rows_of(recipe, content):
        rows += 1
        if any(row.cells[column] not in allowed for column, allowed in recipe.only.items()):
            continue
        wanted = [take for take in recipe.takes if all(row.cells[c] == v for c, v in take.where.items())]
        if not wanted:
            continue
        if any("\ufffd" in cell or "\x00" in cell for cell in row.cells.values()):
            raise row.wrong(f"text in {recipe.encoding} with every letter whole")
        for take in wanted:
            number, mark = _number(recipe, take, row)
            if number is None and not mark:
                continue
            period = _period(recipe, take, row)
            place = _place(recipe, row, period, place_of)
            if place is None:
                continue
            cell = parts.setdefault((take.indicator, place, period), {})
            if take.role in cell:
                raise row.wrong(f"{take.role} of {take.indicator} for {place}, {period} to stand once in the file")
            cell[take.role] = number, mark
            if take.anew:
                anew.add((take.indicator, place, period))
            taken += 1
    if not parts:
        raise Refused(recipe.file, 0, f"at least one figure of {', '.join(recipe.indicators)}")
    return [_figure(recipe, key, cell, key in anew) for key, cell in parts.items()], Passed(rows, taken)


def _unpacked(file: str, content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
            unpacked = packed.read(BIGGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(file, 0, f"a whole gzip file ({error})") from None
    if len(unpacked) > BIGGEST:
        raise Refused(file, 0, f"at most {BIGGEST} bytes unpacked")
    return unpacked


def _period(recipe: Recipe, take: Take, row: SourceRow) -> Period:
    text = take.period or recipe.period.get("is") or row.cells[recipe.period["column"]]
    try:
        return read_period(text, back=recipe.period.get("back", 0))
    except ValueError as error:
        raise row.wrong(str(error)) from None


def _place(
    recipe: Recipe, row: SourceRow, period: Period, place_of: Callable[[str, bool, Period], str | None]
) -> str | None:
    for column in recipe.places:
        text = row.cells[column.column].strip()
        if text in ("", recipe.empty):
            continue
        text = recipe.aliases.get(text, text)
        if text in recipe.skip_places:
            return None
        if text == COUNTRY:
            return COUNTRY
        code = place_of(text, column.names, period)
        if code is None:
            day = recipe.codes_of or period.day
            raise row.wrong(f"a municipality or county of {day} in {column.column}, found {text!r}")
        return code
    return None


def _number(recipe: Recipe, take: Take, row: SourceRow) -> tuple[Decimal | None, str]:
    total = Decimal(0)
    for column in take.columns:
        text = _THOUSANDS.sub("", row.cells[column]).strip().removesuffix("%").strip()
        if recipe.form == "json-stat2" and column == VALUE and row.cells[STATUS] and not text:
            return None, row.cells[STATUS]
        if text in recipe.marks:
            return None, text
        if text == "":
            return None, ""
        try:
            number = Decimal(text.replace(recipe.decimal, "."))
        except InvalidOperation:
            raise row.wrong(f"a number or one of the marks {recipe.marks} in {column}, found {text!r}") from None
        if number.is_finite() and number >= LARGEST:
            raise row.wrong(f"a number under {LARGEST} in {column}")
        if not number.is_finite() or number < 0:
            raise row.wrong(f"a number of 0 or more in {column}, found {text!r}")
        total += number
    if total * take.scale >= LARGEST:
        raise row.wrong(f"a number under {LARGEST} in {', '.join(take.columns)}")
    return total * take.scale, ""


def _figure(
    recipe: Recipe, key: tuple[str, str, Period], cell: dict[str, tuple[Decimal | None, str]], anew: bool
) -> Figure:
    indicator, place, period = key
    value, mark = cell.get("value", (None, ""))
    numerator = cell.get("numerator", (None, ""))[0]
    denominator = cell.get("denominator", (None, ""))[0]
    if recipe.counts_from_share and value and numerator and not denominator:
        denominator = (numerator * 100 / value).to_integral_value()
    mark = "" if value is not None else mark or "."
    return Figure(indicator, place, period, value, numerator, denominator, mark, anew)
