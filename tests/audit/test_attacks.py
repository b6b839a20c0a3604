# ruff: noqa: S608  the attacks are on a database of the tests' own
"""Somebody with all rights in the database changes the log. Each way is tried, and the first row is named."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from helhet.audit.models import AuditEntry, Chain, Checkpoint, Log, Seal, SealedRow
from helhet.audit.sealing.canonical import FIRST
from helhet.audit.sealing.rows import rows_by_id
from helhet.audit.sealing.sealer import SLACK, seal_log
from helhet.audit.sealing.stored import municipalities
from helhet.audit.sealing.verify import leaves_kept, verify_kept, verify_log
from tests.audit.conftest import Story
from tests.cast import after

ROW = "audit_auditentry"
EDITS = {
    "at": "2026-11-24 10:00:00+00:00",
    "child": uuid4(),
    "matter": uuid4(),
    "compartment": "work",
    "object_kind": "entry",
    "object": uuid4(),
    "event": "any:plan:list",
    "outcome": "refused",
    "actor_kind": "guardian",
    "actor": uuid4(),
    "service": uuid4(),
    "grounds": '["plan_holder"]',
    "grounds_version": "x",
    "request": "x",
    "details": '{"part": "health"}',
    "salt": bytes(32),
}


def test_a_log_nobody_has_touched_is_whole(story: Story) -> None:
    report = verify_log(story.municipality, outside=story.outside, at=after(9))
    assert (report.findings, report.rows, report.seals, report.checkpoints, report.waiting) == ([], 9, 3, 6, 0)


def test_every_field_of_a_row_is_sealed() -> None:
    assert set(EDITS) | {"id", "municipality"} == {f.name for f in AuditEntry._meta.local_fields}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_row_is_named(story: Story, name: str) -> None:
    story.sql(f'UPDATE {ROW} SET "{name}" = %s WHERE id = %s', EDITS[name], story.rows[4])
    assert story.found() == [("edited", story.rows[4])]


def test_a_line_break_cannot_make_two_rows_one(story: Story) -> None:
    story.sql(f"UPDATE {ROW} SET event = %s, outcome = %s WHERE id = %s", "any:plan:read\nread", "", story.rows[4])
    assert story.found() == [("edited", story.rows[4])]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps nothing else than what a column is for")
@pytest.mark.parametrize("name", sorted(set(EDITS) - {"salt", "service"}))
def test_what_looks_the_same_and_is_another_kind_of_value_is_named(story: Story, name: str) -> None:
    """SQLite keeps bytes where text belongs, and then no question for that text finds the row."""
    story.sql(f'UPDATE {ROW} SET "{name}" = CAST("{name}" AS BLOB) WHERE id = %s', story.rows[4])
    assert story.found() == [("edited", story.rows[4])]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps moments, and no text with a zero byte")
@pytest.mark.parametrize(("name", "more"), [("at", "'+05:00'"), ("event", "char(0) || 'x'")])
def test_what_is_put_at_the_end_of_a_field_is_named(story: Story, name: str, more: str) -> None:
    story.sql(f"UPDATE {ROW} SET {name} = {name} || {more} WHERE id = %s", story.rows[4])
    assert story.found() == [("edited", story.rows[4])]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps bytes where bytes belong")
def test_a_salt_that_is_no_bytes_is_named(story: Story) -> None:
    story.sql(f"UPDATE {ROW} SET salt = %s WHERE id = %s", "x" * 32, story.rows[4])
    assert story.found() == [("edited", story.rows[4])]


def test_a_longer_salt_is_named(story: Story) -> None:
    salt = bytes(AuditEntry.objects.get(pk=story.rows[4]).salt)
    story.sql(f"UPDATE {ROW} SET salt = %s WHERE id = %s", salt + b"x", story.rows[4])
    assert story.found() == [("edited", story.rows[4])]


@pytest.mark.parametrize("place", ["slot = -1", "slot = 300", "number = -5"])
def test_a_place_that_cannot_be_is_named(story: Story, place: str) -> None:
    story.sql(f"UPDATE audit_sealedrow SET {place} WHERE entry = %s", story.rows[4])
    assert ("edited", story.rows[4]) in story.found()


def test_a_row_moved_to_another_municipality_is_named(story: Story) -> None:
    story.sql(f"UPDATE {ROW} SET municipality = %s WHERE id = %s", uuid4(), story.rows[4])
    assert story.found() == [("deleted", story.rows[4])]


def test_a_deleted_row_is_named(story: Story) -> None:
    story.sql(f"DELETE FROM {ROW} WHERE id = %s", story.rows[4])
    assert story.found() == [("deleted", story.rows[4])]


def test_a_row_deleted_with_its_leaf_is_told_by_its_chain_and_its_seal(story: Story) -> None:
    for table, name in ((ROW, "id"), ("audit_sealedrow", "entry")):
        story.sql(f"DELETE FROM {table} WHERE {name} = %s", story.rows[4])
    report = verify_log(story.municipality, at=after(9))
    told = [one.words for one in report.findings if one.breach == "deleted"]
    assert told == [
        "1 of the 3 rows under seal 1 are gone, with their leaves",
        f"number 2 of a chain is gone: next comes row {story.rows[7]}, number 3",
    ]


def test_an_edited_row_with_a_leaf_to_match_is_named_by_the_row_that_follows_it(story: Story) -> None:
    forged = leaf_for(story, 4, event="any:plan:list")
    story.sql("UPDATE audit_sealedrow SET leaf = %s WHERE entry = %s", forged, story.rows[4])
    assert ("edited", story.rows[4]) in story.found()


def leaf_for(story: Story, n: int, **edit: str) -> bytes:
    """Edit a row, and compute the leaf it should have now."""
    from helhet.audit.sealing.rows import rows_by_id

    for name, value in edit.items():
        story.sql(f"UPDATE {ROW} SET {name} = %s WHERE id = %s", value, story.rows[n])
    one, row = SealedRow.objects.get(pk=story.rows[n]), rows_by_id(story.municipality, [story.rows[n]])[story.rows[n]]
    return row.leaf(one.seal, one.slot, one.number, bytes(one.previous))


def test_a_row_put_in_afterwards_is_named(story: Story) -> None:
    story.write(day=2, actor=uuid4())
    seal_log(key=story.key, at=after(9))
    assert story.found() == [("inserted", story.rows[9])]


def test_a_row_put_in_with_a_leaf_is_named(story: Story) -> None:
    story.write(day=2)
    of = SealedRow.objects.get(pk=story.rows[4])
    taken = set(SealedRow.objects.filter(municipality=story.municipality, seal=1).values_list("slot", flat=True))
    SealedRow.objects.create(
        entry=story.rows[9], municipality=story.municipality, seal=1, slot=min({0, 1, 2, 3} - taken), leaf=bytes(32),
        chain=of.chain, number=99, previous=of.leaf,
    )  # fmt: skip
    breaches = {one.breach.value for one in verify_log(story.municipality, at=after(9)).findings}
    assert {"inserted", "edited"} <= breaches
    assert ("edited", story.rows[9]) in story.found()


def test_a_row_put_after_the_end_is_named(story: Story) -> None:
    story.write()
    of = SealedRow.objects.get(pk=story.rows[8])
    SealedRow.objects.create(
        entry=story.rows[9], municipality=story.municipality, seal=3, slot=0, leaf=bytes(32), chain=of.chain, number=4,
        previous=of.leaf,
    )  # fmt: skip
    assert story.found()[0] == ("inserted", story.rows[9])


@pytest.mark.parametrize(("one", "other"), [(1, 2), (1, 4), (0, 7)], ids=["same seal", "same child", "neither"])
def test_rows_that_changed_places_are_both_named(story: Story, one: int, other: int) -> None:
    a, b = (SealedRow.objects.get(pk=story.rows[n]) for n in (one, other))
    story.sql("UPDATE audit_sealedrow SET seal = 99 WHERE entry = %s", a.pk)
    for row, place in ((b, a), (a, b)):
        story.sql("UPDATE audit_sealedrow SET seal = %s, slot = %s WHERE entry = %s", place.seal, place.slot, row.pk)
    named = {found for found in story.found() if found[1]}
    assert {("reordered", a.pk), ("reordered", b.pk)} <= named


def test_rows_that_changed_numbers_in_their_chain_are_named(story: Story) -> None:
    a, b = (SealedRow.objects.get(pk=story.rows[n]) for n in (1, 4))
    story.sql("UPDATE audit_sealedrow SET number = 99 WHERE entry = %s", a.pk)
    for row, other in ((b, a), (a, b)):
        values = (other.number, bytes(other.previous), row.pk)
        story.sql("UPDATE audit_sealedrow SET number = %s, previous = %s WHERE entry = %s", *values)
    assert {a.pk, b.pk} <= {row for _, row in story.found()}


def test_the_last_rows_cut_off_are_told_by_the_chains_and_the_checkpoint(story: Story) -> None:
    for table, name in ((ROW, "id"), ("audit_sealedrow", "entry")):
        for row in story.rows[6:]:
            story.sql(f"DELETE FROM {table} WHERE {name} = %s", row)
    found = story.found()
    assert ("truncated", None) in found


def cut(story: Story) -> None:
    """Take away the last seal with everything under it, and every trace of it in the database."""
    for row in story.rows[6:]:
        leaf = SealedRow.objects.get(pk=row)
        story.sql("UPDATE audit_chain SET rows = 2, last = %s WHERE chain = %s", bytes(leaf.previous), leaf.chain)
        story.sql(f"DELETE FROM {ROW} WHERE id = %s", row)
    SealedRow.objects.filter(seal=2).delete()
    Seal.objects.filter(number=2).delete()
    Log.objects.filter(municipality=story.municipality).update(size=2)
    Checkpoint.objects.filter(municipality=story.municipality, size=3).delete()


def test_an_end_cut_off_without_a_trace_is_told_by_a_checkpoint_from_outside(story: Story) -> None:
    cut(story)
    assert story.found() == []
    assert story.found(outside=story.outside) == [("truncated", None)]


def test_a_log_set_back_with_its_last_checkpoint_left_is_told_by_that(story: Story) -> None:
    last = Checkpoint.objects.get(municipality=story.municipality, size=3)
    cut(story)
    Checkpoint(municipality=last.municipality, size=3, at=last.at, note=last.note, key=last.key).save()
    assert story.found() == [("truncated", None)]


def reseal(story: Story, *, sizes: int = 3) -> None:
    """Forget every seal and make them all anew, with the log's own key, a few rows at a time as before."""
    for model in (SealedRow, Seal, Chain, Checkpoint, Log):
        model.objects.all().delete()
    rows = list(AuditEntry.objects.order_by("at", "id"))
    kept = [(r.pk, {f.attname: getattr(r, f.attname) for f in AuditEntry._meta.local_fields}) for r in rows]
    story.sql(f"DELETE FROM {ROW}")
    for first in range(0, len(kept), 3):
        AuditEntry.objects.bulk_create(AuditEntry(**fields) for _, fields in kept[first : first + 3])
        seal_log(key=story.key, at=after(first))


def test_a_log_sealed_anew_by_an_insider_agrees_with_itself_and_with_no_checkpoint_from_outside(story: Story) -> None:
    """The signature is the log's own: only what was kept outside shows it, as far back as to the last good one."""
    story.sql(f"UPDATE {ROW} SET event = 'any:plan:list' WHERE id = %s", story.rows[4])
    reseal_from(story, 1)
    assert story.found() == []
    report = verify_log(story.municipality, outside=story.outside, at=after(9))
    assert [one.words for one in report.findings] == [
        f"a checkpoint from outside of {size} seals has another root: "
        f"something under the seals 1 to {size - 1} was changed and sealed anew"
        for size in (2, 3)
    ]


def reseal_from(story: Story, number: int) -> None:
    """Seal anew from a seal on, and leave what was before."""
    gone = list(SealedRow.objects.filter(seal__gte=number).values_list("entry", flat=True))
    left = SealedRow.objects.filter(seal__lt=number).order_by("number")
    SealedRow.objects.filter(seal__gte=number).delete()
    Seal.objects.filter(number__gte=number).delete()
    Checkpoint.objects.filter(size__gt=number).delete()
    Chain.objects.all().delete()
    for one in left:
        Chain.objects.update_or_create(
            chain=one.chain, municipality=one.municipality, defaults={"rows": one.number, "last": one.leaf}
        )
    Log.objects.filter(municipality=story.municipality).update(size=number)
    rows = list(AuditEntry.objects.filter(pk__in=gone).order_by("at", "id"))
    kept = [{f.attname: getattr(row, f.attname) for f in AuditEntry._meta.local_fields} for row in rows]
    for row in rows:
        story.sql(f"DELETE FROM {ROW} WHERE id = %s", row.pk)
    for first in range(0, len(kept), 3):
        AuditEntry.objects.bulk_create(AuditEntry(**fields) for fields in kept[first : first + 3])
        seal_log(key=story.key, at=after(99), late=True)


def test_where_a_witness_has_kept_leaves_the_row_is_named_though_everything_is_sealed_anew(story: Story) -> None:
    kept = list(leaves_kept(story.municipality))
    story.sql(f"UPDATE {ROW} SET event = 'any:plan:list' WHERE id = %s", story.rows[4])
    story.sql(f"DELETE FROM {ROW} WHERE id = %s", story.rows[7])
    reseal(story)
    report = verify_log(story.municipality, at=after(9))
    assert report.whole
    verify_kept(kept, report)
    assert [(one.breach.value, one.row) for one in report.findings] == [
        ("edited", story.rows[4]),
        ("deleted", story.rows[7]),
    ]


def test_a_checkpoint_signed_by_another_is_told(story: Story) -> None:
    other = Story()
    newest = Checkpoint.objects.filter(municipality=story.municipality).order_by("-size")[0]
    forged = other.key.sign(story.municipality, 3, story.outside[-1].root)
    Checkpoint.objects.filter(pk=newest.pk).update(note=str(forged))
    assert story.found()[0] == ("resealed", None)


@pytest.mark.parametrize("name", ["seed", "nodes", "rows"])
def test_an_edited_seal_is_told(story: Story, name: str) -> None:
    value = {"seed": bytes(16), "nodes": bytes(64), "rows": 2}[name]
    story.sql(f"UPDATE audit_seal SET {name} = %s WHERE number = 1", value)
    assert len(story.found()) > 0


def test_a_missing_seal_is_told(story: Story) -> None:
    Seal.objects.filter(number=1).delete()
    assert story.found()[0] == ("deleted", None)


def test_what_waits_for_its_seal_is_no_breach(story: Story) -> None:
    story.write()
    report = verify_log(story.municipality, at=after(9))
    assert (report.whole, report.waiting) == (True, 1)


def test_a_row_committed_after_younger_ones_is_sealed_all_the_same(story: Story) -> None:
    """Moments and commits have no common order: the sealer looks back further than any request lasts."""
    story.write(at=after(9) - SLACK + timedelta(seconds=1))
    story.seal()
    assert verify_log(story.municipality, outside=story.outside, at=after(9)).whole
    assert SealedRow.objects.filter(entry=story.rows[9]).exists()


def another_leaf(story: Story, *, seal: int, slot: int) -> SealedRow:
    """A row nobody here has written, with a leaf that is right for it, at the head of a chain of its own."""
    story.write(day=2)
    row = rows_by_id(story.municipality, [story.rows[-1]])[story.rows[-1]]
    leaf = row.leaf(seal if seal >= 0 else 0, slot, 1, FIRST)
    return SealedRow.objects.create(
        entry=story.rows[-1], municipality=story.municipality, seal=seal, slot=slot, leaf=leaf, chain=uuid4(), number=1,
        previous=FIRST,
    )  # fmt: skip


@pytest.mark.parametrize(("seal", "slot"), [(-1, 0), (1, 256), (1, 3000)])
def test_a_row_put_where_there_is_no_place_is_named(story: Story, seal: int, slot: int) -> None:
    put = another_leaf(story, seal=seal, slot=slot)
    Seal.objects.filter(municipality=story.municipality, number=seal).update(rows=4)
    assert ("inserted", put.pk) in story.found()


@pytest.mark.parametrize(
    "fault",
    [
        {"event": "any:plan:read\nread"},
        {"salt": bytes(31)},
        {"details": {"deep": "x"}},
    ],
    ids=["a line break", "a short salt", "nested without end"],
)
def test_one_row_nobody_here_can_seal_holds_up_no_other(story: Story, fault: dict[str, Any]) -> None:
    story.write(day=20, **fault)
    if "details" in fault:
        deep = "[" * 1500 + "]" * 1500
        story.sql(f"UPDATE {ROW} SET details = %s WHERE id = %s", deep, story.rows[-1])
    story.write(day=20)
    seal_log(key=story.key, at=after(20) + SLACK)
    sealed = SealedRow.objects.filter(entry=story.rows[-1]).exists()
    assert sealed


def test_a_row_from_long_ago_is_not_sealed_by_taking_away_when_the_sealer_last_looked(story: Story) -> None:
    story.write(day=-200)
    Log.objects.update(looked_at=None)
    seal_log(key=story.key, at=after(9))
    assert SealedRow.objects.filter(entry=story.rows[-1]).count() == 0
    assert ("inserted", story.rows[-1]) in story.found()


def test_a_log_whose_own_row_is_gone_is_verified_all_the_same(story: Story) -> None:
    story.sql("DELETE FROM audit_log WHERE municipality = %s", story.municipality)
    assert story.municipality in municipalities()
    assert story.found() != []
