"""Everything about a child has decided whether it goes with its matter; and it does go."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from helhet.core.actors import Actor
from helhet.people.partition import AboutChild
from helhet.plans.models import Plan
from helhet.post.models import Letter
from helhet.retention.actions.letting_go import let_go
from helhet.retention.actions.receiving import record_receipt
from helhet.retention.queries.belonging import OF_ANY, OF_CONCERN, OF_PLAN, PEOPLE, STAYS
from tests.cast import Cast, active_plan, after
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
    people = {"people.Person": 3, "people.Guardianship": 2}
    assert left == {**others, **people, "retention.ArchiveReceipt": 1}
    assert others != {}


@pytest.mark.parametrize("model", STAYS, ids=lambda model: model.__name__)
def test_what_stays_points_at_nothing_that_goes(model: type[AboutChild]) -> None:
    gone = {table.rows for table in (*OF_ANY, *OF_PLAN, *OF_CONCERN)} | {Letter, *PEOPLE}
    assert [field.name for field in model._meta.local_fields if field.related_model in gone] == []
