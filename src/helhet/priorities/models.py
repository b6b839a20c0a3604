"""A municipality's priorities for children and young people, version by version. Nobody is named in them.

No number stands without its source: the database refuses one.
"""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from helhet.core.priorities import ProgrammeState, Wanted, wanted
from helhet.indicators.catalogue import Indicator, catalogue
from helhet.indicators.periods import Period
from helhet.indicators.shown import UNITS
from helhet.measures.models import KnownMeasure
from helhet.people.models import Organisation, Worker


class Programme(models.Model):
    """One version of a municipality's priorities (prioriteringer): a draft, adopted by a body on a day, superseded.

    `revision` grows with every change to any part, so that what is adopted is what was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    number = models.PositiveSmallIntegerField()
    """Which version, from 1; part of its address."""
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in ProgrammeState], default=ProgrammeState.DRAFT.value
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nb")
    """The language it is written in."""
    title = models.CharField(max_length=120, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    introduction = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    """Of title, years and introduction, for saving by itself."""
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    adopted_on = models.DateField(null=True)
    adopted_by = models.CharField(max_length=120, blank=True)
    """The body, as kommunestyret."""
    case = models.CharField(max_length=40, blank=True)
    """The number of the case, as 45/2026."""
    recorded_at = models.DateTimeField(null=True)
    superseded_on = models.DateField(null=True)

    class Privacy:
        identifying = frozenset({"changed_by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {
                "id", "organisation", "number", "state", "language", "title", "first_year", "last_year",
                "introduction", "version", "revision", "changed_at", "adopted_on", "adopted_by", "case", "recorded_at",
                "superseded_on",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="programme_number_once"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state="draft"), name="programme_one_draft_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state="adopted"), name="programme_one_in_force_at_a_time"
            ),
            models.CheckConstraint(name="programme_years_in_order", condition=Q(first_year__lte=F("last_year"))),
            models.CheckConstraint(
                name="programme_adopted_on_a_day_by_a_body",
                condition=Q(state="draft", adopted_on=None, adopted_by="", recorded_at=None)
                | ~Q(state="draft") & Q(adopted_on__isnull=False, recorded_at__isnull=False) & ~Q(adopted_by=""),
            ),
            models.CheckConstraint(
                name="programme_superseded_on_a_day",
                condition=Q(state="superseded", superseded_on__isnull=False)
                | ~Q(state="superseded") & Q(superseded_on=None),
            ),
        ]

    @property
    def years(self) -> str:
        """From and to, as 2026–2029."""
        return f"{self.first_year}–{self.last_year}"


class Part(models.Model):
    """A part of one version, in its place among its like. `version` grows each time it is saved."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    UNDER: str | None = None
    """The field that names what it stands under."""

    class Meta:
        abstract = True
        ordering = ("place", "id")

    @property
    def siblings(self) -> dict[str, Any]:
        """What its like have in common."""
        under = {f"{self.UNDER}_id": getattr(self, f"{self.UNDER}_id")} if self.UNDER else {}
        return {"programme_id": self.programme_id} | under


class Challenge(Part):
    """Something that is not good enough for children and young people here (utfordring)."""

    title = models.CharField(max_length=120)
    text = models.TextField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "programme", "place", "version", "title", "text"})


class Target(Part):
    """A figure with where it stood and where it is to be (måltall), and the source of where it stood.

    `indicator`: of the catalogue, the number as it was published; empty: the municipality's own, in its own words.
    `thread` is the same through all versions, so that readings follow.
    """

    UNDER = "challenge"

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="targets")
    thread = models.UUIDField(default=uuid4, editable=False)
    indicator = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=12, choices=[(one, one) for one in UNITS])
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    school_year = models.BooleanField(default=False)
    baseline = models.DecimalField(max_digits=16, decimal_places=6)
    source = models.CharField(max_length=300)
    source_address = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    retrieved_on = models.DateField(null=True)
    target = models.DecimalField(max_digits=16, decimal_places=6)
    target_year = models.PositiveSmallIntegerField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {
                "id", "programme", "place", "version", "challenge", "thread", "indicator", "name", "unit", "first_year",
                "last_year", "school_year", "baseline", "source", "source_address", "licence", "retrieved_on", "target",
                "target_year",
            }
        )  # fmt: skip

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["programme", "thread"], name="target_once"),
            models.CheckConstraint(name="target_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="target_lies_ahead", condition=Q(first_year__lte=F("last_year"), last_year__lt=F("target_year"))
            ),
        ]

    @property
    def period(self) -> Period:
        """What time the baseline is about."""
        return Period(self.first_year, self.last_year, self.school_year)

    @property
    def wanted(self) -> Wanted:
        """Which way it is to go."""
        return wanted(self.baseline, self.target)

    @property
    def about(self) -> Indicator | None:
        """What the catalogue says of it today; None for an own figure, and for one the catalogue no longer has."""
        return catalogue().indicators.get(self.indicator)

    @property
    def own(self) -> bool:
        """Whether the municipality counts it itself."""
        return not self.indicator


class Priority(Part):
    """What is put first, to meet a challenge (prioritering)."""

    UNDER = "challenge"

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="priorities")
    title = models.CharField(max_length=120)
    text = models.TextField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "programme", "place", "version", "challenge", "title", "text"})


class RunMeasure(Part):
    """A measure the municipality runs (tiltak kommunen driver), from the register or its own. No person is named."""

    class Standing(models.TextChoices):
        NEW = "new", "new"
        CARRIED_ON = "carried_on", "carried on"

    UNDER = "priority"

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="measures")
    known = models.ForeignKey(KnownMeasure, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    standing = models.CharField(max_length=10, choices=Standing)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    """The last day; empty where no end is set."""
    responsible = models.CharField(max_length=120)
    """A role or a unit."""
    text = models.TextField(blank=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {
                "id", "programme", "place", "version", "priority", "known", "name", "standing", "from_on", "until_on",
                "responsible", "text",
            }
        )  # fmt: skip

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(name="run_measure_names_who_is_responsible", condition=~Q(responsible="")),
            models.CheckConstraint(
                name="run_measure_begins_before_it_ends", condition=Q(until_on=None) | Q(from_on__lte=F("until_on"))
            ),
        ]


class Reading(models.Model):
    """A later number of a municipality's own figure (avlesning), with its source."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    thread = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    number = models.DecimalField(max_digits=16, decimal_places=6)
    source = models.CharField(max_length=300)
    noted_at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "organisation", "thread", "year", "number", "source", "noted_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "thread", "year"], name="reading_once_a_year"),
            models.CheckConstraint(name="reading_names_its_source", condition=~Q(source="")),
        ]
