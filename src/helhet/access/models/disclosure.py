"""Telling without consent (utlevering uten samtykke): rare, by a decision of its own, and never hidden in a consent."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from helhet.core.law.parameter import Demand
from helhet.people.models import Person, Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.vault.fields import SealedText


class Disclosure(AboutChild):
    """One decision to tell another service something its family has not said yes to.

    `rule` is a sharing rule of the law that held between exactly these two services on that day; `necessity` says in
    words why it was needed and why no less would do. The family is told, or it is said why not; told later, the
    reason stays. Until then nothing of it shows to them. `matter` is the plan the items stand in; what is told is
    named item by item, and nothing else opens.
    """

    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="disclosures")
    matter = models.UUIDField()
    from_service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    to_service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    to_worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    purpose = SealedText()
    necessity = SealedText()
    child_heard = SealedText(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    family_told_on = models.DateField(null=True)
    not_told_reason = SealedText(blank=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset(
            {"id", "municipality", "child", "matter", "from_service", "to_service", "to_worker", "decided_by"}
        )
        sensitive = frozenset({"rule", "purpose", "necessity", "child_heard", "not_told_reason"})
        plain = frozenset({"decided_at", "family_told_on"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                name="disclosure_told_or_said_why_not",
                condition=Q(family_told_on__isnull=False) | ~Q(not_told_reason=""),
            ),
            models.CheckConstraint(name="disclosure_says_why", condition=~Q(necessity="") & ~Q(purpose="")),
            models.CheckConstraint(name="disclosure_is_to_another", condition=~Q(from_service=models.F("to_service"))),
        ]
        indexes = [models.Index(fields=["municipality", "matter"], name="disclosure_of_matter")]

    @property
    def trail_matter(self) -> UUID:
        """The plan the items stand in."""
        return self.matter


class DemandMet(AboutChild):
    """Something the rule demands before it is used, and in words how it was met (vilkår for utlevering)."""

    CHILD = "disclosure__child"

    disclosure = PartitionForeignKey(Disclosure, on_delete=models.PROTECT, related_name="demands_met")
    demand = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Demand])
    words = SealedText()

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "disclosure"})
        sensitive = frozenset({"demand", "words"})
        plain: frozenset[str] = frozenset()

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "disclosure", "demand"], name="demand_met_once"),
            models.CheckConstraint(name="demand_met_in_words", condition=~Q(words="")),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose key seals the words."""
        return self.disclosure.child_id


class DisclosedItem(AboutChild):
    """One item that was told. It has no foreign key: disclosures stand below plans."""

    disclosure = PartitionForeignKey(Disclosure, on_delete=models.PROTECT, related_name="items")
    item = models.UUIDField()

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "disclosure", "item"})
        sensitive: frozenset[str] = frozenset()
        plain: frozenset[str] = frozenset()

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "disclosure", "item"], name="disclosed_once"),
        ]
        indexes = [models.Index(fields=["municipality", "item"], name="disclosed_item")]
