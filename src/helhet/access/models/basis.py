"""On what basis a service keeps what it knows (behandlingsgrunnlag): no consent, and it opens nothing."""

from django.db import models
from django.db.models import F, Q

from helhet.people.models import Person, Service
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet


class ProcessingBasis(AboutChild):
    """The basis one service, as controller, processes a child's data on in one matter, from a day until a day.

    `rule` is the provision in the law's files it rests on; empty: no explicit provision was found, and that is said.
    `articles` are those of the General Data Protection Regulation, such as `6(1)(e) 9(2)(g)`. A yes from the family
    wants a plan, or lifts secrecy; neither is this. It is told, and never asked by any filter.
    """

    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    matter = models.UUIDField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40, blank=True)
    articles = models.CharField(max_length=60)
    from_on = models.DateField()
    until_on = models.DateField(null=True)  # the last day

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "matter", "service"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"rule", "articles", "from_on", "until_on"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "matter", "service"], condition=Q(until_on=None), name="processing_basis_once"
            ),
            models.CheckConstraint(
                name="processing_basis_begins_before_it_ends",
                condition=Q(until_on=None) | Q(from_on__lte=F("until_on")),
            ),
        ]
