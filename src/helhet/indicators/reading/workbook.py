"""Workbooks (.xlsx): one sheet, one header row, values as they were saved; formulas are not worked out."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from helhet.indicators.reading.rows import SourceRow, check_header
from helhet.indicators.refused import Refused


def workbook_rows(
    file: str, content: bytes, *, sheet: str, columns: tuple[str, ...], header_row: int = 1
) -> Iterator[SourceRow]:
    """The rows under the header of one sheet, until the first that is empty. Raises Refused."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise Refused(file, 0, f"a workbook (.xlsx) that opens ({type(error).__name__})") from None
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
