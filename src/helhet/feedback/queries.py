"""Reading what readers have said: for the editors, and what changed for everybody."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, QuerySet, Sum

from helhet.feedback.models import Feedback, Reply, Tally

AT_ONCE = 50
"""How many are shown on one page of a list."""
SHOWN_FOR = timedelta(days=90)
"""How far back the counts by page go."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many found what they looked for on one page."""

    page: str
    yes: int
    no: int


def waiting(*, after: int = 0) -> list[Feedback]:
    """What nobody has looked at, oldest first; one more than a page holds, if there is more."""
    rows = Feedback.objects.filter(reply=None).order_by("given_on", "id")
    return list(rows[after : after + AT_ONCE + 1])


def answered() -> list[Feedback]:
    """What was looked at last, newest first."""
    rows = Feedback.objects.exclude(reply=None).select_related("reply__written_by")
    return list(rows.order_by("-reply__written_at", "id")[:AT_ONCE])


def feedback_at(pk: UUID) -> Feedback | None:
    """One piece of feedback, with its reply."""
    return Feedback.objects.filter(pk=pk).select_related("reply__written_by").first()


def others_about(one: Feedback) -> list[Feedback]:
    """What else waits about the same page."""
    rows = Feedback.objects.filter(page=one.page, reply=None).exclude(pk=one.pk)
    return list(rows.order_by("given_on", "id")[:AT_ONCE])


def found_by_page(*, on: date) -> list[Found]:
    """The pages most people did not find what they looked for on, in the last months."""
    days = Tally.objects.filter(on__gt=on - SHOWN_FOR).values("page")
    sums = days.annotate(ayes=Sum("yes"), noes=Sum("no")).filter(noes__gt=0).order_by(F("noes").desc(), "page")
    return [Found(row["page"], row["ayes"], row["noes"]) for row in sums[:AT_ONCE]]


def changes() -> QuerySet[Reply]:
    """What changed thanks to readers, as far as the editors have chosen to tell; newest first."""
    return Reply.objects.filter(public=True).order_by("-written_at", "id")[:AT_ONCE]
