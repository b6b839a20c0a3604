"""What is searched: texts anybody may read, and the terms each is found by."""

from uuid import uuid4

from django.db import models


class SearchText(models.Model):
    """One text in one language, as a room above handed it over (søketekst). Nothing about a child is ever one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    room = models.CharField(max_length=20)  # whose it is: "library"
    key = models.CharField(max_length=80)  # what that room calls it
    language = models.CharField(max_length=2)  # of the page it is shown on
    title = models.CharField(max_length=300)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    facets = models.JSONField(default=list)  # "kind:report": what it can be filtered by
    order = models.IntegerField(default=0)  # among equals, and where nothing is asked: the highest first
    words = models.TextField(blank=True)  # every word once: what a misspelt one may have meant
    length = models.FloatField(default=0)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {"id", "room", "key", "language", "title", "lead", "body", "url", "facets", "order", "words", "length"}
        )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "key", "language"], name="search_text_once")]


class Posting(models.Model):
    """A term stands in a text, so strongly (oppslag i søkeregisteret)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    text = models.ForeignKey(SearchText, on_delete=models.CASCADE, related_name="postings")
    term = models.CharField(max_length=100)
    weight = models.FloatField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "text", "term", "weight"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "text"], name="posting_once")]
