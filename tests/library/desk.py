"""Eirin writes, Torstein lets out, and a browser for each. All of them are invented."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from helhet.library import actions
from helhet.library.actions import Content, Words
from helhet.library.models import Version
from helhet.library.queries import Editor
from helhet.people.models import Appointment, Organisation
from tests.cast import NOW, TODAY, worker

Role = Appointment.Role
WORDS = {
    "nb": Words("Søvn hos små barn", "Når barnet ikke sover.", "Fast **leggetid**."),
    "nn": Words("Søvn hos små barn", "Når barnet ikkje søv.", "Fast **leggetid**."),
}
FIELDS: dict[str, Any] = {
    "kind": "article", "audiences": ["parent"], "topics": ["helsestasjon"], "steps": [], "services": [],
    "age_from": 0, "age_until": 5, "publisher": "", "source_url": "", "source_language": "", "year_from": None,
    "year_until": None, "review_on": date(2027, 11, 24),
}  # fmt: skip


def appoint(name: str, *roles: Role, house: str = "helhet") -> Editor:
    """Somebody with a task at the desk and no place in any service."""
    owner, _ = Organisation.objects.get_or_create(
        kind=Organisation.Kind.STATE, code=house, name=f"Redaksjonen, {house}", short_name="Redaksjonen"
    )
    who = worker(name)
    Appointment.objects.bulk_create(
        Appointment(worker=who, organisation=owner, role=role, since_on=date(2020, 1, 1)) for role in roles
    )
    return Editor(who, owner, Role.PUBLISHER in roles)


def browser(who: Editor | None) -> Client:
    """A browser with an editor signed in, or nobody."""
    client = Client(headers={"accept-language": "nb"})
    if who is not None:
        client.force_login(who.worker.account)
    return client


def draft(by: Editor, *, slug: str = "sovn", **words: Words) -> Version:
    """A draft with words in it."""
    made = actions.begin_item(slug=slug, title="Søvn", language="nb", kind="article", actor=by, at=NOW)
    return actions.save_version(version=made, saves=1, content=Content(FIELDS, {**WORDS, **words}), actor=by, at=NOW)


def let_out(version: Version, by: Editor, *, publish_at: datetime = NOW) -> None:
    """A publisher lets a version out as it stands."""
    saves = Version.objects.get(pk=version.pk).saves
    actions.approve(version=version, saves=saves, publish_at=publish_at, actor=by, at=NOW)


def out(by: Editor, through: Editor, *, slug: str = "sovn", **words: Words) -> Version:
    """Something published, by two pairs of eyes."""
    made = draft(by, slug=slug, **words)
    actions.send(version=made, actor=by, at=NOW)
    let_out(made, through)
    return Version.objects.select_related("item").get(pk=made.pk)


@pytest.fixture
def eirin(db: None) -> Editor:
    """Writes."""
    return appoint("Eirin", Role.EDITOR)


@pytest.fixture
def torstein(db: None) -> Editor:
    """Writes too, and lets out."""
    return appoint("Torstein", Role.EDITOR, Role.PUBLISHER)


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


__all__ = ["NOW", "TODAY", "appoint", "browser", "draft", "eirin", "let_out", "out", "torstein"]
