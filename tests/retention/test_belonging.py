"""Everything about a child has decided whether it goes with its matter; and it does go."""

from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from helhet.core.actors import Actor
from helhet.people.models import Person
from helhet.people.partition import AboutChild
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from helhet.post.models import Letter
from helhet.retention.actions.letting_go import let_go
from helhet.retention.actions.receiving import record_receipt
from helhet.retention.queries.belonging import OF_ANY, OF_CONCERN, OF_PLAN, PEOPLE, STAYS, pointers_at
from tests.cast import NOW, Cast, active_plan, after, parent_of
from tests.retention.kept import CHECKSUM, CLOSED, TURNS_25, closed, full_plan

ABOUT_CHILDREN = [model for model in apps.get_models() if issubclass(model, AboutChild)]


def test_every_table_about_a_child_goes_or_stays_knowingly() -> None:
    decided = [table.rows for table in (*OF_ANY, *OF_PLAN, *OF_CONCERN)] + [Letter, *PEOPLE, *STAYS]
    assert sorted(model._meta.label for model in ABOUT_CHILDREN) == sorted(model._meta.label for model in decided)


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in ABOUT_CHILDREN}


def let_go_of(cast: Cast, plan: Plan) -> None:
    record_receipt(
        matter=plan,
        received_on=CLOSED.date(),
        reference="A-1",
        checksum=CHECKSUM,
        actor=cast.as_rektor,
        at=TURNS_25,
    )
    let_go(matter=plan, adopted=settings.RETENTION, actor=Actor.system(), at=TURNS_25)
    connection.check_constraints()


def test_nothing_is_left_of_a_plan_that_had_something_in_every_table(cast: Cast) -> None:
    plan = closed(cast, full_plan(cast))
    empty = {label for label, count in counts().items() if count == 0}
    assert empty == {
        "access.ConsentException",
        "concerns.Concern",
        "concerns.ConcernTalk",
        "concerns.ProtectionReport",
        "plans.LevelChange",
        "retention.ArchiveReceipt",
        "retention.LegalHold",
    }
    let_go_of(cast, plan)
    assert {label: count for label, count in counts().items() if count} == {"retention.ArchiveReceipt": 1}


def test_nothing_of_another_plan_goes_along(cast: Cast) -> None:
    plan = closed(cast, full_plan(cast))
    only_first = counts()
    active_plan(cast, at=after(31))
    others = {label: count - only_first[label] for label, count in counts().items() if count != only_first[label]}
    let_go_of(cast, plan)
    left = {label: count for label, count in counts().items() if count}
    people = {"people.Person": 3, "people.Guardianship": 2, "people.CareOrder": 1}
    assert left == {**others, **people, "retention.ArchiveReceipt": 1}
    assert others != {}


def test_everything_that_points_at_a_person_is_asked_before_they_go() -> None:
    fields = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is Person
    ]
    asked = [f"{field.model._meta.label}.{field.name}" for field in pointers_at(Person)]
    assert sorted(asked) == sorted(fields)
    assert "plans.Entry.speaker" in asked  # nothing on a person leads back by it


def test_a_guardian_whose_words_stand_in_another_childs_plan_stays(cast: Cast) -> None:
    plan = closed(cast, full_plan(cast))
    noah = Person.objects.create(municipality=cast.fjordvik, name="Noah", born_on=date(2016, 5, 5))
    around = replace(cast, ella=noah, mona=parent_of(noah, "Nora"), per=parent_of(noah, "Nils"))
    other = active_plan(around)
    entry = write_entry(
        plan=other, kind=Entry.Kind.NOTE, information_type="school", text="Noe", actor=cast.as_kari, at=NOW
    )
    Entry.objects.of(plan=other).filter(pk=entry.pk).update(speaker=cast.mona)
    let_go_of(cast, plan)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Mona", "Nils", "Noah", "Nora"]


@pytest.mark.parametrize("model", STAYS, ids=lambda model: model.__name__)
def test_what_stays_points_at_nothing_that_goes(model: type[AboutChild]) -> None:
    gone = {table.rows for table in (*OF_ANY, *OF_PLAN, *OF_CONCERN)} | {Letter, *PEOPLE}
    assert [field.name for field in model._meta.local_fields if field.related_model in gone] == []
