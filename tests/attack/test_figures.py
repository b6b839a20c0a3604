"""A file of figures from somebody who means us ill, or a connection that broke: refused as a whole, and at once."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from helhet.indicators.reading.delimited import delimited_rows
from helhet.indicators.reading.jsonstat import dataset_rows
from helhet.indicators.reading.rows import BIGGEST
from helhet.indicators.reading.workbook import workbook_rows
from helhet.indicators.refused import Refused
from tests.indicators.test_readers import book, read

WHOLE = book(("place",), ("0301",))
SHEET = "xl/worksheets/sheet1.xml"
DEEP = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))


def repacked(part: str, content: bytes | None) -> bytes:
    """The workbook with one of its parts put in place of its own, or taken out."""
    out = BytesIO()
    with ZipFile(BytesIO(WHOLE)) as whole, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in whole.namelist():
            if name != part:
                packed.writestr(name, whole.read(name))
            elif content is not None:
                packed.writestr(name, content)
    return out.getvalue()


def sheet_with(begin: str, cell: str) -> bytes:
    own = ZipFile(BytesIO(WHOLE)).read(SHEET).decode()
    return f"{begin}{own.replace('0301', cell)}".encode()


def rows(content: bytes) -> list[str]:
    return [row.cells["place"] for row in workbook_rows("f.xlsx", content, sheet="Tall", columns=("place",))]


def test_the_workbook_is_one_that_is_read() -> None:
    assert rows(WHOLE) == rows(repacked(SHEET, sheet_with("", "0301"))) == ["0301"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(repacked("docProps/app.xml", b" " * (BIGGEST + 1)), id="packed small, and larger than a machine"),
        pytest.param(
            repacked(SHEET, sheet_with(f'<!DOCTYPE l [<!ENTITY a "{"a" * 1000}">{DEEP}]>', "&i;")),
            id="a name for a name for a name, ten times each",
        ),
        pytest.param(
            repacked(SHEET, sheet_with('<!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/hostname">]>', "&i;")),
            id="a name for a file of ours",
        ),
        *(pytest.param(repacked(name, None), id=f"without {name}") for name in ("xl/workbook.xml", SHEET)),
        *(pytest.param(repacked(name, b"<x>"), id=f"broken {name}") for name in ("xl/styles.xml", SHEET)),
        pytest.param(WHOLE[:-30], id="half of it"),
    ],
)
def test_a_workbook_that_would_break_us_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        rows(content)


@pytest.mark.parametrize("text", ["a\n" + "x" * 200_000, 'a\n"' + "x\n" * 200_000])
def test_a_cell_without_end_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        list(delimited_rows("f.csv", text.encode(), columns=("a",)))


@pytest.mark.parametrize("number", ["1e999999999", "1e10", "9" * 400, "inf", "sNaN"])
def test_a_number_no_figure_is_is_refused(number: str) -> None:
    with pytest.raises(Refused):
        read(f"place,year,share,count\n0301,2024,{number},1\n")


def dataset(value: str, *, dimensions: int = 1, size: str = "2") -> str:
    names = [f"d{n}" for n in range(dimensions)]
    whole: dict[str, Any] = {
        "class": "dataset",
        "id": names,
        "size": ["SIZE"] * dimensions,
        "dimension": {name: {"category": {"index": [str(n) for n in range(2)]}} for name in names},
        "value": "VALUE",
    }
    return json.dumps(whole).replace('"SIZE"', size).replace('"VALUE"', value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(dataset("{}", dimensions=60), id="a box of more cells than there are grains of sand"),
        pytest.param(dataset("[1e900000000, 1]"), id="a short number of a thousand million figures"),
        pytest.param(dataset("[1e-900000000, 1]"), id="and one as small"),
        pytest.param(dataset("[1, 2]", size="2e900000000"), id="a size as large"),
        pytest.param(dataset(json.dumps({"9" * 5000: 1})), id="a cell numbered beyond all numbers"),
        pytest.param("[" * 100_000, id="lists in lists"),
    ],
)
def test_a_dataset_that_would_fill_us_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        list(dataset_rows("f.json", text, dimensions=("d0",)))
