"""The demo lets anyone be anyone, so it refuses wherever a real person could be."""

import pytest
from django.test import Client
from pytest_django import Settings

from helhet.core.national_id import Kind, kind
from helhet.demo.fjordvik import load_fjordvik
from helhet.demo.safety import Unsafe, check_data, check_demo, check_hosts
from helhet.people.models import Organisation, Person, Worker
from tests.demo.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fjordvik")]


def might_be_somebodys() -> str:
    """A number that follows the ordinary rules, made by trying; it stands nowhere, so as not to be anyone's."""
    for tail in range(100_000):
        number = f"030317{tail:05}"
        try:
            if kind(number) is Kind.ORDINARY:
                return number
        except ValueError:
            continue
    raise AssertionError


def somebody(**who: object) -> Person:
    return Person.objects.create(**{"municipality": Organisation.objects.get(code="9901"), "name": "Noen"} | who)


def test_fjordvik_itself_is_safe(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    check_demo()


def test_the_program_is_looked_over_for_both(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "helhet.example"]
    with pytest.raises(Unsafe):
        check_demo()


@pytest.mark.parametrize("number", [might_be_somebodys(), "12345"])
def test_a_number_that_is_not_synthetic_closes_the_demo_and_the_line_does_not_repeat_it(number: str) -> None:
    somebody(national_id=number)
    with pytest.raises(Unsafe) as refused:
        check_data()
    assert number not in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_a_person_outside_the_demos_municipalities_closes_it() -> None:
    somebody(municipality=Organisation.objects.get(code="0301"))
    with pytest.raises(Unsafe):
        check_data()


def test_fjordvik_is_never_loaded_beside_somebody() -> None:
    somebody(municipality=Organisation.objects.get(code="0301"))
    with pytest.raises(Unsafe):
        load_fjordvik(at=NOW)


@pytest.mark.parametrize("hosts", [["helhet.example"], ["localhost", "*"], [".localhost"], [""], []])
def test_it_answers_on_this_machine_only(hosts: list[str]) -> None:
    with pytest.raises(Unsafe):
        check_hosts(hosts)
    check_hosts(["localhost", "127.0.0.1", "[::1]"])


def test_the_cast_page_closes_and_nobody_is_let_in() -> None:
    somebody(national_id=might_be_somebodys())
    kari = Worker.objects.get(account__key="kari")
    client = Client()
    assert client.get("/demo/").status_code == 403
    assert client.post(f"/demo/as/{kari.pk}/").status_code == 403
    assert "_auth_user_id" not in client.session
