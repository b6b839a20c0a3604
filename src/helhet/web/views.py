"""Answers Django asks a site to give itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helhet.web.typed import has_body, is_same_origin, is_signed_in, needs_sign_in, resend_page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW: a form gone stale is shown again with a fresh token; a foreign one is refused.

    A form goes stale when its owner signs in again in another tab.
    """
    if request.method == "POST" and is_same_origin(request) and has_body(request):
        match = request.resolver_match
        signed_out = not is_signed_in(request) and match is not None and needs_sign_in(match.func)
        return resend_page(request, signed_out=signed_out, status=403)
    response = render(request, "403.html", status=403)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
def not_connected(request: HttpRequest) -> HttpResponse:
    """Where one is sent to sign in, in an installation that has no sign-in connected yet."""
    return render(request, "web/not_connected.html", status=503)
