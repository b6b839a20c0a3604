"""In a large municipality the services to ask the family about are found by their kind and by their name."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from helhet.people.models import Service
from helhet.plans.forms.choices import GROUPED_FROM
from helhet.plans.forms.opening import MANY
from helhet.plans.models import Plan
from tests.cast import NOW, Cast, active_plan

MATCH = re.compile(r'<input type="checkbox" name="service" value="([^"]+)"([^>]*)>')


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return active_plan(cast)


def schools(cast: Cast, many: int) -> list[Service]:
    return [
        Service.objects.create(
            organisation=cast.fjordvik, type="primary_school", name=f"Skole {number:02}", leader=cast.rektor
        )
        for number in range(many)
    ]


def page(cast: Cast, plan: Plan, **sent: object) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.kari.account)
    address = reverse("plans:ask", kwargs={"plan": plan.key})
    answer = client.post(address, sent) if sent else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def offered(html: str) -> dict[str, bool]:
    """The services to choose from, and which are ticked."""
    names = {str(one.pk): one.name for one in Service.objects.order_by("pk")}
    return {names[pk]: "checked" in rest for pk, rest in MATCH.findall(html)}


def test_a_few_services_stand_by_name(cast: Cast, plan: Plan) -> None:
    html = page(cast, plan)
    assert [name for name in offered(html) if name.startswith("Fjordvik")] == [
        "Fjordvik helsestasjon",
        "Fjordvik skole",
    ]
    assert (html.count("fieldset__group"), html.count('name="look"')) == (0, 0)


def test_more_stand_by_their_kind(cast: Cast, plan: Plan) -> None:
    schools(cast, GROUPED_FROM)
    html = page(cast, plan)
    headings = re.findall(r'fieldset__group">([^<]+)<', html)
    assert headings[0] == "Primary and lower secondary school"
    assert sum(name.startswith("Skole") for name in offered(html)) == GROUPED_FROM


def test_of_many_those_of_a_large_kind_are_found_by_name_and_what_is_ticked_stays(cast: Cast, plan: Plan) -> None:
    schools(cast, MANY)
    html = page(cast, plan)
    assert [name for name in offered(html) if "kole" in name] == []
    assert "Fjordvik helsestasjon" in offered(html)
    clinic = str(cast.clinic.pk)
    found = offered(page(cast, plan, look="1", find="skole 07", service=[clinic]))
    assert [name for name in found if "kole" in name] == ["Skole 07"]
    assert [name for name, ticked in found.items() if ticked] == ["Fjordvik helsestasjon"]
    seven = str(Service.objects.get(name="Skole 07").pk)
    again = offered(page(cast, plan, look="1", find="skole 11", service=[clinic, seven]))
    assert [name for name, ticked in again.items() if ticked] == ["Fjordvik helsestasjon", "Skole 07"]
    asked = page(cast, plan, find="skole 11", service=[clinic, seven])
    assert [name in asked for name in ("Fjordvik helsestasjon may know of", "Skole 07 may know of")] == [True, True]
    assert asked.count("Skole 11") == 0


def test_a_name_no_service_has_is_said(cast: Cast, plan: Plan) -> None:
    schools(cast, MANY)
    said = "No service has that in its name."
    assert [page(cast, plan, look="1", find=name).count(said) for name in ("Nordskolen", "skole", "")] == [1, 0, 0]
