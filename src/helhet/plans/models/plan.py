"""The plan: an agreement between a family and named services. And who takes part in it."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from helhet.access.models import Consent
from helhet.core import compartments
from helhet.core.plan import PlanStatus, PlanType
from helhet.people.models import Person, Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.vault.fields import SealedText


class Plan(AboutChild):
    """Stafettlogg, and later individuell plan and its kin: one engine, several types.

    The plan is pinned to one version of one guide pack; a newer version changes nothing in it.
    """

    type = models.CharField(max_length=20, choices=[(t.value, t.value) for t in PlanType])
    guide = models.CharField(max_length=40)
    guide_version = models.PositiveSmallIntegerField()
    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    purpose = SealedText()
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in PlanStatus])
    level = models.CharField(max_length=10)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    consent = PartitionForeignKey(Consent, null=True, on_delete=models.PROTECT, related_name="+")
    active_since = models.DateField(null=True)
    baton = PartitionForeignKey("plans.Baton", null=True, on_delete=models.PROTECT, related_name="+")
    next_evaluation_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    close_reason = models.CharField(max_length=40, blank=True)
    continues = PartitionForeignKey("self", null=True, on_delete=models.PROTECT, related_name="continued_by")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "author", "closed_by"})
        sensitive = frozenset({"purpose", "level", "service", "close_reason", "consent", "status", "type"})
        plain = frozenset(
            {
                "guide", "guide_version", "opened_at", "active_since", "baton", "next_evaluation_on", "closed_at",
                "continues",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                name="active_plan_carries_its_consent",
                condition=~Q(status__in=["active", "closing"]) | Q(consent__isnull=False, active_since__isnull=False),
            ),
            models.CheckConstraint(
                name="active_plan_has_a_holder",
                condition=~Q(status__in=["active", "closing"]) | Q(baton__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_closed_at_by_and_why_together",
                condition=Q(closed_at=None, closed_by=None, close_reason="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(close_reason="")),
            ),
            models.CheckConstraint(
                name="plan_closed_says_when",
                condition=Q(status="closed", closed_at__isnull=False) | (~Q(status="closed") & Q(closed_at=None)),
            ),
            models.CheckConstraint(name="plan_continues_another", condition=~Q(continues=F("id"))),
        ]

    @property
    def state(self) -> PlanStatus:
        """The status, as the core knows it."""
        return PlanStatus(self.status)

    @property
    def trail_matter(self) -> UUID:
        """The plan is its own matter, for the trail."""
        return self.pk

    @property
    def trail_compartment(self) -> str:
        """As the door found when the plan was looked for (plans/queries/told.py); those at work, where it did not."""
        return getattr(self, compartments.TOLD, compartments.WORK)


class Participation(AboutChild):
    """A service's place in a plan (aktør): invited, answered, in the end left. Its first half is the invitation."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted"
        DECLINED = "declined"

    CHILD = "plan__child"

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="participations")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    task = SealedText(blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    invited_worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    decline_reason = models.CharField(max_length=40, blank=True)
    decline_words = SealedText(blank=True, default="", db_default=b"")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    first_contact_on = models.DateField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset(
            {"id", "municipality", "plan", "service", "invited_by", "invited_worker", "answered_by"}
        )
        sensitive = frozenset({"task", "decline_reason", "decline_words"})
        plain = frozenset({"invited_at", "opened_at", "answer", "answered_at", "first_contact_on", "left_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "plan", "service"],
                condition=Q(left_at=None) & ~Q(answer="declined"),
                name="service_once_in_plan",
            ),
            models.CheckConstraint(
                name="participation_answered_at_by_and_how_together",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="participation_declined_with_a_reason",
                condition=Q(answer="declined") & ~Q(decline_reason="") | ~Q(answer="declined") & Q(decline_reason=""),
            ),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose plan it belongs to, for the seals and for the trail."""
        return self.plan.child_id


class Participant(AboutChild):
    """A worker who has a task in a plan for a service that takes part. Consent is to the service; this is who in it."""

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="participants")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="participates")
    since_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "service", "worker"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"since_at", "left_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "plan", "service", "worker"],
                condition=Q(left_at=None),
                name="participant_once",
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "service"], name="participant_of_worker"),
            models.Index(fields=["municipality", "plan", "worker", "service"], name="participant_in_plan"),
        ]


class LevelChange(AboutChild):
    """The plan moved up or down a level, and why. Both directions are equally good."""

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="level_changes")
    from_level = models.CharField(max_length=10)
    to_level = models.CharField(max_length=10)
    reason = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "changed_by"})
        sensitive = frozenset({"from_level", "to_level", "reason"})
        plain = frozenset({"changed_at"})

    class Meta:
        constraints = [*AboutChild.Meta.constraints]
