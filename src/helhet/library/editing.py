"""Who is at the desk: the mark of every page there, and the way to one version or one item."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from helhet.library import queries
from helhet.library.models import Item, Version
from helhet.library.queries import Editor
from helhet.web.clock import today

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def at_the_desk(view: View[P]) -> View[P]:
    """A page for editors and publishers. To anybody else there is nothing here. Sets `request.editor`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        who = queries.editor(request.user, on=today())  # type: ignore[arg-type]
        if who is None:
            raise Http404
        request.editor = who  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded


desk_page: Any = method_decorator(cast(Any, at_the_desk), name="dispatch")
"""The same for a view that is a class."""


def editor_of(request: HttpRequest) -> Editor:
    """Who is at the desk."""
    found: Editor = request.editor  # type: ignore[attr-defined]
    return found


def version_at(key: UUID) -> Version:
    """One version. Raises Http404."""
    found = queries.version(key)
    if found is None:
        raise Http404
    return found


def item_at(key: UUID) -> Item:
    """One item. Raises Http404."""
    found = queries.item(key)
    if found is None:
        raise Http404
    return found
