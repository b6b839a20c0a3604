"""What anybody may read: the priorities in force, and each that was."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from helhet.priorities.models import Programme
from helhet.priorities.page import shown
from helhet.priorities.queries import latest_of, published_in, whole
from helhet.web.clock import today
from helhet.web.decorators import for_everyone


@for_everyone
def newest(request: HttpRequest, place: str) -> HttpResponse:
    """What is in force in a municipality. Unknown where nothing has been adopted."""
    found = published_in(place)
    if not found:
        raise Http404
    return _page(request, found, found[0])


@for_everyone
def version(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """One version, at its permanent address."""
    found = published_in(place)
    one = next((one for one in found if one.number == number), None)
    if one is None:
        raise Http404
    return _page(request, found, one)


def _page(request: HttpRequest, versions: list[Programme], programme: Programme) -> HttpResponse:
    found = whole(programme)
    stands = programme.superseded_on is None  # of an earlier version, only what it said then
    latest = latest_of(programme.organisation, found.targets, on=today()) if stands else {}
    context = {
        "organisation": programme.organisation,
        "programme": programme,
        "versions": versions,
        "challenges": shown(found, latest),
        "writable": False,
        "here": "municipalities",
    }
    return render(request, "priorities/public.html", context)
