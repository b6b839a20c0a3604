"""What every table about a child has in common: the municipality, first in every key and every join.

The municipality that holds the plan is the partition (a surrogate id that survives mergers). It is filled from the
parent row, never changed, and stands in every unique constraint, so that the same schema spreads over several
machines without a change of code.
"""

from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models.fields.related_lookups import RelatedExact
from django.db.models.sql.where import AND, WhereNode

from helhet.core import compartments
from helhet.people.keys import Key
from helhet.vault.fields import SealedQuerySet


class AboutChild(models.Model):
    """A row about a child. `id` is random and made by the application; nothing can be read from it."""

    CHILD: ClassVar[str] = "child"
    """The way from a row with sealed fields to the one whose key seals them, as a filter says it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    municipality = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["municipality", "id"], name="%(app_label)s_%(class)s_by_municipality")
        ]

    @property
    def key(self) -> Key:
        """How this row is named in an address."""
        return Key(self.municipality_id, self.pk)

    @property
    def trail_matter(self) -> UUID | None:
        """The plan or note it belongs to, for the trail; None for what belongs to neither."""
        return None

    @property
    def trail_compartment(self) -> str:
        """The compartment of the log in which a look at it stands: those at work, unless its room says otherwise."""
        return compartments.WORK

    @property
    def trail_part(self) -> str:
        """The kind of information it holds, for the trail; nothing where it is no text."""
        return ""

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Read the row anew, from its own partition. The municipality comes along: a sealed field opens by it."""
        if fields is not None:
            fields = [*fields, "municipality"]
        rows = from_queryset if from_queryset is not None else type(self)._base_manager.using(using)
        super().refresh_from_db(using, fields, rows.filter(municipality_id=self.municipality_id))

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any, **kwargs: Any) -> Any:
        """Save to its own partition (the one place of Django's `save` where a row is looked for) and leave it there."""
        here = base_qs.filter(municipality_id=self.municipality_id)
        changed = [value for value in values if value[0].name != "municipality"]
        return super()._do_update(here, using, pk_val, changed, *args, **kwargs)


class PartitionQuerySet(SealedQuerySet):
    """Rows about children; asked for by the parent they belong to, municipality first."""

    def of(self, **parent: AboutChild) -> Self:
        """The rows that belong to one parent, as in `.of(plan=plan)`: gives the municipality's value as well."""
        ((name, row),) = parent.items()
        return self.filter(municipality_id=row.municipality_id, **{name: row})

    def at(self, key: Key) -> Self:
        """The row a key names, or none."""
        return self.filter(municipality_id=key.municipality, pk=key.id)


class PartitionForeignKey(models.ForeignKey[Any, Any]):
    """A foreign key between two tables about children: whatever follows it also equates the municipality.

    In a spread database (HELHET_DISTRIBUTED) a migration leaves the key to `distribute`, which alone can make it there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.DISTRIBUTED:
            self.db_constraint = False

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """The same for migrations everywhere, however the database is spread."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs

    def get_extra_descriptor_filter(self, instance: Any) -> Any:
        """What `row.parent` adds when it looks the parent up."""
        return {"municipality": instance.municipality_id}

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """The second half of the join's condition (Django's own hook for it)."""
        here: Any = self.model._meta.get_field("municipality")
        there: Any = self.related_model._meta.get_field("municipality")
        same: Any = RelatedExact(there.get_col(alias), here.get_col(related_alias))
        return WhereNode([same], connector=AND)
