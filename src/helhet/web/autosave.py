"""The server's side of autosave.js: what it asks, and the three answers it understands.

A form that saves itself carries a hidden `version`. A view that takes it in answers `saved`, or `conflict`
when somebody else has written since that version; anything invalid is status 422.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from helhet.web.typed import CSRF_FIELD

# The names the conflict panel posts under, besides the form's own fields.
VERSION, USE = "version", "use"
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field two people have written differently, in words fit for the screen."""

    label: str
    mine: str
    theirs: str


def is_autosave(request: HttpRequest) -> bool:
    """Whether the script sent this, as opposed to somebody pressing a button."""
    return request.headers.get("X-Requested-With") == "autosave"


def uses_theirs(request: HttpRequest) -> bool:
    """Whether somebody has looked at both versions and let their own go."""
    return request.POST.get(USE) == THEIRS


def saved(*, version: int, at: datetime) -> JsonResponse:
    """It is kept; the form goes on from this version."""
    return JsonResponse({"version": version, "saved_at": at.isoformat()})


def conflict(request: HttpRequest, *, differences: Iterable[Difference], version: int, action: str) -> HttpResponse:
    """409: both versions beside one another, and a choice made by plain forms posted to `action`.

    "Keep mine" posts the same fields against `version`, the newest one; "use the other" posts `use=theirs`.
    The script gets the panel alone, a browser without it gets a whole page.
    """
    not_ours = {CSRF_FIELD, VERSION, USE}
    context = {
        "differences": list(differences),
        "mine": [(n, v) for n, values in request.POST.lists() if n not in not_ours for v in values],
        "version": version,
        "action": action,
    }
    template = "web/_conflict.html" if is_autosave(request) else "web/conflict.html"
    response = render(request, template, context, status=409)
    response["Cache-Control"] = "no-store"
    return response
