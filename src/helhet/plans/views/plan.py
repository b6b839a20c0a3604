"""The page of one plan, and the one-press answers on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhet.access.current import actor_of
from helhet.core.baton import BatonRefused
from helhet.core.doing import Act, NotYours
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.plans.actions.baton import cancel_offer
from helhet.plans.actions.meetings import MeetingRefused, record_child_talk
from helhet.plans.actions.services import InvitationRefused, record_first_contact
from helhet.plans.actions.work import MeasureRefused, accept_measure
from helhet.plans.queries.doors import plan_for
from helhet.plans.queries.find import consents_of, measure_in, open_offer, place_of, waiting_meeting
from helhet.plans.queries.page import page_of
from helhet.plans.queries.roles import can_be_in_care, may_ask_child_alone
from helhet.plans.queries.written import Mark, older_notes
from helhet.plans.words import ACT, ADULTS, CAUSE, ENTRY_KIND, OUTCOME, SEEN_BY, STATUS
from helhet.web.clock import now
from helhet.web.pager import moment, older_than
from helhet.web.pager import row as row_of

DOORS = {
    Act.WRITE: "plans:write",
    Act.ADD_GOAL: "plans:goal",
    Act.PROPOSE_MEASURE: "plans:measure",
    Act.PLAN_MEETING: "plans:meeting",
    Act.ASK_CONSENT: "plans:ask",
    Act.INVITE: "plans:invite",
    Act.OFFER_BATON: "plans:offer",
    Act.RAISE_DEADLOCK: "plans:stuck",
    Act.RECORD_EXCEPTION: "plans:except",
    Act.RECORD_WITHDRAWAL: "plans:withdraw",
    Act.RECORD_CARE: "plans:care",
    Act.RECORD_ADULTS: "plans:around",
    Act.CLOSE: "plans:close",
    Act.REOPEN: "plans:reopen",
}
"""Where each thing one may do is done."""


def plan(request: HttpRequest, plan: Key) -> HttpResponse:
    """Who holds it, what is agreed, what happens next, who sees what, and what I can do."""
    actor, at = actor_of(request), now()
    row = plan_for(actor, plan, at=at)
    page = page_of(row, actor, at=at)
    if page.offer and (page.offer.to_worker_id, page.offer.to_service_id) == (actor.id, actor.service):
        return redirect("plans:answer_offer", plan=plan)
    asked = page.mine
    if asked and not asked.answer and asked.invited_worker_id == actor.id:
        return redirect("plans:invitation", plan=plan)
    doors: list[tuple[Act | None, Promise | str, str]] = [
        (act, ACT[act], address) for act, address in DOORS.items() if act in page.may
    ]
    if not can_be_in_care(row, day_of(at)):
        doors = [door for door in doors if door[0] is not Act.RECORD_CARE]
    if may_ask_child_alone(row, actor, day_of(at), roles=page.roles):
        doors.append((None, _("Ask the child alone"), "plans:ask_alone"))
    if Act.ASK_CONSENT in page.may:
        doors.append((Act.ASK_CONSENT, ADULTS, "plans:guardians"))
    if page.offer:
        doors = [door for door in doors if door[0] is not Act.OFFER_BATON]
    if any(one.deadlock.waits for one in page.deadlocks):
        doors = [door for door in doors if door[0] is not Act.RAISE_DEADLOCK]
    if page.meeting:
        doors = [door for door in doors if door[0] is not Act.PLAN_MEETING]
    context = {
        "page": page,
        "plan": row,
        "doors": doors,
        "consents": consents_of(row) if Act.RECORD_ANSWER in page.may else (),
        "status": STATUS[row.state],
        "kinds": ENTRY_KIND,
        "older": reverse("plans:log", kwargs={"plan": plan}) + older_than(*page.older) if page.older else None,
        "seen_by": SEEN_BY,
        "causes": CAUSE,
        "outcomes": OUTCOME,
        "me": actor.id,
        "here": "plans",
    }
    return render(request, "plans/plan.html", context)


def log(request: HttpRequest, plan: Key) -> HttpResponse:
    """What was written before: the rest of the log, a part at a time."""
    actor, at = actor_of(request), now()
    row = plan_for(actor, plan, at=at)
    before, after = moment(request.GET.get("before", "")), row_of(request.GET.get("after", ""))
    if before is None or after is None:
        return redirect("plans:plan", plan=plan)
    part = older_notes(row, actor, at=at, after=Mark(before, after))
    older = older_than(*part.older) if part.older else None
    return render(
        request,
        "plans/log.html",
        {"plan": row, "notes": part.notes, "older": older, "kinds": ENTRY_KIND, "here": "plans"},
    )


@require_POST
def accept(request: HttpRequest, plan: Key, measure: Key) -> HttpResponse:
    """I take it on; or, for a parent or the young person: they have told me that they do."""
    actor, at = actor_of(request), now()
    row = plan_for(actor, plan, at=at)
    try:
        accept_measure(measure=measure_in(row, measure), actor=actor, at=at)
    except MeasureRefused as error:
        raise PermissionDenied from error
    messages.success(request, _("Taken on. The family can see it."))
    return redirect("plans:plan", plan=plan)


@require_POST
def cancel(request: HttpRequest, plan: Key) -> HttpResponse:
    """Take back the question about the baton."""
    actor, at = actor_of(request), now()
    row = plan_for(actor, plan, at=at)
    offer = open_offer(row)
    if offer is None:
        raise Http404
    try:
        cancel_offer(offer=offer, actor=actor, at=at)
    except (NotYours, BatonRefused) as error:
        raise PermissionDenied from error
    messages.success(request, _("Taken back. The baton is where it was."))
    return redirect("plans:plan", plan=plan)


@require_POST
def child_talk(request: HttpRequest, plan: Key) -> HttpResponse:
    """I have talked with the child, as I was to before the meeting."""
    actor, at = actor_of(request), now()
    row = plan_for(actor, plan, at=at)
    meeting = waiting_meeting(row)
    if meeting is None:
        raise Http404
    try:
        record_child_talk(meeting=meeting, actor=actor, at=at)
    except MeetingRefused as error:
        raise PermissionDenied from error
    messages.success(
        request, _("Noted. Write what the child said when the meeting is concluded, in the child's words.")
    )
    return redirect("plans:plan", plan=plan)


@require_POST
def first_contact(request: HttpRequest, plan: Key) -> HttpResponse:
    """My service has met the family."""
    actor, at = actor_of(request), now()
    row = plan_for(actor, plan, at=at)
    place = place_of(row, actor)
    if place is None:
        raise Http404
    try:
        record_first_contact(invitation=place, actor=actor, at=at)
    except InvitationRefused as error:
        raise PermissionDenied from error
    messages.success(request, _("Noted: you have met the family."))
    return redirect("plans:plan", plan=plan)
