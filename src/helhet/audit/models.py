"""The trail (innsynsloggen): who did or saw what, when, and on which ground. It outlives what it is about."""

from typing import Any, NoReturn
from uuid import uuid4

from django.db import models


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
    municipality = models.UUIDField(null=True)
    child = models.UUIDField(null=True)
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

    objects = AppendOnly.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "object", "actor", "service", "request"})
        sensitive = frozenset({"details"})
        plain = frozenset({"at", "object_kind", "event", "outcome", "actor_kind", "grounds", "grounds_version"})

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "child", "-at"], name="audit_of_child"),
            models.Index(fields=["actor", "-at"], name="audit_of_actor"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises TypeError on a second save."""
        if not self._state.adding:
            raise TypeError("the trail is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the trail is append-only")
