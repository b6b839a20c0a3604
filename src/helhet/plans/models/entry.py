"""What is written in a plan: every text is an entry, and every entry is read through one filter."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from helhet.access.models import INFORMATION_TYPES
from helhet.people.models import Person, Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.plans.models.plan import Plan


class Entry(AboutChild):
    """A short text in a plan (innføring), of one kind of information, written by one service.

    The service that wrote it is its controller (behandlingsansvarlig). `words_of` says whose words they are when
    they are not the writer's own. A correction is a new entry; nothing is overwritten.
    """

    class Kind(models.TextChoices):
        CONCERN = "concern"
        STRENGTHS = "strengths"
        GOAL = "goal"
        MEASURE = "measure"
        NOTE = "note"
        GLIMPSE = "glimpse"
        MEETING = "meeting"
        CHILD_VIEW = "child_view"
        FAMILY_VIEW = "family_view"
        EVALUATION = "evaluation"
        CLOSING = "closing"

    class WordsOf(models.TextChoices):
        WRITER = "writer"
        CHILD = "child"
        FAMILY = "family"

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)
    information_type = models.CharField(max_length=30, choices=INFORMATION_TYPES)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    words_of = models.CharField(max_length=10, choices=WordsOf, default=WordsOf.WRITER)
    speaker = PartitionForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    corrects = PartitionForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    closed_to_guardians_at = models.DateTimeField(null=True)
    closed_to_guardians_by = models.UUIDField(null=True)
    closed_to_guardians_reason = models.CharField(max_length=40, blank=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "plan", "service", "author", "speaker"})
        sensitive = frozenset(
            {
                "kind", "information_type", "words_of", "text", "closed_to_guardians_at", "closed_to_guardians_by",
                "closed_to_guardians_reason",
            }
        )  # fmt: skip
        plain = frozenset({"written_at", "corrects"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(name="entry_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="entry_closed_at_by_and_why_together",
                condition=Q(closed_to_guardians_at=None, closed_to_guardians_by=None, closed_to_guardians_reason="")
                | (
                    Q(closed_to_guardians_at__isnull=False, closed_to_guardians_by__isnull=False)
                    & ~Q(closed_to_guardians_reason="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "plan", "-written_at", "id"], name="entry_of_plan"),
            models.Index(fields=["author", "service", "-written_at"], name="entry_of_author"),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose plan it stands in, for the trail."""
        return self.plan.child_id
