"""What readers say of the pages anybody may read. Nothing here says who they are: no address, no account, no hour."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhet.people.models import Worker

LONGEST = 250
"""Characters a reader may write."""


class Reply(models.Model):
    """What the editors did about one or several pieces of feedback (svar). A public one is shown under what changed."""

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("We changed something")
        LATER = "later", _("We will come back to it")
        NOTHING = "nothing", _("Nothing to change")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    page = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    public = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying = frozenset({"written_by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "page", "outcome", "text", "language", "public", "written_at"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="public_reply_tells_what_changed",
                condition=Q(public=False) | (Q(outcome="changed") & ~Q(text="")),
            ),
        ]
        indexes = [models.Index(fields=["public", "written_at"], name="reply_public")]


class Feedback(models.Model):
    """What one reader wrote about one page (tilbakemelding). The day is kept, never the hour, and no sender.

    `page` is the path after the language, without what was asked for in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    page = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    found = models.BooleanField()
    words = models.CharField(max_length=LONGEST)
    given_on = models.DateField()
    reply = models.ForeignKey(Reply, null=True, on_delete=models.PROTECT, related_name="feedback")

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"words"})  # a reader may have written about somebody, against our advice
        plain = frozenset({"id", "page", "language", "found", "given_on", "reply"})

    class Meta:
        constraints = [models.CheckConstraint(name="feedback_has_words", condition=~Q(words=""))]
        indexes = [
            models.Index(fields=["given_on", "id"], name="feedback_waits", condition=Q(reply=None)),
            models.Index(fields=["page", "given_on"], name="feedback_of_page"),
        ]


class Tally(models.Model):
    """How many found what they looked for on a page in one day, and how many wrote (dagstelling).

    It is also the limit against floods: counted for the page, so that nothing about any sender need be known.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    page = models.CharField(max_length=200)
    on = models.DateField()
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "page", "on", "yes", "no", "written"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "on"], name="tally_once_a_day")]
