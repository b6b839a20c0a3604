"""JSON-stat 2: what a dataset is, and that nothing less is read as one."""

import json
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.indicators.reading.jsonstat import dataset_rows, read_dataset
from helhet.indicators.refused import Refused

ANSWERS = Path(__file__).parent / "answers"
CODES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=6)


def dataset(**changes: Any) -> str:
    whole: dict[str, Any] = {
        "class": "dataset",
        "version": "2.0",
        "id": ["Region", "Tid"],
        "size": [2, 2],
        "dimension": {
            "Region": {"category": {"index": {"0301": 0, "5001": 1}, "label": {"0301": "Oslo", "5001": "Trondheim"}}},
            "Tid": {"category": {"index": ["2023", "2024"]}},
        },
        "value": [1, 2, None, 4],
        "status": {"2": ":"},
    } | changes
    return json.dumps({key: value for key, value in whole.items() if value is not ...})


@st.composite
def boxes(draw: st.DrawFn) -> dict[str, Any]:
    """Any well-formed dataset: index as list or object, values whole or sparse, status in every form."""
    names = draw(st.lists(CODES, min_size=1, max_size=3, unique=True))
    codes = {name: draw(st.lists(CODES, min_size=1, max_size=4, unique=True)) for name in names}
    sizes = [len(codes[name]) for name in names]
    cells = prod(sizes)
    values = draw(st.lists(st.none() | st.integers(0, 10**9), min_size=cells, max_size=cells))
    sparse = draw(st.booleans())
    return {
        "class": "dataset",
        "id": names,
        "size": sizes,
        "dimension": {
            name: {
                "category": {"index": {c: n for n, c in enumerate(codes[name])} if draw(st.booleans()) else codes[name]}
            }
            for name in names
        },
        "value": {str(n): v for n, v in enumerate(values) if v is not None} if sparse else values,
        "status": draw(st.sampled_from([None, "", {}, [":"]])),
        "_values": values,
    }


@given(box=boxes())
def test_there_is_a_value_for_every_cell_and_each_in_its_place(box: dict[str, Any]) -> None:
    read = read_dataset("x", json.dumps(box))
    assert len(read.values) == len(read.marks) == prod(box["size"])
    assert list(read.values) == [None if value is None else Decimal(value) for value in box["_values"]]
    rows = list(dataset_rows("x", json.dumps(box), dimensions=tuple(box["id"])))
    assert [row.cells["value"] for row in rows] == ["" if v is None else str(v) for v in box["_values"]]


def test_the_last_dimension_runs_fastest_and_codes_keep_their_noughts() -> None:
    rows = list(dataset_rows("x", dataset(), dimensions=("Region", "Tid")))
    assert [tuple(row.cells.values()) for row in rows] == [
        ("0301", "2023", "1", ""),
        ("0301", "2024", "2", ""),
        ("5001", "2023", "", ":"),
        ("5001", "2024", "4", ""),
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"class": "collection"}, 'x: expected a JSON-stat object of class "dataset"'),
        ({"id": ["Region", "Region"]}, "x: expected id to name the dimensions, each once"),
        ({"size": [2]}, "x: expected size to hold 2 whole numbers"),
        ({"size": [2, 1.5]}, "x: expected size to hold 2 whole numbers"),
        ({"size": [2, 3]}, "x: expected 3 categories in Tid, found 2"),
        ({"value": [1, 2, 3]}, "x: expected 4 numbers in value, the product of size, found 3"),
        ({"value": ...}, "x: expected 4 numbers in value, the product of size, found none"),
        ({"value": {"4": 1}}, "x: expected value for cells 0 to 3, found cell '4'"),
        ({"value": [1, 2, True, 4]}, "x: expected numbers or null as values, found True"),
        ({"status": {"2": 7}}, "x: expected marks as text in status, found Decimal('7')"),
        ({"dimension": {"Region": {}}}, "x: expected dimension Region to have categories"),
    ],
)
def test_what_is_not_a_dataset_is_refused_and_says_what_was_expected(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_dataset("x", dataset(**changes))
    assert str(refused.value) == message


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"class":"dataset"}', "[" * 100_000, b"\xff\xfe", "NaN"])
def test_anything_else_is_refused_too(content: str | bytes) -> None:
    with pytest.raises(Refused):
        read_dataset("x", content)


def test_a_table_that_changed_its_dimensions_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        list(dataset_rows("table 1", dataset(), dimensions=("Region", "Alder", "Tid")))
    assert str(refused.value) == "table 1: expected column 2 to be 'Alder', found 'Tid'"


@pytest.mark.parametrize(
    ("file", "cells", "hidden", "geo"),
    [
        ("pxweb-v2-12134.json", 3, 0, "KOKkommuneregion0000"),
        ("pxweb-v1-05300.json", 432, 28, ""),  # a role, and none for geo
        ("fhi-data.json", 4, 0, ""),  # role.geo is null, status is ""
        ("fhi-flags.json", 3, 1, "GEO"),  # the mark where the number goes
    ],
)
def test_real_answers_are_read(file: str, cells: int, hidden: int, geo: str) -> None:
    read = read_dataset(file, (ANSWERS / file).read_bytes())
    assert (len(read.values), sum(mark != "" for mark in read.marks), read.geo) == (cells, hidden, geo)
