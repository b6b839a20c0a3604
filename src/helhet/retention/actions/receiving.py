"""The archive has answered: it has what we sent."""

from datetime import date, datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.retention.actions.common import locked
from helhet.retention.models import ArchiveReceipt
from helhet.retention.queries.matters import Matter, kept_of, kind_of


class ReceiptRefused(ValueError):
    """The answer cannot be for this matter; `.code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def record_receipt(
    *, matter: Matter, received_on: date, reference: str, checksum: str, actor: Actor, at: datetime
) -> ArchiveReceipt:
    """Write down the archive's answer. The same answer twice is one.

    Raises:
        NoSuchMatter: it has gone.
        ReceiptRefused: `not_ended`, the matter is still in use; `before_it_ended`, so it is not for all of it;
            `ahead`, a day that has not come; `other_package`, this number stands with another checksum.
        ValidationError: the archive's number or the checksum is none.
    """
    matter = locked(matter)
    ended_on = kept_of([matter])[matter.pk].ended_on
    if ended_on is None:
        raise ReceiptRefused("not_ended")
    if received_on < ended_on:
        raise ReceiptRefused("before_it_ended")
    if received_on > day_of(at):
        raise ReceiptRefused("ahead")
    same = ArchiveReceipt.objects.filter(
        municipality_id=matter.municipality_id, matter=matter.pk, reference=reference
    ).first()
    if same is not None:
        if (same.received_on, same.checksum) != (received_on, checksum):
            raise ReceiptRefused("other_package")
        return same
    receipt = ArchiveReceipt(
        municipality_id=matter.municipality_id,
        child=matter.child_id,
        matter=matter.pk,
        matter_kind=kind_of(matter),
        received_on=received_on,
        reference=reference,
        checksum=checksum,
        recorded_at=at,
        recorded_by_id=actor.id,
    )
    receipt.clean_fields(exclude=["municipality", "recorded_by"])
    receipt.save()
    trail.record(Event.ARCHIVE_ANSWERED, about=matter, actor=actor, at=at, receipt=receipt.pk, received_on=received_on)
    return receipt
