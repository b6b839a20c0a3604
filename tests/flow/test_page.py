"""The page: the coordinator sees every group that was told, a leader the own unit and the whole, others nothing."""

import re
from datetime import date

import pytest
from django.test import Client

from helhet.core.actors import Actor
from helhet.core.flow import HalfYear, newest_counted
from helhet.flow.actions import release_flow
from helhet.people.models import Account, Appointment, Organisation, Service, Worker
from tests.cast import NOW, TODAY, worker
from tests.counting import same_queries
from tests.flow.town import Town

ROW = re.compile(
    r'<th scope="row" role="rowheader">([^<]+)</th>((?:<td role="cell" class="flow-number"[^>]*>\d+</td>)+)</tr>'
)


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
    return {name: [int(one) for one in re.findall(r">(\d+)<", numbers)] for name, numbers in ROW.findall(page)}


def page_of(account: Account, address: str = "/flow/") -> str:
    return str(browser(account).get(address, follow=True).content.decode())


def test_the_coordinator_sees_each_unit_that_is_told(told: Town) -> None:
    assert units(page_of(told.coordinator.account)) == {
        "East": [24, 16], "North": [24, 16], "South": [24, 16],
    }  # fmt: skip


def test_a_leader_sees_the_own_unit_and_the_whole(told: Town) -> None:
    page = page_of(told.workers["North"][0].account)
    assert units(page) == {"North": [24, 16]}
    assert [text for text in ("South", "East") if text in page] == []
    assert re.findall(r"(\d+) i alt", page) == ["120"]


def test_a_leader_whose_unit_is_hidden_is_told_so(told: Town) -> None:
    page = page_of(told.workers["Alone"][0].account)
    assert units(page) == {}
    assert page.count("Din egen enhet vises ikke for seg selv") == 1


@pytest.mark.parametrize("address", ["/flow/", "/flow/9901/", "/flow/9901/2026-1/"])
def test_whoever_neither_leads_nor_coordinates_finds_nothing(told: Town, address: str) -> None:
    assert browser(told.workers["North"][1].account).get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/flow/9901/2025-2/", "/flow/9901/2026-2/", "/flow/9901/2026-3/", "/flow/9901/2026-0/"]
)
def test_what_was_never_counted_is_not_there(told: Town, address: str) -> None:
    assert browser(told.coordinator.account).get(address).status_code == 404


def test_before_the_first_count_it_says_when_there_will_be_one(town: Town) -> None:
    assert page_of(town.coordinator.account).count("Neste telling blir 1. februar 2027.") == 1


def test_where_all_is_hidden_it_says_so_and_why(town: Town) -> None:
    release_flow(organisation=town.organisation, half=newest_counted(TODAY), actor=Actor.system(), at=NOW)
    page = page_of(town.coordinator.account)
    assert page.count("Alt er skjult dette halvåret") == 1
    assert page.count("skjult fordi det er få</span>") == 8


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


def coordinates(worker: Worker, organisation: Organisation, *, until: date | None = None) -> Appointment:
    """A worker is appointed coordinator of one more organisation."""
    return Appointment.objects.create(
        worker=worker, organisation=organisation, role=Appointment.Role.COORDINATOR, since_on=date(2026, 1, 1),
        ended_on=until,
    )  # fmt: skip


def asked_of(account: Account, *addresses: str) -> dict[str, int]:
    return {address: browser(account).get(address).status_code for address in addresses}


def test_the_only_municipality_is_opened_at_once(told: Town) -> None:
    for account in (told.coordinator.account, told.workers["North"][0].account):
        assert browser(account).get("/flow/")["Location"] == "/flow/9901/"


def test_whoever_coordinates_several_chooses_and_each_page_says_which_it_is_about(told: Town) -> None:
    nesodd = Organisation.objects.get(code="9902")
    coordinates(told.coordinator, nesodd)
    page = page_of(told.coordinator.account)
    assert re.findall(r'<li><a href="(/flow/[^"]+)">([^<]+)</a>', page) == [
        ("/flow/9901/", "Fjordvik"), ("/flow/9902/", "Nesodd"),
    ]  # fmt: skip
    pages = {code: page_of(told.coordinator.account, f"/flow/{code}/") for code in ("9901", "9902")}
    assert [len(units(pages[code])) for code in ("9901", "9902")] == [3, 0]
    assert pages["9902"].count('<p class="eyebrow">Nesodd</p>') == 1


def test_a_municipality_somebody_does_not_coordinate_is_like_one_there_is_none_of(told: Town) -> None:
    others, unknown = ("/flow/9902/", "/flow/9902/2026-1/"), ("/flow/1234/", "/flow/1234/2026-1/")
    for account in (told.coordinator.account, told.workers["North"][0].account):
        assert set(asked_of(account, *others, *unknown).values()) == {404}


def test_whoever_leads_a_unit_in_one_and_coordinates_another_reads_each_as_what_they_are_there(told: Town) -> None:
    leader = told.workers["North"][0]
    coordinates(leader, Organisation.objects.get(code="9902"))
    assert re.findall(r'<li><a href="(/flow/[^"]+)">', page_of(leader.account)) == ["/flow/9902/", "/flow/9901/"]
    assert units(page_of(leader.account, "/flow/9901/")) == {"North": [24, 16]}


def test_a_coordinator_and_a_leader_outside_any_municipality_are_told_what_the_page_is(told: Town) -> None:
    county = Organisation.objects.get(code="99")
    elsewhere = worker("Gerd")
    coordinates(elsewhere, county)
    leads = told.workers["North"][0]
    Service.objects.filter(pk=told.units["North"].pk).update(organisation=county)
    for account in (elsewhere.account, leads.account):
        answer = browser(account).get("/flow/")
        assert (answer.status_code, answer.content.decode().count("Her er det ikke noe for deg å lese.")) == (200, 1)
        assert set(asked_of(account, "/flow/9901/", "/flow/99/").values()) == {404}


def test_the_coordinators_page_closes_the_moment_the_appointment_ends(told: Town) -> None:
    task = Appointment.objects.get(worker=told.coordinator)
    signed_in = browser(told.coordinator.account)
    assert signed_in.get("/flow/9901/").status_code == 200
    task.ended_on = TODAY
    task.save(update_fields=["ended_on"])
    ended = [signed_in.get(address).status_code for address in ("/flow/", "/flow/9901/", "/flow/9901/2026-1/")]
    assert ended == [403, 403, 403]  # with no place in any service, as before she had the task


def test_the_leaders_page_closes_the_moment_somebody_else_leads_or_they_leave(told: Town) -> None:
    north = told.units["North"]
    leader, next_one = told.workers["North"][:2]
    signed_in = browser(leader.account)
    assert signed_in.get("/flow/9901/").status_code == 200
    Service.objects.filter(pk=north.pk).update(leader=next_one)
    assert signed_in.get("/flow/9901/").status_code == 404
    assert browser(next_one.account).get("/flow/9901/").status_code == 200
    Service.objects.filter(pk=north.pk).update(leader=leader)
    leader.memberships.update(ended_on=TODAY, ended_by=next_one.pk)
    assert signed_in.get("/flow/9901/").status_code == 403


def test_more_units_and_half_years_ask_no_more(town: Town) -> None:
    leader = browser(town.coordinator.account)
    newest = newest_counted(TODAY)
    older = iter((newest.previous.previous, newest.previous.previous.previous))

    def count(half: HalfYear) -> None:
        release_flow(organisation=town.organisation, half=half, actor=Actor.system(), at=NOW)

    for half in (newest, newest.previous):
        count(half)
    same_queries(lambda: count(next(older)), lambda: leader.get("/flow/9901/2026-1/"))


def test_an_answer_nobody_gave_is_no_row_and_no_column_but_is_said(told: Town) -> None:
    page = page_of(told.coordinator.account)
    assert re.findall(r"0 ganger: [^<]+", page) == ["0 ganger: sa nei; svarte ikke."]
    assert page.count('<th scope="col" role="columnheader" class="flow-number">svarte ikke</th>') == 0


def test_on_a_phone_each_number_says_what_it_is_of(told: Town) -> None:
    """There a row stands as a block without the headings above it, so that none has to be broken over many lines."""
    page = page_of(told.coordinator.account)
    tables = [
        (
            re.findall(r'role="columnheader" class="flow-number">([^<]+)<', table),
            re.findall(r'data-label="([^"]+)"', table),
        )
        for table in re.findall(r"<table.*?</table>", page, re.DOTALL)
    ]
    assert [labels for headings, labels in tables] == [
        headings * (len(labels) // len(headings)) for headings, labels in tables
    ]
    assert tables[0][0] == ["Andel", "Antall"]
