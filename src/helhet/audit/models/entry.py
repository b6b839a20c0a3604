"""The trail (innsynsloggen): who did or saw what, when, and on which ground. It outlives what it is about."""

from functools import partial
from secrets import token_bytes
from typing import Any, NoReturn
from uuid import UUID, uuid4

from django.db import models

from helhet.core.compartments import WORK

INSTALLATION = UUID(int=0)
"""The log of what is about no child and no municipality. It stands where a municipality's id would."""

SALT = 32
"""Bytes: sixteen for what a family is shown of a row, sixteen for the rest."""

new_salt = partial(token_bytes, SALT)
"""What keeps a row from being guessed from its leaf, also after the row is gone."""


class AppendOnly(models.QuerySet["AuditEntry"]):
    """Rows are added and read, never changed and never removed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("the trail is append-only")

    def delete(self) -> NoReturn:
        raise TypeError("the trail is append-only")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the trail is append-only")


class AuditEntry(models.Model):
    """One event or one look. No foreign keys, no free text, no name, no national id; only codes, days and ids."""

    class Outcome(models.TextChoices):
        DONE = "done"
        READ = "read"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    municipality = models.UUIDField(default=INSTALLATION)
    child = models.UUIDField(null=True)
    matter = models.UUIDField(null=True)
    compartment = models.CharField(max_length=40, default=WORK)
    object_kind = models.CharField(max_length=20)
    object = models.UUIDField()
    event = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, choices=Outcome)
    actor_kind = models.CharField(max_length=20)
    actor = models.UUIDField()
    service = models.UUIDField(null=True)
    grounds = models.JSONField(default=list)
    grounds_version = models.CharField(max_length=12, blank=True)
    request = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=SALT, default=new_salt)

    objects = AppendOnly.as_manager()

    class Privacy:
        identifying = frozenset(
            {"id", "municipality", "child", "matter", "compartment", "object", "actor", "service", "request"}
        )
        sensitive = frozenset({"details"})
        plain = frozenset({"at", "object_kind", "event", "outcome", "actor_kind", "grounds", "grounds_version", "salt"})

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "child", "-at"], name="audit_of_child"),
            models.Index(fields=["actor", "-at"], name="audit_of_actor"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises TypeError on a second save."""
        if not self._state.adding:
            raise TypeError("the trail is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the trail is append-only")
