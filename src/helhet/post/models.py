"""The outbox (utboks): what leaves the house, and what is known of its arrival."""

from uuid import uuid4

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


class Mailing(models.Model):
    """The same to many (utsending), about no child: what it is about, and how far it has come.

    Whose letters they are is the room's that asked: it finds the addresses and the words (`composers.py`), and the
    outbox never holds either.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=40)
    about = models.UUIDField()
    queued_at = models.DateTimeField()
    resume_at = models.DateTimeField()  # not before this: our mail server was away, or there is nothing to do
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "kind", "about", "queued_at", "resume_at", "ended_at"})

    class Meta:
        indexes = [
            models.Index(fields=["queued_at"], name="mailing_under_way", condition=Q(ended_at=None)),
            models.Index(fields=["kind", "about"], name="mailing_about"),
        ]


class MailingCopy(models.Model):
    """One receiver's copy (eksemplar). `begun_at` is written before it is handed over, so that nobody gets two.

    Begun, and neither sent nor failed: the program or the line broke off in that moment. Whether it arrived nobody
    knows, and it is not sent again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="copies")
    to = models.UUIDField()  # a row of the room that asked; it may be gone by now
    attempts = models.PositiveSmallIntegerField(default=0)
    resume_at = models.DateTimeField(null=True)  # the receiver's server asked for patience until then
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    bounced_at = models.DateTimeField(null=True)  # it came back, for good

    class Privacy:
        identifying = frozenset({"id", "to"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {"mailing", "attempts", "resume_at", "begun_at", "sent_at", "failed_at", "failure", "bounced_at"}
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailing", "to"], name="one_copy_each"),
            models.CheckConstraint(name="copy_sent_was_begun", condition=Q(sent_at=None) | Q(begun_at__isnull=False)),
            models.CheckConstraint(
                name="copy_failed_at_and_why_together",
                condition=Q(failed_at=None, failure="") | (Q(failed_at__isnull=False) & ~Q(failure="")),
            ),
        ]
        indexes = [
            models.Index(fields=["mailing", "id"], name="copy_waits", condition=Q(begun_at=None, failed_at=None)),
        ]
