"""A picture, to whoever may see it, as nothing but a picture."""

from uuid import UUID

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from helhet.library.queries import editor, picture_for
from helhet.web.clock import today


@login_not_required
@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]
def picture(request: HttpRequest, picture: UUID) -> HttpResponse:
    """The picture itself. Before anything of its item is out, only to editors; to others there is nothing here."""
    found = picture_for(picture)
    if found is None:
        raise Http404
    one, is_out = found
    if not is_out and (not request.user.is_authenticated or editor(request.user, on=today()) is None):
        raise Http404
    response = HttpResponse(bytes(one.content), content_type=one.media_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_out else "private, no-store"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
