"""The paths, for anyone; and one's own progress, for whoever is signed in and for nobody else."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from helhet.learning.actions import forget, tick, untick
from helhet.learning.path import LearningPath, Together, learning_paths
from helhet.learning.queries import name_of, progress_of, progress_on
from helhet.people.models import Account
from helhet.web.clock import now
from helhet.web.decorators import for_everyone

TOGETHER = {
    Together.UNIT: _("Together in one's unit"),
    Together.NETWORK: _("In a network"),
    Together.ALONE: _("On one's own"),
}


@for_everyone
def paths(request: HttpRequest) -> HttpResponse:
    """Every path there is."""
    return render(request, "learning/list.html", _common() | {"paths": list(learning_paths().values())})


@for_everyone
def path(request: HttpRequest, path: str) -> HttpResponse:
    """One path, step by step."""
    return render(request, "learning/path.html", _common() | {"path": _found(path)})


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """How far I have come on each path."""
    return render(request, "learning/mine.html", _common() | {"progress": progress_of(_me(request))})


@require_safe
def progress(request: HttpRequest, path: str) -> HttpResponse:
    """How far I have come on one path, with a button at each step."""
    return render(request, "learning/progress.html", _common() | {"one": progress_on(_found(path), _me(request))})


@require_POST
def step(request: HttpRequest, path: str, step: str) -> HttpResponse:
    """Tick a step, or untick it (`undo`)."""
    found = _found(path)
    one = found.step(step)
    if one is None:
        raise Http404
    if "undo" in request.POST:
        untick(path=found, step=one, actor=_me(request))
    else:
        tick(path=found, step=one, actor=_me(request), at=now())
    return redirect("learning:progress", path=found.key)


@require_POST
def forget_path(request: HttpRequest, path: str) -> HttpResponse:
    """Forget all I have ticked on a path."""
    forget(path=_found(path), actor=_me(request))
    return redirect("learning:mine")


@require_safe
def certificate(request: HttpRequest, path: str) -> HttpResponse:
    """A page to print, made at once when every step is done. Nobody is asked, and nobody is told."""
    me = _me(request)
    one = progress_on(_found(path), me)
    if one.finished_on is None:
        raise Http404
    return render(request, "learning/certificate.html", _common() | {"one": one, "name": name_of(me)})


def _found(key: str) -> LearningPath:
    found = learning_paths().get(key)
    if found is None:
        raise Http404
    return found


def _me(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def _common() -> dict[str, Any]:
    return {"here": "learning", "together": TOGETHER, "language": get_language()}
