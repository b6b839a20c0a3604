"""Deadlines as rows (frister): what, due when, whose. Made by actions, never by a nightly guess."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from helhet.people.models import Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet


class Clock(AboutChild):
    """Something that must be done by a day, by somebody. Ends by being met or called off.

    `matter` is the note or the plan it belongs to, `about` the very thing (an offer, a measure, the matter itself).
    """

    class Outcome(models.TextChoices):
        MET = "met"
        CALLED_OFF = "called_off"

    code = models.CharField(max_length=40)
    child = models.UUIDField()
    matter = models.UUIDField()
    matter_kind = models.CharField(max_length=20)
    about = models.UUIDField()
    started_on = models.DateField()
    due_on = models.DateField()
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="clocks")
    leader = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "matter", "about", "owner", "leader", "ended_by"})
        sensitive = frozenset({"code"})
        plain = frozenset({"matter_kind", "started_on", "due_on", "ended_at", "outcome"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "about", "code"], condition=Q(ended_at=None), name="clock_once"
            ),
            models.CheckConstraint(
                name="clock_ended_at_by_and_how_together",
                condition=Q(ended_at=None, ended_by=None, outcome="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(ended_at=None), name="clock_of_owner"),
            models.Index(fields=["municipality", "matter"], name="clock_of_matter"),
        ]

    @property
    def child_id(self) -> object:
        """Whose matter it is, for the trail."""
        return self.child

    @property
    def trail_matter(self) -> UUID:
        """The note or the plan."""
        return self.matter


class Reminder(AboutChild):
    """A day on which the owner, or the owner's leader, is reminded if the clock still runs."""

    class To(models.TextChoices):
        OWNER = "owner"
        LEADER = "leader"

    clock = PartitionForeignKey(Clock, on_delete=models.PROTECT, related_name="reminders")
    on = models.DateField()
    to = models.CharField(max_length=10, choices=To)
    sent_at = models.DateTimeField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "clock"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"on", "to", "sent_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "clock", "on", "to"], name="reminder_once"),
        ]
        indexes = [models.Index(fields=["on"], condition=Q(sent_at=None), name="reminder_due")]
