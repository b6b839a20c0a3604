"""Intervals, similar municipalities, charts and their words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from helhet.indicators.catalogue import catalogue
from helhet.indicators.geography import COARSE, FINE, shapes
from helhet.indicators.intervals import interval_of, wilson
from helhet.indicators.models import Release
from helhet.indicators.periods import Period
from helhet.indicators.pictures.map import CLASSES, steps
from helhet.indicators.pictures.trend import trend
from helhet.indicators.places import places_on
from helhet.indicators.queries import Point, Series
from helhet.indicators.similar import Size, distance, most_similar
from helhet.indicators.words import in_words
from tests.indicators.conftest import TODAY

BULLIED = catalogue().indicators["bullied"]


def point(year: int, number: object, *, apart: bool = False, of: int | None = None) -> Point:
    value = None if number is None else Decimal(str(number))
    between = interval_of("percent", value * of / 100, Decimal(of)) if of and value is not None else None
    method = "broken" if value is None else "published"
    return Point(Period(year, year), value, "", method, "", apart, between, Release())


def series(*points: Point) -> Series:
    return Series(BULLIED, "5001", points)


def test_wilsons_interval_as_in_the_textbook() -> None:
    between = wilson(Decimal(81), Decimal(263))  # Newcombe, Statistics in Medicine 17 (1998), table I: 0.2553–0.3662
    assert (round(between.low, 2), round(between.high, 2)) == (Decimal("25.53"), Decimal("36.62"))


@given(of=st.integers(1, 5000), share=st.floats(0, 1))
def test_an_interval_holds_its_share_and_stays_between_nought_and_a_hundred(of: int, share: float) -> None:
    top = Decimal(int(of * share))
    between = wilson(top, Decimal(of))
    assert 0 <= between.low <= top * 100 / of <= between.high <= 100


@pytest.mark.parametrize(("top", "of"), [(1, 0), (3, 2), (-1, 5)])
def test_a_part_larger_than_its_whole_has_no_interval(top: int, of: int) -> None:
    with pytest.raises(ValueError):
        wilson(Decimal(top), Decimal(of))


def test_an_interval_is_shown_where_few_are_behind() -> None:
    assert interval_of("percent", Decimal(500), Decimal(1000)) is None
    assert interval_of("points", Decimal(5), Decimal(10)) is None
    assert interval_of("percent", Decimal(5), None) is None
    assert interval_of("percent", Decimal(5), Decimal(10)) == wilson(Decimal(5), Decimal(10))


def test_similar_is_of_the_same_size_and_closeness() -> None:
    sizes = {"a": Size(1000, 100), "b": Size(1100, 100), "c": Size(1000, 900), "d": Size(9000, 900)}
    assert [code for code, _away in most_similar("a", sizes)] == ["b", "c", "d"]
    assert most_similar("none", sizes) == []
    assert distance(Size(1000, 100), Size(2000, 200)) == 1.0


def test_everything_that_is_a_municipality_today_is_on_both_maps() -> None:
    today = sorted(one.code for one in places_on(TODAY).municipalities())
    assert [sorted(shapes(detail)) for detail in (COARSE, FINE)] == [today, today]
    assert [code for code, shape in shapes().items() if not shape.path or shape.area_km2 <= 0] == []


def test_sami_and_kven_names_are_whole() -> None:
    karasjok = places_on(TODAY).get("5610")
    assert karasjok is not None
    assert karasjok.name == "Kárášjohka - Karasjok"


@given(st.lists(st.integers(0, 50).map(Decimal), min_size=1).map(sorted))
def test_every_number_has_a_shade_and_equal_numbers_the_same(numbers: list[Decimal]) -> None:
    ends = steps(numbers)
    assert len(ends) == CLASSES
    assert ends == sorted(ends)
    assert ends[-1] == numbers[-1]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([point(2020, 8), point(2021, 9)], "From 2020 to 2021 it has gone up, from 8.0% to 9.0%."),
        ([point(2020, 9), point(2021, 8)], "From 2020 to 2021 it has gone down, from 9.0% to 8.0%."),
        ([point(2020, 50), point(2021, 50.5)], "From 2020 to 2021 it has stayed about the same: 50.0%, then 50.5%."),
        ([point(2020, 8)], ""),
        (
            [point(2019, 1), point(2020, 8, apart=True), point(2021, 9)],
            "From 2020 to 2021 it has gone up, from 8.0% to 9.0%.",
        ),
        ([point(2019, 1), point(2020, None), point(2021, 9)], ""),
        (
            [point(2020, 10, of=50), point(2021, 14, of=50)],
            "From 2020 to 2021 it has gone up, from 10.0% to 14.0%. "
            "So few people are behind the figures that this can be chance.",
        ),
    ],
    ids=["up", "down", "same", "one", "not over a break", "not over a gap", "chance"],
)  # fmt: skip
def test_a_chart_in_words(points: list[Point], words: str) -> None:
    with translation.override("en"):
        assert in_words(series(*points)) == words


def test_windows_that_share_a_year_are_not_called_a_change() -> None:
    windows = [replace(point(2019, 5), period=Period(2017, 2019)), replace(point(2021, 9), period=Period(2019, 2021))]
    assert in_words(series(*windows)) == ""


def test_a_line_is_never_drawn_over_a_break() -> None:
    drawn = trend([("own", "T", series(point(2018, 1), point(2019, 2), point(2020, 8, apart=True), point(2021, 9)))])
    assert drawn is not None
    assert [path.count("L") for path in drawn.lines[0].paths] == [1, 1]
    assert len(drawn.breaks) == 1


def test_a_drawing_holds_no_decimal_comma() -> None:
    with translation.override("nb"):
        drawn = trend([("own", "T", series(point(2018, 1.5), point(2021, 9.5)))])
    assert drawn is not None
    assert "," not in "".join(drawn.lines[0].paths)
    assert [tick.label for tick in drawn.values][:2] == ["0,0\u00a0%", "2,5\u00a0%"]


def test_one_figure_is_no_line() -> None:
    assert trend([("own", "T", series(point(2020, 8)))]) is None
    assert trend([("own", "T", series(point(2020, 8), point(2021, 9, apart=True)))]) is None
