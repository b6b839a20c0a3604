"""Marks a view carries."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public_page(view: View) -> View:
    """The page is the same for everyone who is not signed in, and may be kept by caches.

    Says nothing about who may open it; add `login_not_required` for that.
    """
    view.public_page = True  # type: ignore[attr-defined]
    return view
