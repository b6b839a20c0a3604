"""The baton (stafettpinnen): who is responsible now, who was before, and who has been asked to be next."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from helhet.core.baton import OfferState
from helhet.people.models import Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.plans.models.plan import Plan
from helhet.vault.fields import SealedText


class Baton(AboutChild):
    """One stretch of the relay: this worker, for this service, from then until then.

    The database keeps at most one open stretch a plan, and an active plan without one cannot be stored.
    """

    class Taken(models.TextChoices):
        OPENED = "opened"
        ACCEPTED = "accepted"
        FELL = "fell"

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="batons")
    holder = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="batons")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    taken = models.CharField(max_length=10, choices=Taken)
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "holder", "service"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"taken", "since_at", "until_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "plan"], condition=Q(until_at=None), name="one_holder_at_a_time"
            ),
            models.CheckConstraint(
                name="baton_begins_before_it_ends",
                condition=Q(until_at=None) | Q(since_at__lte=F("until_at")),
            ),
        ]
        indexes = [models.Index(fields=["holder"], condition=Q(until_at=None), name="baton_of_holder")]


class BatonOffer(AboutChild):
    """The baton is offered; until it is accepted the one who offered still holds it."""

    CHILD = "plan__child"

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="offers")
    to_worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="offers")
    to_service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    family_wish = SealedText(blank=True)
    handover = SealedText(blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    open_until = models.DateField()
    opened_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in OfferState])
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    decline_reason = models.CharField(max_length=40, blank=True)
    decline_words = SealedText(blank=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "to_worker", "to_service", "offered_by", "answered_by"})
        sensitive = frozenset({"family_wish", "handover", "decline_reason", "decline_words"})
        plain = frozenset({"offered_at", "open_until", "opened_at", "state", "answered_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "plan"], condition=Q(state="open"), name="one_open_offer_at_a_time"
            ),
            models.CheckConstraint(
                name="offer_answered_at_and_by_together",
                condition=Q(state="open", answered_at=None, answered_by=None)
                | (~Q(state="open") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="offer_declined_with_a_reason",
                condition=(Q(state="declined") & ~Q(decline_reason="")) | (~Q(state="declined") & Q(decline_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["to_worker"], condition=Q(state="open"), name="offer_to_worker"),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose plan it belongs to, for the seals and for the trail."""
        return self.plan.child_id
