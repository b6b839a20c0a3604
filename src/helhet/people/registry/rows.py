"""Rows of a registry file, and the one error that refuses a file whole."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path


class RegistryError(ValueError):
    """A registry file that cannot be trusted: which file, which row, what was expected."""

    def __init__(self, file: str, row: int, expected: str) -> None:
        super().__init__(f"{file}, row {row}: expected {expected}")
        self.file, self.row, self.expected = file, row, expected


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file, by column; the header is row 1."""

    file: str
    number: int
    cells: dict[str, str]

    def wrong(self, expected: str) -> RegistryError:
        return RegistryError(self.file, self.number, expected)

    def text(self, column: str, pattern: str, expected: str) -> str:
        if not re.fullmatch(pattern, self.cells[column]):
            raise self.wrong(f"{column} to be {expected}, found {self.cells[column]!r}")
        return self.cells[column]

    def day(self, column: str) -> date | None:
        cell = self.text(column, r"(\d{4}-\d\d-\d\d)?", "a day as 2024-01-31, or empty")
        try:
            return date.fromisoformat(cell) if cell else None
        except ValueError:
            raise self.wrong(f"{column} to be a day of the calendar, found {cell!r}") from None

    def share(self, column: str) -> Decimal | None:
        cell = self.cells[column]
        try:
            share = Decimal(cell) if cell else None
        except InvalidOperation:
            share = Decimal(-1)
        if share is not None and not 0 < share <= 1:
            raise self.wrong(f"{column} over 0 and at most 1, or empty, found {cell!r}")
        return share


def read_rows(folder: Path, file: str, header: tuple[str, ...]) -> Iterator[Row]:
    """The rows below the header, which must be exactly `header`; raises RegistryError."""
    try:
        text = (folder / file).read_text("utf-8")
    except UnicodeDecodeError:
        raise RegistryError(file, 1, "text in UTF-8") from None
    except FileNotFoundError:
        raise RegistryError(file, 1, f"the file to be in {folder}") from None
    lines = list(csv.reader(text.splitlines()))
    if not lines or tuple(lines[0]) != header:
        raise RegistryError(file, 1, f"the columns {','.join(header)}")
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(header):
            raise RegistryError(file, number, f"{len(header)} cells, found {len(line)}")
        yield Row(file, number, dict(zip(header, line, strict=True)))
