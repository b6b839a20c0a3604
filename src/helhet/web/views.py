"""Answers Django asks a site to give itself."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from helhet.web.typed import Why, has_body, is_same_origin, is_signed_in, needs_sign_in, resend_page

AGAIN_IN = 10
"""Seconds after which a page that took too long can be asked for again."""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW: a form gone stale is shown again with a fresh token; a foreign one is refused.

    A form goes stale when its owner signs in again in another tab.
    """
    if request.method == "POST" and is_same_origin(request) and has_body(request):
        match = request.resolver_match
        signed_out = not is_signed_in(request) and match is not None and needs_sign_in(match.func)
        return resend_page(request, Why.SIGNED_OUT if signed_out else Why.STALE, status=403)
    response = render(request, "403.html", status=403)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """For handler500: what was typed comes back where the database had too much to do; else our fault, said plainly.

    The database gives up a statement, a wait for a lock or for a connection after its time. What was under way is then
    undone as a whole, so that sending it again is safe.
    """
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return HttpResponse(render_to_string("500.html"), status=500)
    answer = _typed_again(request) or HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = str(AGAIN_IN)
    answer["Cache-Control"] = "no-store"
    return answer


def _typed_again(request: HttpRequest) -> HttpResponse | None:
    """The words of a form of ours; None where nothing was typed, or where not even this page can be made."""
    if request.method != "POST" or not is_same_origin(request) or not has_body(request):
        return None
    try:
        return resend_page(request, Why.BUSY, status=503)
    except DatabaseError:
        return None


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the site: 200 where the database answers, and not a word more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse()


@login_not_required
def not_connected(request: HttpRequest) -> HttpResponse:
    """Where one is sent to sign in, in an installation that has no sign-in connected yet."""
    return render(request, "web/not_connected.html", status=503)
