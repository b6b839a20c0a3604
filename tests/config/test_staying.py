"""Whoever clicks stays signed in, and a page does not cost a session's commit."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from helhet.web import middleware
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def test_the_session_is_put_off_when_five_minutes_have_passed_and_not_before(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, clock = Client(), [NOW]
    monkeypatch.setattr(middleware, "now", lambda: clock[0])
    client.force_login(cast.kari.account)

    def until() -> object:
        assert client.get(reverse("plans:day")).status_code == 200
        return Session.objects.get().expire_date

    first = until()
    clock[0] += timedelta(minutes=5)
    assert until() == first
    clock[0] += timedelta(seconds=1)
    later = until()
    assert later > first  # type: ignore[operator]
    assert until() == later


def test_nobody_gets_a_session_by_looking(client: Client) -> None:
    client.get(reverse("health"))
    assert Session.objects.count() == 0
