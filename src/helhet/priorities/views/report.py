"""The yearly report: to read and print from the browser, and as a PDF made with one button."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from helhet.priorities.models import Programme
from helhet.priorities.queries import in_force_in
from helhet.priorities.report.compose import compose
from helhet.priorities.report.pdf import as_pdf, can_make_pdf
from helhet.priorities.views.common import Desk, desk_of
from helhet.web.clock import today

LANGUAGES = dict(settings.LANGUAGES)


@require_safe
def report(request: HttpRequest, town: str, year: int) -> HttpResponse:
    """The report as a page, in the language of the priorities or another (`?language=`)."""
    desk = desk_of(request, town)
    programme = _programme(desk, year)
    with translation.override(_language(request, programme)):
        context = desk.page | _context(programme, year) | {"pdf": can_make_pdf()}
        return render(request, "priorities/report.html", context)


@require_safe
def report_pdf(request: HttpRequest, town: str, year: int) -> HttpResponse:
    """The same as a PDF. Unknown on a machine that cannot make one."""
    programme = _programme(desk_of(request, town), year)
    if not can_make_pdf():
        raise Http404
    language = _language(request, programme)
    with translation.override(language):
        made = as_pdf("priorities/report_pdf.html", _context(programme, year))
    name = f"{programme.organisation.code}-{year}-{language}.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _programme(desk: Desk, year: int) -> Programme:
    """What was in force in the year. Raises Http404 where nothing was, and for a year that has not begun."""
    programme = in_force_in(desk.organisation, year) if year <= today().year else None
    if programme is None:
        raise Http404
    return programme


def _language(request: HttpRequest, programme: Programme) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else programme.language


def _context(programme: Programme, year: int) -> dict[str, Any]:
    language = translation.get_language() or programme.language
    return {
        "report": compose(programme, year=year, on=today()),
        "made_on": today(),
        "language": language,
        "others": [(code, name) for code, name in settings.LANGUAGES if code != language],
    }
