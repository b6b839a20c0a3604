"""How help flows: one page for each half-year that has been counted. There is nothing to choose but which."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from helhet.access.current import NoActor, actor_of
from helhet.core.flow import HalfYear, newest_counted
from helhet.flow.page import figures_of
from helhet.flow.queries.reading import Reader, halves_told, led_by, told, told_or_none
from helhet.people.desk import has_task
from helhet.people.models import Account, Appointment
from helhet.people.queries import coordinated_by
from helhet.web.clock import today


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which municipality, for whoever may read of several; the only one is opened at once."""
    found = _readers(request)
    if len(found) == 1:
        return redirect("flow:newest", found[0].organisation.code)
    at_desk = has_task(request, Appointment.Role.COORDINATOR)
    return render(request, "flow/choose.html", {"readers": found, "at_desk": at_desk, "here": "flow"})


@require_safe
def newest(request: HttpRequest, town: str) -> HttpResponse:
    """The newest half-year there is anything of; or that there is none yet, and when there will be."""
    reader = _reader(request, town)
    halves = halves_told(reader.organisation)
    if halves:
        return _page(request, reader, halves[0], halves)
    coming = newest_counted(today()).next.counted_from
    return render(request, "flow/none_yet.html", {"reader": reader, "coming": coming, "here": "flow"})


@require_safe
def half_year(request: HttpRequest, town: str, year: int, half: int) -> HttpResponse:
    """One half-year. Unknown is what was not counted."""
    reader = _reader(request, town)
    try:
        asked = HalfYear(year, half)
    except ValueError:
        raise Http404 from None
    return _page(request, reader, asked, halves_told(reader.organisation))


def _reader(request: HttpRequest, town: str) -> Reader:
    """Whoever is signed in, as a reader of one municipality. Raises Http404, or NoActor."""
    reader = next((one for one in _readers(request) if one.organisation.code == town), None)
    if reader is None:
        raise Http404
    return reader


def _readers(request: HttpRequest) -> list[Reader]:
    """All that whoever is signed in may read: as a coordinator of municipalities, and as the leader of a unit in one.

    Empty for those who coordinate or lead elsewhere. Raises Http404, or NoActor, for everybody else.
    """
    found = [Reader(one, None) for one in coordinated_by(cast(Account, request.user), on=today())]
    coordinates = has_task(request, Appointment.Role.COORDINATOR)
    try:
        actor = actor_of(request)
    except NoActor:
        if coordinates:
            return found
        raise
    if not (coordinates or actor.leads):
        raise Http404
    led = led_by(actor)
    return [*found, led] if led and led.organisation not in [one.organisation for one in found] else found


def _page(request: HttpRequest, reader: Reader, half: HalfYear, halves: list[HalfYear]) -> HttpResponse:
    now, before = told(reader, half), told_or_none(reader, half.previous)
    figures = figures_of(reader, now, before)
    context = {
        "reader": reader,
        "release": now.release,
        "half": half,
        "halves": halves,
        "shown": [figure for figure in figures if figure.lines],
        "hidden": [figure for figure in figures if not figure.lines],
        "here": "flow",
    }
    return render(request, "flow/half_year.html", context)
