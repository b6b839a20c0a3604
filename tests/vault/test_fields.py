"""Sealed fields: read and written as ever, and unreadable underneath."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from helhet.concerns.actions import write_note
from helhet.concerns.models import Concern
from helhet.core.national_id import synthetic
from helhet.people.models import Person
from helhet.people.queries import person_with
from helhet.plans.models import BatonOffer, Entry, Plan
from helhet.vault.ciphers import SealBroken
from tests.cast import NOW, Cast, active_plan, draft, parent_of
from tests.vault.conftest import WORDS, anew, store, stored, written

NUMBER = synthetic(day=3, month=3, year=17, serial=500)


def another(cast: Cast) -> Cast:
    """The same cast around another child of the same municipality."""
    child = Person.objects.create(municipality=cast.fjordvik, name="Noah", born_on=date(2016, 5, 5))
    mona, per = (parent_of(child, name) for name in ("Nora", "Nils"))
    return replace(cast, ella=child, mona=mona, per=per)


def test_words_are_read_as_they_were_written_and_lie_sealed(entry: Entry) -> None:
    assert entry.text == WORDS
    assert WORDS.encode() not in stored(entry, "text")
    assert len(stored(entry, "text")) == len(WORDS.encode()) + 45


def test_answers_are_read_as_they_were_given_and_lie_sealed(cast: Cast) -> None:
    answers = {"acute": "yes", "saw_heard": "Hun satt alene."}
    note = write_note(
        service=cast.school, municipality=cast.fjordvik, child_name="Ella", guide=cast.guide, answers=answers,
        actor=cast.as_kari, at=NOW,
    )  # fmt: skip
    assert anew(note).answers == answers
    assert anew(note).acute is True
    assert b"alene" not in stored(note, "answers")


def test_nothing_written_is_stored_as_nothing_and_can_be_asked(cast: Cast, plan: Plan) -> None:
    note = write_note(
        service=cast.school, municipality=cast.fjordvik, child_name="Ella", guide=cast.guide,
        actor=cast.as_kari, at=NOW,
    )  # fmt: skip
    assert [stored(note, column) for column in ("answers", "no_talk_reason")] == [b"", b""]
    assert (anew(note).answers, anew(note).no_talk_reason) == ({}, "")
    here = Concern.objects.filter(municipality=cast.fjordvik)
    assert (here.filter(no_talk_reason="").count(), here.exclude(no_talk_reason="").count()) == (1, 0)


def test_many_rows_made_at_once_are_each_sealed_for_itself(cast: Cast, entry: Entry) -> None:
    rows = [anew(entry) for _ in range(3)]
    for number, row in enumerate(rows):
        row.pk, row.text = Entry().pk, f"{number} {WORDS}"
    Entry.objects.bulk_create(rows)
    assert sorted(anew(row).text for row in rows) == [f"{number} {WORDS}" for number in range(3)]


def test_a_row_that_is_saved_without_being_read_keeps_its_seal(plan: Plan) -> None:
    before = stored(plan, "purpose")
    found = anew(plan)
    found.save()
    assert stored(plan, "purpose") == before
    found.purpose = "Noe annet"
    found.save(update_fields=["purpose"])
    assert anew(plan).purpose == "Noe annet"


def test_a_column_left_out_is_fetched_when_it_is_read(entry: Entry) -> None:
    bare = Entry.objects.only("id", "municipality").get(pk=entry.pk, municipality=entry.municipality_id)
    assert bare.text == WORDS


Move = Callable[[Cast, Plan], tuple[Any, str, Any, str]]


def to_another_row(cast: Cast, plan: Plan) -> tuple[Any, str, Any, str]:
    return written(cast, plan, "En"), "text", written(cast, plan, "To"), "text"


def to_another_childs_row(cast: Cast, plan: Plan) -> tuple[Any, str, Any, str]:
    elsewhere = another(cast)
    return written(cast, plan, "En"), "text", written(cast, active_plan(elsewhere), "To"), "text"


def to_another_table(cast: Cast, plan: Plan) -> tuple[Any, str, Any, str]:
    return written(cast, plan, "En"), "text", plan, "purpose"


def to_another_column(cast: Cast, plan: Plan) -> tuple[Any, str, Any, str]:
    offer = BatonOffer.objects.create(
        municipality_id=plan.municipality_id, plan=plan, to_worker=cast.nils, to_service=cast.school, offered_at=NOW,
        offered_by=cast.kari, open_until=NOW.date(), state="open", family_wish="En", handover="To",
    )  # fmt: skip
    return offer, "family_wish", offer, "handover"


@pytest.mark.parametrize("move", [to_another_row, to_another_childs_row, to_another_table, to_another_column])
def test_what_is_moved_does_not_open(cast: Cast, plan: Plan, move: Move) -> None:
    source, column, target, there = move(cast, plan)
    assert getattr(anew(target), there)
    store(target, there, stored(source, column))
    with pytest.raises(SealBroken):
        getattr(anew(target), there)


def test_a_row_moved_to_another_municipality_does_not_open(cast: Cast, entry: Entry) -> None:
    found = anew(entry)
    found.municipality = cast.next_door
    with pytest.raises(SealBroken):
        _ = found.text


def test_what_is_changed_does_not_open_and_the_rest_of_the_list_does(cast: Cast, plan: Plan, entry: Entry) -> None:
    other = written(cast, plan, "Noe annet")
    store(entry, "text", stored(entry, "text")[:-1] + b"\x00\x01")
    store(written(cast, plan, "Et tredje"), "text", b"junk")
    assert anew(other).text == "Noe annet"
    with pytest.raises(SealBroken):
        _ = anew(entry).text


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda rows: rows.filter(text=WORDS), id="equal"),
        pytest.param(lambda rows: rows.filter(text__icontains="Ella"), id="holds"),
        pytest.param(lambda rows: rows.filter(text__in=[WORDS]), id="one of"),
        pytest.param(lambda rows: rows.filter(corrects__text__startswith="E"), id="of another row"),
        pytest.param(lambda rows: rows.order_by("-text"), id="in order"),
        pytest.param(lambda rows: rows.order_by("plan__purpose"), id="in another's order"),
        pytest.param(lambda rows: rows.update(text=WORDS), id="set for many"),
        pytest.param(lambda rows: rows.update(text=F("text")), id="copied for many"),
        pytest.param(lambda rows: rows.bulk_update(list(rows), ["text"]), id="set for each of many"),
    ],
)
def test_what_the_database_cannot_do_with_sealed_words_is_said(entry: Entry, ask: Callable[[Any], Any]) -> None:
    rows = Entry.objects.filter(municipality=entry.municipality_id)
    _ = entry.text
    with pytest.raises(FieldError, match="sealed"):
        list(ask(rows))


def test_a_sealed_value_shows_nothing_and_is_no_text(entry: Entry) -> None:
    (held,) = Entry.objects.filter(pk=entry.pk, municipality=entry.municipality_id).values_list("text", flat=True)
    assert repr([held]) == "[<sealed>]"
    with pytest.raises(TypeError, match="read from its row"):
        str(held)


def test_nothing_written_reaches_a_log(cast: Cast, plan: Plan, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="django.db.backends")
    connection.force_debug_cursor = True
    try:
        row = written(cast, plan, WORDS)
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            Entry.objects.bulk_create([row])
    finally:
        connection.force_debug_cursor = False
    assert "INSERT INTO" in caplog.text
    assert (WORDS in caplog.text, WORDS in str(refused.value), WORDS in repr(row)) == (False, False, False)


def test_a_person_is_found_by_the_national_id_in_their_own_municipality(cast: Cast) -> None:
    cast.ella.national_id = NUMBER
    cast.ella.save(update_fields=["national_id"])
    there = Person.objects.create(municipality=cast.next_door, name="Ella", national_id=NUMBER)
    assert person_with(NUMBER, municipality=cast.fjordvik.pk) == cast.ella
    assert person_with(NUMBER, municipality=cast.next_door.pk) == there
    assert person_with(NUMBER[:-1] + "0", municipality=cast.fjordvik.pk) is None
    assert anew(cast.ella).national_id == NUMBER
    assert stored(cast.ella, "national_id_lookup") != stored(there, "national_id_lookup")


def test_a_person_stands_once_in_a_municipality_and_those_without_a_number_as_often_as_they_are(cast: Cast) -> None:
    Person.objects.create(municipality=cast.fjordvik, name="En", national_id=NUMBER)
    for _ in range(2):
        Person.objects.create(municipality=cast.fjordvik, name="Uten")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(municipality=cast.fjordvik, name="En til", national_id=NUMBER)


def test_a_person_saved_without_the_number_being_read_keeps_number_and_index(cast: Cast) -> None:
    one = Person.objects.create(municipality=cast.fjordvik, name="En", national_id=NUMBER)
    before = stored(one, "national_id"), stored(one, "national_id_lookup")
    found = anew(one)
    found.name = "Navn"
    found.save()
    assert (stored(one, "national_id"), stored(one, "national_id_lookup")) == before
    found.national_id = ""
    found.save()
    assert person_with(NUMBER, municipality=cast.fjordvik.pk) is None
    assert draft(cast).child.national_id == ""
