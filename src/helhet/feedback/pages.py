"""Which pages can be spoken of: those anybody may read, named by their path after the language."""

from copy import copy
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from helhet.core.national_id import is_written_in

LONGEST = 200
"""Characters of a path we keep."""


@dataclass(frozen=True, slots=True)
class Page:
    """A public page in one language."""

    path: str
    """Beginning with a slash, after the language."""
    language: str

    @property
    def address(self) -> str:
        """Where it is read."""
        return f"/{self.language}{self.path}"


def public_page(address: str) -> Page | None:
    """The page an address names, without what is asked for in it; None where it is no page anybody may read.

    A page with something in its address that is somebody's own (a letter's link) is none either.
    """
    try:
        path = urlsplit(address).path
        match = resolve(path)
    except (Resolver404, ValueError):
        return None
    if "\x00" in path or is_written_in(path):  # kept with what is written, so it may hold no more than that
        return None
    language, _, rest = path.removeprefix("/").partition("/")
    known = language in dict(settings.LANGUAGES)
    open_to_all = getattr(match.func, "public_page", False) and not {"token", "uidb64"} & match.kwargs.keys()
    if not (known and open_to_all) or match.namespace == "feedback" or len(rest) >= LONGEST:
        return None
    return Page(f"/{rest}", language)


def page_that_answers(address: str, *, request: HttpRequest) -> Page | None:
    """The public page an address names, if it is there: the page itself is asked, as by a reader who opens it.

    One that leads on, or says that what stood there is gone, is there too.
    """
    page = public_page(address)
    if page is None:
        return None
    asked = copy(request)
    asked.method, asked.GET = "GET", QueryDict()
    asked.path = asked.path_info = page.address
    asked.resolver_match = match = resolve(page.address)
    try:
        answer = match.func(asked, *match.args, **match.kwargs)
    except Http404:
        return None
    return None if answer.status_code == 404 else page
