"""The rights for machines, in the form that is asked for."""

from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers

from helhet.rights.cpsv import catalogue
from helhet.web.clock import today
from helhet.web.decorators import for_everyone

TURTLE, JSON_LD = "text/turtle", "application/ld+json"
FORMS = {TURTLE: "turtle", JSON_LD: "json-ld"}


@for_everyone
def turtle(request: HttpRequest) -> HttpResponse:
    """As Turtle."""
    return _answer(request, TURTLE)


@for_everyone
def json_ld(request: HttpRequest) -> HttpResponse:
    """As JSON-LD."""
    return _answer(request, JSON_LD)


@for_everyone
def negotiated(request: HttpRequest) -> HttpResponse:
    """In the form the reader prefers; people are sent to the page."""
    wanted = request.get_preferred_type([*FORMS, "text/html"]) if "Accept" in request.headers else TURTLE
    response = _answer(request, wanted) if wanted in FORMS else redirect("rights:everything")
    patch_vary_headers(response, ["Accept"])
    return response


def _answer(request: HttpRequest, form: str) -> HttpResponse:
    del request  # whatever name the site was asked by: what is written is kept, and the same for everybody
    written = _written(settings.ADDRESS, today(), form)
    return HttpResponse(written, content_type=f"{form}; charset=utf-8")


@lru_cache(maxsize=8)
def _written(site: str, on: date, form: str) -> str:
    """Written once a day: it is the same for everybody."""
    return catalogue(site, on).serialize(format=FORMS[form])
