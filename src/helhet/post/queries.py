"""What is known of a message on its way: for whoever asked the question it tells of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from helhet.people.partition import AboutChild
from helhet.post.models import Letter


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
    letters = Letter.objects.filter(
        municipality_id__in={row.municipality_id for row in about}, about__in=[row.pk for row in about], kind=kind
    ).order_by("queued_at", "id")
    return {one.about: Receipt(one.sent_at, one.failed_at, one.seen_at) for one in letters}
