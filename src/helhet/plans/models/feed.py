"""Who might see an entry: candidates, never an authority. The filter judges each of them when it is read."""

from django.db import models

from helhet.people.models import Service
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.plans.models.entry import Entry


class Feed(AboutChild):
    """An entry that one service might see: it wrote it, or takes part in the plan (kandidat).

    It makes the newest of all plans cost a page, however many there are. What is missing here is hidden from a list;
    what is here too much is judged and left out.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    entry = PartitionForeignKey(Entry, on_delete=models.PROTECT, related_name="feed")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "service", "entry"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"written_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "service", "entry"], name="feed_once"),
        ]
        indexes = [models.Index(fields=["service", "-written_at", "-entry"], name="feed_of_service")]
