"""The wonder note (undringsnotat), level 0: private to its author and whom they share it with in their own unit.

Never searchable, never counted per child, never shown to another service.
"""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhet.people.models import Person, Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.vault.fields import SealedJSON, SealedText


class Concern(AboutChild):
    """One employee's wonder about one child. `answers` follow the guide pack's form, in the version it was begun."""

    class Decision(models.TextChoices):
        NOTHING = "nothing", _("Nothing more for now")
        OWN_SERVICE = "own_service", _("Our own unit helps further, with the family")
        MORE_SERVICES = "more_services", _("Other services are needed, with the family")
        REPORT = "report", _("A report to child welfare has been sent")

    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="concerns")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="concerns")
    guide = models.CharField(max_length=40)
    guide_version = models.PositiveSmallIntegerField()
    answers = SealedJSON(default=dict)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    shared_with = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)  # when the one it is shared with said that they have read it
    no_talk_reason = SealedText(blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    decision_reason = SealedText(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "author", "shared_with", "decided_by"})
        sensitive = frozenset({"service", "answers", "no_talk_reason", "decision", "decision_reason"})
        plain = frozenset(
            {"guide", "guide_version", "version", "written_at", "changed_at", "shared_at", "read_at", "decided_at"}
        )

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                name="concern_shared_at_and_with_together",
                condition=Q(shared_at=None, shared_with=None) | Q(shared_at__isnull=False, shared_with__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_read_after_it_is_shared", condition=Q(read_at=None) | Q(shared_at__isnull=False)
            ),
            models.CheckConstraint(
                name="concern_decided_at_by_and_what_together",
                condition=Q(decided_at=None, decided_by=None, decision="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
            ),
        ]
        indexes = [models.Index(fields=["author", "-changed_at"], name="concern_of_author")]

    @property
    def acute(self) -> bool:
        """The author has said that it may be acute."""
        return self.answers.get("acute") == "yes"

    @property
    def trail_matter(self) -> UUID:
        """The note is its own matter, for the trail."""
        return self.pk


class ConcernTalk(AboutChild):
    """A talk about the wonder, with the child or with the parents: when, who, and what they said."""

    class With(models.TextChoices):
        CHILD = "child", _("The child")
        PARENTS = "parents", _("The parents")

    CHILD = "concern__child"

    concern = PartitionForeignKey(Concern, on_delete=models.PROTECT, related_name="talks")
    talked_with = models.CharField(max_length=10, choices=With)
    held_on = models.DateField()
    words = SealedText()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "concern", "noted_by"})
        sensitive = frozenset({"talked_with", "words"})
        plain = frozenset({"held_on", "noted_at"})

    class Meta:
        constraints = [*AboutChild.Meta.constraints]

    @property
    def child_id(self) -> UUID:
        """Whose note it belongs to, for the seals and for the trail."""
        return self.concern.child_id


class ProtectionReport(AboutChild):
    """That a report to child protection (bekymringsmelding) was sent, and whether it was answered. No content.

    The report itself goes the way the municipality has for it; nothing here stands between a worker and sending it.
    """

    concern = PartitionForeignKey(Concern, on_delete=models.PROTECT, related_name="reports")
    sent_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)
    investigation = models.BooleanField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "concern", "recorded_by"})
        sensitive = frozenset({"investigation"})
        plain = frozenset({"sent_on", "recorded_at", "answered_on"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                name="report_answered_on_and_what_together",
                condition=Q(answered_on=None, investigation=None)
                | Q(answered_on__isnull=False, investigation__isnull=False),
            ),
        ]
