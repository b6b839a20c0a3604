"""The seals over the log: one tree for each municipality, and a chain for each child, matter and compartment.

No foreign keys: a seal outlives the rows under it. Only the sealer writes here.
"""

from uuid import uuid4

from django.db import models

from helhet.audit.models.entry import new_salt


class Log(models.Model):
    """One municipality's log (logg): how far it is sealed. Whoever seals holds this row while they do."""

    municipality = models.UUIDField(primary_key=True)
    size = models.BigIntegerField(default=0)
    chain_salt = models.BinaryField(default=new_salt)
    looked_at = models.DateTimeField(null=True)
    """In the installation's own log: when the last whole look for rows to seal began."""
    stopped_at = models.DateTimeField(null=True)
    """When rows of this log could first not be sealed, for what stands in it; none while all is well."""

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"municipality", "size", "chain_salt", "looked_at", "stopped_at"})


class Seal(models.Model):
    """One seal (segl): up to 256 rows under one hash, which is one leaf of the municipality's tree.

    `nodes` holds the hashes of the subtrees that this leaf completes, from the leaf itself and up, 32 bytes each.
    The places no row has are filled from `seed`, so that nobody outside can tell how many rows there are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    municipality = models.UUIDField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    rows = models.IntegerField()
    seed = models.BinaryField()
    nodes = models.BinaryField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "municipality", "number", "at", "rows", "seed", "nodes"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="seal_once")]


class SealedRow(models.Model):
    """The leaf (blad) of one row of the log: under which seal, in which place, and which number in which chain."""

    entry = models.UUIDField(primary_key=True)
    municipality = models.UUIDField()
    seal = models.BigIntegerField()
    slot = models.SmallIntegerField()
    leaf = models.BinaryField()
    chain = models.UUIDField()
    number = models.BigIntegerField()
    previous = models.BinaryField()

    class Privacy:
        identifying = frozenset({"entry", "municipality", "chain"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"seal", "slot", "leaf", "number", "previous"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "seal", "slot"], name="sealed_row_has_its_place"),
            models.UniqueConstraint(fields=["municipality", "chain", "number"], name="sealed_row_has_its_number"),
        ]


class Chain(models.Model):
    """The sealed rows of one child, matter and compartment (kjede): how many, and the leaf of the last."""

    chain = models.UUIDField(primary_key=True)
    municipality = models.UUIDField()
    rows = models.BigIntegerField()
    last = models.BinaryField()

    class Privacy:
        identifying = frozenset({"chain", "municipality"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"rows", "last"})


class Checkpoint(models.Model):
    """A signed statement of the tree's size and root (kontrollpunkt), as it is given to witnesses outside."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    municipality = models.UUIDField()
    size = models.BigIntegerField()
    at = models.DateTimeField()
    note = models.TextField()
    key = models.CharField(max_length=300)
    witnesses = models.TextField(blank=True)
    """The signature lines of witnesses, as they came."""

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "municipality", "size", "at", "note", "key", "witnesses"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "size"], name="checkpoint_once")]
