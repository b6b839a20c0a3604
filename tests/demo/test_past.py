"""What Fjordvik has behind it: enough to be told of in numbers, with some of it hidden, and more on nobody's day."""

import re

import pytest
from django.test import Client

from helhet.demo.past import past
from helhet.demo.roster import roster
from helhet.people.models import Membership, Worker
from helhet.plans.models import Plan
from tests.demo.conftest import NOW, TODAY
from tests.demo.looking import as_worker, visible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fjordvik", "that_day")]
CHILDREN = {family.child for unit in past() for family in unit.families}


@pytest.fixture
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of the load."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def flow(key: str, half: str = "2026-1") -> str:
    """The page on how help flows, as somebody reads it in English."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(Worker.objects.get(account__key=key).account)
    return browser.get(f"/flow/9901/{half}/").content.decode()


def told(page: str) -> dict[str, int]:
    """The figures with numbers, and of how many."""
    return {
        code: int(number)
        for code, number in re.findall(r'<h2 id="(\w+)">(?:(?!<h2).)*?, (\d+) in all</caption>', page, re.DOTALL)
    }


def by_unit(page: str) -> list[tuple[str, list[int]]]:
    """The rows of the tables by unit, in the order they stand."""
    rows = re.findall(
        r'<th scope="row" role="rowheader">([^<]+)</th>((?:<td role="cell" class="flow-number"[^>]*>\d+</td>)+)</tr>',
        page,
    )
    return [(name, [int(number) for number in re.findall(r">(\d+)<", numbers)]) for name, numbers in rows]


SCHOOL, OTHERS = "Fjordvik skole (1.–7. trinn)", "The other units together"


def test_the_coordinator_sees_numbers_and_that_some_are_hidden_and_why() -> None:
    page = flow("ragnhild")
    assert told(page) == {
        "wonder": 22,
        "help": 40,
        "evaluation": 34,
        "child": 34,
        "measure": 40,
        "deadlock": 18,
        "ended": 34,
    }
    assert re.findall(r"<summary>([^<]+?) <span[^>]*>hidden because few</span>", page) == ["Asked to take the baton"]
    assert by_unit(page) == [
        (SCHOOL, [10, 6]), (OTHERS, [18, 0]), (SCHOOL, [16, 0]), (OTHERS, [9, 9]), (SCHOOL, [16, 6]), (OTHERS, [18, 0]),
    ]  # fmt: skip
    assert page.count("No unit by itself: they are too few") == 1
    assert page.count("Why some numbers are hidden") == 1


def test_in_the_half_year_before_one_figure_is_told_and_the_rest_hidden() -> None:
    page = flow("ragnhild", "2025-2")
    assert told(page) == {"wonder": 22}
    assert page.count("hidden because few</span>") == 7


@pytest.mark.parametrize(
    ("leader", "own"),
    [
        pytest.param("bente", [(SCHOOL, [10, 6]), (SCHOOL, [16, 0]), (SCHOOL, [16, 6])], id="the largest unit"),
        pytest.param("solveig", [], id="a small one"),
    ],
)
def test_a_leader_sees_the_own_unit_where_it_is_large(leader: str, own: list[tuple[str, list[int]]]) -> None:
    page = flow(leader)
    assert by_unit(page) == own
    assert page.count("Your own unit by itself is hidden") == 4 - len(own)


def test_every_plan_is_closed_and_reaches_nobody_one_can_be() -> None:
    assert set(Plan.objects.filter(child__name__in=CHILDREN).values_list("status", flat=True)) == {"closed"}
    placed = [person.key for service in roster().services for person in service.people]
    assert {key for key in placed if visible(as_worker(key)) & CHILDREN} == set()


def test_those_who_worked_there_have_left() -> None:
    staff = [person.key for unit in past() for person in unit.staff]
    ended = Membership.objects.filter(worker__account__key__in=staff, ended_on__lt=TODAY)
    assert ended.count() == len(staff) == len(set(staff) - set(roster().workers))


def test_the_families_stand_folded_under_the_others() -> None:
    page = Client(headers={"accept-language": "en"}).get("/demo/").content.decode()
    first, folded = page.split(f"{len(CHILDREN)} families whose plan ended a while ago")
    assert {child for child in CHILDREN if child in first} == set()
    assert {child for child in CHILDREN if child not in folded} == set()
