"""The whole of Fjordvik: its people, Kari's day, and what nobody next door sees."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from helhet.core import guides
from helhet.core.law.periods import birthday
from helhet.core.moments import day_of
from helhet.core.national_id import is_synthetic
from helhet.demo.fjordvik import is_loaded
from helhet.demo.roster import roster
from helhet.demo.stage import Stage
from helhet.people.models import Organisation, Person, Service
from helhet.plans.queries.day import my_day
from tests.demo.conftest import NOW, TODAY
from tests.demo.looking import as_worker, visible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fjordvik")]


def test_everyone_has_a_place_and_every_service_a_leader_who_is_somebody_else() -> None:
    assert is_loaded()
    assert Service.objects.count() == len(roster().services) == 14
    for service in Service.objects.select_related("leader"):
        others = service.memberships.exclude(worker=service.leader)
        assert others.exists(), service.name
        assert service.memberships.filter(worker=service.leader).exists(), service.name


def test_fjordvik_lives_beside_the_real_municipalities() -> None:
    assert Organisation.objects.filter(code="0301", demo=False).exists()
    assert sorted(Organisation.objects.filter(demo=True).values_list("short_name", flat=True)) == [
        "Fjordfylket", "Fjordvik", "Nesvik", "Redaksjonen", "Sykehuset",
    ]  # fmt: skip


def test_every_national_id_is_invented_and_every_child_with_a_plan_has_one() -> None:
    numbered = Person.objects.exclude(national_id="")
    assert numbered.count() > 10
    assert all(is_synthetic(one.national_id) for one in numbered)
    assert Person.objects.filter(plans__isnull=False, national_id="").exists() is False


def test_karis_day_holds_something_overdue_something_today_and_questions() -> None:
    waits = [(one.code, (one.due_on - TODAY).days if one.due_on else None) for one in my_day(as_worker("kari"), at=NOW)]
    assert waits == [
        ("evaluation_due", -9),
        ("measure_first", 0),
        ("offer_answer", 2),
        ("deadlock_leaders", 3),
        ("consent_answer", 10),
        ("deadlock_answer", 19),
        ("measure", None),
        ("offer_declined", None),
    ]


@pytest.mark.parametrize("key", ["bente", "leila", "sondre", "ingrid", "yusuf", "jonas", "pia", "samira", "emmanuel"])
def test_nobody_a_newcomer_is_pointed_to_has_an_empty_day(key: str) -> None:
    assert my_day(as_worker(key), at=NOW) != ()


@pytest.mark.parametrize("key", ["amir", "turid"])
def test_next_door_sees_nothing(key: str) -> None:
    assert visible(as_worker(key)) == set()
    assert my_day(as_worker(key), at=NOW) == ()


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2028, 2, 28, 23, 30, tzinfo=UTC), id="half an hour into a leap day in Norway"),
        pytest.param(datetime(2026, 12, 31, 6, 0, tzinfo=UTC), id="early on New Year's Eve"),
    ],
)
def test_days_are_told_from_the_moment_of_the_load(at: datetime) -> None:
    fjordvik = Organisation.objects.get(code="9901")
    stage = Stage(at, guides.DEFAULT_PACK, {"fjordvik": fjordvik}, {}, {}, {}, count(1))
    assert stage.ago(3) < stage.ago(2) < stage.ago(1) < stage.ago(0) <= at
    child = stage.child("Nyfødt", years=9, days=0)
    assert is_synthetic(child.national_id)
    assert child.born_on is not None
    assert birthday(child.born_on, 9) in {day_of(at), day_of(at) + timedelta(days=1)}
