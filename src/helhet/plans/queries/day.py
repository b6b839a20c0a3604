"""My day: what waits for one worker, most urgent first. Nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import starmap
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from helhet.access.door import Door
from helhet.access.filter import grounds_of
from helhet.access.lookup import Lookup
from helhet.access.models import Consent
from helhet.access.statement import Arguments, padded
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.models import Clock
from helhet.concerns.models import Concern
from helhet.concerns.queries import CONCERN
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.deadlock import WAITS
from helhet.core.moments import day_of
from helhet.core.plan import PlanStatus
from helhet.people.keys import Key
from helhet.people.models import Account, Cover
from helhet.people.queries import appointments_on
from helhet.plans.models import BatonOffer, Deadlock, Entry, Measure, Participant, Participation, Plan
from helhet.plans.queries.answers import invitations_that_were_no, offers_that_were_no
from helhet.plans.queries.doors import ENTRY, PLAN
from helhet.plans.queries.lost import waiting_for_someone

HORIZON = timedelta(days=30)
"""How far ahead My day looks. What is due later does not wait yet."""
PAGE = 50
"""The plans on one page of those one has a part in."""
FRESH = timedelta(days=14)
"""How long a no waits in My day. On the plan's page it stands until somebody else is asked."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: which kind, for whose sake, by when, and where it is done."""

    code: str
    child: str
    due_on: date | None
    kind: str
    key: Key
    who: str = ""
    """Whose answer it is, where that is the matter."""


def my_day(actor: Actor, *, at: datetime) -> tuple[Waiting, ...]:
    """What waits for the actor, and for those they cover today: questions and days to keep, the earliest first.

    Only what the actor may see today is named; each plan and note is logged as seen.
    """
    on, me = day_of(at), {"worker": actor.id, "service": actor.service}
    owners = padded([actor.id, *ABSENT.rows(**me, on=on)])
    clocks: list[Clock] = CLOCKS.rows(worker=actor.id, owners=owners, until=on + HORIZON)
    asked = [*_asked(actor), *_stuck(actor), *_lost(actor, owners, on), *_said_no(actor, owners, at)]
    with transaction.atomic():
        seen = {
            "plan": _visible(PLAN, _keys(clocks, "plan") | {q.key for q in asked if q.kind == "plan"}, actor, on),
            "concern": _visible(
                CONCERN, _keys(clocks, "concern") | {q.key for q in asked if q.kind == "concern"}, actor, on
            ),
        }
        for kind, event in (("plan", Event.PLAN_LISTED), ("concern", Event.CONCERN_LISTED)):
            rows = [(row, grounds_of(row)) for row in seen[kind].values()]
            trail.record_reads(event, about=rows, actor=actor, at=at)
    clocked = {clock.about for clock in clocks}
    questions = [_Question(c.code, c.matter_kind, Key(c.municipality_id, c.matter), c.about, c.due_on) for c in clocks]
    questions += [question for question in asked if question.about not in clocked]
    found = [
        Waiting(q.code, seen[q.kind][q.key.id].child.name, q.due_on, q.kind, q.key, q.who)
        for q in questions
        if q.key.id in seen[q.kind]
    ]
    return tuple(sorted(found, key=lambda w: (w.due_on is None, w.due_on or on, w.child)))


def is_appointed(account: Account, *, on: date) -> bool:
    """Whether somebody has a task beside the casework today, and so a desk."""
    return bool(APPOINTED.rows(account=account.pk, on=on))


APPOINTED = Lookup(
    lambda of: (
        appointments_on(of["on"]).filter(worker__account=of["account"]).order_by("pk").values_list("pk", flat=True)
    ),
    account=UUID,
    on=date,
)


@dataclass(frozen=True, slots=True)
class MyPlans:
    """The plans on one page of a worker's own, and where the next begins: with those joined before this moment."""

    plans: tuple[Plan, ...]
    older: datetime | None


def my_plans(actor: Actor, *, at: datetime, before: datetime | None = None) -> MyPlans:
    """The plans the actor has a part in and may see today, by the child's name; each is logged as seen.

    A page holds those joined last, and on the first one also those the actor prepares. Most have only the one.
    """
    me, older = {"worker": actor.id, "service": actor.service}, None
    parts = JOINED.rows(**me, before=before or at + timedelta(days=1))
    if len(parts) == PAGE:
        last = parts[-1][0]  # those joined in the same instant, as when somebody leaves, stand on one page
        parts += JOINED_AT.rows(**me, moment=last)
        older = last if JOINED.rows(**me, before=last) else None
    keys = {Key(municipality, plan) for _moment, municipality, plan in parts}
    if before is None:
        keys |= set(starmap(Key, PREPARED.rows(**me)))
    with transaction.atomic():
        rows = MINE.rows(actor, day_of(at), **padded_keys(keys)) if keys else []
        plans = tuple(sorted(rows, key=lambda plan: (plan.child.name, plan.opened_at, plan.pk)))
        trail.record_reads(Event.PLAN_LISTED, about=[(p, grounds_of(p)) for p in plans], actor=actor, at=at)
    return MyPlans(plans, older)


ABSENT = Lookup(
    lambda of: (
        Cover.objects.filter(
            covered_by=of["worker"], service=of["service"], from_on__lte=of["on"], until_on__gte=of["on"]
        )
        .order_by("absent")
        .values_list("absent", flat=True)
    ),
    worker=UUID,
    service=UUID,
    on=date,
)
"""Those a worker stands in for today."""

ASKED_ALONE = Consent.objects.filter(municipality=OuterRef("municipality"), pk=OuterRef("about"), hidden=True)
"""The question a clock is about, where it was put to the child alone: its asker's to know of, not a stand-in's."""

CLOCKS = Lookup(
    lambda of: Clock.objects.filter(
        Q(owner=of["worker"]) | Q(matter_kind="plan") & ~Q(Exists(ASKED_ALONE)),
        owner__in=of["owners"],
        due_on__lte=of["until"],
        ended_at=None,
    ).order_by("due_on", "id"),
    worker=UUID,
    owners=UUID,
    until=date,
)
"""The days a worker is to keep, and those of the ones they stand in for."""


def _parts(of: Arguments) -> Any:
    parts = Participant.objects.filter(worker=of["worker"], service=of["service"])
    return parts.order_by("-since_at", "pk").values_list("since_at", "municipality_id", "plan_id")


JOINED = Lookup(
    lambda of: _parts(of).filter(since_at__lt=of["before"])[:PAGE], worker=UUID, service=UUID, before=datetime
)
JOINED_AT = Lookup(lambda of: _parts(of).filter(since_at=of["moment"]), worker=UUID, service=UUID, moment=datetime)
"""The plans a worker has a part in: those joined last, and those joined at one moment."""
PREPARED = Lookup(
    lambda of: (
        Plan.objects.filter(author=of["worker"], service=of["service"], status=PlanStatus.DRAFT)
        .order_by("pk")
        .values_list("municipality_id", "pk")
    ),
    worker=UUID,
    service=UUID,
)
"""The plans a worker prepares."""


def _mine(seen: Any, of: Arguments, actor: Actor) -> Any:
    return _these(seen, of, actor).select_related("child", "baton__holder")


MINE = PLAN.statement(_mine, municipalities=UUID, ids=UUID)
"""Those of some plans a worker may see, and who holds them."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Something that waits, before anyone has asked whether this reader may know of it."""

    code: str
    kind: str
    key: Key
    about: UUID
    due_on: date | None = None
    who: str = ""


def _asked(actor: Actor) -> list[_Question]:
    """Questions put to this worker. Some have a clock of their own as well."""
    me = {"worker": actor.id, "service": actor.service}
    return (
        [
            _Question(code, "plan", Key(municipality, plan_id), about)
            for code, rows in (("offer", OFFERS.rows(**me)), ("invitation", INVITATIONS.rows(**me)))
            for municipality, plan_id, about in rows
        ]
        + [
            _Question("measure", "plan", Key(municipality, plan_id), about)
            for municipality, plan_id, about in MEASURES.rows(worker=actor.id)
        ]
        + [_Question("note", "concern", Key(municipality, pk), pk) for municipality, pk in NOTES.rows(worker=actor.id)]
    )


WHERE = ("municipality_id", "plan_id", "pk")
OFFERS = Lookup(
    lambda of: (
        BatonOffer.objects.filter(to_worker=of["worker"], to_service=of["service"], state=OfferState.OPEN)
        .order_by("pk")
        .values_list(*WHERE)
    ),
    worker=UUID,
    service=UUID,
)
INVITATIONS = Lookup(
    lambda of: (
        Participation.objects.filter(invited_worker=of["worker"], service=of["service"], answer="", left_at=None)
        .order_by("pk")
        .values_list(*WHERE)
    ),
    worker=UUID,
    service=UUID,
)
MEASURES = Lookup(
    lambda of: (
        Measure.objects.filter(worker=of["worker"], state=Measure.State.PROPOSED).order_by("pk").values_list(*WHERE)
    ),
    worker=UUID,
)
NOTES = Lookup(
    lambda of: (
        Concern.objects.filter(shared_with=of["worker"], read_at=None)
        .order_by("pk")
        .values_list("municipality_id", "pk")
    ),
    worker=UUID,
)
"""What is put to one worker."""


def _stuck(actor: Actor) -> list[_Question]:
    """The plans held in the unit the actor leads that wait for an answer: it is for those who lead to find a way."""
    if not actor.leads:
        return []
    return [
        _Question("stuck_to_solve" if by else "stuck_to_answer", "plan", Key(municipality, plan), pk, by or answer_by)
        for municipality, plan, pk, answer_by, by in STUCK.rows(service=actor.service)
    ]


def _lost(actor: Actor, holders: tuple[UUID, ...], on: date) -> list[_Question]:
    """The plans the actor answers for in which a measure needs a new responsible; once for each plan.

    A measure whose words the actor may not read is not told of either.
    """
    keys = LOST.rows(holders=holders, service=actor.service)
    if not keys:
        return []
    texts = Entry.objects.filter(municipality__in={key[0] for key in keys}, pk__in=[key[1] for key in keys])
    plans = {entry.plan_id: entry for entry in ENTRY.list(texts, actor=actor, on=on).order_by("pk")}
    return [
        _Question("measure_lost", "plan", Key(entry.municipality_id, plan), entry.pk) for plan, entry in plans.items()
    ]


def _said_no(actor: Actor, holders: tuple[UUID, ...], at: datetime) -> list[_Question]:
    """Those the actor has asked, in the plans they answer for, and who have lately said no or let the time run out."""
    lately = {"holders": holders, "service": actor.service, "since": at - FRESH}
    return [
        _Question(f"offer_{one.state}", "plan", Key(one.municipality_id, one.plan_id), one.pk, who=one.to_worker.name)
        for one in OFFERS_NO.rows(**lately, on=day_of(at))
    ] + [
        _Question(
            "invitation_declined", "plan", Key(one.municipality_id, one.plan_id), one.pk, who=one.invited_worker.name
        )
        for one in INVITATIONS_NO.rows(**lately, on=day_of(at), reader=actor.id)
    ]


def _held(of: Arguments) -> dict[str, Any]:
    """In the plans whose baton one of some holds for a service."""
    return {"plan__baton__holder__in": of["holders"], "plan__baton__service": of["service"]}


LEADERS_TIME = Clock.objects.filter(
    municipality=OuterRef("municipality"), about=OuterRef("pk"), code="deadlock_leaders", ended_at=None
)
"""The days the leaders have, while the one that decides has not been asked."""
STUCK = Lookup(
    lambda of: (
        Deadlock.objects.filter(
            plan__status=PlanStatus.ACTIVE, plan__baton__service=of["service"], state__in=sorted(WAITS)
        )
        .annotate(leaders_by=Subquery(LEADERS_TIME.values("due_on")))
        .order_by("answer_by", "pk")
        .values_list(*WHERE, "answer_by", "leaders_by")
    ),
    service=UUID,
)
"""What is stuck in the plans held in one unit. In one that is closing nobody is to decide anything."""
LOST = Lookup(
    lambda of: (
        waiting_for_someone(Measure.objects.filter(**_held(of)))
        .order_by("ended_at", "id")
        .values_list("municipality_id", "entry_id")
    ),
    holders=UUID,
    service=UUID,
)
OFFERS_NO = Lookup(
    lambda of: offers_that_were_no(BatonOffer.objects.filter(**_held(of), answered_at__gte=of["since"]), on=of["on"]),
    holders=UUID,
    service=UUID,
    since=datetime,
    on=date,
)
INVITATIONS_NO = Lookup(
    lambda of: invitations_that_were_no(
        Participation.objects.filter(**_held(of), answered_at__gte=of["since"]), on=of["on"], reader=of["reader"]
    ),
    holders=UUID,
    service=UUID,
    since=datetime,
    on=date,
    reader=UUID,
)
"""What has come to an end, or to a no, in the plans some answer for."""


def _keys(clocks: list[Clock], kind: str) -> set[Key]:
    return {Key(clock.municipality_id, clock.matter) for clock in clocks if clock.matter_kind == kind}


def _visible(door: Door, keys: set[Key], actor: Actor, on: date) -> dict[UUID, Any]:
    """Those of the rows behind a door this actor may see, by id."""
    return {row.pk: row for row in THESE[door.resource].rows(actor, on, **padded_keys(keys))} if keys else {}


def padded_keys(keys: set[Key]) -> dict[str, tuple[UUID, ...]]:
    """The keys as a statement takes them."""
    municipalities = sorted({key.municipality for key in keys})
    return {"municipalities": padded(municipalities), "ids": padded([key.id for key in sorted(keys)])}


def _these(seen: Any, of: Arguments, _actor: Actor) -> Any:
    return seen.filter(municipality__in=of["municipalities"], pk__in=of["ids"]).select_related("child")


THESE = {door.resource: door.statement(_these, municipalities=UUID, ids=UUID) for door in (PLAN, CONCERN)}
"""Those of some rows a reader may see."""
