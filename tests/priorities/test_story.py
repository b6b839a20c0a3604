"""Ragnhild writes what Fjordvik puts first, the council adopts it, and anybody can read it: all by the pages."""

import re

from django.test import Client

from helhet.core.services import ServiceType
from helhet.people.models import Appointment, Organisation
from helhet.priorities.models import Programme
from helhet.priorities.queries import whole
from tests.cast import TODAY, service, worker
from tests.house.scene import known_measure
from tests.priorities.town import Town
from tests.web.markup import elements

ANYBODY = "/nb/municipalities/9901/priorities/"


def texts(html: str, tag: str) -> list[str]:
    return [one.text for one in elements(html, tag)]


def test_from_an_empty_desk_to_what_anybody_may_read(fjordvik: Town) -> None:
    known_measure("godt-tiltak")
    assert fjordvik.send("begin").headers["Location"] == "/desk/priorities/9901/draft/"
    draft = Programme.objects.get()
    about = {"language": "nb", "first_year": 2027, "last_year": 2030}
    assert fjordvik.send("about", version=1, title="Flere som er med", **about).status_code == 302

    fjordvik.send("new", "challenge", draft.pk, title="Mange er borte", text="Fraværet øker.")
    challenge = whole(draft).challenges[0].challenge
    page = fjordvik.open("figures", challenge.pk).content.decode()
    assert re.findall(r"Det finnes ingen offentlige tall om en oppdiktet kommune", page) != []
    figure = {
        "name": "Elever med mye fravær", "unit": "percent", "baseline": "9,4", "last_year": 2026, "target": "6",
        "target_year": 2030,
    }  # fmt: skip
    assert fjordvik.send("new", "target", challenge.pk, source="", **figure).status_code == 422
    assert whole(draft).targets == (), "a number without a source is not taken"
    fjordvik.send("new", "target", challenge.pk, source="Egen telling, våren 2026", **figure)
    fjordvik.send("new", "priority", challenge.pk, title="Merke det", text="Samme dag.")
    priority = whole(draft).challenges[0].priorities[0].priority
    run = {"standing": "new", "from_on": "2027-01-01", "responsible": "Rektorene"}
    fjordvik.send("new", "measure", priority.pk, known="godt-tiltak", **run)

    page = fjordvik.open("draft").content.decode()
    assert texts(page, "h1") == ["Flere som er med"]
    assert Client().get(ANYBODY).status_code == 404
    draft.refresh_from_db()
    sent = fjordvik.send("adopt", revision=draft.revision, on="2026-11-12", body="kommunestyret", case="45/2026")
    assert sent.status_code == 302

    answer = Client().get(ANYBODY)
    page = answer.content.decode()
    assert answer.cookies.keys() == set()
    assert texts(page, "h1") == ["Flere som er med"]
    assert texts(page, "h2") == ["Mange er borte"]
    assert texts(page, "h4") == ["Elever med mye fravær", "Dette gjør vi"]
    assert [one["href"] for one in elements(page, "a") if one.text == "godt-tiltak"] == ["/nb/measures/godt-tiltak/"]
    assert texts(page, "cite") == ["Kilde: Egen telling, våren 2026"]
    assert re.findall(r"Ned fra 9,4 % i 2026 til 6 % i 2030\.", re.sub(r"\s+", " ", page)) != []
    municipality = Client().get("/nb/municipalities/9901/").content.decode()
    assert [one.text for one in elements(municipality, "a") if one["href"] == ANYBODY] == ["Flere som er med"]


def test_a_draft_says_what_a_council_would_miss(fjordvik: Town) -> None:
    draft = fjordvik.begins()
    page = fjordvik.open("adopt").content.decode()
    assert texts(page, "li")[-2:] == ["En tittel.", "Minst én utfordring."]
    sent = fjordvik.send("adopt", revision=draft.revision, on=TODAY.isoformat(), body="kommunestyret")
    assert sent.status_code == 422
    draft.refresh_from_db()
    assert (draft.state, draft.adopted_on) == ("draft", None)


def test_who_comes_second_sees_both_texts(fjordvik: Town) -> None:
    draft = fjordvik.has_whole_draft()
    challenge = whole(draft).challenges[0].challenge
    first = fjordvik.send("part", "challenge", challenge.pk, version=1, title="Mange er borte", text="Jeg var først.")
    assert first.status_code == 302
    base = '{"title": "Mange er borte", "text": "Fraværet øker."}'
    auto = {"X-Requested-With": "autosave"}
    second = fjordvik.send(
        "part", "challenge", challenge.pk, headers=auto, version=1, base=base, title="Mange er borte", text="Jeg òg."
    )
    assert second.status_code == 409
    panel = second.content.decode()
    assert [one["value"] for one in elements(panel, "input", name="text")] == ["Jeg òg.", "Jeg var først."]
    other = fjordvik.send(
        "part", "challenge", challenge.pk, headers=auto, version=1, base=base, title="Ny tittel", text="Fraværet øker."
    )
    assert (other.status_code, other.json()["fields"]) == (200, {"text": "Jeg var først."})
    challenge.refresh_from_db()
    assert (challenge.title, challenge.text) == ("Ny tittel", "Jeg var først.")


def test_a_part_is_moved_up_and_taken_out_with_what_stands_under_it(fjordvik: Town) -> None:
    draft = fjordvik.has_whole_draft()
    fjordvik.send("new", "challenge", draft.pk, title="Lang ventetid", text="Familier venter.")
    second = whole(draft).challenges[1].challenge
    fjordvik.send("up", "challenge", second.pk)
    assert [one.challenge.title for one in whole(draft).challenges] == ["Lang ventetid", "Mange er borte"]
    fjordvik.send("remove", "challenge", whole(draft).challenges[1].challenge.pk)
    assert [one.challenge.title for one in whole(draft).challenges] == ["Lang ventetid"]
    assert whole(draft).targets == ()


def test_the_coordinator_next_door_has_her_own_desk_and_no_other(fjordvik: Town, alesund: Town) -> None:
    draft = fjordvik.has_whole_draft()
    challenge = whole(draft).challenges[0].challenge
    assert alesund.open("draft").status_code == 404
    alesund.begins()
    assert alesund.open("part", "challenge", challenge.pk).status_code == 404
    assert alesund.send("remove", "challenge", challenge.pk).status_code == 404
    assert alesund.send("new", "priority", challenge.pk, title="x", text="y").status_code == 404
    assert len(whole(draft).challenges) == 1


def test_responsible_is_a_role_or_a_unit_and_never_a_person(fjordvik: Town) -> None:
    named = worker("Kari Nordås")
    service(fjordvik.organisation, ServiceType.PRIMARY_SCHOOL, "Fjordvik skole", leader=named)
    priority = whole(fjordvik.has_whole_draft()).challenges[0].priorities[0].priority
    run = {"name": "Leksehjelp", "standing": "new", "from_on": "2027-01-01"}
    has_a_task = worker("Siv Koordinator Aas")
    Appointment.objects.create(
        worker=has_a_task, organisation=fjordvik.organisation, role="coordinator", since_on=TODAY, ended_on=None
    )
    who = ["Kari Nordås", "rektor kari nordås", "Siv Koordinator Aas", "Rektor", "Kari og kontoret"]
    answers = [fjordvik.send("new", "measure", priority.pk, responsible=one, **run).status_code for one in who]
    assert answers == [422, 422, 422, 302, 302]


def test_whoever_coordinates_two_chooses_and_writes_in_the_one_she_is_in(fjordvik: Town, alesund: Town) -> None:
    assert fjordvik.browser.get("/desk/priorities/").headers["Location"] == "/desk/priorities/9901/"
    Appointment.objects.create(
        worker=fjordvik.coordinator, organisation=alesund.organisation, role="coordinator", since_on=TODAY
    )
    page = fjordvik.browser.get("/desk/priorities/").content.decode()
    assert re.findall(r'<li><a href="(/desk/priorities/[^"]+)">([^<]+)</a>', page) == [
        ("/desk/priorities/9901/", "Fjordvik kommune"), ("/desk/priorities/1508/", "Ålesund kommune"),
    ]  # fmt: skip
    sent = fjordvik.browser.post("/desk/priorities/1508/begin/")
    assert sent.headers["Location"] == "/desk/priorities/1508/draft/"
    assert [one.organisation for one in Programme.objects.all()] == [alesund.organisation]
    assert [fjordvik.open("draft").status_code, alesund.open("draft").status_code] == [404, 200]


def test_another_municipalitys_desk_is_like_one_there_is_none_of(fjordvik: Town, alesund: Town) -> None:
    alesund.begins()
    for code in ("1508", "1234"):
        pages = ("", "draft/", "draft/about/", "draft/adopt/", "report/2026/")
        answers = {fjordvik.browser.get(f"/desk/priorities/{code}/{page}").status_code for page in pages}
        assert answers == {404}
        assert fjordvik.browser.post(f"/desk/priorities/{code}/begin/").status_code == 404


def test_the_desk_closes_the_moment_the_task_ends(fjordvik: Town) -> None:
    fjordvik.begins()
    assert fjordvik.open("draft").status_code == 200
    Appointment.objects.filter(worker=fjordvik.coordinator).update(ended_on=TODAY)
    assert [fjordvik.open(page).status_code for page in ("home", "draft")] == [404, 404]
    assert fjordvik.browser.get("/desk/priorities/").status_code == 404


def test_a_coordinator_of_no_municipality_is_told_so(fjordvik: Town) -> None:
    county = Organisation.objects.create(kind="county", code="99", name="Fjordfylket", short_name="Fjordfylket")
    Appointment.objects.filter(worker=fjordvik.coordinator).update(organisation=county)
    page = fjordvik.browser.get("/desk/priorities/")
    assert (page.status_code, page.content.decode().count("men ikke for noen kommune")) == (200, 1)
    assert fjordvik.open("home").status_code == 404
