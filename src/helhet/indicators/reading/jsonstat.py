"""JSON-stat 2, the form SSB, FHI and others answer in (https://json-stat.org/full/).

A dataset is a box of values: `id` names its dimensions, `size` their lengths, and `value` holds the cells with the
last dimension running fastest.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

from helhet.indicators.reading.rows import SourceRow, check_header
from helhet.indicators.refused import Refused

VALUE, STATUS = "value", "status"
MOST_CELLS = 5_000_000
"""Several times what any service of ours answers with at once, and far from filling a machine."""
MOST_DIGITS = 30
"""Before the point, or noughts after it. A number can be written much shorter than it is long: 1e900000000."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A checked dataset: codes are text, and there is a number or None for every cell, and a mark or "".

    `labels` holds dimension → code → words; `geo` is the dimension that says where, "" when the source doesn't tell.
    """

    label: str
    source: str
    updated: str
    dimensions: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]
    geo: str
    values: tuple[Decimal | None, ...]
    marks: tuple[str, ...]


def read_dataset(file: str, content: bytes | str) -> Dataset:
    """The dataset in a file or an answer. Raises Refused, saying what a dataset would have had."""
    try:
        read = json.loads(content, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(file, 0, f"JSON that can be read ({error})") from None
    if not isinstance(read, dict) or read.get("class") != "dataset":
        raise Refused(file, 0, 'a JSON-stat object of class "dataset"')
    names: Any = read.get("id")
    sizes: Any = read.get("size")
    if not _texts(names) or len(set(names)) != len(names):
        raise Refused(file, 0, "id to name the dimensions, each once")
    if not isinstance(sizes, list) or len(sizes) != len(names) or not all(_whole(size) for size in sizes):
        raise Refused(file, 0, f"size to hold {len(names)} whole numbers")
    about = read.get("dimension")
    if not isinstance(about, dict):
        raise Refused(file, 0, "dimension to describe the dimensions")
    dimensions: dict[str, tuple[str, ...]] = {}
    labels: dict[str, Mapping[str, str]] = {}
    for name, size in zip(names, sizes, strict=True):
        dimensions[name], labels[name] = _categories(file, name, int(size), about.get(name))
    cells = prod(int(size) for size in sizes)
    if cells > MOST_CELLS:
        raise Refused(file, 0, f"at most {MOST_CELLS} cells, found {cells}")
    values = _spread(file, VALUE, read.get(VALUE), cells)
    marks = tuple(_mark(file, value, mark) for value, mark in zip(values, _marks(file, read, cells), strict=True))
    role = read.get("role")
    geo: Any = role.get("geo") if isinstance(role, dict) else None
    return Dataset(
        label=str(read.get("label") or ""),
        source=str(read.get("source") or ""),
        updated=str(read.get("updated") or ""),
        dimensions=dimensions,
        labels=labels,
        geo=geo[0] if _texts(geo) and geo[0] in dimensions else "",
        values=tuple(value if isinstance(value, Decimal) else None for value in values),
        marks=marks,
    )


def dataset_rows(file: str, content: bytes | str, *, dimensions: tuple[str, ...]) -> Iterator[SourceRow]:
    """A dataset as rows, a cell each: a column for each dimension, `value` and `status`; row 1 is the first cell.

    Raises Refused when the table's dimensions are not these, in this order.
    """
    dataset = read_dataset(file, content)
    check_header(file, 0, tuple(dataset.dimensions), dimensions)
    for number, (codes, value, mark) in enumerate(
        zip(product(*dataset.dimensions.values()), dataset.values, dataset.marks, strict=True), start=1
    ):
        cells = dict(zip(dimensions, codes, strict=True))
        yield SourceRow(file, number, {**cells, VALUE: "" if value is None else format(value, "f"), STATUS: mark})


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _texts(names: Any) -> bool:
    return isinstance(names, list) and bool(names) and all(isinstance(name, str) for name in names)


def _whole(number: Any) -> bool:
    return isinstance(number, Decimal) and 0 <= number <= MOST_CELLS and number == number.to_integral_value()


def _categories(file: str, name: str, size: int, about: Any) -> tuple[tuple[str, ...], Mapping[str, str]]:
    category = about.get("category") if isinstance(about, dict) else None
    if not isinstance(category, dict):
        raise Refused(file, 0, f"dimension {name} to have categories")
    index, labels = category.get("index"), category.get("label") or {}
    if not isinstance(labels, dict):
        raise Refused(file, 0, f"the labels of {name} by code")
    if index is None and len(labels) == 1:  # a single category needs no index
        index = list(labels)
    if isinstance(index, dict):
        places = sorted(index.items(), key=lambda item: item[1] if isinstance(item[1], Decimal) else Decimal(-1))
        if [place for _code, place in places] != [Decimal(n) for n in range(len(places))]:
            raise Refused(file, 0, f"the index of {name} to count from 0 without a gap")
        index = [code for code, _place in places]
    if not (isinstance(index, list) and all(isinstance(code, str) for code in index)) or len(set(index)) != len(index):
        raise Refused(file, 0, f"the index of {name} to be codes as text, each once")
    if len(index) != size:
        raise Refused(file, 0, f"{size} categories in {name}, found {len(index)}")
    return tuple(index), {code: str(labels.get(code, code)) for code in index}


def _spread(file: str, what: str, given: Any, cells: int) -> list[Any]:
    """A list for every cell, from a full list or from an object that holds only some of them."""
    if isinstance(given, dict):
        spread: list[Any] = [None] * cells
        for place, content in given.items():
            if not (place.isascii() and place.isdecimal() and len(place) < 20 and int(place) < cells):
                raise Refused(file, 0, f"{what} for cells 0 to {cells - 1}, found cell {place!r}")
            spread[int(place)] = content
        return spread
    if not isinstance(given, list) or len(given) != cells:
        found = len(given) if isinstance(given, list) else "none"
        raise Refused(file, 0, f"{cells} numbers in {what}, the product of size, found {found}")
    return given


def _marks(file: str, read: Mapping[str, Any], cells: int) -> list[Any]:
    status = read.get(STATUS)
    if isinstance(status, str) or status is None:  # one for all of them, or none
        return [status or ""] * cells
    if isinstance(status, list) and len(status) == 1:
        return status * cells
    return _spread(file, STATUS, status, cells)


def _mark(file: str, value: Any, mark: Any) -> str:
    if isinstance(value, str) and len(value) <= 3:  # FHI has been seen to put the mark where the number goes
        return value
    if value is not None and not isinstance(value, Decimal):
        raise Refused(file, 0, f"numbers or null as values, found {value!r}")
    if isinstance(value, Decimal) and abs(value.adjusted()) > MOST_DIGITS:
        raise Refused(file, 0, f"numbers of at most {MOST_DIGITS} digits as values")
    if mark is not None and not isinstance(mark, str):
        raise Refused(file, 0, f"marks as text in status, found {mark!r}")
    return mark or ""
