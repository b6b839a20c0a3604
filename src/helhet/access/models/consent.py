"""The question to the family (samtykke): to a service, for kinds of information, for a purpose, for a time."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhet.core.information import information_types
from helhet.people.models import Person, Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.vault.fields import SealedText

INFORMATION_TYPES = [(code, code) for code in information_types()]


class Consent(AboutChild):
    """One question to the family, with its answers: may these services share this, for this, this long?

    `matter` is what the consent is for (a plan's id). It has no foreign key: consent stands below plans.

    Three things are never one: that the family wants the plan (`plan_status`), that secrecy is lifted (`status`), and
    the basis for processing, which is no consent (`ProcessingBasis`). `hidden`: put to the child alone, about what is
    rightly kept from the parents; they are told nothing of it (pbrl. § 4-3).
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("waiting for an answer")
        GIVEN = "given", _("given")
        REFUSED = "refused", _("no")
        WITHDRAWN = "withdrawn", _("taken back")

    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    matter = models.UUIDField()
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")  # that asks
    purpose = SealedText()
    from_on = models.DateField()
    until_on = models.DateField()  # the last day
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    plan_status = models.CharField(max_length=10, choices=Status, blank=True)
    plan_until_on = models.DateField(null=True)  # the last day on which those who wanted the plan are the ones to ask
    hidden = models.BooleanField(default=False)
    hidden_reason = SealedText(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    child_informed = SealedText(blank=True)
    one_guardian_reason = SealedText(blank=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "matter", "service", "asked_by"})
        sensitive = frozenset(
            {"purpose", "status", "plan_status", "child_informed", "one_guardian_reason", "hidden", "hidden_reason"}
        )
        plain = frozenset({"from_on", "until_on", "plan_until_on", "asked_at", "settled_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(name="consent_begins_before_it_ends", condition=Q(from_on__lte=F("until_on"))),
            models.CheckConstraint(
                name="consent_waits_or_is_settled",
                condition=((Q(status="asked") | Q(plan_status="asked")) & Q(settled_at=None))
                | (~Q(status="asked") & ~Q(plan_status="asked") & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="consent_wanted_plan_has_its_last_day",
                condition=Q(plan_until_on=None) | Q(plan_status__in=["given", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="consent_hidden_with_a_reason",
                condition=Q(hidden=False, hidden_reason="") | (Q(hidden=True, plan_status="") & ~Q(hidden_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "matter"], name="consent_of_matter")]

    @property
    def trail_matter(self) -> UUID:
        """What the consent is for."""
        return self.matter

    @property
    def settled(self) -> bool:
        """Nothing in the question waits for an answer."""
        return self.settled_at is not None


class ConsentLine(AboutChild):
    """One thing asked: this service, this kind of information, about the child or about one of the adults."""

    consent = PartitionForeignKey(Consent, on_delete=models.PROTECT, related_name="lines")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    information_type = models.CharField(max_length=30, choices=INFORMATION_TYPES)
    about = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "consent", "service", "about"})
        sensitive = frozenset({"information_type"})
        plain: frozenset[str] = frozenset()

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "consent", "service", "information_type", "about"], name="consent_line_once"
            ),
        ]


class ConsentAnswer(AboutChild):
    """One giver's answer. A row stands here, unanswered, for everyone who must be asked.

    Three questions are asked apart and answered apart, in one sitting: is the plan wanted (`plan_answer`), may what
    is secret about the child be shared (`answer`), and what is secret about the giver (`own_answer`). After a care
    order the child welfare service is itself one to ask: then `giver` is empty and `giver_service` says which.
    """

    class Answer(models.TextChoices):
        GIVEN = "given", _("yes")
        REFUSED = "refused", _("no")

    class Channel(models.TextChoices):
        PAPER = "paper", _("on paper")
        ORAL = "oral", _("by word of mouth")
        DIGITAL = "digital", _("on the family's own page")

    consent = PartitionForeignKey(Consent, on_delete=models.PROTECT, related_name="answers")
    giver = PartitionForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="consent_answers")
    giver_service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=40)
    asks_plan = models.BooleanField(default=False)
    asks_secrecy = models.BooleanField(default=True)
    asks_own = models.BooleanField(default=False)
    plan_answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    own_answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    heard_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    interpreter = models.BooleanField(default=False)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "consent", "giver", "giver_service", "heard_by"})
        sensitive = frozenset({"plan_answer", "answer", "own_answer"})
        plain = frozenset(
            {
                "capacity", "asks_plan", "asks_secrecy", "asks_own", "answered_at", "channel", "language",
                "interpreter",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "consent", "giver"], name="consent_answer_once"),
            models.CheckConstraint(
                name="consent_answer_says_when_and_how",
                condition=Q(answer="", plan_answer="", own_answer="", answered_at=None, channel="")
                | (
                    (~Q(answer="") | ~Q(plan_answer="") | ~Q(own_answer=""))
                    & Q(answered_at__isnull=False)
                    & ~Q(channel="")
                ),
            ),
            models.CheckConstraint(
                name="consent_answer_to_what_is_asked",
                condition=(Q(asks_plan=True) | Q(plan_answer=""))
                & (Q(asks_secrecy=True) | Q(answer=""))
                & (Q(asks_own=True) | Q(own_answer="")),
            ),
            models.CheckConstraint(
                name="consent_answer_has_one_giver",
                condition=Q(giver=None, giver_service__isnull=False) | Q(giver__isnull=False, giver_service=None),
            ),
        ]

    @property
    def giver_name(self) -> str:
        """Who answers: a person by name, or the child welfare service."""
        asked = self.giver or self.giver_service
        assert asked is not None, "the database keeps one of the two"
        return asked.name
