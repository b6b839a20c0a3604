"""One note: writing in it, which saves itself, and reading it."""

from collections.abc import Collection
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhet.access.current import actor_of
from helhet.access.filter import grounds_of
from helhet.concerns.actions import ConcernRefused, Conflict, mark_read, save_note
from helhet.concerns.forms import NoteForm
from helhet.concerns.models import Concern
from helhet.concerns.queries import concern_for, reports_by, wrote
from helhet.concerns.views.common import around, check_own, steps_for
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
    actor, at = actor_of(request), now()
    concern = concern_for(actor, note, at=at)
    if request.method == "POST":
        return _save(request, check_own(concern, actor), actor, at)
    if wrote(concern, actor) and not concern.decision:
        return _write_page(request, NoteForm(concern=concern), actor)
    return _read_page(request, concern, actor)


@require_POST
def read(request: HttpRequest, note: Key) -> HttpResponse:
    """The leader says that they have read it."""
    actor, at = actor_of(request), now()
    try:
        mark_read(concern=concern_for(actor, note, at=at), actor=actor, at=at)
    except ConcernRefused as refused:
        raise PermissionDenied from refused
    messages.success(request, _("Your colleague can see that you have read it."))
    return redirect("concerns:note", note=note)


def _save(request: HttpRequest, concern: Concern, actor: Actor, at: datetime) -> HttpResponse:
    """Keep what was typed, by the button or by itself."""
    form = NoteForm(request.POST, concern=concern)
    version = request.POST.get(autosave.VERSION, "")
    number = int(version) if version.isdecimal() and len(version) < LONGEST else 0
    try:
        concern = _keep(form.values, number, concern, actor, at)
    except Conflict as conflict:
        return _put_together(request, form, conflict.current, actor, at)
    except ConcernRefused as refused:
        refuse(form, refused, SENTENCES)
        return _write_page(request, form, actor, status=422)
    if autosave.is_autosave(request):
        return autosave.saved(version=concern.version, at=concern.changed_at)
    if form.errors:
        form.concern = concern
        return _write_page(request, form, actor, status=422)
    messages.success(request, _("Saved."))
    return redirect("concerns:note", note=concern.key)


def _keep(values: autosave.Fields, version: int, concern: Concern, actor: Actor, at: datetime) -> Concern:
    """Keep what the fields hold."""
    read = NoteForm(values, concern=concern)
    return save_note(
        concern=concern,
        version=version,
        answers=read.answers,
        child_name=read.child_name,
        born_on=read.born_on,
        actor=actor,
        at=at,
    )


def _put_together(request: HttpRequest, form: NoteForm, found: Concern, actor: Actor, at: datetime) -> HttpResponse:
    """Written in since this form was filled: what one side only has touched is merged, the rest is for the author.

    Only its author writes in a note, so the other version is theirs as well.
    """
    mine, theirs = form.values, NoteForm(concern=found).kept
    base = autosave.base_of(request)
    begun = None if base is None else NoteForm(base, concern=found).values
    merged = autosave.merge(begun, mine, theirs)
    if merged.unsettled:
        return autosave.conflict(
            request,
            differences=_differences(form, merged.unsettled, mine, theirs),
            merged=merged,
            theirs=theirs,
            version=found.version,
            action=reverse("concerns:note", kwargs={"note": found.key}),
            same_person=True,
        )
    try:
        concern = _keep(merged.fields, found.version, found, actor, at)
    except Conflict as again:  # a third tab, in the same instant
        return _put_together(request, form, again.current, actor, at)
    if autosave.is_autosave(request):
        others = {name: value for name, value in merged.fields.items() if value != mine.get(name, "")}
        return autosave.saved(version=concern.version, at=concern.changed_at, fields=others)
    messages.success(request, _("Saved. What you wrote in another tab is here too."))
    return redirect("concerns:note", note=concern.key)


def _differences(
    form: NoteForm, names: Collection[str], mine: autosave.Fields, theirs: autosave.Fields
) -> list[autosave.Difference]:
    """The fields both tabs have written in, in the form's order."""
    return [
        autosave.Difference(
            name=name,
            label=str(form[name].label),
            mine=mine.get(name, ""),
            theirs=theirs.get(name, ""),
            my_words=form.in_words(name, dict(mine)),
            their_words=form.in_words(name, dict(theirs)),
        )
        for name in form.fields
        if name in names
    ]


def _write_page(request: HttpRequest, form: NoteForm, actor: Actor, *, status: int = 200) -> HttpResponse:
    concern = form.concern
    page = around(concern) | {
        "form": form,
        "steps": steps_for(form.pack, StepAction.CONCERN_WRITE, concern.service),
        "reports": reports_by(actor, concern),
        "base": autosave.base_for(NoteForm(concern=concern).kept),
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
