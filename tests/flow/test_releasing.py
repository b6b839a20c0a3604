"""A half-year is counted once, when it is over, and never so that few show (casework: criteria 41, 42 and 43)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.flow import Figure, HalfYear, newest_counted
from helhet.flow.actions import NotOver, release_flow
from helhet.flow.models import FlowCount, FlowRelease
from helhet.flow.tasks import count_what_is_over, every_day, keep_counting
from helhet.people.models import Person
from tests.cast import NOW
from tests.flow.town import FROM_AUGUST, IN_SPRING, SPRING, Town

LATE_JULY = FROM_AUGUST - timedelta(days=10)


def counted(town: Town, half: HalfYear = SPRING) -> FlowRelease:
    """The release of a half-year, made now if it is not."""
    return release_flow(organisation=town.organisation, half=half, actor=Actor.system(), at=NOW)


def batons(release: FlowRelease) -> dict[str, dict[str, int]]:
    """What was told of batons, by unit; the others together as `…`."""
    told: dict[str, dict[str, int]] = {}
    rows = FlowCount.objects.filter(release=release, figure=Figure.BATON).select_related("service")
    for row in rows.order_by("answer"):
        told.setdefault(row.service.name if row.service else "…", {})[row.answer] = row.number
    return told


def many(town: Town, *units: str) -> None:
    """In each of these units many accepted in time, and many later."""
    for unit in units:
        town.asked(unit, 24, days=3)
        town.asked(unit, 16, days=9)


def test_large_units_are_told_and_the_small_one_takes_others_along(town: Town) -> None:
    many(town, "North", "South", "East", "West")
    town.asked("Alone", 3)
    told = batons(counted(town))
    own = {unit: numbers for unit, numbers in told.items() if unit != "…"}
    # Three of a single worker: with one other unit that one's leader would know them, so two others are with it.
    assert sorted(own) == sorted(set(own) & {"North", "South", "East", "West"})
    assert len(own) == 2
    assert {tuple(numbers.values()) for numbers in own.values()} == {(24, 16, 0, 0)}
    assert told["…"] == {"accepted_in_time": 51, "accepted_later": 32, "declined": 0, "ran_out": 0}


def test_a_town_where_little_happens_is_told_nothing_of(town: Town) -> None:
    for unit in ("North", "South", "Alone"):
        town.asked(unit, 3)
    assert list(FlowCount.objects.filter(release=counted(town))) == []


def test_a_rare_answer_is_put_together_with_another(town: Town) -> None:
    many(town, "North", "South", "East")
    for unit in ("North", "South", "East"):
        town.asked(unit, 16, state=OfferState.DECLINED)
    town.asked("North", 2, state=OfferState.EXPIRED)
    whole = Counter[str]()
    for numbers in batons(counted(town)).values():
        whole.update(numbers)
    assert whole == {"accepted_in_time": 72, "accepted_later": 48, "not_accepted": 50}


def test_children_at_a_shielded_address_are_not_counted(town: Town) -> None:
    many(town, "North", "South", "East")
    town.asked("North", 20, protection=Person.Protection.STRICT)
    assert batons(counted(town))["North"] == {
        "accepted_in_time": 24, "accepted_later": 16, "declined": 0, "ran_out": 0
    }  # fmt: skip


def test_what_belongs_to_another_half_year_is_counted_there(town: Town) -> None:
    many(town, "North", "South", "East")
    town.asked("North", 20, at=FROM_AUGUST)
    town.asked("North", 20, at=IN_SPRING - timedelta(days=100))
    assert batons(counted(town))["North"]["accepted_in_time"] == 24


def test_what_comes_in_afterwards_changes_nothing(town: Town) -> None:
    many(town, "North", "South", "East")
    first = counted(town)
    before = batons(first)
    town.asked("North", 1)
    assert counted(town) == first
    assert batons(counted(town)) == before


def test_it_is_not_counted_before_it_is_over_and_a_month_has_gone(town: Town) -> None:
    with pytest.raises(NotOver) as refused:
        release_flow(organisation=town.organisation, half=SPRING, actor=Actor.system(), at=LATE_JULY)
    assert refused.value.counted_from == date(2026, 8, 1)
    assert list(FlowRelease.objects.all()) == []


@pytest.mark.parametrize(
    ("on", "newest"),
    [
        pytest.param(date(2026, 7, 31), HalfYear(2025, 2), id="the month is not over"),
        pytest.param(date(2026, 8, 1), HalfYear(2026, 1), id="it is"),
        pytest.param(date(2027, 1, 31), HalfYear(2026, 1), id="the last day before the autumn is counted"),
        pytest.param(date(2027, 2, 1), HalfYear(2026, 2), id="the autumn is counted"),
        pytest.param(date(2028, 2, 29), HalfYear(2027, 2), id="a leap day"),
    ],
)
def test_the_newest_half_year_that_can_be_counted(on: date, newest: HalfYear) -> None:
    assert newest_counted(on) == newest


def test_the_worker_counts_each_municipality_once(town: Town) -> None:
    assert [count_what_is_over(at=NOW), count_what_is_over(at=NOW)] == [2, 0]  # Fjordvik and the one next door


def test_the_worker_looks_once_a_day(town: Town) -> None:
    keep_counting(from_at=NOW)
    keep_counting(from_at=NOW)
    every_day.call()
    assert FlowRelease.objects.count() == 2


def test_it_can_be_done_by_hand(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("release_flow")
    call_command("release_flow")
    assert capsys.readouterr().out == "2 counted\n0 counted\n"


def test_the_database_refuses_a_number_that_is_few(town: Town) -> None:
    release = counted(town)
    for number in (1, 4):
        with pytest.raises(IntegrityError), transaction.atomic():
            FlowCount.objects.create(release=release, figure=Figure.BATON, answer="accepted", number=number)


def test_counting_more_asks_no_more(town: Town) -> None:
    def asked(half: HalfYear) -> int:
        with CaptureQueriesContext(connection) as queries:
            counted(town, half)
        return len(queries)

    many(town, "North", "South", "East")
    few = asked(SPRING)
    town.asked("North", 20, at=IN_SPRING - timedelta(days=200))
    many(town, "West")
    nothing = asked(HalfYear(2025, 2))
    assert few <= nothing + 1  # one more: the numbers themselves are stored
