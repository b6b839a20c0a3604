"""What a browser can send that no page of ours would: strange addresses, strange days, strange characters."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from helhet.concerns.actions.writing import write_note
from helhet.people.models import Membership, Person
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from tests.attack.browser import address, browser_of
from tests.cast import NOW, TODAY, Cast

MOMENTS = ("2026-13-45T99:99:99", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-24T09:00", "\x00")
DAYS = ("0001-01-01", "0001-01-15", "9999-12-31", "2026-02-31", "\x00", "'\"><script>")


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", ["plans:record", "concerns:list"])
def test_an_address_with_no_such_moment_shows_the_newest(cast: Cast, name: str, moment: str) -> None:
    assert browser_of(cast.kari).get(reverse(name), {"before": moment}).status_code == 200


def test_the_second_part_of_the_services_record_can_be_reached(cast: Cast, plan: Plan) -> None:
    for number in range(51):
        write_entry(
            plan=plan,
            kind=Entry.Kind.NOTE,
            information_type="school",
            text=f"Nummer {number:02}.",
            actor=cast.as_kari,
            at=NOW + timedelta(minutes=number),
        )
    kari, record = browser_of(cast.kari), reverse("plans:record")
    older = re.search(r'href="(\?before=[^"]+)"', kari.get(record).content.decode())
    assert older is not None
    assert re.findall(r"Nummer \d\d", kari.get(record + older[1]).content.decode()) == ["Nummer 00"]


@pytest.mark.parametrize("day", DAYS)
def test_an_address_with_no_such_day_shows_the_newest_looks(cast: Cast, plan: Plan, day: str) -> None:
    page = reverse("family:plan", kwargs={"plan": plan.key})
    assert browser_of(cast.mona).get(page, {"before": day}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_nobody_means_is_asked_for_again(cast: Cast, plan: Plan, day: str) -> None:
    kari, rektor = browser_of(cast.kari), browser_of(cast.rektor)
    meeting = {"kind": "planning", "held_on": day, "asks_child": str(cast.kari.pk)}
    assert kari.post(address("meeting", plan), meeting).status_code == 422
    kari.post(address("meeting", plan), meeting | {"held_on": TODAY.isoformat()})
    concluded = {"minutes": "Enige", "next_evaluation_on": day}
    assert kari.post(address("conclude", plan), concluded).status_code == 422
    cover = {"absent": str(cast.kari.pk), "covered_by": str(cast.nils.pk), "from_on": day, "until_on": day}
    assert rektor.post(reverse("plans:unit"), cover).status_code == 422


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "a" * 700])
def test_characters_the_database_cannot_keep_are_a_mistake_in_the_form(cast: Cast, plan: Plan, text: str) -> None:
    kari = browser_of(cast.kari)
    forms = {
        "write": {"kind": "note", "text": text, "words_of": "writer", "information_type": "school"},
        "goal": {"text": text, "words_of": "child", "information_type": "school"},
        "guardians": {"name": text, "responsibility": "yes"},
        "close": {"reason": cast.guide.codes("close_reason")[0].key, "child_words": text, "family_words": text},
    }
    assert {name: kari.post(address(name, plan), form).status_code for name, form in forms.items()} == dict.fromkeys(
        forms, 422
    )


def test_a_lone_half_of_a_character_is_not_a_fault_of_ours(cast: Cast, plan: Plan) -> None:
    body = b"kind=note&words_of=writer&information_type=school&text=%ED%A0%80"
    answer = browser_of(cast.kari).post(address("write", plan), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302


@pytest.mark.parametrize("version", ["9" * 5000, "-1", "٣", "\x00", "1e9"])
def test_a_version_that_is_no_version_is_a_conflict(cast: Cast, version: str) -> None:
    note = write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=cast.guide,
        actor=cast.as_kari,
        at=NOW,
    )
    form = {"child_name": "Ella", "saw_heard": "Noe annet", "version": version}
    page = reverse("concerns:note", kwargs={"note": note.key})
    assert browser_of(cast.kari).post(page, form).status_code == 409


def test_a_message_with_a_name_is_not_kept_in_a_cookie(cast: Cast) -> None:
    rektor = browser_of(cast.rektor)
    cover = {"absent": str(cast.kari.pk), "covered_by": str(cast.nils.pk)}
    days = {"from_on": TODAY.isoformat(), "until_on": (TODAY + timedelta(days=3)).isoformat()}
    assert rektor.post(reverse("plans:unit"), cover | days).status_code == 302
    assert set(rektor.cookies) <= {"sessionid", "csrftoken"}


def test_no_page_of_a_plan_has_a_name_in_its_title(cast: Cast, plan: Plan) -> None:
    """A title stays in the browser's history, on a shared telephone too."""
    pages = [
        browser_of(cast.mona).get(reverse("family:plan", kwargs={"plan": plan.key})),
        browser_of(cast.kari).get(address("plan", plan)),
        browser_of(cast.kari).get(address("withdraw", plan)),
    ]
    titles = [re.search(r"<title>(.*?)</title>", page.content.decode()) for page in pages]
    assert [bool(title and "Ella" in title[1]) for title in titles] == [False] * 3


def test_somebody_without_a_place_gets_a_page_everywhere(cast: Cast, plan: Plan) -> None:
    Membership.objects.filter(worker=cast.nils).update(ended_on=TODAY, ended_by=cast.rektor.pk)
    nils = browser_of(cast.nils)
    pages = ["plans:day", "plans:list", "plans:record", "plans:unit", "concerns:list", "concerns:new", "family:home"]
    asked = [nils.get(reverse(name)).status_code for name in pages] + [nils.get(address("plan", plan)).status_code]
    assert asked == [403] * 8
    assert nils.post(reverse("plans:act_for"), {"service": str(cast.school.pk)}).status_code == 403


def test_an_account_that_is_shut_is_signed_out_at_once(cast: Cast, plan: Plan) -> None:
    kari = browser_of(cast.kari)
    cast.kari.account.is_active = False
    cast.kari.account.save()
    assert kari.get(address("plan", plan)).status_code == 302


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_the_language_form_sends_nobody_away(cast: Cast, to: str) -> None:
    answer = browser_of(cast.kari).post(reverse("language"), {"language": "en", "next": to})
    assert answer.headers.get("Location", "/") == "/"


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head"])
def test_another_method_is_no_way_to_learn_that_there_is_a_plan(cast: Cast, plan: Plan, method: str) -> None:
    amir, nothing = browser_of(cast.amir), address("write", plan).replace(str(plan.key), "A" * 43)
    assert [getattr(amir, method)(page).status_code for page in (address("write", plan), nothing)] == [404, 404]


@pytest.mark.parametrize("key", ["A" * 42, "A" * 44, "%00" * 43, "=" * 43, "A" * 43, "_" * 43])
def test_an_address_of_another_shape_is_nothing(cast: Cast, key: str) -> None:
    assert browser_of(cast.kari).get(f"/plans/{key}/").status_code == 404


def test_a_name_is_text_whatever_is_in_it(cast: Cast, plan: Plan) -> None:
    Person.objects.filter(pk=cast.ella.pk, municipality=cast.fjordvik).update(
        name="{{ request.user }}<script>alert(1)</script>{% debug %}"
    )
    html = browser_of(cast.kari).get(address("plan", plan)).content.decode()
    assert ("<script>alert" in html, "{{ request.user }}&lt;script&gt;" in html) == (False, True)


def test_a_strangers_form_is_not_shown_as_ones_own_words(cast: Cast, plan: Plan) -> None:
    client = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "cross-site"})
    client.force_login(cast.kari.account)
    answer = client.post(address("write", plan), {"text": "Fra en fremmed side"})
    assert (answer.status_code, "fremmed" in answer.content.decode()) == (403, False)
