"""One note: writing in it, which saves itself, and reading it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhet.access.filter import grounds_of
from helhet.concerns.actions import ConcernRefused, Conflict, mark_read, save_note
from helhet.concerns.forms import NoteForm
from helhet.concerns.models import Concern
from helhet.concerns.queries import concern_for, reports_by, wrote
from helhet.concerns.views.common import around, check_own, steps_for, worker_of
from helhet.concerns.words import SENTENCES
from helhet.core.access import grounds
from helhet.core.actors import Actor
from helhet.core.guides import StepAction
from helhet.people.keys import Key
from helhet.web import autosave
from helhet.web.clock import now
from helhet.web.refusals import refuse

LONGEST = 10
"""The most digits the number of a version is read with; no note has been saved a thousand million times."""


def note(request: HttpRequest, note: Key) -> HttpResponse:
    """Writing for the author while it is undecided; reading for everyone else it is open to, and after."""
    actor, at = worker_of(request), now()
    concern = concern_for(actor, note, at=at)
    if request.method == "POST":
        return _save(request, check_own(concern, actor), actor, at)
    if wrote(concern, actor) and not concern.decision:
        return _write_page(request, NoteForm(concern=concern), actor)
    return _read_page(request, concern, actor)


@require_POST
def read(request: HttpRequest, note: Key) -> HttpResponse:
    """The leader says that they have read it."""
    actor, at = worker_of(request), now()
    try:
        mark_read(concern=concern_for(actor, note, at=at), actor=actor, at=at)
    except ConcernRefused as refused:
        raise PermissionDenied from refused
    messages.success(request, _("Your colleague can see that you have read it."))
    return redirect("concerns:note", note=note)


def _save(request: HttpRequest, concern: Concern, actor: Actor, at: datetime) -> HttpResponse:
    """Keep what was typed, by the button or by itself."""
    page = reverse("concerns:note", kwargs={"note": concern.key})
    if autosave.uses_theirs(request):
        return redirect(page)
    form = NoteForm(request.POST, concern=concern)
    version = request.POST.get(autosave.VERSION, "")
    try:
        concern = save_note(
            concern=concern,
            version=int(version) if version.isdecimal() and len(version) < LONGEST else 0,
            answers=form.answers,
            child_name=form.child_name,
            born_on=form.born_on,
            actor=actor,
            at=at,
        )
    except Conflict as conflict:
        found = conflict.current
        differences = _differences(form, found)
        return autosave.conflict(request, differences=differences, version=found.version, action=page)
    except ConcernRefused as refused:
        refuse(form, refused, SENTENCES)
        return _write_page(request, form, actor, status=422)
    if autosave.is_autosave(request):
        return autosave.saved(version=concern.version, at=concern.changed_at)
    if form.errors:
        form.concern = concern
        return _write_page(request, form, actor, status=422)
    messages.success(request, _("Saved."))
    return redirect(page)


def _differences(form: NoteForm, found: Concern) -> list[autosave.Difference]:
    """What stands differently in what was sent and in the note as it is."""
    mine, theirs = form.answers, found.answers
    told = [(form[key].label, form.in_words(key, mine), form.in_words(key, theirs)) for key in mine | theirs]
    child = found.child
    told += [
        (form["child_name"].label, form.child_name, child.name),
        (form["child_born_on"].label, _day(form.born_on), _day(child.born_on)),
    ]
    return [autosave.Difference(str(label), here, there) for label, here, there in told if here != there]


def _write_page(request: HttpRequest, form: NoteForm, actor: Actor, *, status: int = 200) -> HttpResponse:
    concern = form.concern
    page = around(concern) | {
        "form": form,
        "steps": steps_for(form.pack, StepAction.CONCERN_WRITE, concern.service),
        "reports": reports_by(actor, concern),
        "leads_itself": concern.service.leader_id == concern.author_id,
    }
    return render(request, "concerns/note.html", page, status=status)


def _read_page(request: HttpRequest, concern: Concern, actor: Actor) -> HttpResponse:
    form = NoteForm(concern=concern)
    mine = wrote(concern, actor)
    page = around(concern) | {
        "answers": [(form[key].label, form.in_words(key, concern.answers)) for key in concern.answers],
        "guide_form": form.asked,
        "mine": mine,
        "reports": reports_by(actor, concern) if mine else [],
        "opens_plan": concern.decision in {Concern.Decision.OWN_SERVICE, Concern.Decision.MORE_SERVICES},
        "grounds": [grounds().by_code(code) for code in grounds_of(concern)],
    }
    return render(request, "concerns/read.html", page)


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
