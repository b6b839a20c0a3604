"""The outbox (utboks): what leaves the house, and what is known of its arrival."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhet.people.models import Person, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet


class Letter(AboutChild):
    """One message to one person: only that something waits, never what, about whom or from which service.

    `seen_at` is the receiver's own receipt: the first time they opened Helhet after it was sent.
    """

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("a reminder")
        QUESTION = "question", _("a question that waits for an answer")
        NEWS = "news", _("something new")

    kind = models.CharField(max_length=10, choices=Kind)
    to_worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="letters")
    to_person = PartitionForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="letters")
    about = models.UUIDField()
    queued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "to_worker", "to_person", "about"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"kind", "queued_at", "attempts", "sent_at", "failed_at", "failure", "seen_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                name="letter_has_one_receiver",
                condition=Q(to_worker=None, to_person__isnull=False) | Q(to_worker__isnull=False, to_person=None),
            ),
            models.CheckConstraint(
                name="letter_failed_at_and_why_together",
                condition=Q(failed_at=None, failure="") | (Q(failed_at__isnull=False) & ~Q(failure="")),
            ),
        ]
        indexes = [
            models.Index(fields=["to_worker", "sent_at"], name="letter_to_worker"),
            models.Index(fields=["municipality", "about"], name="letter_about"),
        ]
