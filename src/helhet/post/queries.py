"""What is known of a message on its way: for whoever asked the question it tells of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from helhet.people.partition import AboutChild
from helhet.post.models import Letter, Mailing, MailingCopy


@dataclass(frozen=True, slots=True)
class Receipt:
    """The way of one letter. What is not known is None, and is to be shown as not known."""

    sent_at: datetime | None
    failed_at: datetime | None
    seen_at: datetime | None

    @property
    def missing(self) -> bool:
        """It has been sent, and nothing tells that it has arrived."""
        return self.sent_at is not None and self.seen_at is None


def receipts(about: list[AboutChild], *, kind: Letter.Kind) -> dict[UUID, Receipt]:
    """The newest letter of a kind about each of these rows, by the row's id, in one query."""
    if not about:
        return {}
    letters = Letter.objects.filter(
        municipality_id__in={row.municipality_id for row in about}, about__in=[row.pk for row in about], kind=kind
    ).order_by("queued_at", "id")
    return {one.about: Receipt(one.sent_at, one.failed_at, one.seen_at) for one in letters}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a mailing has come, in copies. The five add up to the total but for `bounced`, which were sent."""

    total: int
    sent: int
    waiting: int
    failed: int
    unknown: int
    """Begun and never ended: whether they arrived nobody knows, and they are not sent again."""
    bounced: int

    @property
    def done(self) -> int:
        """Those nothing more is done about."""
        return self.total - self.waiting


def progress(*, kind: str, about: UUID) -> Progress:
    """How far the mailings of a kind about one thing have come, in one query."""
    begun = Q(begun_at__isnull=False)
    found = MailingCopy.objects.filter(mailing__kind=kind, mailing__about=about).aggregate(
        total=Count("pk"),
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        waiting=Count("pk", filter=Q(begun_at=None, failed_at=None)),
        failed=Count("pk", filter=Q(failed_at__isnull=False)),
        unknown=Count("pk", filter=begun & Q(sent_at=None, failed_at=None)),
        bounced=Count("pk", filter=Q(bounced_at__isnull=False)),
    )
    return Progress(**found)


def under_way() -> list[Mailing]:
    """The mailings that have not come to an end, oldest first."""
    return list(Mailing.objects.filter(ended_at=None).order_by("queued_at", "id"))


def copy_named(pk: UUID) -> MailingCopy | None:
    """The copy that came back, with its mailing."""
    return MailingCopy.objects.filter(pk=pk).select_related("mailing").first()
