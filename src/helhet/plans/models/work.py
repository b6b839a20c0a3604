"""What is to be reached, and who does what: goals (mål) and measures (tiltak). Their texts are entries."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from helhet.people.models import Person, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.plans.models.entry import Entry
from helhet.plans.models.plan import Plan
from helhet.vault.fields import SealedText


class Goal(AboutChild):
    """Mål, in the family's words."""

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    entry = PartitionForeignKey(Entry, on_delete=models.PROTECT, related_name="goals")
    ended_at = models.DateTimeField(null=True)
    reached = models.BooleanField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "entry"})
        sensitive = frozenset({"reached"})
        plain = frozenset({"ended_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "entry"], name="goal_of_entry"),
            models.CheckConstraint(
                name="goal_ended_at_and_reached_together",
                condition=Q(ended_at=None, reached=None) | Q(ended_at__isnull=False, reached__isnull=False),
            ),
        ]


class Measure(AboutChild):
    """Tiltak: something one person has taken on, by a day. A measure nobody has accepted is a wish.

    The responsible is a worker, or a guardian or the young person (`person`): exactly one.
    """

    CHILD = "plan__child"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        RUNNING = "running"
        ENDED = "ended"

    RESPONSIBLE_LEFT = "responsible_left"
    """Why it ended, where the one who had taken it on left the plan. Ours, beside the reasons a guide has."""

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="measures")
    entry = PartitionForeignKey(Entry, on_delete=models.PROTECT, related_name="measures")
    goal = PartitionForeignKey(Goal, on_delete=models.PROTECT, related_name="measures")
    arena = models.CharField(max_length=20)
    known = SealedText(blank=True, default="", db_default=b"")
    """The key of a measure in the register, where it is one. Sealed like the words beside it: it tells as much, and so
    nobody can count how often a measure is chosen."""
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="measures")
    person = PartitionForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="measures")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    evaluate_on = models.DateField()
    proposed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    not_done_reason = models.CharField(max_length=40, blank=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset(
            {"id", "municipality", "plan", "entry", "goal", "worker", "person", "accepted_by", "ended_by"}
        )
        sensitive = frozenset({"arena", "known", "not_done_reason"})
        plain = frozenset({"state", "evaluate_on", "proposed_at", "accepted_at", "ended_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "entry"], name="measure_of_entry"),
            models.CheckConstraint(
                name="measure_has_one_responsible",
                condition=Q(worker=None, person__isnull=False) | Q(worker__isnull=False, person=None),
            ),
            models.CheckConstraint(
                name="running_measure_is_accepted",
                condition=~Q(state="running") | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="measure_accepted_at_and_by_together",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="measure_ended_at_and_by_together",
                condition=(Q(ended_at=None, ended_by=None) & ~Q(state="ended"))
                | Q(ended_at__isnull=False, ended_by__isnull=False, state="ended"),
            ),
            models.CheckConstraint(
                name="measure_accepted_before_it_ended",
                condition=Q(ended_at=None) | Q(proposed_at__lte=F("ended_at")),
            ),
        ]
        indexes = [models.Index(fields=["worker"], condition=~Q(state="ended"), name="measure_of_worker")]

    @property
    def child_id(self) -> UUID:
        """Whose measure it is."""
        return self.plan.child_id

    @property
    def lost(self) -> bool:
        """It ended because the one who had taken it on left the plan."""
        return self.not_done_reason == self.RESPONSIBLE_LEFT

    @property
    def responsible(self) -> Worker | Person:
        """The one person it hangs on."""
        return self.worker or self.person
