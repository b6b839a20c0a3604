"""The page: the coordinator sees every group that was told, a leader the own unit and the whole, others nothing."""

import re

import pytest
from django.test import Client

from helhet.core.actors import Actor
from helhet.core.flow import HalfYear, newest_counted
from helhet.flow.actions import release_flow
from helhet.people.models import Account
from tests.cast import NOW, TODAY
from tests.counting import same_queries
from tests.flow.town import Town

ROW = re.compile(r'<tr><th scope="row">([^<]+)</th>((?:<td class="flow-number">\d+</td>)+)</tr>')


@pytest.fixture
def told(town: Town) -> Town:
    """Three units told by themselves."""
    for unit in ("North", "South", "East"):
        town.asked(unit, 24, days=3)
        town.asked(unit, 16, days=9)
    release_flow(organisation=town.organisation, half=newest_counted(TODAY), actor=Actor.system(), at=NOW)
    return town


def browser(account: Account) -> Client:
    client = Client(headers={"accept-language": "nb"})
    client.force_login(account)
    return client


def units(page: str) -> dict[str, list[int]]:
    """The rows of the tables by unit."""
    return {name: [int(one) for one in re.findall(r"\d+", numbers)] for name, numbers in ROW.findall(page)}


def page_of(account: Account, address: str = "/flow/") -> str:
    return str(browser(account).get(address).content.decode())


def test_the_coordinator_sees_each_unit_that_is_told(told: Town) -> None:
    assert units(page_of(told.coordinator.account)) == {
        "East": [24, 16, 0, 0], "North": [24, 16, 0, 0], "South": [24, 16, 0, 0],
    }  # fmt: skip


def test_a_leader_sees_the_own_unit_and_the_whole(told: Town) -> None:
    page = page_of(told.workers["North"][0].account)
    assert units(page) == {"North": [24, 16, 0, 0]}
    assert [text for text in ("South", "East") if text in page] == []
    assert re.findall(r"(\d+) i alt", page) == ["120"]


def test_a_leader_whose_unit_is_hidden_is_told_so(told: Town) -> None:
    page = page_of(told.workers["Alone"][0].account)
    assert units(page) == {}
    assert page.count("Din egen enhet vises ikke for seg selv") == 1


@pytest.mark.parametrize("address", ["/flow/", "/flow/2026-1/"])
def test_whoever_neither_leads_nor_coordinates_finds_nothing(told: Town, address: str) -> None:
    assert browser(told.workers["North"][1].account).get(address).status_code == 404


@pytest.mark.parametrize("address", ["/flow/2025-2/", "/flow/2026-2/", "/flow/2026-3/", "/flow/2026-0/"])
def test_what_was_never_counted_is_not_there(told: Town, address: str) -> None:
    assert browser(told.coordinator.account).get(address).status_code == 404


def test_before_the_first_count_it_says_when_there_will_be_one(town: Town) -> None:
    assert page_of(town.coordinator.account).count("Neste telling blir 1. februar 2027.") == 1


def test_where_all_is_hidden_it_says_so_and_why(town: Town) -> None:
    release_flow(organisation=town.organisation, half=newest_counted(TODAY), actor=Actor.system(), at=NOW)
    page = page_of(town.coordinator.account)
    assert page.count("Alt er skjult dette halvåret") == 1
    assert page.count("skjult fordi det er få</span>") == 7


def test_the_door_stands_in_the_menu_of_those_who_have_it(told: Town) -> None:
    doors = {
        who: page_of(account, address).count('href="/flow/"')
        for who, account, address in (
            ("coordinator", told.coordinator.account, "/nb/"),
            ("leader", told.workers["North"][0].account, "/"),
            ("worker", told.workers["North"][1].account, "/"),
        )
    }
    assert doors == {"coordinator": 1, "leader": 1, "worker": 0}


def test_more_units_and_half_years_ask_no_more(town: Town) -> None:
    leader = browser(town.coordinator.account)
    newest = newest_counted(TODAY)
    older = iter((newest.previous.previous, newest.previous.previous.previous))

    def count(half: HalfYear) -> None:
        release_flow(organisation=town.organisation, half=half, actor=Actor.system(), at=NOW)

    for half in (newest, newest.previous):
        count(half)
    same_queries(lambda: count(next(older)), lambda: leader.get("/flow/2026-1/"))
