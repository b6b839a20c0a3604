"""The newsletter: who wants it about what, and its issues. An address is sealed, and gone when its owner leaves."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from helhet.people.models import Worker
from helhet.vault.house import Box


class Addressed(models.Model):
    """A row with an e-mail address: sealed, and found again by its keyed index alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    address = models.BinaryField()
    address_lookup = models.BinaryField(max_length=32, unique=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField()
    agreed = models.CharField(max_length=20)  # the code of the text that was agreed to

    class Meta:
        abstract = True

    @property
    def place(self) -> bytes:
        """Where the address is sealed. It opens nowhere else."""
        return f"{self._meta.db_table}.address ".encode() + self.pk.bytes

    def set_address(self, address: str, *, by: Box) -> None:
        """Seal an address, as it was written."""
        self.address = by.seal(address, place=self.place)
        self.address_lookup = by.index(address.casefold())

    def read_address(self, *, by: Box) -> str:
        """The address. Raises ciphers.SealBroken."""
        return by.open(bytes(self.address), place=self.place)


class SignUp(Addressed):
    """Somebody has asked for letters to an address, and whoever reads it has not said yes (påmelding).

    Until then nothing is sent there but the question. The link in it is stored as a hash, and lasts two days.
    """

    topics = models.JSONField()
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)
    token_until = models.DateTimeField(null=True)
    letter_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"id", "address", "address_lookup", "token_hash"})
        sensitive = frozenset({"topics"})
        plain = frozenset({"language", "asked_at", "agreed", "token_until", "letter_at"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sign_up_token_and_until_together",
                condition=Q(token_hash=None, token_until=None) | Q(token_hash__isnull=False, token_until__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="sign_up_asked")]


class Subscription(Addressed):
    """Somebody gets letters (abonnement): when they asked, when they said yes, and to which text.

    It is deleted, address and all, when they leave, and when letters keep coming back.
    """

    confirmed_at = models.DateTimeField()
    came_back = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        identifying = frozenset({"id", "address", "address_lookup"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"language", "asked_at", "agreed", "confirmed_at", "came_back"})


class Interest(models.Model):
    """One topic somebody gets letters about (valgt tema)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="interests")
    topic = models.CharField(max_length=20)

    class Privacy:
        identifying = frozenset({"subscription"})
        sensitive = frozenset({"topic"})
        plain = frozenset({"id"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "topic"], name="interest_once")]
        indexes = [models.Index(fields=["topic"], name="interest_topic")]


class Issue(models.Model):
    """One issue of the newsletter (utgave): a draft, asked to be looked over, and sent once, by somebody else.

    `slug` is its permanent address; it has one from the moment it is sent. `version` grows with each change, so that
    what is sent is what the publisher has read.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subject = models.CharField(max_length=120)
    body = models.TextField()  # Markdown
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    topics = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    ready_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001  (no address is not an empty one)

    class Privacy:
        identifying = frozenset({"written_by", "sent_by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {"id", "subject", "body", "language", "topics", "version", "written_at", "ready_at", "sent_at", "slug"}
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="issue_sent_at_by_and_address_together",
                condition=Q(sent_at=None, sent_by=None, slug=None)
                | Q(sent_at__isnull=False, sent_by__isnull=False, slug__isnull=False, ready_at__isnull=False),
            ),
            models.CheckConstraint(
                name="issue_is_sent_by_another", condition=Q(sent_by=None) | ~Q(sent_by=F("written_by"))
            ),
        ]
        indexes = [models.Index(fields=["-sent_at"], name="issue_sent")]


class Writer(models.Model):
    """Who has had a hand in an issue (medforfatter): none of them sends it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="writers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying = frozenset({"worker"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "issue"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "worker"], name="writer_once")]
