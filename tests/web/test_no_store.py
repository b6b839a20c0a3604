"""No cache, and no shared computer's back button, keeps what is somebody's own."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from helhet.web.middleware import NoStore
from tests.web.urls import leaflet


def kept(path: str) -> str | None:
    return Client().get(path).headers.get("Cache-Control")


def test_a_page_is_never_stored() -> None:
    assert kept("/front/") == "no-store"


def test_a_page_that_does_not_exist_is_not_stored_either() -> None:
    assert kept("/nowhere/") == "no-store"


def test_a_page_marked_as_public_keeps_what_its_view_chose() -> None:
    assert kept("/leaflet/") == "max-age=3600"


def test_an_answer_that_is_no_page_is_left_alone_for_those_not_signed_in() -> None:
    assert kept("/numbers/") is None


@pytest.mark.parametrize("kind", ["text/html", "application/json", "application/pdf"])
def test_to_somebody_signed_in_nothing_is_stored_not_even_a_public_page(kind: str) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse("", content_type=kind, headers={"Cache-Control": "max-age=3600"})

    request = RequestFactory().get("/leaflet/")
    request.user = SimpleNamespace(is_authenticated=True)  # type: ignore[assignment]
    middleware = NoStore(answer)
    middleware.process_view(request, leaflet, (), {})

    assert middleware(request)["Cache-Control"] == "no-store"
