"""Reading the newsletter: what everybody may read, what the desk shows, and whom a letter goes to."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from helhet.newsletter.links import token_hash
from helhet.newsletter.models import Interest, Issue, SignUp, Subscription, Writer

AT_ONCE = 20
HOUR = timedelta(hours=1)


def sent_issues(*, before: datetime | None = None) -> list[Issue]:
    """The archive, newest first; one more than a page holds, if there is more."""
    rows = Issue.objects.filter(sent_at__isnull=False)
    if before is not None:
        rows = rows.filter(sent_at__lt=before)
    return list(rows.order_by("-sent_at", "id")[: AT_ONCE + 1])


def sent_issue(slug: str) -> Issue | None:
    """One issue, by its permanent address."""
    return Issue.objects.filter(slug=slug).first()


def drafts() -> list[Issue]:
    """What is being written, those to be looked over first."""
    rows = Issue.objects.filter(sent_at=None).select_related("written_by")
    return sorted(rows.order_by("-written_at", "id"), key=lambda one: one.ready_at is None)


def issue_at(pk: UUID) -> Issue | None:
    """One issue for the desk, sent or not."""
    return Issue.objects.filter(pk=pk).select_related("written_by", "sent_by").first()


def has_written(issue: Issue, worker: UUID) -> bool:
    """Whether somebody has had a hand in it, and so cannot send it."""
    return Writer.objects.filter(issue=issue, worker=worker).exists()


def receivers(topics: Collection[str]) -> list[UUID]:
    """Who gets a letter about any of these topics, each once."""
    rows = Interest.objects.filter(topic__in=topics).values_list("subscription", flat=True)
    return list(rows.order_by("subscription").distinct())


def subscriptions(ids: Collection[UUID]) -> dict[UUID, Subscription]:
    """Those of these that there still are."""
    return {row.pk: row for row in Subscription.objects.filter(pk__in=ids).order_by("pk")}


def sign_up_with(token: str, *, at: datetime) -> SignUp | None:
    """The sign-up a link confirms, while it lasts."""
    return SignUp.objects.filter(token_hash=token_hash(token), token_until__gt=at).first()


def asked_lately(*, at: datetime) -> int:
    """How many have asked for letters in the last hour."""
    return SignUp.objects.filter(letter_at__gt=at - HOUR).count()


def subscribers() -> int:
    """How many get letters."""
    return Subscription.objects.count()


def sign_up_at(pk: UUID) -> SignUp | None:
    """A sign-up nobody has confirmed yet."""
    return SignUp.objects.filter(pk=pk).first()
