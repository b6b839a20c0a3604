"""Doors: what is forbidden cannot be told from what is not there, and every look and every refusal stays written."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helhet.access.door import Nothing
from helhet.audit.models import AuditEntry
from helhet.core.access import grounds
from helhet.core.actors import Actor, ActorKind
from helhet.people.keys import Key
from helhet.people.models import Service
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.day import my_plans
from helhet.plans.queries.doors import ENTRY, PLAN, entry_for, plan_for
from tests.cast import NOW, TODAY, Cast, acting, active_plan, after, with_jonas, worker

Look = Callable[[Actor, Key], object]


def look_at_plan(actor: Actor, key: Key) -> object:
    return plan_for(actor, key, at=NOW)


def look_at_entry(actor: Actor, key: Key) -> object:
    return entry_for(actor, key, at=NOW)


def note(cast: Cast, plan: Plan) -> Entry:
    return write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Ella lo", actor=cast.as_kari, at=NOW
    )


def refused(look: Look, actor: Actor, key: Key) -> tuple[str, int, list[AuditEntry]]:
    """How a closed door answers: the exception, the number of queries, the lines it leaves."""
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries, pytest.raises(Nothing) as nothing:
        look(actor, key)
    left = list(AuditEntry.objects.exclude(pk__in=before))
    return repr(nothing.value), len(queries), left


@pytest.mark.parametrize("look", [look_at_plan, look_at_entry])
def test_27_a_forbidden_one_answers_as_an_unknown_one(cast: Cast, look: Look) -> None:
    plan = active_plan(cast)
    entry = note(cast, plan)
    there = plan.key if look is look_at_plan else entry.key
    nowhere = Key(there.municipality, uuid4())
    elsewhere = Key(cast.next_door.pk, there.id)
    said, queries, left = zip(*(refused(look, cast.as_amir, key) for key in (there, nowhere, elsewhere)), strict=True)
    assert len(set(said)) == 1
    assert len(set(queries)) == 1
    assert [len(lines) for lines in left] == [1, 1, 1]
    assert [lines[0].outcome for lines in left] == ["refused"] * 3
    assert [lines[0].child for lines in left] == [cast.ella.pk, None, None]


def test_27_whoever_i_can_find_is_in_a_plan_of_mine(cast: Cast) -> None:
    with_jonas(cast, active_plan(cast))
    found = {
        name: [plan.child.name for plan in my_plans(actor, at=NOW).plans]
        for name, actor in (
            ("Kari", cast.as_kari),
            ("Jonas", cast.as_jonas),
            ("Nils", cast.as_nils),
            ("Pia", cast.as_pia),
            ("Amir", cast.as_amir),
        )
    }
    assert found == {"Kari": ["Ella"], "Jonas": ["Ella"], "Nils": [], "Pia": [], "Amir": []}


@pytest.mark.django_db(transaction=True)
def test_27_a_refusal_stays_written_after_the_refusal(cast: Cast) -> None:
    plan = active_plan(cast)
    with pytest.raises(Nothing):
        plan_for(cast.as_amir, plan.key, at=NOW)
    (line,) = AuditEntry.objects.filter(outcome="refused")
    assert (line.actor, line.object, line.child) == (cast.amir.pk, plan.pk, cast.ella.pk)


def test_12_a_look_leaves_its_grounds_and_the_version_of_the_rules(cast: Cast) -> None:
    plan = active_plan(cast)
    plan_for(cast.as_kari, plan.key, at=after(1))
    line = AuditEntry.objects.get(outcome="read", object=plan.pk, at=after(1))
    assert line.grounds == ["plan_holder", "plan_participant"]
    assert line.grounds_version == grounds().version
    assert (line.actor, line.service, line.child) == (cast.kari.pk, cast.school.pk, cast.ella.pk)


def coordinator(cast: Cast) -> Actor:
    """Leads the coordinating unit: the nearest the house has to one who looks after all of it."""
    who = worker("Koordinator")
    unit = Service.objects.create(
        organisation=cast.fjordvik, type="coordinating_unit", name="Koordinerende enhet", leader=who
    )
    return acting(who, unit)


def test_21_no_office_reads_content(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    note(cast, plan)
    entries, coordinating = Entry.objects.of(plan=plan), coordinator(cast)
    for actor in (
        coordinating,
        cast.as_rektor,
        acting(cast.head_nurse, cast.clinic),
        Actor.system(),
        Actor(kind=ActorKind.SYSTEM, id=cast.kari.pk),
        Actor(kind=ActorKind.WORKER, id=cast.kari.pk),
        Actor(kind=ActorKind.WORKER, id=UUID(int=0), service=cast.school.pk, leads=True),
    ):
        assert list(ENTRY.list(entries, actor=actor, on=TODAY)) == []
    plans = Plan.objects.of(child=cast.ella)
    assert list(PLAN.list(plans, actor=coordinating, on=TODAY)) == []
    assert list(PLAN.list(plans, actor=cast.as_rektor, on=TODAY)) == [plan]  # that it is held here, not what it says
