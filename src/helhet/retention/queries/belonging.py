"""What belongs to a plan or a note and goes with it, table by table, leaves before what they point at.

A new table about a child stands here, or among those that stay; a test asks.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import ForeignObject, ForeignObjectRel, QuerySet

from helhet.access.models import (
    Consent,
    ConsentAnswer,
    ConsentException,
    ConsentLine,
    DemandMet,
    DisclosedItem,
    Disclosure,
    Grant,
    ProcessingBasis,
)
from helhet.clocks.models import Clock, Reminder
from helhet.concerns.models import Concern, ConcernTalk, ProtectionReport
from helhet.people.models import CareOrder, Guardianship, Person
from helhet.people.partition import AboutChild
from helhet.plans.models import (
    Baton,
    BatonOffer,
    Deadlock,
    Entry,
    Evaluation,
    Feed,
    Goal,
    Hiding,
    LevelChange,
    Measure,
    MeasureEffect,
    Meeting,
    Participant,
    Participation,
    Plan,
)
from helhet.post.models import Letter
from helhet.retention.models import ArchiveReceipt, LegalHold

STAYS: dict[type[AboutChild], str] = {
    ArchiveReceipt: "the proof that it was archived before it went",
    LegalHold: "that it was held, and until when",
}
"""What is left of a matter that has gone, beside the trail."""

PEOPLE: tuple[type[AboutChild], ...] = (Guardianship, CareOrder, Person)
"""They go when nothing is left that needs them: what is known of the child's family, and then the child."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table, found by a field that holds the id of the matter or of something in it."""

    rows: type[AboutChild]
    by: str
    of: type[AboutChild] | None = None
    """What the field points at; None is the matter itself."""


OF_ANY = (
    Table(Reminder, "clock", Clock),
    Table(Clock, "matter"),
)
OF_PLAN = (
    Table(MeasureEffect, "evaluation", Evaluation),
    Table(Evaluation, "plan"),
    Table(Deadlock, "plan"),
    Table(Meeting, "plan"),
    Table(Measure, "plan"),
    Table(Goal, "plan"),
    Table(LevelChange, "plan"),
    Table(Participant, "plan"),
    Table(Participation, "plan"),
    Table(BatonOffer, "plan"),
    Table(Feed, "entry", Entry),
    Table(Hiding, "entry", Entry),
    Table(DisclosedItem, "disclosure", Disclosure),
    Table(DemandMet, "disclosure", Disclosure),
    Table(Disclosure, "matter"),
    Table(ConsentException, "matter"),
    Table(Grant, "matter"),
    Table(ProcessingBasis, "matter"),
    Table(ConsentAnswer, "consent", Consent),
    Table(ConsentLine, "consent", Consent),
    Table(Consent, "matter"),
    Table(Baton, "plan"),
    Table(Entry, "plan"),
    Table(Plan, "pk"),
)
OF_CONCERN = (
    Table(ConcernTalk, "concern"),
    Table(ProtectionReport, "concern"),
    Table(Concern, "pk"),
)
ABOUT = (Clock, BatonOffer, Participation)
"""What a letter can be about, beside the matter itself."""


def rows_of(matter: Plan | Concern) -> list[QuerySet[AboutChild]]:
    """Everything that goes with it, in the order it can go."""
    tables = (*OF_ANY, *(OF_PLAN if isinstance(matter, Plan) else OF_CONCERN))
    direct = {table.rows: table.by for table in tables if table.of is None}

    def found(model: type[AboutChild], by: str, ids: list[UUID]) -> QuerySet[AboutChild]:
        return model.objects.filter(municipality_id=matter.municipality_id, **{f"{by}__in": ids})  # type: ignore[attr-defined]

    def ids(model: type[AboutChild]) -> list[UUID]:
        return list(found(model, direct[model], [matter.pk]).values_list("pk", flat=True))

    about = [matter.pk, *(pk for model in ABOUT if model in direct for pk in ids(model))]
    return [
        found(Letter, "about", about),
        *(found(table.rows, table.by, ids(table.of) if table.of else [matter.pk]) for table in tables),
    ]


def pointers_at(model: type[AboutChild]) -> list[ForeignObject[Any, Any]]:
    """Every field of a table about children that points at this one, also those no attribute leads back by."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    ]


def needed(person: Person, *, but: tuple[type[AboutChild], ...] = ()) -> bool:
    """Whether any row about a child points at this person. `but` leaves out what those tables know of their family."""
    return any(
        field.model._base_manager.filter(municipality_id=person.municipality_id, **{field.name: person}).exists()
        for field in pointers_at(Person)
        if not (field.model in but and field.name == "child")
    )
