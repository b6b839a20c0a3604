"""What lies on the disk: no word anybody wrote, no national id, and no hash that could be tried."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connections
from django.test import Client
from django.urls import reverse

from helhet.concerns.actions import record_talk, write_note
from helhet.concerns.models import ConcernTalk
from helhet.core.national_id import synthetic
from helhet.plans.models import Plan
from helhet.vault.queries import sealed_models
from tests.cast import NOW, TODAY, Cast, active_plan
from tests.vault.conftest import WORDS, written
from tests.with_postgres import programs

NUMBER = synthetic(day=3, month=3, year=17, serial=500)
TYPED = "Far har det ikke bra, sier Ella."
HASHES = ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b")


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def disk(alias: str) -> bytes:
    """Everything a database keeps: SQLite's files as they lie, or the whole of a PostgreSQL database, dumped."""
    connection: Any = connections[alias]
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        return b"".join(path.read_bytes() for end in ("", "-wal") if (path := Path(f"{name}{end}")).exists())
    where = connection.get_connection_params()
    command = [str(programs() / "pg_dump"), "-h", where["host"], "-U", where["user"], where["dbname"]]
    return subprocess.run(command, capture_output=True, check=True).stdout


def ways_to_lie(secret: str) -> Iterator[bytes]:
    """A text as it could stand in a file: as it is, as bytes in hexadecimal, escaped in JSON."""
    plain = secret.encode()
    yield from (plain, plain.hex().encode(), plain.hex().upper().encode())
    yield secret.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")


def hashes(secret: str) -> Iterator[bytes]:
    """What anyone could reckon from it without a key."""
    for name in HASHES:
        digest = hashlib.new(name, secret.encode()).digest()
        yield from (digest, digest.hex().encode())


@pytest.mark.concurrent
@pytest.mark.django_db(transaction=True)
def test_no_word_and_no_number_lies_in_either_database(cast: Cast) -> None:
    assert disk("default").count(b"Ella") > 0, "a name can be found: the search finds what is there"
    plan = active_plan(cast)
    written(cast, plan, WORDS)
    cast.ella.national_id = NUMBER
    cast.ella.save()
    note = write_note(
        service=cast.school, municipality=cast.fjordvik, child_name="Ella", guide=cast.guide,
        answers={"acute": "no", "saw_heard": "Gråt på vei inn."}, actor=cast.as_kari, at=NOW,
    )  # fmt: skip
    record_talk(
        concern=note, talked_with=ConcernTalk.With.CHILD, held_on=TODAY, words="«Jeg vil hjem.»", actor=cast.as_kari,
        at=NOW,
    )  # fmt: skip
    typed_by_somebody_signed_out(plan)
    typed_and_refused(cast, plan)
    for alias in ("default", "keys"):
        found = disk(alias)
        for secret in (WORDS, NUMBER, TYPED, "Gråt på vei inn.", "«Jeg vil hjem.»", plan.purpose):
            assert [way for way in ways_to_lie(secret) if way in found] == [], secret
        assert [one for one in hashes(NUMBER) if one in found] == []


def typed_by_somebody_signed_out(plan: Plan) -> None:
    client = Client(headers={"sec-fetch-site": "same-origin"})
    answer = client.post(reverse("plans:write", kwargs={"plan": plan.key}), {"text": TYPED})
    assert (answer.status_code, TYPED in answer.content.decode()) == (401, True)


def typed_and_refused(cast: Cast, plan: Plan) -> None:
    client = Client()
    client.force_login(cast.kari.account)
    answer = client.post(reverse("plans:write", kwargs={"plan": plan.key}), {"text": TYPED})
    assert (answer.status_code, TYPED in answer.content.decode()) == (422, True)


def test_every_word_of_a_whole_plan_is_in_no_other_column(cast: Cast, plan: Plan) -> None:
    """Nothing repeats in clear what a sealed field holds: no letter, no clock, no line of the trail."""
    written(cast, plan, WORDS)
    secrets = {
        str(getattr(row, field.name))
        for model in sealed_models()
        for row in model._base_manager.all()
        for field in model._meta.local_fields
        if hasattr(field, "opened") and getattr(row, field.name)
    }
    assert WORDS in secrets
    clear = [
        f"{model._meta.label}: {value}"
        for model in apps.get_models()
        for values in model._base_manager.values_list()
        for value in values
        if isinstance(value, str | dict | list) and any(secret in str(value) for secret in secrets)
    ]
    assert clear == []
