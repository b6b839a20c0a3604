"""Open data: a page for people, and the catalogue for programs in the form that is asked for."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from helhet.core.texts import Text
from helhet.indicators.catalogue import catalogue as indicators
from helhet.open_data.datasets import RIGHTS, Dataset, datasets
from helhet.open_data.dcat import catalogue
from helhet.open_data.publisher import publisher
from helhet.web.decorators import for_everyone

TURTLE, JSON_LD, XML = "text/turtle", "application/ld+json", "application/rdf+xml"
FORMS = {TURTLE: "turtle", JSON_LD: "json-ld", XML: "pretty-xml"}
HERE = "open_data"


@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    """What there is, on which terms, and where to fetch it."""
    context = {"groups": list(_grouped(datasets())), "publisher": publisher(), "site": settings.ADDRESS, "here": HERE}
    return render(request, "open_data/home.html", context)


@for_everyone
def turtle(request: HttpRequest) -> HttpResponse:
    """The catalogue as Turtle."""
    return _answer(TURTLE)


@for_everyone
def json_ld(request: HttpRequest) -> HttpResponse:
    """The catalogue as JSON-LD."""
    return _answer(JSON_LD)


@for_everyone
def xml(request: HttpRequest) -> HttpResponse:
    """The catalogue as RDF/XML."""
    return _answer(XML)


@for_everyone
def negotiated(request: HttpRequest) -> HttpResponse:
    """The catalogue in the form the reader prefers; people are sent to the page."""
    wanted = request.get_preferred_type([*FORMS, "text/html"]) if "Accept" in request.headers else TURTLE
    response = _answer(wanted) if wanted in FORMS else redirect("open_data:home")
    patch_vary_headers(response, ["Accept"])
    return response


def _answer(form: str) -> HttpResponse:
    """Nobody's catalogue is not published: whoever runs the site must have said who answers for it."""
    published_by = publisher()
    if published_by is None:
        raise Http404
    written = catalogue(settings.ADDRESS, datasets(), published_by).serialize(format=FORMS[form])
    return HttpResponse(written, content_type=f"{form}; charset=utf-8")


def _grouped(offered: Sequence[Dataset]) -> Iterator[tuple[Text | None, list[Dataset]]]:
    """By area of life; what has none, last."""
    areas = {one.code: one.domain for one in indicators().indicators.values()}
    for domain in indicators().domains:
        here = [one for one in offered if areas.get(one.code) == domain]
        if here:
            yield domain.name, here
    yield None, [one for one in offered if one.code == RIGHTS]
