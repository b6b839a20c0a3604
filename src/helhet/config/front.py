"""The way in for everybody: what is open to read without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helhet.web.decorators import for_everyone


@for_everyone
def front(request: HttpRequest) -> HttpResponse:
    """What Helhet is, and a door to each part of what anybody may read."""
    return render(request, "front.html")
