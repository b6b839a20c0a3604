"""A site of its own, so that the common look is tested without any of the rooms that use it."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import add_message
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from helhet.web import autosave
from helhet.web.decorators import public_page

AT = datetime(2026, 11, 24, 13, 3, tzinfo=UTC)
server = {"version": 1, "words": ""}


def note(request: HttpRequest) -> HttpResponse:
    """A page for those signed in, that takes a form."""
    return HttpResponse("taken in")


def closed(request: HttpRequest) -> HttpResponse:
    """A page that is not open to whoever asks."""
    raise Http404


def refused(request: HttpRequest) -> HttpResponse:
    """A page that can be seen, but whose form is not theirs to send."""
    raise PermissionDenied


@login_not_required
def door(request: HttpRequest) -> HttpResponse:
    """A page for everybody, that takes a form."""
    return HttpResponse("come in")


@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    add_message(request, 40, "That did not work.")
    return render(request, "web/base.html")


@login_not_required
def busy(request: HttpRequest) -> HttpResponse:
    """A page whose database has too much to do; or one with a fault of ours."""
    raise OperationalError("canceling statement due to statement timeout") if "fault" not in request.GET else KeyError


@login_not_required
@public_page
def leaflet(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>for all</p>", headers={"Cache-Control": "max-age=3600"})


@login_not_required
def numbers(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"n": 1})


def settle(request: HttpRequest, mine: dict[str, str], theirs: dict[str, str], version: int) -> HttpResponse:
    """What both have touched is for a person to choose."""
    merged = autosave.merge(autosave.base_of(request), mine, theirs)
    if not merged.unsettled:
        server.update(version=version + 1, words=merged.fields["words"])
        return autosave.saved(version=version + 1, at=AT, fields=merged.fields)
    both = autosave.Difference("words", "Words", mine["words"], theirs["words"], mine["words"], theirs["words"])
    return autosave.conflict(
        request,
        differences=[both],
        merged=merged,
        theirs=theirs,
        version=version,
        action=request.path,
        same_person="me" in request.GET,
    )


@login_not_required
@csrf_exempt
def write(request: HttpRequest) -> HttpResponse:
    """A form that saves itself, and a second version that somebody else may write."""
    if request.method == "POST":
        words, version = request.POST.get("words", ""), int(request.POST["version"])
        if version != server["version"]:
            return settle(request, {"words": words}, {"words": str(server["words"])}, int(server["version"]))
        server.update(version=version + 1, words=words)
        if autosave.is_autosave(request):
            return autosave.saved(version=version + 1, at=AT)
    page = engines["django"].from_string(
        '{% extends "web/base.html" %}{% load static %}'
        '{% block scripts %}<script src="{% static "web/autosave.js" %}" defer></script>{% endblock %}'
        '{% block content %}<form method="post" data-autosave="{{ request.path }}">{% csrf_token %}'
        '<textarea name="words">{{ words }}</textarea>{% include "web/_autosave.html" %}'
        "<button>Done</button></form>{% endblock %}"
    )
    return HttpResponse(page.render(server | {"base": autosave.base_for({"words": str(server["words"])})}, request))


handler500 = "helhet.web.views.server_error"
urlpatterns = [
    path("busy/", busy),
    path("note/", note, name="note"),
    path("closed/", closed),
    path("refused/", refused),
    path("front/", front, name="front"),
    path("leaflet/", leaflet),
    path("numbers/", numbers),
    path("write/", write),
    path("sign-in/", door, name="sign_in"),
    path("language/", door, name="language"),
]
