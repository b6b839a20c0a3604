"""Workbooks (.xlsx): one sheet, one header row, values as they were saved; formulas are not worked out."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook

from helhet.indicators.reading.rows import BIGGEST, SourceRow, check_header
from helhet.indicators.refused import Refused


def workbook_rows(
    file: str, content: bytes, *, sheet: str, columns: tuple[str, ...], header_row: int = 1
) -> Iterator[SourceRow]:
    """The rows under the header of one sheet, until the first that is empty. Raises Refused."""
    try:
        _check_unfolds(file, content)
        yield from _rows(file, content, sheet, columns, header_row)
    except Refused:
        raise
    except Exception as error:  # a damaged workbook can break its reader anywhere, and in any way
        raise Refused(file, 0, f"a workbook (.xlsx) that opens ({type(error).__name__})") from None


def _check_unfolds(file: str, content: bytes) -> None:
    """A workbook is a packed folder, and can be packed so that it fills any machine. Raises Refused."""
    with ZipFile(BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > BIGGEST:
            raise Refused(file, 0, f"at most {BIGGEST} bytes unpacked")


def _rows(file: str, content: bytes, sheet: str, columns: tuple[str, ...], header_row: int) -> Iterator[SourceRow]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    try:
        if sheet not in book.sheetnames:
            raise Refused(file, 0, f"a sheet {sheet!r}, found {', '.join(book.sheetnames)}")
        rows = book[sheet].iter_rows(min_row=header_row, values_only=True)
        header = [_text(cell) for cell in next(rows, ())]
        while header and not header[-1]:
            header.pop()
        check_header(file, header_row, tuple(header), columns)
        for number, cells in enumerate(rows, start=header_row + 1):
            texts = [_text(cell) for cell in cells]
            if not any(texts):
                return
            if any(texts[len(columns) :]):
                raise Refused(file, number, f"nothing beside the {len(columns)} columns")
            texts += [""] * (len(columns) - len(texts))
            yield SourceRow(file, number, dict(zip(columns, texts, strict=False)))
    finally:
        book.close()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
