"""Consent (samtykke): to a service, for kinds of information, for a purpose, for a time. And what it opens."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhet.core.information import information_types
from helhet.people.models import Person, Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet

INFORMATION_TYPES = [(code, code) for code in information_types()]


class Consent(AboutChild):
    """One question to the family, with its answers: may these services share this, for this, this long?

    `matter` is what the consent is for (a plan's id). It has no foreign key: consent stands below plans.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("waiting for an answer")
        GIVEN = "given", _("given")
        REFUSED = "refused", _("no")
        WITHDRAWN = "withdrawn", _("taken back")

    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    matter = models.UUIDField()
    purpose = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField()  # the last day
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    child_informed = models.TextField(blank=True)
    one_guardian_reason = models.TextField(blank=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "matter", "asked_by"})
        sensitive = frozenset({"purpose", "status", "child_informed", "one_guardian_reason"})
        plain = frozenset({"from_on", "until_on", "asked_at", "settled_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(name="consent_begins_before_it_ends", condition=Q(from_on__lte=F("until_on"))),
            models.CheckConstraint(
                name="consent_waits_or_is_settled",
                condition=Q(status="asked", settled_at=None) | (~Q(status="asked") & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "matter"], name="consent_of_matter")]


class ConsentLine(AboutChild):
    """One thing asked: this service, this kind of information."""

    consent = PartitionForeignKey(Consent, on_delete=models.PROTECT, related_name="lines")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    information_type = models.CharField(max_length=30, choices=INFORMATION_TYPES)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "consent", "service"})
        sensitive = frozenset({"information_type"})
        plain: frozenset[str] = frozenset()

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "consent", "service", "information_type"], name="consent_line_once"
            ),
        ]


class ConsentAnswer(AboutChild):
    """One person's answer. A row stands here, unanswered, for everyone who must be asked."""

    class Answer(models.TextChoices):
        GIVEN = "given", _("yes")
        REFUSED = "refused", _("no")

    class Channel(models.TextChoices):
        PAPER = "paper", _("on paper")
        ORAL = "oral", _("by word of mouth")
        DIGITAL = "digital", _("on the family's own page")

    consent = PartitionForeignKey(Consent, on_delete=models.PROTECT, related_name="answers")
    giver = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="consent_answers")
    capacity = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    heard_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    interpreter = models.BooleanField(default=False)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "consent", "giver", "heard_by"})
        sensitive = frozenset({"answer"})
        plain = frozenset({"capacity", "answered_at", "channel", "language", "interpreter"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "consent", "giver"], name="consent_answer_once"),
            models.CheckConstraint(
                name="consent_answer_says_when_and_how",
                condition=Q(answer="", answered_at=None, channel="")
                | (~Q(answer="") & Q(answered_at__isnull=False) & ~Q(channel="")),
            ),
        ]


class Grant(AboutChild):
    """What a consent opens: one service, one kind of information, from a day to a day. End-dated, never edited.

    `until_on` is already cut to the last day on which those who said yes were the ones entitled to.
    """

    consent = PartitionForeignKey(Consent, on_delete=models.PROTECT, related_name="grants")
    matter = models.UUIDField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    information_type = models.CharField(max_length=30, choices=INFORMATION_TYPES)
    from_on = models.DateField()
    until_on = models.DateField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "consent", "matter", "service", "ended_by"})
        sensitive = frozenset({"information_type"})
        plain = frozenset({"from_on", "until_on", "given_at", "ended_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                name="grant_ended_at_and_by_together",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "matter", "service"], name="grant_of_matter"),
        ]


class ConsentException(AboutChild):
    """What the family keeps back (unntak): a service, a named person, a kind of information, or a mix of them."""

    matter = models.UUIDField()
    made_by = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    information_type = models.CharField(max_length=30, choices=INFORMATION_TYPES, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "matter", "made_by", "service", "worker"})
        sensitive = frozenset({"information_type"})
        plain = frozenset({"made_at", "ended_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                name="exception_keeps_something_back",
                condition=Q(service__isnull=False) | Q(worker__isnull=False) | ~Q(information_type=""),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "matter"], name="exception_of_matter")]
