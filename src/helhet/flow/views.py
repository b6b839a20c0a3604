"""How help flows: one page for each half-year that has been counted. There is nothing to choose but which."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helhet.access.current import actor_of
from helhet.core.flow import HalfYear, newest_counted
from helhet.flow.page import figures_of
from helhet.flow.queries.reading import Reader, halves_told, leader_of, told, told_or_none
from helhet.people.models import Account
from helhet.people.queries import coordinated_by
from helhet.web.clock import today


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest half-year there is anything of; or that there is none yet, and when there will be."""
    reader = _reader(request)
    halves = halves_told(reader.organisation)
    if halves:
        return _page(request, reader, halves[0], halves)
    coming = newest_counted(today()).next.counted_from
    return render(request, "flow/none_yet.html", {"reader": reader, "coming": coming, "here": "flow"})


@require_safe
def half_year(request: HttpRequest, year: int, half: int) -> HttpResponse:
    """One half-year. Unknown is what was not counted."""
    reader = _reader(request)
    try:
        asked = HalfYear(year, half)
    except ValueError:
        raise Http404 from None
    return _page(request, reader, asked, halves_told(reader.organisation))


def _reader(request: HttpRequest) -> Reader:
    """The coordinator of a municipality, or the leader of one of its units. Raises Http404, or NoActor."""
    organisation = coordinated_by(cast(Account, request.user), on=today())
    return Reader(organisation, None) if organisation else leader_of(actor_of(request))


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
