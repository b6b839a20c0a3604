"""Following a number through the years."""

from datetime import date
from decimal import Decimal

import pytest

from helhet.people.registry.history import REGISTRY_BEGINS, national_history
from helhet.people.registry.reader import read_registry

TODAY = date(2026, 1, 1)
ALL = Decimal(1)


@pytest.mark.parametrize(
    ("code", "day_from", "day_to", "reached"),
    [
        pytest.param("0301", date(2002, 1, 1), TODAY, (("0301", ALL),), id="Oslo is Oslo, also as Oslove"),
        pytest.param("0701", date(2002, 1, 1), TODAY, (("3901", ALL),), id="Borre, Horten, three numbers"),
        pytest.param("1601", date(2017, 12, 31), date(2018, 1, 1), (("5001", ALL),), id="Trondheim, 2018"),
        pytest.param("1567", date(2018, 1, 1), date(2019, 1, 1), (("5061", ALL),), id="Rindal moves county"),
        pytest.param("0104", date(2019, 12, 31), TODAY, (("3103", ALL),), id="Moss, 3002 between"),
        pytest.param("1556", date(2007, 1, 1), TODAY, (("1505", ALL),), id="Frei is in Kristiansund"),
        pytest.param("1842", date(2004, 1, 1), TODAY, (("1804", ALL),), id="Skjerstad is in Bodø"),
        pytest.param(
            "5012",
            date(2018, 1, 1),
            TODAY,
            (("5055", None), ("5056", None), ("5059", None)),
            id="Snillfjord in three, nobody counted",
        ),
        pytest.param(
            "1507",
            date(2020, 1, 1),
            TODAY,
            (("1508", Decimal("0.8664")), ("1580", Decimal("0.1336"))),
            id="Ålesund lets Haram go",
        ),
        pytest.param(
            "1534",
            date(2019, 1, 1),
            TODAY,
            (("1508", None), ("1580", None)),
            id="the old Haram: merged first, divided later, so the split's weights say nothing",
        ),
        pytest.param(
            "30",
            date(2020, 1, 1),
            TODAY,
            (("31", Decimal("0.2267")), ("32", Decimal("0.5767")), ("33", Decimal("0.1966"))),
            id="Viken in three",
        ),
        pytest.param("16", date(2002, 1, 1), TODAY, (("50", ALL),), id="Sør-Trøndelag"),
        pytest.param("1507", date(2020, 1, 1), date(2023, 12, 31), (("1507", ALL),), id="not before the day"),
    ],
)
def test_which_number_on_another_day(
    code: str, day_from: date, day_to: date, reached: tuple[tuple[str, Decimal | None], ...]
) -> None:
    assert national_history().code_on(code, day_from, day_to) == reached


def test_every_number_of_every_year_leads_to_ones_that_exist_and_adds_up() -> None:
    registry = read_registry()
    existing = {unit.code for unit in registry.units if unit.valid_on(TODAY)}
    for year in range(2002, 2027):
        day = date(year, 1, 1)
        for unit in registry.units:
            if unit.valid_on(day):
                reached = national_history().code_on(unit.code, day, TODAY)
                assert {code for code, _share in reached} <= existing
                shares = [share for _code, share in reached if share is not None]
                assert sum(shares) == 1 or shares == []


def test_days_must_be_in_order_and_inside_the_registry() -> None:
    with pytest.raises(ValueError, match="in order"):
        national_history().code_on("0301", TODAY, REGISTRY_BEGINS)
    with pytest.raises(ValueError, match="in order"):
        national_history().code_on("0301", date(2001, 12, 31), TODAY)


def test_a_number_nobody_had_that_day() -> None:
    with pytest.raises(LookupError, match="no municipality or county had the number 1580 on 2023-12-31"):
        national_history().code_on("1580", date(2023, 12, 31), TODAY)
