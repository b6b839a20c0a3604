"""A picture, to whoever may see it, as nothing but a picture."""

from uuid import UUID

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from helhet.library.queries import editor, picture_for
from helhet.web.clock import today

KEPT = "public, max-age=300, must-revalidate"
"""Five minutes: so long a picture may be shown on after its item was withdrawn. Then the browser asks again."""


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
    name = f'"{one.pk}"'  # a picture never changes: another one is another row
    response = get_conditional_response(request, etag=name) if is_out else None
    response = response or HttpResponse(bytes(one.content), content_type=one.media_type)
    response["ETag"] = name
    response["Cache-Control"] = KEPT if is_out else "private, no-store"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
