"""The trail: codes, days and ids; added to and read; in the transaction of what it tells of."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import SENTENCES, Event
from helhet.audit.models import AuditEntry
from helhet.core.access import grounds
from helhet.core.baton import OfferState
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.page import plan_page
from tests.cast import NOW, Cast, active_plan, after, draft, with_jonas

SPACES = [" ", "\t", "\n", "\u00a0", "\u2003"]


@pytest.mark.parametrize("space", SPACES)
def test_23_words_are_refused(cast: Cast, space: str) -> None:
    plan = draft(cast)
    before = AuditEntry.objects.count()
    with pytest.raises(ValueError, match="codes"):
        trail.record(Event.PLAN_READ, about=plan, actor=cast.as_kari, at=NOW, what=f"Ella{space}gråt")
    with pytest.raises(ValueError, match="codes"):
        trail.record_apart(
            Event.COVER_SET, kind="cover", key=uuid4(), actor=cast.as_kari, at=NOW, why=f"Kari{space}er syk"
        )
    with pytest.raises(ValueError, match="codes"):
        trail.record(Event.PLAN_READ, about=plan, actor=cast.as_kari, at=NOW, what="x" * 65)
    assert AuditEntry.objects.count() == before


def test_23_codes_days_and_ids_are_kept_as_they_are(cast: Cast) -> None:
    some_id = uuid4()
    trail.record(
        Event.PLAN_READ,
        about=draft(cast),
        actor=cast.as_kari,
        at=after(1),
        code="goals_met",
        state=OfferState.OPEN,
        on=date(2026, 1, 2),
        id=some_id,
        number=3,
        yes=True,
        nothing=None,
    )
    assert AuditEntry.objects.get(at=after(1)).details == {
        "code": "goals_met",
        "state": "open",
        "on": "2026-01-02",
        "id": str(some_id),
        "number": 3,
        "yes": True,
        "nothing": None,
    }


def test_23_no_name_and_no_sentence_anywhere_in_a_whole_story(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    plan_page(cast.as_jonas, plan.key, at=NOW)
    names = {cast.ella.name, cast.mona.name, cast.kari.name, cast.jonas.name, cast.school.name, plan.purpose}
    kept = " ".join(
        f"{line.details} {line.grounds} {line.event} {line.object_kind}" for line in AuditEntry.objects.all()
    )
    assert sorted(name for name in names if name in kept) == []


def test_a_change_and_its_line_stand_or_fall_together(cast: Cast) -> None:
    class Undone(Exception):
        pass

    before = AuditEntry.objects.count()

    def begin_and_fail() -> None:
        with transaction.atomic():
            draft(cast)
            raise Undone

    with pytest.raises(Undone):
        begin_and_fail()
    assert (Plan.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_lines_are_neither_changed_nor_removed(cast: Cast) -> None:
    draft(cast)
    line = AuditEntry.objects.order_by("at", "id")[0]
    for act in (
        lambda: AuditEntry.objects.update(at=NOW),
        lambda: AuditEntry.objects.filter(pk=line.pk).delete(),
        lambda: AuditEntry.objects.bulk_update([line], ["at"]),
        lambda: AuditEntry.objects.update_or_create(pk=line.pk, defaults={"event": "x"}),
        line.save,
        line.delete,
    ):
        with pytest.raises(TypeError, match="append-only"):
            act()


def test_32_every_line_says_who_for_which_service_and_by_which_rules(cast: Cast) -> None:
    plan = active_plan(cast)
    lines = list(AuditEntry.objects.filter(child=cast.ella.pk))
    assert {line.service for line in lines} == {cast.school.pk}
    assert {line.actor for line in lines} == {cast.kari.pk}
    assert {line.grounds_version for line in lines} == {grounds().version}
    assert {line.municipality for line in lines} == {plan.municipality_id}


def test_32_every_event_has_a_sentence_and_a_way_to_forget() -> None:
    assert set(SENTENCES) == set(Event)
    assert {sentence.forgets for sentence in SENTENCES.values()} <= {"details", "nothing"}
    assert all(str(sentence.words) for sentence in SENTENCES.values())


def test_12_a_page_leaves_one_line_for_the_plan_and_one_for_each_kind_of_information(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast), types=("agreement", "school"))
    for part in ("school", "school", "agreement", "health"):
        write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type=part, text="Noe", actor=cast.as_kari, at=NOW)
    plan_page(cast.as_jonas, plan.key, at=after(2))
    lines = AuditEntry.objects.filter(at=after(2), actor=cast.jonas.pk)
    assert sorted((line.event, line.details.get("part")) for line in lines if line.event != Event.PLAN_READ) == [
        (Event.ENTRY_READ, "agreement"),
        (Event.ENTRY_READ, "school"),
    ]
    assert [line.outcome for line in lines] == ["read"] * 3
