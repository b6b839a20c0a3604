"""Destroying a child's key is deleting what is written about the child, here and in every copy."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from helhet.audit.models import AuditEntry
from helhet.concerns.actions import record_talk, share_with_leader, write_note
from helhet.concerns.models import ConcernTalk
from helhet.core.actors import Actor
from helhet.core.law.finding import Finding
from helhet.people.actions import MustBeKept, destroy_texts
from helhet.people.models import Account
from helhet.people.queries import person_with
from helhet.plans.models import Entry, Plan
from helhet.vault.keys import KeyGone
from helhet.vault.models import ChildKey
from tests.cast import NOW, Cast, active_plan
from tests.vault.conftest import WORDS, anew, stored, written

MAY = Finding("arkivlova § 13", True)
GONE = "Det som sto her, er slettet for godt."


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def destroy(cast: Cast, within: DjangoCaptureOnCommitCallbacks) -> None:
    with within(execute=True):
        destroy_texts(child=cast.ella, allowed=MAY, actor=Actor.system(), at=NOW)


def page(account: Account, name: str, **parts: object) -> str:
    client = Client(headers={"accept-language": "nb"})
    client.force_login(account)
    response = client.get(reverse(name, kwargs=parts))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("met", [False, None])
def test_what_must_be_kept_is_not_destroyed(cast: Cast, entry: Entry, met: bool | None) -> None:
    with pytest.raises(MustBeKept):
        destroy_texts(child=cast.ella, allowed=Finding("arkivlova § 5", met), actor=Actor.system(), at=NOW)
    assert anew(entry).text == WORDS
    assert AuditEntry.objects.filter(event="any:text:destroy").count() == 0


def test_what_is_destroyed_is_gone_and_the_trail_says_so(
    cast: Cast, entry: Entry, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    cast.ella.national_id = "03831712345"
    cast.ella.save()
    before = stored(entry, "text")
    destroy(cast, django_capture_on_commit_callbacks)
    assert (anew(entry).text, anew(cast.ella).national_id) == (GONE, "")
    assert person_with("03831712345", municipality=cast.fjordvik.pk) is None
    assert stored(entry, "text") == before
    key = ChildKey.objects.get(child=cast.ella.pk)
    assert (bytes(key.wrapped), key.wrapped_by_id, key.destroyed_at) == (b"", None, NOW)
    (line,) = AuditEntry.objects.filter(event="any:text:destroy")
    assert (line.child, line.details) == (cast.ella.pk, {"rule": "arkivlova_§_13"})


def test_nothing_more_is_written_about_the_child(
    cast: Cast, plan: Plan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    destroy(cast, django_capture_on_commit_callbacks)
    with pytest.raises(KeyGone):
        written(cast, plan, "Noe nytt")


def test_a_child_nothing_was_written_about_stays_so(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    destroy(cast, django_capture_on_commit_callbacks)
    with pytest.raises(KeyGone):
        active_plan(cast)


def test_a_row_can_be_saved_and_read_anew_and_what_is_sealed_stays_as_it_is(
    cast: Cast, plan: Plan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    destroy(cast, django_capture_on_commit_callbacks)
    before = stored(plan, "purpose")
    found = anew(plan)
    assert found.purpose == GONE
    found.save()
    found.refresh_from_db()
    found.save()
    assert stored(plan, "purpose") == before


def test_every_page_still_opens(
    cast: Cast, plan: Plan, entry: Entry, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    note = write_note(
        service=cast.school, municipality=cast.fjordvik, child_name="Ella", guide=cast.guide,
        answers={"acute": "no", "saw_heard": "Satt alene."}, actor=cast.as_kari, at=NOW,
    )  # fmt: skip
    share_with_leader(concern=note, actor=cast.as_kari, at=NOW)
    cast.mona.account = Account.objects.create(key="mona")
    cast.mona.save()
    destroy(cast, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        destroy_texts(child=note.child, allowed=MAY, actor=Actor.system(), at=NOW)
    kari, rektor = cast.kari.account, cast.rektor.account
    assert GONE in page(kari, "plans:plan", plan=plan.key)
    assert GONE in page(kari, "plans:entry", entry=entry.key)
    assert GONE in page(cast.mona.account, "family:plan", plan=plan.key)
    for name in ("plans:day", "plans:list", "plans:record", "concerns:list"):
        page(kari, name)
    page(rektor, "plans:unit")
    assert "Satt alene." not in page(kari, "concerns:note", note=note.key)
    assert "Satt alene." not in page(rektor, "concerns:note", note=note.key)


def test_an_older_copy_of_the_key_store_is_put_right(
    cast: Cast, entry: Entry, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    copy = ChildKey.objects.get(child=cast.ella.pk)
    destroy(cast, django_capture_on_commit_callbacks)
    copy.save()
    assert anew(entry).text == WORDS, "the copy has brought the key back"
    call_command("destroy_keys_again", stdout=StringIO())
    assert anew(entry).text == GONE


@pytest.mark.concurrent
@pytest.mark.django_db(transaction=True)
def test_a_copy_of_the_database_from_before_is_unreadable_too(cast: Cast) -> None:
    note = write_note(
        service=cast.school, municipality=cast.fjordvik, child_name="Ella", guide=cast.guide, actor=cast.as_kari, at=NOW
    )  # fmt: skip
    talk = record_talk(
        concern=note, talked_with=ConcernTalk.With.CHILD, held_on=NOW.date(), words=WORDS, actor=cast.as_kari, at=NOW
    )
    copy = the_only_talk()
    key = ChildKey.objects.get(child=note.child_id)
    assert anew(talk).words == WORDS
    destroy_texts(child=note.child, allowed=MAY, actor=Actor.system(), at=NOW)
    ConcernTalk.objects.filter(municipality=cast.fjordvik, pk=talk.pk).delete()
    put_back(copy)
    assert stored(talk, "words") in copy.values()
    assert anew(talk).words == GONE
    assert left_on_disk(bytes(key.wrapped)) == []


def the_only_talk() -> dict[str, Any]:
    """Everything the database holds of the only talk there is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM concerns_concerntalk")
        (values,) = cursor.fetchall()
        return dict(zip([column[0] for column in cursor.description], values, strict=True))


def put_back(copy: dict[str, Any]) -> None:
    """The row as the copy has it."""
    columns, places = ", ".join(copy), ", ".join(["%s"] * len(copy))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO concerns_concerntalk ({columns}) VALUES ({places})",  # noqa: S608
            list(copy.values()),
        )


def left_on_disk(wrapped: bytes) -> list[str]:
    """The key store's files that still hold a key, where they are files of this machine's."""
    if connections["keys"].vendor != "sqlite":
        return []
    with connections["keys"].cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
    files = [Path(f"{connections['keys'].settings_dict['NAME']}{end}") for end in ("", "-wal")]
    return [path.name for path in files if path.exists() and wrapped in path.read_bytes()]
