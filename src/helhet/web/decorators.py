"""Marks a view carries."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = TypeVar("View", bound=Callable[..., Any])


def public_page(view: View) -> View:
    """The page is the same for everyone who is not signed in, and may be kept by caches.

    Says nothing about who may open it; add `login_not_required` for that.
    """
    view.public_page = True  # type: ignore[attr-defined]
    return view


def for_everyone(view: View) -> View:
    """A page of the public storey: anybody may read it, nothing is kept about who does, and it changes nothing."""
    return login_not_required(public_page(require_safe(view)))


def from_everyone(view: View) -> View:
    """A form of the public storey: takes what anybody sends, with no cookie, and so with no token against forgery.

    What it does must be harmless when somebody else's page has sent it: no more than anybody could do themselves
    (docs/decisions/0019-open-forms.md).
    """
    return login_not_required(csrf_exempt(view))
