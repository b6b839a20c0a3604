"""Saying whether a page helped, and doing something about it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum

from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.core.national_id import is_written_in
from helhet.feedback.models import Feedback, Reply, Tally
from helhet.feedback.pages import Page

PRESSES_A_DAY = 5000
"""On one page. What comes beyond is not counted."""
WRITTEN_A_DAY = 60
"""On one page; more than a person can read of one page in a day is not from people."""
WRITTEN_EVERYWHERE = 600
"""In a day, on all pages."""
KEPT = timedelta(days=365)
"""How long a reader's words are kept."""


class NamesSomebody(ValueError):
    """What was written seems to hold a national identity number. Nothing was stored."""


class TooMany(RuntimeError):
    """So much has been written today that more cannot be taken in. Nothing was stored."""


class AlreadyAnswered(RuntimeError):
    """Another editor was first."""


@transaction.atomic
def say_found(*, page: Page, found: bool, actor: Actor, on: date) -> None:
    """One reader has pressed yes or no. Only the page's count of the day grows."""
    del actor  # nobody we know
    today = _tally(page, on).filter(yes__lt=PRESSES_A_DAY, no__lt=PRESSES_A_DAY)
    if found:
        today.update(yes=F("yes") + 1)
    else:
        today.update(no=F("no") + 1)


@transaction.atomic
def write_feedback(*, page: Page, found: bool, words: str, actor: Actor, on: date) -> Feedback:
    """Take in what a reader writes about a page, for the editors to read.

    Raises:
        NamesSomebody: it seems to hold a national identity number.
        TooMany: the page, or the site, has got all it takes in a day.
    """
    del actor
    if is_written_in(words):
        raise NamesSomebody
    everywhere = Tally.objects.filter(on=on).aggregate(written=Sum("written"))["written"] or 0
    counted = _tally(page, on).filter(written__lt=WRITTEN_A_DAY).update(written=F("written") + 1)
    if not counted or everywhere >= WRITTEN_EVERYWHERE:
        raise TooMany
    return Feedback.objects.create(page=page.path, language=page.language, found=found, words=words, given_on=on)


@transaction.atomic
def reply(
    *,
    to: Feedback,
    also: Collection[UUID] = (),
    outcome: Reply.Outcome,
    text: str,
    language: str,
    public: bool,
    actor: Actor,
    at: datetime,
) -> Reply:
    """Write down what was done about what a reader wrote, and about others who wrote of the same page.

    Nobody can be written back to, since nobody is known; what is public is read by all under what changed.

    Raises:
        NamesSomebody: the text seems to hold a national identity number.
        AlreadyAnswered: another has replied to it.
    """
    if is_written_in(text):
        raise NamesSomebody
    made = Reply.objects.create(
        page=to.page,
        outcome=outcome,
        text=text,
        language=language,
        public=public and outcome == Reply.Outcome.CHANGED,
        written_at=at,
        written_by_id=actor.id,
    )
    waiting = Feedback.objects.filter(page=to.page, reply=None)
    if not waiting.filter(pk=to.pk).update(reply=made):
        raise AlreadyAnswered
    waiting.filter(pk__in=also).update(reply=made)
    return made


@transaction.atomic
def forget_words(*, actor: Actor, at: datetime) -> int:
    """Delete what readers wrote a year ago or more; what was done about it, and the counts, stay."""
    del actor
    gone, _kinds = Feedback.objects.filter(given_on__lte=day_of(at) - KEPT).delete()
    return gone


def _tally(page: Page, on: date):  # type: ignore[no-untyped-def]  # a queryset of the one row, to be counted up
    Tally.objects.bulk_create([Tally(page=page.path, on=on)], ignore_conflicts=True)
    return Tally.objects.filter(page=page.path, on=on)
