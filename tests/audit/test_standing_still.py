# ruff: noqa: S608  the faults are put in a database of the tests' own
"""A log that cannot be continued, for what an insider or a fault left in it: it is named, and holds up no other."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import Settings

from helhet.audit import tasks
from helhet.audit.models import INSTALLATION, Chain, Checkpoint, Log, Seal, SealedRow
from helhet.audit.sealing import sealer
from helhet.audit.sealing.key import write_key
from helhet.audit.sealing.sealer import SLACK, seal_log
from helhet.audit.sealing.stored import standing_still
from helhet.audit.sealing.verify import verify_log
from tests.audit.conftest import Story
from tests.cast import after

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps what a column is for")


def seals_gone(story: Story) -> None:
    Seal.objects.filter(municipality=story.municipality, number__gte=1).delete()


def a_seal_put_after_the_end(story: Story) -> None:
    Seal.objects.create(municipality=story.municipality, number=3, at=after(9), rows=1, seed=bytes(16), nodes=bytes(32))


def a_checkpoint_put_after_the_end(story: Story) -> None:
    Checkpoint.objects.create(municipality=story.municipality, size=4, at=after(9), note="x", key="x")


def set_back(story: Story) -> None:
    Log.objects.filter(municipality=story.municipality).update(size=2)


def far_ahead(story: Story) -> None:
    Log.objects.filter(municipality=story.municipality).update(size=(1 << 63) - 1)


def own_row_gone(story: Story) -> None:
    Log.objects.filter(municipality=story.municipality).delete()


def nodes_cut(story: Story) -> None:
    story.sql("UPDATE audit_seal SET nodes = %s WHERE municipality = %s", b"", story.municipality)


def salt_is_none(story: Story) -> None:
    story.sql("UPDATE audit_log SET chain_salt = 7 WHERE municipality = %s", story.municipality)


def size_is_none(story: Story) -> None:
    story.sql("UPDATE audit_log SET size = 'x' WHERE municipality = %s", story.municipality)


def salt_is_no_text(story: Story) -> None:
    story.sql("UPDATE audit_log SET chain_salt = CAST(x'ff' AS TEXT) WHERE municipality = %s", story.municipality)


WHOLE_LOG = [
    seals_gone, a_seal_put_after_the_end, a_checkpoint_put_after_the_end, set_back, far_ahead, own_row_gone, nodes_cut,
    *(pytest.param(fault, marks=on_sqlite) for fault in (salt_is_none, size_is_none, salt_is_no_text)),
]  # fmt: skip


@pytest.mark.parametrize("fault", WHOLE_LOG)
def test_a_log_that_cannot_be_continued_is_named_and_every_other_is_sealed_on(
    story: Story, fault: Callable[[Story], None], caplog: pytest.LogCaptureFixture
) -> None:
    fault(story)
    sound = Story(key=story.key)
    for one in (story, sound):
        one.write(3, day=9)
    for seconds in range(3):
        assert seal_log(key=story.key, at=after(9) + timedelta(seconds=seconds)) == (0 if seconds else 3)
    assert verify_log(sound.municipality, at=after(9)).findings == []
    assert SealedRow.objects.filter(entry__in=story.rows[9:]).count() == 0
    told = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert {f"{story.municipality} cannot be continued (3 rows wait)" in words for words in told} == {True}
    late = verify_log(story.municipality, at=after(9) + 2 * SLACK)
    assert {one.row for one in late.findings} & set(story.rows[9:]) == set()
    if fault is not own_row_gone:  # there is nowhere to write down that it was told: it is told each time
        assert (len(told), list(standing_still())) == (1, [story.municipality.hex])
        assert [one.breach for one in late.findings].count("stands still") == 1


def test_a_log_that_is_mended_is_sealed_from_where_it_stopped(
    story: Story, settings: Settings, tmp_path: object
) -> None:
    Log.objects.filter(municipality=story.municipality).update(size=2)
    story.write(3, day=9)
    for days in (9, 10):
        seal_log(key=story.key, at=after(days))
    story.write(1, day=10)
    Log.objects.filter(municipality=story.municipality).update(size=3)
    assert seal_log(key=story.key, at=after(10)) == 4
    assert (standing_still(), verify_log(story.municipality, at=after(10)).findings) == ({}, [])


def chain_begun_anew(story: Story) -> None:
    Chain.objects.filter(chain=chain_of_the_first(story)).delete()


def chain_in_another_log(story: Story) -> None:
    Chain.objects.filter(chain=chain_of_the_first(story)).update(municipality=uuid4())


def chain_set_back(story: Story) -> None:
    Chain.objects.filter(chain=chain_of_the_first(story)).update(rows=1)


def chain_taken_on(story: Story) -> None:
    last = SealedRow.objects.get(entry=story.rows[6])
    SealedRow.objects.create(
        entry=uuid4(), municipality=story.municipality, seal=1, slot=free_slot(story), leaf=bytes(32), chain=last.chain,
        number=4, previous=last.leaf,
    )  # fmt: skip


def last_is_text(story: Story) -> None:
    story.sql("UPDATE audit_chain SET last = 'x' WHERE chain = %s", chain_of_the_first(story))


def chain_of_the_first(story: Story) -> object:
    return SealedRow.objects.get(entry=story.rows[0]).chain


def free_slot(story: Story) -> int:
    taken = SealedRow.objects.filter(municipality=story.municipality, seal=1).values_list("slot", flat=True)
    return min(set(range(9)) - set(taken))


@pytest.mark.parametrize(
    "fault",
    [
        chain_begun_anew, chain_in_another_log, chain_set_back, chain_taken_on,
        pytest.param(last_is_text, marks=on_sqlite),
    ],
)  # fmt: skip
def test_a_chain_that_cannot_be_continued_holds_up_no_other_chain(story: Story, fault: Callable[[Story], None]) -> None:
    fault(story)
    story.write(3, day=9)
    assert seal_log(key=story.key, at=after(9)) == 2
    assert set(SealedRow.objects.filter(entry__in=story.rows[9:]).values_list("entry", flat=True)) == set(
        story.rows[10:]
    )
    assert list(standing_still()) == [story.municipality.hex]
    story.write(3, day=9)
    assert seal_log(key=story.key, at=after(9)) == 2


def test_a_sealed_row_that_was_moved_to_another_log_holds_up_nothing_there(story: Story) -> None:
    other = Story(key=story.key)
    story.sql("UPDATE audit_auditentry SET municipality = %s WHERE id = %s", other.municipality, story.rows[8])
    other.write(3, day=8)
    assert seal_log(key=story.key, at=after(8)) == 3
    assert standing_still() == {}
    assert verify_log(other.municipality, at=after(8)).findings == []
    seal_log(key=story.key, at=after(9))
    late = verify_log(other.municipality, at=after(9)).findings
    assert [(one.breach, one.row) for one in late] == [("inserted", story.rows[8])]
    assert story.found() == [("deleted", story.rows[8])]


def test_more_rows_than_one_look_takes_that_nobody_can_seal_hold_up_no_other(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All at one moment, so that no look from a moment on comes past them."""
    monkeypatch.setattr(sealer, "AT_ONCE", 4)
    story.write(9, day=9, salt=bytes(31))
    sound = Story(key=story.key)
    sound.write(6, day=9)
    assert seal_log(key=story.key, at=after(9)) == 6


def test_a_broken_log_with_more_rows_than_one_look_takes_holds_up_no_other(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "AT_ONCE", 4)
    Log.objects.filter(municipality=story.municipality).update(size=2)
    story.write(9, day=9)
    sound = Story(key=story.key)
    sound.write(6, day=9)
    assert seal_log(key=story.key, at=after(9)) == 6
    Log.objects.filter(municipality=story.municipality).update(size=3)
    assert seal_log(key=story.key, at=after(9)) == 9


def test_the_installations_own_log_can_be_broken_like_any_other(story: Story) -> None:
    story.write(1, day=9, municipality=INSTALLATION)
    seal_log(key=story.key, at=after(9))
    Log.objects.filter(municipality=INSTALLATION).delete()
    story.write(1, day=9, municipality=INSTALLATION)
    story.write(1, day=9)
    assert seal_log(key=story.key, at=after(9)) == 1
    assert story.found() == []


LOOKED_AT = (
    ["NULL", "'infinity'"] if connection.vendor == "postgresql" else ["NULL", "'x'", "7", "x'ff'", "'2026-99-99'"]
)


@pytest.mark.parametrize("moment", [*LOOKED_AT, "'9999-12-31 00:00:00'", "'0001-01-01 00:00:00'"])
def test_the_sealer_goes_on_whatever_it_is_told_of_its_last_look(story: Story, moment: str) -> None:
    story.sql(f"UPDATE audit_log SET looked_at = {moment}")
    story.write(1, day=9)
    for _ in range(2):
        seal_log(key=story.key, at=after(9))
    assert SealedRow.objects.filter(entry=story.rows[9]).count() == 1


JUNK = (
    ["at = 'infinity'"]
    if connection.vendor == "postgresql"
    else ["at = 'zzz'", "at = x'ff'", "event = CAST(x'ff' AS TEXT)", "event = x'ff'", "municipality = 'x'",
          "id = x'00'", "municipality = CAST(x'ff' AS TEXT)", "salt = 'x'", "salt = 7"]
)  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_a_row_of_another_kind_of_values_is_not_sealed_and_holds_up_no_other(story: Story, junk: str) -> None:
    story.write(2, day=9)
    story.sql(f"UPDATE audit_auditentry SET {junk} WHERE id = %s", story.rows[9])
    assert seal_log(key=story.key, at=after(9)) == 1
    assert SealedRow.objects.filter(entry=story.rows[10]).count() == 1


def test_rows_that_wait_longer_than_they_should_say_that_the_sealer_stands_still(story: Story) -> None:
    story.write(3, day=9)
    soon, late = (verify_log(story.municipality, at=after(9) + wait) for wait in (SLACK, SLACK + timedelta(seconds=1)))
    assert (soon.whole, soon.waiting) == (True, 3)
    assert [one.words for one in late.findings] == [
        "the sealer stands still: rows have waited for it since 2026-12-03 09:00:00 UTC"
    ]


def test_a_sealer_that_never_looked_stands_still(db: None) -> None:
    story = Story()
    story.write(3)
    report = verify_log(story.municipality, at=after(9))
    assert [(one.breach, one.row) for one in report.findings] == [("stands still", None)]


def test_seal_log_ends_with_a_fault_where_a_log_stands_still(
    story: Story, settings: Settings, tmp_path: object
) -> None:
    settings.VAR = tmp_path
    write_key(story.key, tmp_path / tasks.DEMO_KEY)  # type: ignore[operator]
    Log.objects.filter(municipality=story.municipality).update(stopped_at=after(9), size=2)
    story.write(1, day=9)
    with pytest.raises(CommandError, match=str(story.municipality)):
        call_command("seal_log")
