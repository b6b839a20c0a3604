"""What is written in a plan: every text is an entry, and every entry is read through one filter."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhet.access.models import INFORMATION_TYPES
from helhet.core import compartments
from helhet.core.compartments import TOLD
from helhet.core.law.regimes import Regime
from helhet.people.models import Person, Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.plans.models.plan import Plan
from helhet.vault.fields import SealedText


class Entry(AboutChild):
    """A short text in a plan (innføring), of one kind of information, written by one service.

    The service that wrote it is its controller (behandlingsansvarlig). `words_of` says whose words they are when
    they are not the writer's own. A correction is a new entry; nothing is overwritten.

    `regime` is the rule of secrecy that binds it: it follows the writer's profession and `source`, the service the
    writer has it from. `about` is the one it is about: the child, or one of the adults, whose own yes it then takes.
    `third_party`: it tells something confidential of somebody else as well.
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
        DEADLOCK = "deadlock"
        ANSWER = "answer"

    class WordsOf(models.TextChoices):
        WRITER = "writer"
        CHILD = "child"
        FAMILY = "family"

    plan = PartitionForeignKey(Plan, on_delete=models.PROTECT, related_name="entries")
    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    third_party = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, choices=Kind)
    information_type = models.CharField(max_length=30, choices=INFORMATION_TYPES)
    regime = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Regime])
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    words_of = models.CharField(max_length=10, choices=WordsOf, default=WordsOf.WRITER)
    speaker = PartitionForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    text = SealedText()
    corrects = PartitionForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset(
            {"id", "municipality", "plan", "child", "about", "service", "source", "author", "speaker"}
        )
        sensitive = frozenset({"kind", "information_type", "regime", "third_party", "words_of", "text"})
        plain = frozenset({"written_at", "corrects"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(name="entry_says_something", condition=~Q(text="")),
        ]
        indexes = [
            models.Index(fields=["municipality", "plan", "-written_at", "id"], name="entry_of_plan"),
            models.Index(fields=["author", "service", "-written_at"], name="entry_of_author"),
        ]

    @property
    def trail_matter(self) -> UUID:
        """The plan it stands in."""
        return self.plan_id

    @property
    def trail_compartment(self) -> str:
        """As the door found when the entry was looked for (plans/queries/told.py); those at work, where it did not."""
        told: str = getattr(self, TOLD, compartments.WORK)
        return compartments.own(self.about_id) if told == compartments.ABOUT else told

    @property
    def trail_part(self) -> str:
        """The kind of information it is."""
        return self.information_type


class Hiding(AboutChild):
    """Something hidden (skjermet) from one it would otherwise be open to, by a professional who has judged it.

    From all who answer for the child, from one adult (`person`), or from the child. It leaves no trace for the one it
    is hidden from. The reason is a code (`core/hiding.toml`) with the judgement in words; the program judges nothing.
    """

    class From(models.TextChoices):
        GUARDIANS = "guardians", _("everyone who answers for the child")
        ADULT = "adult", _("one of the adults")
        SUBJECT = "subject", _("the child")

    entry = PartitionForeignKey(Entry, on_delete=models.PROTECT, related_name="hidings")
    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hidden_from = models.CharField(max_length=10, choices=From)
    person = PartitionForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40)
    judgement = SealedText()
    hidden_at = models.DateTimeField()
    hidden_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "entry", "child", "person", "hidden_by", "lifted_by"})
        sensitive = frozenset({"hidden_from", "reason", "judgement"})
        plain = frozenset({"hidden_at", "lifted_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "entry", "hidden_from", "person"],
                condition=Q(lifted_at=None, person__isnull=False),
                name="hidden_once_from_one",
            ),
            models.UniqueConstraint(
                fields=["municipality", "entry", "hidden_from"],
                condition=Q(lifted_at=None, person=None),
                name="hidden_once_from_all",
            ),
            models.CheckConstraint(
                name="hidden_from_one_adult_or_from_all",
                condition=Q(hidden_from="adult", person__isnull=False) | (~Q(hidden_from="adult") & Q(person=None)),
            ),
            models.CheckConstraint(
                name="hiding_lifted_at_and_by_together",
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "entry"], name="hiding_of_entry")]
