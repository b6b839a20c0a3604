"""What happened in a municipality in one half-year, read out of plans and notes: who, where and when, never a word."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from helhet.clocks.models import Clock
from helhet.concerns.models import Concern
from helhet.core.baton import OfferState
from helhet.core.disclosure_control import Happening
from helhet.core.flow import NOT_ASKED, Figure, HalfYear, in_time
from helhet.core.moments import NORWAY, day_of
from helhet.people.models import CareOrder, Organisation, Person, Service
from helhet.plans.models import Baton, BatonOffer, Deadlock, Evaluation, Measure, MeasureEffect, Participation, Plan

NO_HELP = frozenset({"no_capacity", "waiting_list"})
"""Why a measure was not done, where there was no help to be had: nobody to do it, or a queue."""


@dataclass(frozen=True, slots=True)
class Span:
    """The half-year in one municipality, and what to know of it to place what happened."""

    municipality: UUID
    half: HalfYear
    holders: "Holders"

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From its first moment up to the first after it, in Norway."""
        return _begins(self.half.first_day), _begins(self.half.next.first_day)

    def within(self, field: str) -> dict[str, Any]:
        """A filter: in this municipality, and at a moment within the half-year."""
        first, after = self.moments
        return {"municipality_id": self.municipality, f"{field}__gte": first, f"{field}__lt": after}


class Holders:
    """Who held each plan's baton at a moment, and for which service."""

    def __init__(self, batons: list[Baton]) -> None:
        self._of: dict[UUID, list[Baton]] = defaultdict(list)
        for one in sorted(batons, key=attrgetter("since_at")):
            self._of[one.plan_id].append(one)

    def at(self, plan: UUID, moment: datetime) -> Baton | None:
        """The stretch that had begun last; None for a plan nobody had held."""
        stretches = self._of[plan]
        found = bisect_right(stretches, moment, key=attrgetter("since_at"))
        return stretches[found - 1] if found else None


def happenings_in(organisation: Organisation, half: HalfYear) -> Mapping[Figure, list[Happening]]:
    """All that counts, by figure, in a number of questions that does not grow. Children whose address is shielded, or
    whose place is hidden, are left out of everything.
    """
    left_out = _shielded(organisation.pk)
    span = Span(organisation.pk, half, _holders(organisation.pk, half))
    return {figure: [one for one in read(span) if one.child not in left_out] for figure, read in READ.items()}


def units_of(organisation: Organisation) -> list[UUID]:
    """The municipality's own services in a fixed order, which says nothing about them. Others' are never told alone."""
    return list(Service.objects.filter(organisation=organisation).order_by("id").values_list("pk", flat=True))


def leaders() -> Mapping[UUID, UUID]:
    """Who leads each unit, also those of others: one may lead several, and so know the numbers of them all."""
    return dict(Service.objects.filter(leader__isnull=False).order_by("id").values_list("pk", "leader_id"))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=NORWAY)


def _shielded(municipality: UUID) -> frozenset[UUID]:
    protected = Person.objects.filter(municipality_id=municipality).exclude(protection=Person.Protection.NONE)
    hidden = CareOrder.objects.filter(municipality_id=municipality, hidden_place=True)
    return frozenset([*protected.values_list("pk", flat=True), *hidden.values_list("child_id", flat=True)])


def _holders(municipality: UUID, half: HalfYear) -> Holders:
    begun = Baton.objects.filter(municipality_id=municipality, since_at__lt=_begins(half.next.first_day))
    return Holders(list(begun.filter(Q(until_at=None) | Q(until_at__gte=_begins(half.first_day)))))


def _wonders(span: Span) -> Iterator[Happening]:
    decided = Concern.objects.filter(**span.within("decided_at"))
    for unit, child, author, written, at in decided.values_list(
        "service_id", "child_id", "author_id", "written_at", "decided_at"
    ):
        yield Happening(unit, _time(Figure.WONDER, day_of(written), day_of(at)), child, author)


def _help(span: Span) -> Iterator[Happening]:
    """Services that were asked and have answered. The one that opened the plan was in it from the start."""
    answered = Participation.objects.filter(**span.within("answered_at")).exclude(answered_at=F("invited_at"))
    for unit, child, worker, answer, reason, invited, met in answered.values_list(
        "service_id", "plan__child_id", "answered_by_id", "answer", "decline_reason", "invited_at", "first_contact_on"
    ):
        if answer == Participation.Answer.DECLINED:
            yield Happening(unit, "waiting_list" if reason == "waiting_list" else "other_no", child, worker)
        else:  # not met yet is later
            time = _time(Figure.HELP, day_of(invited), met) if met else "later"
            yield Happening(unit, f"met_{time}", child, worker)


def _batons(span: Span) -> Iterator[Happening]:
    settled = BatonOffer.objects.filter(**span.within("answered_at")).exclude(state=OfferState.CANCELLED)
    for unit, child, worker, state, offered, at in settled.values_list(
        "to_service_id", "plan__child_id", "to_worker_id", "state", "offered_at", "answered_at"
    ):
        if state == OfferState.ACCEPTED:
            yield Happening(unit, f"accepted_{_time(Figure.BATON, day_of(offered), day_of(at))}", child, worker)
        else:
            yield Happening(unit, "ran_out" if state == OfferState.EXPIRED else "declined", child, worker)


def _evaluations(span: Span) -> Iterator[Happening]:
    first, last = span.half.first_day, span.half.last_day
    due = Clock.objects.filter(
        municipality_id=span.municipality, code="evaluation_due", due_on__gte=first, due_on__lte=last
    )
    for plan, child, day, ended, outcome in due.values_list("matter", "child", "due_on", "ended_at", "outcome"):
        off = ended is not None and outcome == Clock.Outcome.CALLED_OFF
        if off and day_of(ended) <= day:
            continue  # it never fell due
        held = None if off or ended is None else day_of(ended)
        answer = "not_held" if held is None else "in_time" if held <= day else "later"
        yield from _held_by(span, plan, _begins(day), answer, child)


def _children(span: Span) -> Iterator[Happening]:
    concluded = Evaluation.objects.filter(**span.within("concluded_at"))
    for plan, child, worker, view, reason, at in concluded.values_list(
        "plan_id", "plan__child_id", "asked_by_id", "child_view", "not_asked_reason", "concluded_at"
    ):
        answer = view if view != Evaluation.ChildView.NOT_ASKED else _why_not(reason)
        yield from _held_by(span, plan, at, answer, child, worker)


def _why_not(reason: str) -> str:
    reason = "not_wanted" if reason == "declined" else reason
    return reason if reason in NOT_ASKED else "other_reason"


def _measures(span: Span) -> Iterator[Happening]:
    judged = MeasureEffect.objects.filter(
        **span.within("evaluation__concluded_at"),
        seen_by=MeasureEffect.SeenBy.PROFESSIONAL,
        measure__worker__isnull=False,
    ).exclude(measure__not_done_reason=Measure.RESPONSIBLE_LEFT)
    for plan, child, worker, effect, reason, at in judged.values_list(
        "evaluation__plan_id", "evaluation__plan__child_id", "measure__worker_id", "effect",
        "measure__not_done_reason", "evaluation__concluded_at",
    ):  # fmt: skip
        not_done = "no_help" if reason in NO_HELP else "not_done_otherwise"
        answer = not_done if effect == "not_done" else "done"
        yield from _held_by(span, plan, at, answer, child, worker)


def _deadlocks(span: Span) -> Iterator[Happening]:
    """What was called off in time, since the consent was taken back, fell due for nobody and does not count."""
    first, last = span.half.first_day, span.half.last_day
    clocks = Clock.objects.filter(municipality_id=span.municipality, started_on__gte=first, started_on__lte=last)
    off = clocks.filter(code="deadlock_answer", outcome=Clock.Outcome.CALLED_OFF)
    called_off = dict(off.values_list("about", "ended_at"))
    raised = Deadlock.objects.filter(**span.within("raised_at"))
    for key, plan, child, at, answered in raised.values_list(
        "pk", "plan_id", "plan__child_id", "raised_at", "answered_at"
    ):
        if answered is not None:
            answer = f"answered_{_time(Figure.DEADLOCK, day_of(at), day_of(answered))}"
        elif key in called_off and _time(Figure.DEADLOCK, day_of(at), day_of(called_off[key])) == "in_time":
            continue
        else:
            answer = "not_answered"
        yield from _held_by(span, plan, at, answer, child)


def _ended(span: Span) -> Iterator[Happening]:
    closed = Plan.objects.filter(**span.within("closed_at"))
    for plan, child, reason, at in closed.values_list("pk", "child_id", "close_reason", "closed_at"):
        yield from _held_by(span, plan, at, ENDED_AS.get(reason, "ended_otherwise"), child)


ENDED_AS = {"goals_met": "goals_met", "consent_withdrawn": "consent_back", "no_help_available": "no_help"}


def _held_by(
    span: Span, plan: UUID, moment: datetime, answer: str, child: UUID, worker: UUID | None = None
) -> Iterator[Happening]:
    """Something that happened in the unit that held the baton then; by its holder, where it is nobody else's doing."""
    baton = span.holders.at(plan, moment)
    if baton:
        yield Happening(baton.service_id, answer, child, worker or baton.holder_id)


def _time(figure: Figure, begun: date, done: date) -> str:
    return "in_time" if in_time(figure, (done - begun).days) else "later"


READ: Mapping[Figure, Callable[[Span], Iterator[Happening]]] = {
    Figure.WONDER: _wonders,
    Figure.HELP: _help,
    Figure.BATON: _batons,
    Figure.EVALUATION: _evaluations,
    Figure.CHILD: _children,
    Figure.MEASURE: _measures,
    Figure.DEADLOCK: _deadlocks,
    Figure.ENDED: _ended,
}
