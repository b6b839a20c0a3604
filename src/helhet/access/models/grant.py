"""What a consent opens, and what the family keeps back from it."""

from django.db import models
from django.db.models import Q

from helhet.access.models.consent import INFORMATION_TYPES, Consent
from helhet.people.models import Person, Service, Worker
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet


class Grant(AboutChild):
    """What a consent opens: one service, one kind of information, from a day to a day. End-dated, never edited.

    The same kind of information can be under several rules of secrecy, for they follow who wrote it and where it came
    from. So a grant says for each regime the last day on which those who said yes were the ones entitled to; empty:
    never. `until_on` is the last day the plan itself is open on it. `by_child_alone`: the child's own yes to what is
    rightly kept from the parents; it lifts that and nothing else.
    """

    consent = PartitionForeignKey(Consent, on_delete=models.PROTECT, related_name="grants")
    matter = models.UUIDField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    information_type = models.CharField(max_length=30, choices=INFORMATION_TYPES)
    about = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_child_alone = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField()
    general_until = models.DateField(null=True)
    health_until = models.DateField(null=True)
    child_welfare_until = models.DateField(null=True)
    social_until = models.DateField(null=True)
    family_counselling_until = models.DateField(null=True)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "consent", "matter", "service", "about", "ended_by"})
        sensitive = frozenset({"information_type", "by_child_alone"})
        plain = frozenset(
            {
                "from_on", "until_on", "general_until", "health_until", "child_welfare_until", "social_until",
                "family_counselling_until", "given_at", "ended_at",
            }
        )  # fmt: skip

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
