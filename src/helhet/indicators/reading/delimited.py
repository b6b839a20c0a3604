"""Text in columns: CSV of any dialect, and Udir's exports (UTF-16 without a mark, a first line `sep=`)."""

import csv
from collections.abc import Iterator

from helhet.indicators.reading.rows import SourceRow, check_header
from helhet.indicators.refused import Refused


def delimited_rows(
    file: str, content: bytes, *, columns: tuple[str, ...], encoding: str = "utf-8-sig", delimiter: str = ","
) -> Iterator[SourceRow]:
    """The rows under a header that must be exactly `columns`. Raises Refused."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(file, 0, f"text in {encoding} ({error.reason} at byte {error.start})") from None
    lines = _lines(file, text, delimiter)
    number, header = next(lines, (1, []))
    if len(header) >= 1 and header[0].lower().startswith("sep="):
        number, header = next(lines, (2, []))
    check_header(file, number, tuple(header), columns)
    for number, line in lines:
        if not line:
            continue
        if len(line) != len(columns):
            raise Refused(file, number, f"{len(columns)} cells, found {len(line)}")
        yield SourceRow(file, number, dict(zip(columns, line, strict=True)))


def _lines(file: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, line in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), start=1):
            yield number, line
    except csv.Error as error:
        raise Refused(file, number + 1, f"cells that can be read ({error})") from None
