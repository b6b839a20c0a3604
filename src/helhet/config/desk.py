"""The way in for those who write what anybody may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helhet.people.desk import WRITERS, at_desk


def desk(request: HttpRequest) -> HttpResponse:
    """A door to each desk."""
    at_desk(request, *WRITERS)
    return render(request, "desk.html", {"here": "desk"})
