"""What decides whether something kept may go: that it is held, and that the archive has answered for it.

Both name their matter by id, as a consent does: they outlive what they are about.
"""

from uuid import UUID

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from helhet.people.models import Worker
from helhet.people.partition import AboutChild, PartitionQuerySet


class MatterKind(models.TextChoices):
    """What kind of thing is held, archived or let go, with all that belongs to it."""

    PLAN = "plan"
    CONCERN = "concern"


class LegalHold(AboutChild):
    """A matter that must not go, whatever its age, while something waits for it (bevaringspålegg)."""

    class Reason(models.TextChoices):
        COURT = "court"
        COMPLAINT = "complaint"
        SUPERVISION = "supervision"
        COMPENSATION = "compensation"
        INSIGHT = "insight"  # somebody has asked to see it, and has not had the answer

    child = models.UUIDField()
    matter = models.UUIDField()
    matter_kind = models.CharField(max_length=10, choices=MatterKind)
    reason = models.CharField(max_length=20, choices=Reason)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "matter", "placed_by", "lifted_by"})
        sensitive = frozenset({"reason"})
        plain = frozenset({"matter_kind", "placed_at", "lifted_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "matter", "reason"], condition=Q(lifted_at=None), name="hold_once_for_a_reason"
            ),
            models.CheckConstraint(
                name="hold_lifted_at_and_by_together",
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_placed_before_it_is_lifted", condition=Q(lifted_at=None) | Q(placed_at__lte=F("lifted_at"))
            ),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose matter it is, for the trail."""
        return self.child


class ArchiveReceipt(AboutChild):
    """The archive's answer that it has received a matter (arkivkvittering): when, and its own number for it.

    `checksum` is the SHA-256 of the package it received, as the archive gave it back, in lower-case hexadecimal.
    """

    child = models.UUIDField()
    matter = models.UUIDField()
    matter_kind = models.CharField(max_length=10, choices=MatterKind)
    received_on = models.DateField()
    reference = models.CharField(max_length=64, validators=[RegexValidator(r"^[\w.:/-]+$")])
    checksum = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "matter", "reference", "recorded_by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"matter_kind", "received_on", "checksum", "recorded_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "matter", "reference"], name="receipt_once"),
            models.CheckConstraint(name="receipt_names_what_came", condition=~Q(reference="") & ~Q(checksum="")),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose matter it is, for the trail."""
        return self.child
