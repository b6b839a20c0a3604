"""What was told of one half-year in one municipality. Made once, never changed, never made anew; nobody is in it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from helhet.core.disclosure_control import FEW
from helhet.core.flow import ANSWERS, Figure, HalfYear
from helhet.people.models import Organisation, Service


class FlowRelease(models.Model):
    """The flow counts (flyttall) of one municipality in one half-year that is over: all its tables, made together."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="flow_releases")
    year = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "organisation", "year", "half", "made_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "half"], name="flow_release_once"),
            models.CheckConstraint(name="flow_release_of_a_half_year", condition=Q(half__in=[1, 2])),
        ]

    @property
    def half_year(self) -> HalfYear:
        """The time it counts."""
        return HalfYear(self.year, self.half)


class FlowCount(models.Model):
    """How often one answer was given in one group: a unit by itself, or (`service` empty) all the others together.

    A figure without rows was hidden because they are few. What stands here is nought or not few.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    release = models.ForeignKey(FlowRelease, on_delete=models.PROTECT, related_name="counts")
    figure = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Figure])
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(
        max_length=20, choices=[(one, one) for one in sorted({one for told in ANSWERS.values() for one in told})]
    )
    number = models.PositiveIntegerField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "release", "figure", "service", "answer", "number"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "figure", "service", "answer"], name="flow_count_once"),
            models.UniqueConstraint(
                fields=["release", "figure", "answer"], condition=Q(service=None), name="flow_count_once_of_the_others"
            ),
            models.CheckConstraint(name="flow_count_is_not_few", condition=Q(number=0) | Q(number__gte=FEW)),
        ]
