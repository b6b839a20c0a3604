"""The log of a plan, a part at a time: all can be reached, each thing once, and what is logged is what is shown."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.core.actors import Actor
from helhet.plans.actions.writing import correct_entry, write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.page import plan_page
from helhet.plans.queries.written import PAGE, READ, older_notes
from tests.cast import NOW, Cast, active_plan, after, with_jonas
from tests.counting import same_queries
from tests.family.test_hidden import hide

LATER = after(1)


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return with_jonas(cast, active_plan(cast))


def write(plan: Plan, actor: Actor, words: str, kind: str = "school", at: datetime = NOW) -> Entry:
    return write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type=kind, text=words, actor=actor, at=at)


def write_many(cast: Cast, plan: Plan, many: int, first: int = 0) -> None:
    """Notes a minute apart, numbered from the oldest."""
    for number in range(first, first + many):
        write(plan, cast.as_kari, f"Nummer {number:02}", at=after(number / 1440))


def browser(cast: Cast) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.kari.account)
    return client


def read(actor: Actor, plan: Plan) -> list[list[str]]:
    """The words of each part of the log, from the newest."""
    page = plan_page(actor, plan.key, at=LATER)
    parts, older = [page.notes], page.older
    while older:
        notes = older_notes(plan, actor, at=LATER, after=older)
        parts.append(notes.notes)
        older = notes.older
    return [[one.entry.text for one in part] for part in parts]


def kinds_logged(actor: Actor) -> list[str]:
    """The kinds of information in the rows of the trail, in the order they were written."""
    rows = AuditEntry.objects.filter(event=Event.ENTRY_READ, actor=actor.id).order_by("at", "pk")
    return sorted(row.details["part"] for row in rows)


def test_a_long_log_is_read_a_part_at_a_time(cast: Cast, plan: Plan) -> None:
    write_many(cast, plan, PAGE + 3)
    client, words = browser(cast), r"Nummer \d\d"
    page = client.get(reverse("plans:plan", kwargs={"plan": plan.key})).content.decode()
    newest = [f"Nummer {number:02}" for number in reversed(range(3, PAGE + 3))]
    assert re.findall(words, page) == newest
    older = re.findall(r'href="([^"]+)" rel="next"', page)
    assert len(older) == 1
    rest = client.get(older[0].replace("&amp;", "&")).content.decode()
    assert re.findall(words, rest) == ["Nummer 02", "Nummer 01", "Nummer 00"]
    assert re.findall(r'rel="next"', rest) == []


def test_a_log_of_one_part_has_no_older(cast: Cast, plan: Plan) -> None:
    write_many(cast, plan, PAGE)
    assert [len(part) for part in read(cast.as_kari, plan)] == [PAGE]


def test_what_was_written_in_the_same_instant_is_shown_once_each(cast: Cast, plan: Plan) -> None:
    for number in range(2 * PAGE + 1):
        write(plan, cast.as_kari, f"Nummer {number:02}")
    parts = read(cast.as_kari, plan)
    assert [len(part) for part in parts] == [PAGE, PAGE, 1]
    assert sorted(word for part in parts for word in part) == [f"Nummer {n:02}" for n in range(2 * PAGE + 1)]


@pytest.mark.parametrize("address", ["", "?before=2026-11-24T09:00:00Z", "?before=i+går&after=1", "?after=x"])
def test_an_address_with_no_such_part_leads_to_the_plan(cast: Cast, plan: Plan, address: str) -> None:
    answer = browser(cast).get(reverse("plans:log", kwargs={"plan": plan.key}) + address)
    assert (answer.status_code, answer["Location"]) == (302, reverse("plans:plan", kwargs={"plan": plan.key}))


def test_only_what_is_shown_is_logged_as_seen(cast: Cast, plan: Plan) -> None:
    write(plan, cast.as_kari, "Om skolen")
    for number in range(PAGE):
        write(plan, cast.as_kari, f"Hjemme {number}", "home", at=after(0.01))
    page = plan_page(cast.as_kari, plan.key, at=LATER)
    assert kinds_logged(cast.as_kari) == ["home"]
    assert page.older is not None
    older_notes(plan, cast.as_kari, at=LATER, after=page.older)
    assert kinds_logged(cast.as_kari) == ["home", "school"]


def test_20_a_corrected_note_is_read_in_its_new_wording_alone(cast: Cast, plan: Plan) -> None:
    """Also where the two stand in different parts of the log."""
    first = write(plan, cast.as_kari, "Ella lo", at=after(-1))
    write_many(cast, plan, PAGE)
    correct_entry(entry=first, text="Ella smilte", actor=cast.as_kari, at=after(0.5))
    words = [word for part in read(cast.as_kari, plan) for word in part]
    assert words == ["Ella smilte", *[f"Nummer {number:02}" for number in reversed(range(PAGE))]]


def test_23_a_hidden_note_pushes_nothing_off_the_page(cast: Cast, plan: Plan) -> None:
    """Else the family would see in their log which kinds of information were shown together, and which not."""
    write(plan, cast.as_jonas, "Om helsa", "health")
    write_many(cast, plan, PAGE - 1, first=1)
    plan_page(cast.as_jonas, plan.key, at=LATER)
    assert kinds_logged(cast.as_jonas) == ["health", "school"]
    hide(write(plan, cast.as_jonas, "Noe Ella har fortalt", "health", at=after(0.5)), cast.as_jonas)
    (part,) = read(cast.as_jonas, plan)
    assert (part[0], part[-1], len(part)) == ("Noe Ella har fortalt", "Om helsa", PAGE + 1)


def test_23_of_many_hidden_notes_a_part_holds_so_many(cast: Cast, plan: Plan) -> None:
    for number in range(READ + 1):
        hide(write(plan, cast.as_jonas, f"Fortalt {number}", "health"), cast.as_jonas)
    assert [len(part) for part in read(cast.as_jonas, plan)] == [READ, 1]


@pytest.mark.parametrize("name", ["plan", "log"])
def test_the_log_costs_as_many_queries_for_one_note_as_for_many(cast: Cast, plan: Plan, name: str) -> None:
    client, address = browser(cast), reverse(f"plans:{name}", kwargs={"plan": plan.key})
    end = f"?before=2027-01-01T00:00:00Z&after={plan.pk}" if name == "log" else ""
    write(plan, cast.as_kari, "Først")
    same_queries(lambda: write_many(cast, plan, PAGE), lambda: client.get(address + end))
