"""A plan that is stuck (fastlåst sak): what is stuck, who has it, and the answer."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from helhet.core.deadlock import OVER, WAITS, Cause, DeadlockState, DecidedBy, Outcome
from helhet.people.models import Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.plans.models.entry import Entry
from helhet.plans.models.plan import Plan

ANSWERED = ["answered", "followed_up"]


class Deadlock(AboutChild):
    """The plan does not move, and somebody must decide. Its words are entries, read as all others are.

    `raised_by` is empty where the program found it, as the guide says; then the words come later. `coordinator`: the
    service that is to coordinate, where the answer names one.
    """

    CHILD = "plan__child"

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="deadlocks")
    cause = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Cause])
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in DeadlockState])
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()
    situation = PartitionForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    family_view = PartitionForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    child_view = PartitionForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in DecidedBy])
    answer = PartitionForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    coordinator = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in Outcome])
    follow_up = PartitionForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    followed_up_at = models.DateTimeField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "raised_by", "coordinator"})
        sensitive = frozenset(
            {
                "cause", "situation", "family_view", "child_view", "decided_by", "answer", "outcome", "follow_up",
            }
        )  # fmt: skip
        plain = frozenset({"state", "raised_at", "answer_by", "taken_at", "answered_at", "followed_up_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "plan"],
                condition=Q(state__in=["raised", "with_body"]),
                name="one_deadlock_waits_at_a_time",
            ),
            models.CheckConstraint(
                name="deadlock_found_by_the_program_is_of_the_baton",
                condition=Q(raised_by__isnull=False, situation__isnull=False) | Q(raised_by=None, cause="baton"),
            ),
            models.CheckConstraint(
                name="deadlock_described_by_all_or_not_at_all",
                condition=Q(situation=None, family_view=None, child_view=None)
                | Q(situation__isnull=False, family_view__isnull=False, child_view__isnull=False),
            ),
            models.CheckConstraint(
                name="deadlock_decided_on_what_is_described",
                condition=Q(state__in=["raised", "called_off"]) | Q(situation__isnull=False),
            ),
            models.CheckConstraint(
                name="deadlock_answered_at_by_whom_and_with_words",
                condition=(Q(state__in=ANSWERED, answered_at__isnull=False, answer__isnull=False) & ~Q(decided_by=""))
                | (~Q(state__in=ANSWERED) & Q(answered_at=None, answer=None, decided_by="", coordinator=None)),
            ),
            models.CheckConstraint(
                name="deadlock_with_the_body_says_since_when",
                condition=~Q(state="with_body") | Q(taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="deadlock_followed_up_at_how_and_with_words",
                condition=(
                    Q(state="followed_up", followed_up_at__isnull=False, follow_up__isnull=False) & ~Q(outcome="")
                )
                | (~Q(state="followed_up") & Q(followed_up_at=None, follow_up=None, outcome="")),
            ),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose plan it belongs to, for the trail."""
        return self.plan.child_id

    @property
    def waits(self) -> bool:
        """Somebody waits for an answer."""
        return self.state in WAITS

    @property
    def going_on(self) -> bool:
        """It waits for an answer, or for somebody to see whether the answer came to anything."""
        return self.state not in OVER

    @property
    def described(self) -> bool:
        """It is told what is stuck, and what the child and the family want."""
        return self.situation_id is not None
