"""The trail is added to, never changed and never emptied."""

from uuid import uuid4

import pytest

from helhet.audit.models import AuditEntry
from tests.cast import NOW


@pytest.fixture
def entry(db: None) -> AuditEntry:
    return AuditEntry.objects.create(
        at=NOW, object_kind="plan", object=uuid4(), event="any:plan:read", outcome="read", actor_kind="worker",
        actor=uuid4(),
    )  # fmt: skip


def test_a_row_of_the_trail_is_not_saved_again(entry: AuditEntry) -> None:
    entry.outcome = "done"
    with pytest.raises(TypeError, match="append-only"):
        entry.save()


def test_a_row_of_the_trail_is_not_deleted(entry: AuditEntry) -> None:
    with pytest.raises(TypeError, match="append-only"):
        entry.delete()


def test_many_rows_of_the_trail_are_not_changed_at_once(entry: AuditEntry) -> None:
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.update(outcome="done")
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.bulk_update([entry], ["outcome"])


def test_many_rows_of_the_trail_are_not_deleted_at_once(entry: AuditEntry) -> None:
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.filter(pk=entry.pk).delete()
