"""A text has to be looked through again: whoever looks after it gets one letter, and not one every day."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helhet.core.moments import NORWAY
from helhet.library import actions
from helhet.library.models import Item, Version
from helhet.library.queries import Editor
from helhet.library.tasks import COPIES_KEPT, tell_of_reviews
from helhet.people.models import Appointment
from helhet.post.models import MailingCopy
from helhet.post.queries import under_way
from helhet.post.sending import send_batch
from tests.library.desk import Role, appoint, out

LAST = date(2027, 11, 24)
"""The day of review of every text here."""
Letter = tuple[str, str]


def morning_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=NORWAY)


def letters_on(day: date, *, goes_out: datetime | None = None) -> list[Letter]:
    """A morning of the worker's: whom it has written to, and about what."""
    before, at = len(mail.outbox), morning_of(day)
    tell_of_reviews(on=day, at=at)
    for mailing in under_way():
        send_batch(mailing.pk, at=goes_out or at)
    return sorted((one.to[0].partition("@")[0], one.subject) for one in mail.outbox[before:])


ONE, TWO = "Én tekst i biblioteket skal gås gjennom på nytt", "2 tekster i biblioteket skal gås gjennom på nytt"
AFTER = LAST + timedelta(days=1)


def test_whoever_looks_after_it_is_told_the_day_after_and_once(eirin: Editor, torstein: Editor) -> None:
    version = out(eirin, torstein)
    assert letters_on(LAST) == []
    assert letters_on(AFTER) == [("eirin", ONE)]
    assert mail.outbox[0].body == (
        "Hei, Eirin.\n\n"
        "Dagen da dette skulle gås gjennom på nytt, er passert. Stemmer det fortsatt, og fører adressen fortsatt "
        "dit?\n\n"
        "Søvn hos små barn\n"
        "innen 24. november 2027\n"
        f"http://127.0.0.1:8000/desk/library/items/{version.item_id}/\n\n"
        "Åpne det og si at det fortsatt stemmer, eller endre det. Du får ikke flere brev om det før den neste dagen er "
        "passert.\n"
    )
    assert [letters_on(AFTER + timedelta(days=more)) for more in (0, 1, 30, 400)] == [[]] * 4


def test_once_more_when_the_next_day_has_passed(eirin: Editor, torstein: Editor) -> None:
    version, later = out(eirin, torstein), date(2028, 11, 24)
    letters_on(AFTER)
    actions.look_through(item=version.item, review_on=later, actor=eirin, at=morning_of(AFTER))
    assert letters_on(later) == []
    assert letters_on(later + timedelta(days=1)) == [("eirin", ONE)]


def test_what_passes_on_the_same_day_stands_in_one_letter_each_with_their_own(eirin: Editor, torstein: Editor) -> None:
    out(eirin, torstein, slug="one"), out(eirin, torstein, slug="two")
    berit = appoint("Berit", Role.EDITOR)
    out(berit, torstein, slug="three")
    assert letters_on(AFTER) == [("berit", ONE), ("eirin", TWO)]


def test_a_new_version_is_looked_through_by_its_own_day(eirin: Editor, torstein: Editor) -> None:
    old = out(eirin, torstein)
    at = morning_of(LAST)
    new = actions.begin_version(item=old.item, actor=eirin, at=at)
    actions.send(version=new, actor=eirin, at=at)
    actions.approve(version=new, saves=1, publish_at=at, actor=torstein, at=at)
    assert letters_on(AFTER) == []


def test_what_was_looked_through_or_taken_away_before_the_letter_went_out_is_not_in_it(
    eirin: Editor, torstein: Editor
) -> None:
    looked, gone = out(eirin, torstein, slug="one").item, out(eirin, torstein, slug="two").item
    tell_of_reviews(on=AFTER, at=morning_of(AFTER))
    actions.look_through(item=looked, review_on=date(2029, 1, 1), actor=eirin, at=morning_of(AFTER))
    actions.withdraw(item=gone, note="Old", actor=torstein, at=morning_of(AFTER))
    assert letters_on(AFTER) == []


@pytest.mark.parametrize(
    ("kept", "owned", "left", "told"),
    [
        pytest.param(True, True, False, ["eirin"], id="its keeper"),
        pytest.param(True, True, True, ["torstein"], id="the keeper has the task no longer: the owner's editors"),
        pytest.param(False, True, False, ["eirin", "torstein"], id="no keeper: the owner's editors"),
        pytest.param(False, False, False, ["berit", "eirin", "torstein"], id="it came with the program: all editors"),
    ],
)
def test_there_is_always_somebody_to_tell(
    eirin: Editor, torstein: Editor, kept: bool, owned: bool, left: bool, told: list[str]
) -> None:
    elsewhere = appoint("Berit", Role.EDITOR, house="elsewhere")
    item = out(eirin, torstein).item
    Item.objects.filter(pk=item.pk).update(
        keeper=eirin.worker if kept else None, owner=eirin.organisation if owned else None
    )
    assert elsewhere.organisation != eirin.organisation
    if left:
        Appointment.objects.filter(worker=eirin.worker).update(ended_on=LAST)
    assert [to for to, _subject in letters_on(AFTER)] == told


def test_with_nobody_at_the_desk_it_waits_for_the_first_one(eirin: Editor, torstein: Editor) -> None:
    out(eirin, torstein)
    Appointment.objects.update(ended_on=LAST)
    assert letters_on(AFTER) == []
    Appointment.objects.filter(worker=torstein.worker).update(ended_on=None)
    assert letters_on(AFTER + timedelta(days=1)) == [("torstein", ONE)]


def test_who_got_which_letter_is_forgotten_and_still_told_only_once(eirin: Editor, torstein: Editor) -> None:
    out(eirin, torstein)
    letters_on(AFTER)
    assert MailingCopy.objects.count() == 1
    assert letters_on(AFTER + COPIES_KEPT + timedelta(days=1)) == []
    assert MailingCopy.objects.count() == 0


def test_many_passed_days_cost_no_more_queries_than_one(eirin: Editor, torstein: Editor) -> None:
    cost = []
    for wave, count in enumerate((1, 4)):
        for n in range(count):
            version = out(eirin, torstein, slug=f"text-{wave}-{n}")
            Version.objects.filter(pk=version.pk).update(review_on=LAST + timedelta(days=wave))
        with CaptureQueriesContext(connection) as queries:
            letters_on(AFTER + timedelta(days=wave))
        cost.append(len(queries))
    assert cost[0] == cost[1]
