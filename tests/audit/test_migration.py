"""Rows from before the log was sealed get what a sealed row needs."""

from importlib import import_module
from uuid import uuid4

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.cast import NOW


def test_each_old_row_gets_a_salt_of_its_own(db: None) -> None:
    apps = MigrationExecutor(connection).loader.project_state([("audit", "0002_seals")]).apps
    rows = apps.get_model("audit", "AuditEntry").objects
    for _ in range(3):
        rows.create(
            at=NOW, object_kind="plan", object=uuid4(), event="any:plan:read", outcome="read", actor_kind="worker",
            actor=uuid4(), salt=bytes(32),
        )  # fmt: skip
    import_module("helhet.audit.migrations.0002_seals").complete_old_rows(apps, None)
    salts = {bytes(salt) for salt in rows.values_list("salt", flat=True)}
    assert (len(salts), {len(salt) for salt in salts}, bytes(32) in salts) == (3, {32}, False)
