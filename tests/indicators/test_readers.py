"""Text and workbooks: exactly the columns we know, or nothing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from helhet.indicators.periods import Period, read_period
from helhet.indicators.reading.cells import Figure, figures_of
from helhet.indicators.reading.delimited import delimited_rows
from helhet.indicators.reading.recipe import Recipe, recipe_of
from helhet.indicators.reading.workbook import workbook_rows
from helhet.indicators.refused import Refused

COLUMNS = ("place", "year", "share", "count")


def recipe(**changes: Any) -> Recipe:
    whole: dict[str, Any] = {
        "file": "figures.csv",
        "form": "delimited",
        "columns": list(COLUMNS),
        "origin": "a test",
        "publisher": "Nobody",
        "table": "1",
        "address": "https://example.org/1",
        "licence": "CC0",
        "retrieved_on": date(2026, 1, 1),
        "marks": [":"],
        "period": {"column": "year"},
        "place": [{"column": "place"}],
        "take": [
            {"indicator": "bullied", "columns": ["share"]},
            {"indicator": "bullied", "role": "numerator", "columns": ["count"]},
        ],
    }
    return recipe_of("test", whole | changes, "test.toml")


def known(text: str, is_name: bool, period: Period) -> str | None:
    return {"5001": "5001", "Trondheim": "5001", "0301": "0301"}.get(text)


def read(text: str, **changes: Any) -> list[Figure]:
    return figures_of(recipe(**changes), text.encode(), place_of=known)[0]


def book(*rows: Sequence[object], sheet: str = "Tall") -> bytes:
    made, out = Workbook(), BytesIO()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def test_a_share_and_its_count_become_one_figure() -> None:
    assert read("place,year,share,count\n0301,2024,8.6,43\n") == [
        Figure("bullied", "0301", Period(2024, 2024), Decimal("8.6"), Decimal(43), None, "")
    ]


def test_a_mark_is_kept_and_never_a_number() -> None:
    assert read("place,year,share,count\n0301,2024,:,:\n") == [
        Figure("bullied", "0301", Period(2024, 2024), None, None, None, ":")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("place,year,count,share\n", "figures.csv, row 1: expected column 3 to be 'share', found 'count'"),
        ("place,year,share\n", "figures.csv, row 1: expected 4 columns, found 3"),
        ("place,year,share,count\n0301,2024,1\n", "figures.csv, row 2: expected 4 cells, found 3"),
        (
            "place,year,share,count\n0301,2024,1,1\n9998,2024,1,1\n",
            "figures.csv, row 3: expected a municipality or county of 2024-01-01 in place, found '9998'",
        ),
        (
            "place,year,share,count\n0301,soon,1,1\n",
            "figures.csv, row 2: expected a year, a school year or a window of years, found 'soon'",
        ),
        (
            "place,year,share,count\n0301,2024,many,1\n",
            "figures.csv, row 2: expected a number or one of the marks (':',) in share, found 'many'",
        ),
        (
            "place,year,share,count\n0301,2024,-1,1\n",
            "figures.csv, row 2: expected a number of 0 or more in share, found '-1'",
        ),
        (
            "place,year,share,count\n0301,2024,1,1\n0301,2024,2,1\n",
            "figures.csv, row 3: expected value of bullied for 0301, 2024 to stand once in the file",
        ),
        ("place,year,share,count\n", "figures.csv: expected at least one figure of bullied"),
    ],
)
def test_a_file_that_is_not_as_we_know_it_is_refused_whole(text: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert str(refused.value) == message


def test_udirs_export_utf_16_without_a_mark_decimal_comma_spaces_and_percent() -> None:
    text = "sep=\t\nplace\tyear\tshare\tcount\n0301\t2021-22\t70,9%\t5\u00a0525\n"
    found = figures_of(
        recipe(encoding="utf-16-le", delimiter="\t", decimal=","), text.encode("utf-16-le"), place_of=known
    )[0]
    assert found == [
        Figure("bullied", "0301", Period(2021, 2021, school=True), Decimal("70.9"), Decimal(5525), None, "")
    ]


def test_text_in_another_encoding_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        list(delimited_rows("old.csv", "k\xe5r".encode("cp1252"), columns=("k",)))
    assert str(refused.value) == "old.csv: expected text in utf-8-sig (invalid continuation byte at byte 1)"


def test_letters_lost_on_the_way_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        read("place,year,share,count\nK\ufffdr\ufffdsjohka,2024,1,1\n")
    assert str(refused.value) == "figures.csv, row 2: expected text in utf-8-sig with every letter whole"


def test_a_broken_gzip_file_is_refused() -> None:
    with pytest.raises(Refused):
        figures_of(recipe(), b"\x1f\x8b\x08half", place_of=known)


def test_a_workbook_is_read_by_its_sheet_and_header() -> None:
    rows = workbook_rows("a.xlsx", book(COLUMNS, ("0301", 2024, 8.6, 43)), sheet="Tall", columns=COLUMNS)
    assert [dict(row.cells) for row in rows] == [{"place": "0301", "year": "2024", "share": "8.6", "count": "43"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no workbook", "a.xlsx: expected a workbook (.xlsx) that opens (BadZipFile)"),
        (book(COLUMNS, sheet="Annet"), "a.xlsx: expected a sheet 'Tall', found Annet"),
        (book(("place", "share", "year", "count")), "a.xlsx, row 1: expected column 2 to be 'year', found 'share'"),
        (book(COLUMNS, ("0301", 2024, 1, 1, "moved")), "a.xlsx, row 2: expected nothing beside the 4 columns"),
    ],
)
def test_a_workbook_with_moved_columns_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        list(workbook_rows("a.xlsx", content, sheet="Tall", columns=COLUMNS))
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "back", "label"),
    [
        ("2013", 0, "2013"),
        ("2013", 2, "2011–2013"),
        ("2015-01-01", 0, "2015"),
        ("2017_2019", 0, "2017–2019"),
        ("2011-2015", 0, "2011–2015"),
        ("2021-22", 0, "2021/22"),
        ("2022/23-2024/25", 0, "2022/23–2024/25"),
    ],
)
def test_a_window_is_read_and_shown_as_a_window(text: str, back: int, label: str) -> None:
    assert read_period(text, back=back).label == label


def test_a_recipe_without_a_source_is_no_recipe() -> None:
    with pytest.raises(Refused) as refused:
        recipe(address="")
    assert str(refused.value) == (
        "test.toml: expected publisher, table and address: a number without a source is never shown"
    )
