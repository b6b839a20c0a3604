"""Choosing somebody to be, and being them."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from helhet.demo.roster import roster
from helhet.people.models import Account, Guardianship, Person, Worker
from tests.demo.conftest import NOW
from tests.demo.looking import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fjordvik", "that_day")]


@pytest.fixture
def that_day(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for the letters, and the day of the load."""
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def be(browser: Client, key: str) -> str:
    worker = Worker.objects.get(account__key=key)
    response = browser.post(reverse("demo_as_worker", args=[worker.pk]))
    return str(response.headers["Location"])


def be_family(browser: Client, name: str) -> str:
    person = Person.objects.get(name=name)
    response = browser.post(reverse("demo_as_family", args=[person.key]))
    return str(response.headers["Location"])


def text(browser: Client, address: str) -> str:
    response = browser.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_stranger_is_sent_to_the_cast(browser: Client) -> None:
    assert browser.get("/").headers["Location"] == "/demo/?next=/"


def test_everyone_in_the_roster_can_be_chosen_and_kari_first(browser: Client) -> None:
    page = text(browser, "/demo/")
    assert [person.name for person in roster().workers.values() if person.name not in page] == []
    assert page.index("Start here: Kari Nordås") < page.index("Bente Solheim")


def test_every_guardian_with_a_say_and_the_young_themselves_can_be_chosen(browser: Client) -> None:
    page = text(browser, "/demo/")
    guardians = Person.objects.filter(wards__in=Guardianship.objects.filter(responsibility="yes"))
    assert [one.name for one in guardians if reverse("demo_as_family", args=[one.key]) not in page] == []
    links = {
        name: reverse("demo_as_family", args=[plan_of(name).child.key]) in page
        for name in ("Mustafa Al-Khatib", "Julie Amundsen", "Malin Sofie Kvamme", "Thea Eliassen", "Leah Mensah")
    }
    assert links == {
        "Mustafa Al-Khatib": True, "Julie Amundsen": True, "Malin Sofie Kvamme": True,
        "Thea Eliassen": False, "Leah Mensah": False,
    }  # fmt: skip


def test_being_kari_opens_her_day_and_says_so_on_top(browser: Client) -> None:
    assert be(browser, "kari") == "/"
    page = text(browser, "/")
    assert "Thea Eliassen" in page
    assert "You are Kari Nordås." in page


@pytest.mark.parametrize("name", ["Mona Eliassen", "Kristine S.", "Mustafa Al-Khatib", "Elle Márjá Hætta"])
def test_being_one_of_a_family_opens_its_page(browser: Client, name: str) -> None:
    assert be_family(browser, name) == reverse("family:home")
    assert f"You are {name}." in text(browser, reverse("family:home"))


def test_a_familys_account_is_made_once(browser: Client) -> None:
    before = Account.objects.count()
    be_family(browser, "Mona Eliassen")
    be_family(browser, "Mona Eliassen")
    assert Account.objects.count() == before + 1


def test_what_kari_opens_is_nothing_to_amir(browser: Client) -> None:
    address = reverse("plans:plan", args=[plan_of("Thea Eliassen").key])
    be(browser, "kari")
    assert browser.get(address).status_code == 200
    be(browser, "amir")
    assert browser.get(address).status_code == 404


def test_signing_out_and_choosing_are_never_a_mere_link(browser: Client) -> None:
    be(browser, "kari")
    kari = Worker.objects.get(account__key="kari")
    assert browser.get(reverse("demo_as_worker", args=[kari.pk])).status_code == 405
    assert browser.get(reverse("sign_out")).status_code == 405
    assert browser.post(reverse("sign_out")).headers["Location"] == "/demo/"
    assert "_auth_user_id" not in browser.session


def test_the_mail_page_says_when_there_is_none(browser: Client) -> None:
    assert "No e-mail yet" in text(browser, "/demo/mail/")


def test_the_mail_page_shows_the_newest_first(browser: Client, settings: Settings) -> None:
    for number in (1, 2):
        letter = EmailMessage(
            subject=f"Nyheter {number}", body="Noe nytt på Helhet.", from_email="helhet@fjordvik.example",
            to=["kari@fjordvik.example"], headers={"Date": f"Tue, 24 Nov 2026 09:0{number}:00 -0000"},
        )  # fmt: skip
        EmailBackend(file_path=str(settings.EMAIL_FILE_PATH)).send_messages([letter])
    page = text(browser, "/demo/mail/")
    assert page.index("Nyheter 2") < page.index("Nyheter 1")
    assert page.count("Noe nytt på Helhet.") == page.count("To kari@fjordvik.example") == 2
