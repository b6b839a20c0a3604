"""One entry: why I see it, correcting it, keeping it between the child and us."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from helhet.access.current import actor_of
from helhet.access.filter import grounds_of
from helhet.core.access import grounds
from helhet.core.doing import NotYours
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.plans.actions.writing import NotYourWords, close_to_guardians, correct_entry
from helhet.plans.forms.entries import CloseToGuardians, Correct
from helhet.plans.queries.doors import entry_for
from helhet.plans.queries.find import may_close_to_guardians
from helhet.plans.words import ENTRY_KIND
from helhet.web.clock import now


def entry(request: HttpRequest, entry: Key) -> HttpResponse:
    """The words, who wrote them, and every ground on which I read them."""
    actor, at = actor_of(request), now()
    row = entry_for(actor, entry, at=at)
    mine = row.service_id == actor.service
    context: dict[str, Any] = {
        "entry": row,
        "kind": ENTRY_KIND[row.kind],
        "why": [grounds().by_code(code) for code in grounds_of(row)],
        "correct": Correct(initial={"text": row.text}) if mine else None,
        "close": CloseToGuardians() if may_close_to_guardians(row, actor, on=day_of(at)) else None,
        "here": "plans",
    }
    if request.method == "POST":
        form = Correct(request.POST) if "text" in request.POST else CloseToGuardians(request.POST)
        context["correct" if isinstance(form, Correct) else "close"] = form
        if form.is_valid():
            try:
                if isinstance(form, Correct):
                    correct_entry(entry=row, text=form.cleaned_data["text"], actor=actor, at=at)
                    messages.success(request, _("The new wording is in the plan. The old one is kept."))
                else:
                    close_to_guardians(entry=row, reason=form.cleaned_data["reason"], actor=actor, at=at)
                    messages.success(request, _("Kept between the child and your service."))
            except (NotYours, NotYourWords) as error:
                raise PermissionDenied from error
            return redirect("plans:entry", entry=entry)
    return render(request, "plans/entry.html", context, status=422 if request.method == "POST" else 200)
