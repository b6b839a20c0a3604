"""The register of measures (tiltaksregisteret): what is known of each, and how others have graded it.

Nothing here is about a child. No row tells who runs a measure, or how often one has been chosen.
"""

from datetime import date
from functools import cached_property
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from helhet.core.texts import Text
from helhet.measures.fields import InLanguages
from helhet.measures.kinds import Kind, ScaleStep


class GradingSystem(models.Model):
    """Graderingssystem: somebody who grades measures, on a scale of their own, or who only tells in words.

    Two systems ask different things. Their grades are shown side by side and never put together.
    """

    key = models.SlugField(max_length=40, primary_key=True)
    place = models.PositiveSmallIntegerField()
    """In which order systems are shown."""
    name = InLanguages()
    owner = models.CharField(max_length=120, blank=True)
    asks = InLanguages()
    """What the system asks of a measure."""
    steps = models.JSONField(default=list)
    """The scale, from the least to the most documented: code, name, meaning. Empty where there is no scale."""
    source = models.URLField(max_length=400)

    class Privacy:
        identifying = frozenset[str]()
        sensitive = frozenset[str]()
        plain = frozenset({"key", "place", "name", "owner", "asks", "steps", "source"})

    class Meta:
        ordering = ("place",)

    def __str__(self) -> str:
        return self.key

    @cached_property
    def scale(self) -> tuple[ScaleStep, ...]:
        """The steps of the scale, in order."""
        return tuple(ScaleStep(one["code"], Text(**one["name"]), Text(**one["meaning"])) for one in self.steps)


class KnownMeasure(models.Model):
    """Tiltak i registeret: a measure that is known by a name, with who it is for, what it takes, and the sources.

    Not to be mixed up with a plan's `Measure`, which is what one person has taken on for one child.
    """

    key = models.SlugField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Kind])
    name = InLanguages()
    aim = InLanguages()
    levels = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    settings = models.JSONField(default=list)
    first_age = models.SmallIntegerField()
    """In whole years; -1 is from pregnancy."""
    last_age = models.SmallIntegerField()
    ages_source = models.URLField(max_length=400, blank=True)
    """Empty: as commonly told, not read in a source."""
    owner = models.CharField(max_length=120, blank=True)
    takes = InLanguages(null=True)
    """What it takes of those who take part."""
    takes_source = models.URLField(max_length=400, blank=True)
    training = InLanguages(null=True)
    training_source = models.URLField(max_length=400, blank=True)
    cost = InLanguages(null=True)
    cost_source = models.URLField(max_length=400, blank=True)
    source = models.URLField(max_length=400)
    checked_on = models.DateField()
    ended = models.PositiveSmallIntegerField(null=True)
    """The year it came to an end."""
    withdrawn = models.BooleanField(default=False)
    """No longer in the register's files. Its page stays, since plans may point at it."""

    class Privacy:
        identifying = frozenset[str]()
        sensitive = frozenset[str]()
        plain = frozenset(
            {
                "key", "kind", "name", "aim", "levels", "topics", "settings", "first_age", "last_age", "ages_source",
                "owner", "takes", "takes_source", "training", "training_source", "cost", "cost_source", "source",
                "checked_on", "ended", "withdrawn",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="known_measure_ages_in_order",
                condition=Q(first_age__gte=-1, first_age__lte=F("last_age")),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def fits(self, age: int) -> bool:
        """Whether it is meant for somebody of this age, in whole years; -1 is before birth."""
        return self.first_age <= age <= self.last_age


class EvidenceGrade(models.Model):
    """Evidensgrad: what one system has said of one measure, on a day, for whom and about what outcome.

    No step means that the grade has not been seen by us, or that the system has no scale. It never means weak.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    measure = models.ForeignKey(KnownMeasure, on_delete=models.CASCADE, related_name="grades")
    system = models.ForeignKey(GradingSystem, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, blank=True)
    raw = models.CharField(max_length=20, blank=True)
    """The grade as the system writes it, where it writes more than the step."""
    assessed = models.CharField(max_length=10, blank=True)
    """A day, or a year, as 2018-11-13 or 2020; empty where it is not known."""
    countries = models.JSONField(default=list)
    """Where the studies were done: ISO 3166 alpha-2."""
    found = InLanguages()
    population = InLanguages(null=True)
    outcome = InLanguages(null=True)
    source = models.URLField(max_length=400)

    class Privacy:
        identifying = frozenset[str]()
        sensitive = frozenset[str]()
        plain = frozenset(
            {
                "id", "measure", "system", "step", "raw", "assessed", "countries", "found", "population", "outcome",
                "source",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "system", "assessed"], name="graded_once_a_day_by_a_system"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.system_id} {self.assessed}"

    @property
    def year(self) -> str:
        """The year it was graded, or empty."""
        return self.assessed[:4]

    @property
    def step_on_scale(self) -> ScaleStep | None:
        """The step it was put on, with its name and meaning."""
        return next((step for step in self.system.scale if step.code == self.step), None)

    @property
    def day(self) -> date | None:
        """The day it was graded, where the day is known and not only the year."""
        return date.fromisoformat(self.assessed) if len(self.assessed) > 4 else None
