"""What has been told to others without the family's yes, once the family has been told."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from helhet.access.models import DisclosedItem, Disclosure
from helhet.core.information import InformationType, information_types
from helhet.core.law.parameter import Parameter
from helhet.core.law.parameters import parameter
from helhet.core.moments import day_of
from helhet.family.discretion import Discretion
from helhet.plans.models import Entry, Plan


@dataclass(frozen=True, slots=True)
class ToldOn:
    """One disclosure: who told which kinds of information to whom, when, for what, and on which rule."""

    on: date
    by: str
    by_place: str | Promise
    to: str
    to_place: str | Promise
    kinds: tuple[InformationType, ...]
    purpose: str
    rule: Parameter


def told_on(plan: Plan, entries: dict[UUID, Entry], discretion: Discretion) -> tuple[ToldOn, ...]:
    """The disclosures the family has been told of, newest first. `entries` are those this reader may see.

    One the family has not been told of leaves nothing here, and neither does one of a text kept from this reader.
    """
    here = {"municipality_id": plan.municipality_id}
    told = list(
        Disclosure.objects.filter(**here, matter=plan.pk, family_told_on__isnull=False)
        .select_related("decided_by", "from_service", "to_worker", "to_service")
        .order_by("-decided_at", "id")
    )
    items = list(DisclosedItem.objects.filter(**here, disclosure__in=told).order_by("id"))
    kinds = {
        one.pk: {entries[i.item].information_type for i in items if i.disclosure_id == one.pk and i.item in entries}
        for one in told
    }
    return tuple(
        ToldOn(
            on=day_of(one.decided_at),
            by=discretion.name(one.decided_by),
            by_place=discretion.place(one.from_service),
            to=discretion.name(one.to_worker),
            to_place=discretion.place(one.to_service),
            kinds=tuple(kind for code, kind in information_types().items() if code in kinds[one.pk]),
            purpose=discretion.words(one.purpose),
            rule=parameter(one.rule),
        )
        for one in told
        if kinds[one.pk]
    )
