"""A form that saves itself: keeps what was typed, and puts together what two have written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from helhet.priorities.actions import OthersWords
from helhet.priorities.forms import Written
from helhet.priorities.views.common import number_in
from helhet.web import autosave

MakeForm = Callable[[Any], Written]
"""A form bound to what was sent, or (None) filled from the row as it is now."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is written on: how its form is made, how it is kept, which version it has now, and who wrote it last."""

    form: MakeForm
    keep: Callable[[int, dict[str, Any]], int]
    """Keeps values written on top of a version, and gives the new one. Raises OthersWords."""
    version: Callable[[], int]
    own: Callable[[], bool]
    at: datetime


def write(request: HttpRequest, row: Row, *, page: dict[str, Any], back: str) -> HttpResponse:
    """The page, and what is sent from it by the button or by itself."""
    if request.method != "POST":
        return _page(request, row, row.form(None), page)
    form = row.form(request.POST)
    if not form.is_valid():
        return _page(request, row, form, page, status=422)
    try:
        version = row.keep(number_in(request, autosave.VERSION), form.values())
    except OthersWords:
        return _put_together(request, row, form, page=page, back=back)
    if autosave.is_autosave(request):
        return autosave.saved(version=version, at=row.at)
    messages.success(request, gettext("Saved."))
    return redirect(back)


def _put_together(request: HttpRequest, row: Row, form: Written, *, page: dict[str, Any], back: str) -> HttpResponse:
    """What one side only has touched is merged; the rest is for a person."""
    fresh = row.form(None)
    mine, theirs, version = form.sent(), fresh.kept(), row.version()
    merged = autosave.merge(autosave.base_of(request), mine, theirs)
    together = row.form(merged.fields)
    if merged.unsettled or not together.is_valid():
        return autosave.conflict(
            request,
            differences=[
                autosave.Difference(
                    name, str(form.fields[name].label), mine[name], theirs[name],
                    form.in_words(name, mine[name]), form.in_words(name, theirs[name]),
                )
                for name in form.fields
                if name in (merged.unsettled or {name for name in mine if mine[name] != theirs[name]})
            ],
            merged=merged,
            theirs=theirs,
            version=version,
            action=request.path,
            same_person=row.own(),
        )  # fmt: skip
    try:
        version = row.keep(version, together.values())
    except OthersWords:  # a third, in the same instant
        return _put_together(request, row, form, page=page, back=back)
    if autosave.is_autosave(request):
        others = {name: value for name, value in merged.fields.items() if value != mine.get(name, "")}
        return autosave.saved(version=version, at=row.at, fields=others)
    messages.success(request, gettext("Saved. What was written elsewhere is here too."))
    return redirect(back)


def _page(request: HttpRequest, row: Row, form: Written, page: dict[str, Any], status: int = 200) -> HttpResponse:
    context = page | {"form": form, "version": row.version(), "base": autosave.base_for(row.form(None).kept())}
    if status != 200:  # what was typed goes on from where it began
        context |= {
            "version": number_in(request, autosave.VERSION) or row.version(),
            "base": request.POST.get(autosave.BASE, context["base"]),
        }
    return render(request, "priorities/write.html", context, status=status)
