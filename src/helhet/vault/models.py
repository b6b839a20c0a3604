"""The key store (nøkkellager): a database of its own, apart from what the keys open and from its back-ups.

There are no foreign keys to anything outside: municipalities and children are named by id alone. Each outer key wraps
the next: the root key (outside any database), a municipality's, a child's.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class MunicipalityKey(models.Model):
    """A municipality's key (kommunenøkkel), wrapped by a root key: one for its children's keys, one for its index."""

    class Purpose(models.TextChoices):
        CHILDREN = "children"
        INDEX = "index"
        HOUSE = "house"  # the installation's own, for no municipality: see house.py

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    municipality = models.UUIDField()
    purpose = models.CharField(max_length=10, choices=Purpose)
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=100)  # the name of a root key
    made_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"wrapped"})
        plain = frozenset({"id", "municipality", "purpose", "wrapped_by", "made_at", "retired_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "purpose"], condition=Q(retired_at=None), name="one_municipality_key_at_a_time"
            ),
        ]

    @property
    def context(self) -> bytes:
        """What the wrapped key is for; wrapped for anything else it does not open."""
        return b"municipality %s %s %s" % (self.purpose.encode(), self.municipality.bytes, self.pk.bytes)


class ChildKey(models.Model):
    """The key to everything written about one child or adult (barnets nøkkel), wrapped by the municipality's key.

    A destroyed key keeps its row, so that what it sealed is known to be gone and not merely out of reach.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    municipality = models.UUIDField()
    child = models.UUIDField()
    wrapped = models.BinaryField()
    wrapped_by = models.ForeignKey(MunicipalityKey, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)  # a newer key seals from now on; this one still opens
    destroyed_at = models.DateTimeField(null=True)

    class Privacy:
        identifying = frozenset({"id", "child"})
        sensitive = frozenset({"wrapped"})
        plain = frozenset({"municipality", "wrapped_by", "made_at", "retired_at", "destroyed_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "child"], condition=Q(retired_at=None), name="one_child_key_at_a_time"
            ),
            models.CheckConstraint(
                name="destroyed_key_is_gone",
                condition=(Q(destroyed_at=None, wrapped_by__isnull=False) & ~Q(wrapped=b""))
                | Q(destroyed_at__isnull=False, wrapped_by=None, wrapped=b""),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "child"], name="child_key_of_child")]

    @property
    def context(self) -> bytes:
        """What the wrapped key is for; wrapped for anything else it does not open."""
        return b"child %s %s %s" % (self.municipality.bytes, self.child.bytes, self.pk.bytes)


class Rotation(models.Model):
    """A change of keys (nøkkelbytte) that has begun: keys made before it are the old ones. Resumed until it ends."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        CHILDREN = "children"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=15, choices=Kind)
    begun_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "kind", "begun_at", "ended_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(ended_at=None), name="one_rotation_at_a_time"),
        ]
