"""The register's pages: for anyone, without signing in."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from helhet.measures.forms import Search
from helhet.measures.models import EvidenceGrade, GradingSystem, KnownMeasure
from helhet.measures.queries import graded, grading_systems, measures_called, measures_for
from helhet.web.decorators import for_everyone

CHOSEN = "m"
"""The parameter that names a measure chosen for comparing; once for each."""
MOST = 4
"""How many can be read side by side."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one system has said of each of the measures that are compared; None where it has said nothing we know."""

    system: GradingSystem
    pairs: tuple[tuple[KnownMeasure, EvidenceGrade | None], ...]


@for_everyone
def register(request: HttpRequest) -> HttpResponse:
    """All measures, or those that match, with what is chosen for comparing kept along."""
    form = Search(request.GET)
    found = measures_for(form.sought())
    chosen = measures_called(request.GET.getlist(CHOSEN)[:MOST])
    here = {one.key for one in found}
    return render(
        request,
        "measures/list.html",
        _common()
        | {
            "form": form,
            "found": found,
            "chosen": {one.key for one in chosen},
            "chosen_elsewhere": [one for one in chosen if one.key not in here],
            "searching": any(form.cleaned_data.get(name) not in (None, "") for name in form.fields),
        },
    )


@for_everyone
def measure(request: HttpRequest, known: str) -> HttpResponse:
    """One measure, with everything known of it and where it was read."""
    found = measures_called([known])
    if not found:
        raise Http404
    return render(request, "measures/measure.html", _common() | {"measure": found[0], "said": graded(found[0])})


@for_everyone
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four measures side by side; grades system by system, never together."""
    keys = request.GET.getlist(CHOSEN)
    found = measures_called(keys[:MOST])
    context = {
        "measures": found,
        "rows": _rows(found),
        "too_many": len(set(keys)) > MOST,
        "query": request.GET.urlencode(),
    }
    return render(request, "measures/compare.html", _common() | context)


@for_everyone
def grades(request: HttpRequest) -> HttpResponse:
    """Who grades measures, on which scales, and how to read them."""
    return render(request, "measures/grades.html", _common() | {"systems": grading_systems()})


def _rows(measures: list[KnownMeasure]) -> list[Row]:
    said = [{one.system: one.newest for one in graded(measure)} for measure in measures]
    systems = sorted({system for one in said for system in one}, key=lambda system: system.place)
    return [
        Row(system, tuple((measure, one.get(system)) for measure, one in zip(measures, said, strict=True)))
        for system in systems
    ]


def _common() -> dict[str, Any]:
    return {"here": "measures", "most": MOST}
