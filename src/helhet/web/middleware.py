"""Two promises about every request: nothing typed is lost, and no cache keeps what is somebody's own."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from helhet.web.typed import Why, has_body, has_words, is_same_origin, is_signed_in, needs_sign_in, resend_page


class KeepTyped(MiddlewareMixin):
    """Answer a post from somebody signed out, or shut out, with their own words and a way to send them again.

    Stands after AuthenticationMiddleware and just before LoginRequiredMiddleware, which would redirect
    to the sign-in page and drop the form.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """401 with the form; None where the view is open, or where a page of ours did not send it."""
        if request.method != "POST" or is_signed_in(request) or not needs_sign_in(view):
            return None
        if not is_same_origin(request) or not has_body(request):
            return None
        return resend_page(request, Why.SIGNED_OUT, status=401)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A door that is closed to whoever is signed in now, and words in the post: give them back.

        Another may have signed in in the same browser since the page was opened. The answer is the same at a closed
        door and at an address that is none.
        """
        closed = response.status_code in (403, 404) and not getattr(response, "keeps_typed", False)
        if not closed or request.method != "POST" or not is_signed_in(request):
            return response
        if not is_same_origin(request) or not has_words(request):
            return response
        return resend_page(request, Why.CLOSED, status=response.status_code)


class NoStore(MiddlewareMixin):
    """`Cache-Control: no-store` to everyone signed in, and on every page that is not a `@public_page`.

    Stands after AuthenticationMiddleware.
    """

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Remember what the view says about itself; the response no longer knows its view."""
        request.is_public_page = getattr(view, "public_page", False)  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the header; a public page to somebody not signed in keeps whatever its view chose."""
        is_page = response.get("Content-Type", "").startswith("text/html")
        is_public = getattr(request, "is_public_page", False)
        if is_signed_in(request) or (is_page and not is_public):
            response["Cache-Control"] = "no-store"
        return response
