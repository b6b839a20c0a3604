"""Kari wonders about Ella. The day is the cast's own, also at the edge."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from helhet.concerns.actions import write_note
from helhet.concerns.models import Concern
from helhet.core.guides import GuidePack
from helhet.people.models import Worker
from tests.cast import NOW, Cast

SignIn = Callable[[Worker], Client]

WRITTEN = {"acute": "no", "saw_heard": "Satt alene ved gjerdet i alle friminuttene.", "child_said": "«Ikke hjem.»"}


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch, settings: Settings, guide: GuidePack) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    settings.GUIDE = guide.code
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def note(cast: Cast) -> Concern:
    """A note with everything the guide requires, seen by nobody but Kari."""
    return write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=cast.guide,
        answers=WRITTEN,
        actor=cast.as_kari,
        at=NOW,
    )


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser somebody is signed in with."""

    def as_worker(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker.account)
        return client

    return as_worker
