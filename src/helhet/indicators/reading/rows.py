"""What every kind of file is read into: rows of cells, each by its column, with where it stands for the message."""

from collections.abc import Mapping
from dataclasses import dataclass

from helhet.indicators.refused import Refused

BIGGEST = 50_000_000
"""Bytes a file may unfold to: several times the largest we know, and far from filling a machine."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row below the header, as text; `number` as a person opening the file would count it."""

    file: str
    number: int
    cells: Mapping[str, str]

    def wrong(self, expected: str) -> Refused:
        """The error that refuses the whole file because of this row."""
        return Refused(self.file, self.number, expected)


def check_header(file: str, row: int, found: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """The columns are the ones we know, in their order. Raises Refused, saying which differs first."""
    for place, (here, there) in enumerate(zip(found, expected, strict=False), start=1):
        if here != there:
            raise Refused(file, row, f"column {place} to be {there!r}, found {here!r}")
    if len(found) != len(expected):
        raise Refused(file, row, f"{len(expected)} columns, found {len(found)}")
