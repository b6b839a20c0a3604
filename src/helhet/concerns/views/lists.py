"""The list of notes, and the beginning of one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from helhet.concerns.actions import write_note
from helhet.concerns.forms import BeginForm
from helhet.concerns.models import Concern
from helhet.concerns.queries import (
    PART,
    decided_notes,
    municipalities_for,
    my_notes,
    overdue_in_my_unit,
    service_of,
)
from helhet.concerns.views.common import sent, steps_for, worker_of
from helhet.core import guides
from helhet.core.guides import StepAction
from helhet.core.moments import day_of
from helhet.web.clock import now
from helhet.web.pager import moment, older_than


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """The notes that wait, the leader's view of what has waited too long, and those that are decided."""
    actor, at = worker_of(request), now()
    before = moment(request.GET.get("before", ""))
    decided = decided_notes(actor, at=at, before=before)
    page = {
        "open": [] if before else my_notes(actor, at=at),
        "overdue": [] if before else overdue_in_my_unit(actor, on=day_of(at)),
        "decided": decided,
        "actor": actor,
        "first_part": before is None,
        "older": _older(decided),
    }
    return render(request, "concerns/list.html", page)


def _older(decided: list[Concern]) -> str:
    last = decided[-1].decided_at if len(decided) == PART else None
    return older_than(last) if last else ""


def new(request: HttpRequest) -> HttpResponse:
    """Whom it is about; then straight to the note."""
    actor, at = worker_of(request), now()
    service = service_of(actor)
    guide = guides.current(settings.GUIDE, day_of(at))
    form = BeginForm(sent(request), municipalities=municipalities_for(service, on=day_of(at)))
    if form.is_valid():
        concern = write_note(
            service=service,
            municipality=form.place,
            child_name=form.cleaned_data["child_name"],
            guide=guide,
            actor=actor,
            at=at,
        )
        return redirect("concerns:note", note=concern.key)
    page = {"form": form, "guide": guide, "steps": steps_for(guide, StepAction.CONCERN_WRITE, service)}
    return render(request, "concerns/new.html", page, status=422 if form.is_bound else 200)
