"""Items, their versions in three languages, and what became of each version. Nothing here is about a child."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhet.core.publishing import IN_THE_MAKING, VersionFacts, VersionState
from helhet.people.models import Organisation, Worker


class Item(models.Model):
    """One thing in the library (bibliotekpost). Its address stays the same, and an older one leads to it.

    `keeper` is told when a version's day of review has passed; where there is none any more, the owner's editors are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    owner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"keeper"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "slug", "owner", "made_at"})


class FormerAddress(models.Model):
    """An address an item had (tidligere adresse). It leads to the item for good, and no other item gets it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="former_addresses")
    until = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "slug", "item", "until"})


class Version(models.Model):
    """An item as it read from one publishing to the next (versjon). What is published is never edited.

    The lists hold codes: `topics` of Los (`topics.toml`), `services` kinds of service, `steps` of the action guide.
    `saves` counts the savings, so that two who write at once are told.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        REPORT = "report", _("report")
        EXAMPLE = "example", _("example from a municipality")
        TOOL = "tool", _("tool or guide")
        TEMPLATE = "template", _("template")
        COURSE = "course", _("course")
        FILM = "film", _("film")
        LINK = "link", _("web page")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in VersionState], default=VersionState.DRAFT.value
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ARTICLE)
    publisher = models.CharField(max_length=120, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True)
    year_until = models.PositiveSmallIntegerField(null=True)
    source_url = models.URLField(max_length=400, blank=True)
    source_language = models.CharField(max_length=10, blank=True)
    uncertain = models.BooleanField(default=False)  # whether the address leads to the original
    audiences = models.JSONField(default=list)
    services = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_until = models.PositiveSmallIntegerField(null=True)
    review_on = models.DateField()
    saves = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {
                "id", "item", "number", "state", "kind", "publisher", "year_from", "year_until", "source_url",
                "source_language", "uncertain", "audiences", "services", "topics", "steps", "age_from", "age_until",
                "review_on", "saves", "changed_at", "publish_at", "published_at", "ended_at",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(state="published"), name="version_one_is_out"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=["draft", "sent", "approved"]), name="version_one_in_the_making"
            ),
            models.CheckConstraint(
                name="version_out_has_its_moment",
                condition=~Q(state__in=["published", "replaced", "withdrawn"]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="version_approved_has_a_moment", condition=~Q(state="approved") | Q(publish_at__isnull=False)
            ),
            models.CheckConstraint(
                name="version_years_in_order",
                condition=Q(year_from=None) | Q(year_until=None) | Q(year_from__lte=F("year_until")),
            ),
            models.CheckConstraint(
                name="version_ages_in_order",
                condition=Q(age_from=None) | Q(age_until=None) | Q(age_from__lte=F("age_until")),
            ),
        ]

    @property
    def in_the_making(self) -> bool:
        """Not out yet."""
        return self.state in IN_THE_MAKING

    def facts(self) -> VersionFacts:
        """What the rules ask about it."""
        wrote = self.steps_taken.filter(act=EditorialStep.Act.WROTE, by__isnull=False)
        told = self.wordings.filter(language__in=["nb", "nn"]).exclude(title="").exclude(summary="")
        return VersionFacts(
            state=VersionState(self.state),
            writers=frozenset(wrote.values_list("by_id", flat=True)),
            complete=told.exists(),
        )


class Wording(models.Model):
    """A version's words in one language (tekst). The body is Markdown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=2, choices=[("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))])
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "version", "language", "title", "summary", "body"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="wording_once")]


class EditorialStep(models.Model):
    """Somebody did something with a version (redaksjonelt steg). Never changed, never taken away."""

    class Act(models.TextChoices):
        LOADED = "loaded", _("came with the program")
        WROTE = "wrote", _("wrote")
        SENT = "sent", _("asked for another pair of eyes")
        RETURNED = "returned", _("sent it back")
        APPROVED = "approved", _("read it and let it out")
        PUBLISHED = "published", _("came out")
        WITHDREW = "withdrew", _("withdrew it")
        REVIEWED = "reviewed", _("looked it through again")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps_taken")
    place = models.PositiveIntegerField()  # which of the version's steps it is, from 1
    act = models.CharField(max_length=10, choices=Act)
    by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")  # nobody: the program
    at = models.DateTimeField()
    note = models.CharField(max_length=600, blank=True)

    class Privacy:
        identifying = frozenset({"by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "version", "place", "act", "at", "note"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="editorial_step_in_its_place")]


class ReviewCall(models.Model):
    """Those who look after an item were told that its day of review has passed (varsel). Once for each such day.

    `letter` is common to all that was told of at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="review_calls")
    review_on = models.DateField()
    letter = models.UUIDField(db_index=True)
    at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "version", "review_on", "letter", "at"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "review_on"], name="review_called_for_once")]


class Picture(models.Model):
    """A picture for an item's texts (bilde), made anew from what was sent, with what it shows in words.

    An English wording falls back on the words in bokmål; a picture that only decorates does not belong here.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="pictures")
    content = models.BinaryField()
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt_nb = models.CharField(max_length=300)
    alt_nn = models.CharField(max_length=300)
    credit = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"added_by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {"id", "item", "content", "media_type", "width", "height", "alt_nb", "alt_nn", "credit", "added_at"}
        )

    class Meta:
        constraints = [
            models.CheckConstraint(name="picture_is_told_in_words", condition=~Q(alt_nb="") & ~Q(alt_nn="")),
        ]

    def alt(self, language: str) -> str:
        """What it shows, in a language."""
        return self.alt_nn if language == "nn" else self.alt_nb
