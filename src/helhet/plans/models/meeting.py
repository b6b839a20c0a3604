"""Meetings and evaluations (møter, evalueringer): the log is the minutes."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from helhet.people.models import Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.plans.models.entry import Entry
from helhet.plans.models.plan import Plan
from helhet.plans.models.work import Measure
from helhet.vault.fields import SealedText


class Meeting(AboutChild):
    """A meeting with the family, planned and then concluded; never concluded without the next evaluation day."""

    class Kind(models.TextChoices):
        PLANNING = "planning"
        EVALUATION = "evaluation"

    CHILD = "plan__child"

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=Kind)
    held_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    agreed_beforehand = SealedText(blank=True)
    asks_child = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    minutes = PartitionForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    next_evaluation_on = models.DateField(null=True)
    ends_plan = models.BooleanField(default=False)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "planned_by", "asks_child", "concluded_by"})
        sensitive = frozenset({"agreed_beforehand", "minutes"})
        plain = frozenset({"kind", "held_on", "planned_at", "concluded_at", "next_evaluation_on", "ends_plan"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "plan", "kind"],
                condition=Q(concluded_at=None),
                name="one_meeting_of_a_kind_waits",
            ),
            models.CheckConstraint(
                name="meeting_concluded_at_and_by_together",
                condition=Q(concluded_at=None, concluded_by=None)
                | Q(concluded_at__isnull=False, concluded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="concluded_meeting_has_the_next_day",
                condition=Q(concluded_at=None) | Q(next_evaluation_on__isnull=False) | Q(ends_plan=True),
            ),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose plan it belongs to, for the seals and for the trail."""
        return self.plan.child_id


class Evaluation(AboutChild):
    """What an evaluation meeting found: the child's view or why there is none, the family's, and what now."""

    class ChildView(models.TextChoices):
        GIVEN = "given"
        DECLINED = "declined"
        NOT_ASKED = "not_asked"

    class Decision(models.TextChoices):
        CONTINUE = "continue"
        ADJUST = "adjust"
        UP = "up"
        DOWN = "down"
        END = "end"

    CHILD = "plan__child"

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="evaluations")
    meeting = PartitionForeignKey(Meeting, on_delete=models.PROTECT, related_name="evaluations")
    child_view = models.CharField(max_length=10, choices=ChildView)
    child_entry = PartitionForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    not_asked_reason = models.CharField(max_length=40, blank=True)
    not_asked_words = SealedText(blank=True)
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    family_entry = PartitionForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = PartitionForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField()

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "meeting", "asked_by"})
        sensitive = frozenset(
            {
                "child_view", "child_entry", "not_asked_reason", "not_asked_words", "family_entry", "decision",
                "reason",
            }
        )  # fmt: skip
        plain = frozenset({"concluded_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "meeting"], name="one_evaluation_a_meeting"),
            models.CheckConstraint(
                name="child_heard_or_said_why_not",
                condition=Q(child_view="given", child_entry__isnull=False, not_asked_reason="")
                | Q(child_view="declined", child_entry=None, not_asked_reason="")
                | (Q(child_view="not_asked", child_entry=None) & ~Q(not_asked_reason="") & ~Q(not_asked_words="")),
            ),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose plan it belongs to, for the seals and for the trail."""
        return self.plan.child_id


class MeasureEffect(AboutChild):
    """How one measure worked, as one of the three saw it."""

    class SeenBy(models.TextChoices):
        PROFESSIONAL = "professional"
        FAMILY = "family"
        CHILD = "child"

    evaluation = PartitionForeignKey(Evaluation, on_delete=models.PROTECT, related_name="effects")
    measure = PartitionForeignKey(Measure, on_delete=models.PROTECT, related_name="effects")
    seen_by = models.CharField(max_length=12, choices=SeenBy)
    effect = models.CharField(max_length=20)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "evaluation", "measure"})
        sensitive = frozenset({"effect"})
        plain = frozenset({"seen_by"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "evaluation", "measure", "seen_by"], name="effect_once_each"
            ),
        ]
