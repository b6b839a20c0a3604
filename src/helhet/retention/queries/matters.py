"""Which matters have ended, and what is known of each that decides whether it may go."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from helhet.access.models import Consent
from helhet.concerns.models import Concern
from helhet.core.law.records import CountedFrom, Record
from helhet.core.moments import day_of
from helhet.core.plan import PlanStatus
from helhet.core.retention import Kept
from helhet.people.keys import Key
from helhet.people.models import Organisation, Worker
from helhet.plans.models import Plan
from helhet.retention.models import ArchiveReceipt, LegalHold, MatterKind

type_of_matter: dict[str, type[Plan] | type[Concern]] = {MatterKind.PLAN: Plan, MatterKind.CONCERN: Concern}
Matter = Plan | Concern
ENDED = {
    MatterKind.PLAN: Q(status__in=[PlanStatus.CLOSED, PlanStatus.REFUSED]),
    MatterKind.CONCERN: Q(decided_at__isnull=False),
}


class NoSuchMatter(LookupError):
    """There is no such plan or note; or it has gone."""


def kind_of(matter: Matter) -> MatterKind:
    """What kind of thing it is."""
    return MatterKind.PLAN if isinstance(matter, Plan) else MatterKind.CONCERN


def name_of(kind: MatterKind, key: Key) -> str:
    """How a command shows a matter and is told of one."""
    return f"{kind.value}:{key}"


def matter_at(kind: MatterKind, key: Key) -> Matter:
    """The plan or the note a key names. Raises NoSuchMatter."""
    found = type_of_matter[kind].objects.at(key).select_related("child").first()
    if found is None:
        raise NoSuchMatter(f"there is no {name_of(kind, key)}")
    return found


def worker_with(account: str) -> Worker:
    """The worker who signs in with this account. Raises Worker.DoesNotExist."""
    return Worker.objects.get(account__key=account)


def municipalities() -> Iterator[Organisation]:
    """Every municipality, one at a time."""
    yield from Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY).order_by("code", "id")


def ended_matters(municipality: Organisation, kind: MatterKind, *, size: int) -> Iterator[list[Matter]]:
    """All plans, or all notes, that have ended, so many at a time. What goes meanwhile does not disturb the rest."""
    last: UUID | None = None
    while page := _page(municipality, kind, after=last, size=size):
        yield page
        last = page[-1].pk


def _page(municipality: Organisation, kind: MatterKind, *, after: UUID | None, size: int) -> list[Matter]:
    ended = type_of_matter[kind].objects.filter(ENDED[kind], municipality=municipality)
    if after is not None:
        ended = ended.filter(pk__gt=after)
    return list(ended.select_related("child").order_by("pk")[:size])


def kept_of(matters: Sequence[Matter]) -> dict[UUID, Kept]:
    """The facts of some matters of one municipality and one kind, in a number of queries that does not grow."""
    if not matters:
        return {}
    here = {"municipality_id": matters[0].municipality_id, "matter__in": [matter.pk for matter in matters]}
    holds: dict[UUID, list[str]] = defaultdict(list)
    for matter, reason in LegalHold.objects.filter(**here, lifted_at=None).values_list("matter", "reason"):
        holds[matter].append(reason)
    receipts: dict[UUID, date] = {}
    for matter, received_on in (
        ArchiveReceipt.objects.filter(**here).order_by("received_on").values_list("matter", "received_on")
    ):
        receipts[matter] = received_on
    refused = _refused(here)
    continued = _continued(matters)
    return {
        matter.pk: _kept(
            matter,
            receipt_on=receipts.get(matter.pk),
            holds=tuple(holds[matter.pk]),
            refused_at=refused.get(matter.pk),
            continued=matter.pk in continued,
        )
        for matter in matters
    }


def _refused(here: dict[str, object]) -> dict[UUID, datetime]:
    """When the family said no to each draft."""
    noes = Consent.objects.filter(**here, status=Consent.Status.REFUSED).order_by("settled_at")
    return {matter: at for matter, at in noes.values_list("matter", "settled_at") if at}


def _continued(matters: Sequence[Matter]) -> set[UUID]:
    """Those a later plan goes on from, where that plan is still there."""
    plans = [matter for matter in matters if isinstance(matter, Plan)]
    if not plans:
        return set()
    later = Plan.objects.filter(municipality_id=plans[0].municipality_id, continues__in=[plan.pk for plan in plans])
    return set(later.values_list("continues_id", flat=True))


def _kept(
    matter: Matter, *, receipt_on: date | None, holds: tuple[str, ...], refused_at: datetime | None, continued: bool
) -> Kept:
    if isinstance(matter, Concern):
        ended = matter.decided_at
        led_nowhere = matter.decision == Concern.Decision.NOTHING
        record = Record.ENDED_NOTE if led_nowhere else Record.WONDER_NOTE
        counted = CountedFrom.NOTE_DECIDED
    elif matter.state is PlanStatus.REFUSED:
        ended, record, counted = refused_at, Record.REFUSED_PLAN, CountedFrom.PLAN_REFUSED
    else:
        ended, record, counted = matter.closed_at, Record.PLAN, CountedFrom.PLAN_CLOSED
    ended_on = day_of(ended) if ended else None
    return Kept(
        record=record,
        ended_on=ended_on,
        happened={CountedFrom.CHILD_BORN: matter.child.born_on, counted: ended_on},
        receipt_on=receipt_on,
        holds=holds,
        continued=continued,
    )
