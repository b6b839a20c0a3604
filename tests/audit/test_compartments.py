"""In which compartment each row is written: what is hidden never stands in a row told to the guardians."""

from uuid import uuid4

import pytest

from helhet.access.door import Nothing
from helhet.access.models import Grant
from helhet.audit.models import INSTALLATION, AuditEntry
from helhet.core.compartments import CHILD, FAMILY, WORK, own
from helhet.core.hiding import HiddenFrom
from helhet.family.queries import family_page
from helhet.people.keys import Key
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Hiding, Plan
from helhet.plans.queries.doors import entry_for, plan_for
from helhet.plans.queries.page import plan_page
from helhet.plans.queries.record import own_record
from tests.cast import NOW, Cast, active_plan, after, with_jonas
from tests.family.test_hidden import hide

LATER = after(2)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


def note(cast: Cast, plan: Plan, *, kind: str = "health", hidden: bool = False) -> Entry:
    entry = write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type=kind, text="Noe", actor=cast.as_jonas, at=NOW)
    if hidden:
        hide(entry, cast.as_jonas)
    return entry


def rows() -> list[tuple[str, str, str]]:
    """The rows of what happened later: compartment, event, kind."""
    found = AuditEntry.objects.filter(at=LATER)
    return sorted((row.compartment, row.event, row.details.get("part", "")) for row in found)


def test_one_kind_with_open_and_hidden_texts_leaves_a_row_for_each(cast: Cast, plan: Plan) -> None:
    note(cast, plan)
    note(cast, plan, hidden=True)
    note(cast, plan, kind="school", hidden=True)
    plan_page(cast.as_kari, plan.key, at=LATER)
    assert rows() == [
        (CHILD, "any:entry:read", "health"),
        (CHILD, "any:entry:read", "school"),
        (FAMILY, "any:entry:read", "health"),
        (FAMILY, "any:plan:read", ""),
    ]


def test_the_grounds_of_a_hidden_text_stand_only_in_the_childs_row(cast: Cast, plan: Plan) -> None:
    """Jonas reads Kari's open text by consent, and his own hidden one also because his service wrote it."""
    write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type="health", text="x", actor=cast.as_kari, at=NOW)
    note(cast, plan, hidden=True)
    plan_page(cast.as_jonas, plan.key, at=LATER)
    read = AuditEntry.objects.filter(at=LATER, event="any:entry:read")
    own_service = {row.compartment: [g for g in row.grounds if "own_service" in g] for row in read}
    assert own_service == {FAMILY: [], CHILD: ["entry_own_service_health"]}


def test_a_single_text_and_the_services_own_record_stand_where_the_text_may_be_known(cast: Cast, plan: Plan) -> None:
    seen, hidden = note(cast, plan), note(cast, plan, hidden=True)
    for entry in (seen, hidden):
        entry_for(cast.as_jonas, entry.key, at=LATER)
    own_record(cast.as_jonas, at=LATER)
    assert rows() == [
        (CHILD, "any:entry:read", "health"),
        (CHILD, "worker:record:read", "health"),
        (FAMILY, "any:entry:read", "health"),
        (FAMILY, "worker:record:read", "health"),
    ]


def test_what_a_parent_opens_is_in_a_compartment_of_their_own(cast: Cast, plan: Plan) -> None:
    note(cast, plan)
    family_page(cast.as_mona, plan.key, at=LATER)
    assert {compartment for compartment, _, _ in rows()} == {own(cast.mona.pk)}


def test_changes_refusals_and_wonder_notes_are_for_those_at_work(cast: Cast, plan: Plan) -> None:
    note(cast, plan, hidden=True)
    with pytest.raises(Nothing):
        plan_for(cast.as_amir, plan.key, at=NOW)
    assert {row.compartment for row in AuditEntry.objects.exclude(outcome="read")} == {WORK}


def test_every_row_of_a_plan_says_which_plan(cast: Cast, plan: Plan) -> None:
    entry = note(cast, plan)
    plan_page(cast.as_jonas, plan.key, at=NOW)
    entry_for(cast.as_jonas, entry.key, at=NOW)
    assert {row.matter for row in AuditEntry.objects.filter(child=cast.ella.pk)} == {plan.pk}


def test_what_is_about_no_municipality_stands_in_the_installations_own_log(cast: Cast) -> None:
    with pytest.raises(Nothing):
        plan_for(cast.as_amir, Key(uuid4(), uuid4()), at=NOW)
    assert [row.municipality for row in AuditEntry.objects.filter(outcome="refused")] == [INSTALLATION]


def test_each_row_has_a_salt_of_its_own(cast: Cast, plan: Plan) -> None:
    salts = [bytes(row.salt) for row in AuditEntry.objects.all()]
    assert {len(salt) for salt in salts} == {32}
    assert len(set(salts)) == len(salts) > 5


def looks_at(cast: Cast, entry: Entry) -> list[str]:
    """The compartments of Jonas' look at what he has written himself."""
    entry_for(cast.as_jonas, entry.key, at=LATER)
    return sorted({compartment for compartment, _, _ in rows()})


def test_a_look_at_what_tells_of_a_third_person_is_told_to_nobody(cast: Cast, plan: Plan) -> None:
    entry = note(cast, plan)
    Entry.objects.filter(pk=entry.pk).update(third_party=True)
    assert looks_at(cast, entry) == [WORK]


def test_a_look_at_what_is_about_one_adult_is_that_adults_to_know(cast: Cast, plan: Plan) -> None:
    entry = note(cast, plan)
    Entry.objects.filter(pk=entry.pk).update(about=cast.mona)
    assert looks_at(cast, entry) == [own(cast.mona.pk)]


@pytest.mark.parametrize(
    ("hidden_from", "told_to"),
    [(HiddenFrom.GUARDIANS, CHILD), (HiddenFrom.ADULT, CHILD), (HiddenFrom.SUBJECT, WORK)],
)
def test_a_look_is_told_to_none_whom_it_would_tell_of_the_hiding(
    cast: Cast, plan: Plan, hidden_from: HiddenFrom, told_to: str
) -> None:
    entry = note(cast, plan)
    Hiding.objects.create(
        municipality_id=plan.municipality_id, entry=entry, child=cast.ella, hidden_from=hidden_from,
        person=cast.per if hidden_from is HiddenFrom.ADULT else None, reason="weighty_reasons", judgement="x",
        hidden_at=NOW, hidden_by=cast.jonas,
    )  # fmt: skip
    assert looks_at(cast, entry) == [told_to]


def test_a_service_the_child_alone_has_let_in_is_told_of_to_the_child_alone(cast: Cast, plan: Plan) -> None:
    entry = note(cast, plan)
    Grant.objects.filter(service=cast.clinic).update(by_child_alone=True)
    plan_page(cast.as_jonas, plan.key, at=LATER)
    assert looks_at(cast, entry) == [CHILD]


def test_what_no_door_has_judged_is_told_to_nobody(cast: Cast, plan: Plan) -> None:
    assert (plan.trail_compartment, note(cast, plan).trail_compartment) == (WORK, WORK)


def test_health_information_of_a_sixteen_year_old_is_not_the_guardians(cast: Cast, plan: Plan) -> None:
    entry = note(cast, plan)
    cast.ella.born_on = LATER.date().replace(year=LATER.year - 16)
    cast.ella.save()
    assert looks_at(cast, entry) == [CHILD]
