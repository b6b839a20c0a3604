"""The family at their own page: an account for a person, and a day that stands still."""

import re
from datetime import datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from helhet.people.models import Account, Person, Worker
from helhet.plans.models import Plan
from tests.cast import NOW


class Clock:
    """What time it is, for the pages."""

    at: datetime = NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time stands at NOW until a test sets another."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.at)
    return clock


def as_family(person: Person) -> Client:
    """A guardian or a young person, signed in."""
    account, _ = Account.objects.get_or_create(key=f"family-{person.pk}")
    Person.objects.filter(pk=person.pk).update(account=account)
    return _signed_in(account)


def as_worker(worker: Worker) -> Client:
    """Somebody at work, signed in."""
    return _signed_in(worker.account)


def _signed_in(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def status(client: Client, plan: Plan) -> int:
    """What the door to the family's page answers."""
    return client.get(reverse("family:plan", kwargs={"plan": plan.key})).status_code


def page(person: Person, plan: Plan, query: str = "") -> str:
    """The family's page as it reads: the markup, less the form's token, which differs by nature."""
    response = as_family(person).get(reverse("family:plan", kwargs={"plan": plan.key}) + query)
    assert response.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def text(html: str) -> str:
    """The words of a page, with white space run together."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
