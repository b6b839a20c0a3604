"""Municipalities through the years: who may be added up, and where the line must break."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.indicators.periods import Period
from helhet.indicators.reading.cells import Figure
from helhet.indicators.years import Method, Observation, borders, on_todays_map

TODAY = date(2024, 1, 1)
Y2013, Y2019, Y2022, Y2024 = (Period(year, year) for year in (2013, 2019, 2022, 2024))


def figure(place: str, period: Period, value: object, top: int | None = None, of: int | None = None) -> Figure:
    number = None if value is None else Decimal(str(value))
    return Figure(
        "x", place, period, number,
        None if top is None else Decimal(top), None if of is None else Decimal(of), "" if number is not None else ":",
    )  # fmt: skip


def moved(
    *figures: Figure, unit: str = "percent", recoded: str = "", codes_of: date | None = None
) -> list[Observation]:
    return on_todays_map(figures, unit=unit, target=TODAY, codes_of=codes_of, recoded=recoded)


def only(found: list[Observation], place: str) -> tuple[Decimal | None, Method, tuple[str, ...]]:
    (one,) = [one for one in found if one.place == place]
    return one.value, one.method, one.built_from


def test_trondheim_keeps_its_number_and_is_still_not_what_it_was_before_klaebu() -> None:
    assert borders(date(2019, 1, 1), TODAY).parts["5001"] == ("5001", "5030")
    found = moved(figure("5001", Y2019, 10, 100, 1000), figure("5030", Y2019, 40, 40, 100))
    assert only(found, "5001") == (Decimal(14000) / Decimal(1100), Method.REBUILT, ("5001", "5030"))


def test_a_share_is_never_averaged_without_counts_there_is_no_figure() -> None:
    found = moved(figure("5001", Y2019, 10), figure("5030", Y2019, 40))
    assert only(found, "5001") == (None, Method.BROKEN, ("5001", "5030"))


def test_counts_of_whole_municipalities_are_added() -> None:
    found = moved(figure("5001", Y2019, 60000), figure("5030", Y2019, 2000), unit="count")
    assert only(found, "5001") == (Decimal(62000), Method.SUMMED, ("5001", "5030"))


@pytest.mark.parametrize("klaebu", [[], [figure("5030", Y2019, None)]], ids=["missing", "hidden"])
def test_a_part_that_is_hidden_or_missing_hides_the_whole(klaebu: list[Figure]) -> None:
    found = moved(figure("5001", Y2019, 60000), *klaebu, unit="count")
    assert only(found, "5001") == (None, Method.BROKEN, ("5001", "5030"))


def test_a_municipality_under_a_new_number_keeps_its_figure() -> None:
    found = moved(figure("1601", Y2013, 10, 1, 10), figure("1662", Y2013, 10, 1, 10), figure("0101", Y2013, 7))
    assert only(found, "3101") == (Decimal(7), Method.RENUMBERED, ("0101",))


def test_points_are_rebuilt_from_the_pupils_behind_them() -> None:
    found = moved(figure("5001", Y2019, 40, of=300), figure("5030", Y2019, 44, of=100), unit="points")
    assert only(found, "5001") == (Decimal(41), Method.REBUILT, ("5001", "5030"))


def test_a_median_cannot_be_built_from_medians() -> None:
    found = moved(figure("5001", Y2019, 600, 1, 2), figure("5030", Y2019, 700, 1, 2), unit="kroner")
    assert only(found, "5001") == (None, Method.BROKEN, ("5001", "5030"))


def test_alesund_is_divided_and_the_line_breaks_visibly() -> None:
    assert sorted(borders(date(2022, 1, 1), TODAY).divided & {"1508", "1580"}) == ["1508", "1580"]
    assert "1507" not in borders(date(2022, 1, 1), TODAY).parts
    whole_country = [figure(code, Y2022, 5) for code in sorted({*borders(date(2022, 1, 1), TODAY).parts} - {"0"})]
    found = moved(
        figure("1507", Y2022, 9), *[one for one in whole_country if len(one.place) == 4], figure("1508", Y2024, 8)
    )
    assert [(one.period, one.value, one.method, one.series_break) for one in found if one.place == "1508"] == [
        (Y2022, None, Method.BROKEN, False),
        (Y2024, Decimal(8), Method.PUBLISHED, True),
    ]


def test_what_a_publisher_has_divided_by_shares_is_not_taken_over() -> None:
    found = moved(
        figure("1508", Y2022, 9977), figure("5001", Y2022, 64076), figure("1508", Y2024, 17183),
        unit="count", recoded="weights", codes_of=TODAY,
    )  # fmt: skip
    assert [(one.place, one.period, one.value, one.method) for one in found] == [
        ("1508", Y2022, None, Method.BROKEN),
        ("5001", Y2022, Decimal(64076), Method.RECODED),
        ("1508", Y2024, Decimal(17183), Method.RECODED),
    ]


def test_the_country_is_the_country() -> None:
    assert only(moved(figure("0", Y2013, 8.6)), "0") == (Decimal("8.6"), Method.PUBLISHED, ("0",))


@given(
    tops=st.tuples(st.integers(0, 500), st.integers(0, 500)),
    of=st.tuples(st.integers(500, 5000), st.integers(500, 5000)),
)
def test_a_rebuilt_share_is_that_of_all_the_people(tops: tuple[int, int], of: tuple[int, int]) -> None:
    parts = [figure(c, Y2019, t * 100 / o, t, o) for c, t, o in zip(("5001", "5030"), tops, of, strict=True)]
    value, method, _parts = only(moved(*parts), "5001")
    assert (value, method) == (Decimal(sum(tops)) * 100 / sum(of), Method.REBUILT)
