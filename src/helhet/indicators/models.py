"""Figures and where they come from. None of it is about a person, and no figure stands without its source."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhet.indicators.periods import Period
from helhet.indicators.years import Method


class Release(models.Model):
    """The figures of one indicator out of one published file (utgivelse): who published it, where, on which terms.

    `checksum` is of the file and how it was read, so that the same again is known. `sample`: invented in the documented
    form, and every page that shows it says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    recipe = models.CharField(max_length=60)
    indicator = models.CharField(max_length=60)
    publisher = models.CharField(max_length=200)
    table = models.CharField(max_length=200)
    address = models.CharField(max_length=500)
    licence = models.CharField(max_length=200)
    published_on = models.DateField(null=True)
    retrieved_on = models.DateField()
    imported_at = models.DateTimeField()
    checksum = models.CharField(max_length=64)
    sample = models.BooleanField(default=False)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {
                "id", "recipe", "indicator", "publisher", "table", "address", "licence", "published_on", "retrieved_on",
                "imported_at", "checksum", "sample",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipe", "indicator"], name="release_once"),
            models.CheckConstraint(
                name="release_names_its_source", condition=~Q(publisher="") & ~Q(table="") & ~Q(address="")
            ),
        ]


class Value(models.Model):
    """One figure (verdi): an indicator, a place as it is numbered now, a period, and a number or the reason for none.

    `built_from`: the numbers of then, parted by spaces. `series_break`: not to be joined to what is before it.
    """

    METHODS = (
        (Method.PUBLISHED.value, _("as published")),
        (Method.RECODED.value, _("moved to today's municipalities by the publisher")),
        (Method.RENUMBERED.value, _("the same municipality under its new number")),
        (Method.SUMMED.value, _("added up from the municipalities that became one")),
        (Method.REBUILT.value, _("worked out again from the counts of the municipalities that became one")),
        (Method.BROKEN.value, _("cannot be worked out for today's municipality")),
    )

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="values")
    indicator = models.CharField(max_length=60)
    place = models.CharField(max_length=4)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    school_year = models.BooleanField(default=False)
    number = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    numerator = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    mark = models.CharField(max_length=3, blank=True)
    method = models.CharField(max_length=12, choices=METHODS)
    built_from = models.CharField(max_length=200, blank=True)
    series_break = models.BooleanField(default=False)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {
                "id", "release", "indicator", "place", "first_year", "last_year", "school_year", "number", "numerator",
                "denominator", "mark", "method", "built_from", "series_break",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "indicator", "first_year", "last_year"], name="value_once"),
            models.CheckConstraint(
                name="value_is_a_number_or_says_why_not",
                condition=Q(number__isnull=False, mark="") & ~Q(method="broken")
                | Q(number=None) & (~Q(mark="") | Q(method="broken")),
            ),
            models.CheckConstraint(name="value_period_in_order", condition=Q(first_year__lte=F("last_year"))),
        ]
        indexes = [models.Index(fields=["indicator", "last_year"], name="value_of_a_year")]

    @property
    def period(self) -> Period:
        """What span of time it is about."""
        return Period(self.first_year, self.last_year, self.school_year)


class Import(models.Model):
    """One attempt to take in a file (import): when, what came of it, and if it was refused, why."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("taken in")
        UNCHANGED = "unchanged", _("the same as before")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    recipe = models.CharField(max_length=60)
    file = models.CharField(max_length=200)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    rows = models.PositiveIntegerField(default=0)
    figures = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "recipe", "file", "at", "outcome", "rows", "figures", "reason"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="import_refused_says_why", condition=Q(outcome="refused") & ~Q(reason="") | ~Q(outcome="refused")
            ),
        ]
