"""Promises about every request: nothing is read without end, nothing typed is lost, and who is here stays.

No cache keeps what is somebody's own.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from helhet.web.clock import now
from helhet.web.typed import Why, has_body, has_words, is_same_origin, is_signed_in, needs_sign_in, resend_page

MOST_BYTES = 16 * 1024 * 1024
"""Of one request: twice the largest picture that is taken in, so that one a little too large is told so in its form."""
USED = "used"
"""Where the session keeps when it was last put off."""
PUT_OFF_AFTER = 5 * 60
"""Seconds."""


class NotTooMuch:
    """What is larger than anything we take in is refused before it is read: anybody could fill the disk with files.

    Django's own limit leaves out the files, also in a form that has none. Stands before all that reads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdecimal()) or len(length) > 18 or int(length) > MOST_BYTES:
            raise RequestDataTooBig
        return self.get_response(request)


class StaySignedIn:
    """Whoever goes on using Helhet stays signed in: the session is put off when some minutes have passed.

    To put it off for every page would cost each of them a commit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if not session.is_empty() and now().timestamp() - session.get(USED, 0) > PUT_OFF_AFTER:
            session[USED] = int(now().timestamp())
        return response


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
