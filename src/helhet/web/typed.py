"""What somebody typed in a form that could not be taken in, shown back so that it can be sent again.

It is held nowhere: it goes from the request into the answer, and from there back to us.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

# Named so that they are never written into a page, in any of the languages fields are named in.
SECRET = re.compile(r"(^|[_-])(pass(?:word|phrase|code|ord)?|pwd|secret|otp|pin|cvv)([_-]|\d|$)", re.IGNORECASE)
CSRF_FIELD = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Kept:
    """One field as it came: its name, a readable form of the name, and the value."""

    name: str
    label: str
    value: str

    @property
    def is_prose(self) -> bool:
        """Somebody's words, as opposed to a choice, a date or a number."""
        return len(self.value.split()) > 1


@dataclass(frozen=True, slots=True)
class Typed:
    """A whole form as it came; `secrets` and `files` are named only, and must be given again."""

    kept: tuple[Kept, ...]
    secrets: tuple[str, ...]
    files: tuple[str, ...]


def read_typed(request: HttpRequest) -> Typed:
    """Read the posted form in its order, repeated fields included."""
    kept: list[Kept] = []
    secrets: list[str] = []
    for name, values in request.POST.lists():
        if name == CSRF_FIELD:
            continue
        if SECRET.search(name):
            secrets.append(readable(name))
            continue
        kept.extend(Kept(name, readable(name), str(value)) for value in values)
    files = [upload.name or name for name, uploads in request.FILES.lists() for upload in uploads]
    return Typed(tuple(kept), tuple(secrets), tuple(files))


def readable(name: str) -> str:
    """`what-happens_next` as "What happens next"."""
    return re.sub(r"[_-]+", " ", name).strip().capitalize()


def has_body(request: HttpRequest) -> bool:
    """Whether the post carries anything besides its token."""
    return bool(request.FILES) or any(name != CSRF_FIELD for name in request.POST)


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser itself says that a page of ours sent this.

    `Sec-Fetch-Site` decides where it exists; scripts cannot set it. Older browsers send `Origin`.
    Neither header is a no: what a stranger's page posts must never be shown as the reader's own words.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and (origin.scheme, origin.netloc) == (request.scheme, request.get_host())


def needs_sign_in(view: object) -> bool:
    """The rule of Django's LoginRequiredMiddleware: every view, unless it is marked as open."""
    return bool(getattr(view, "login_required", True))


def is_signed_in(request: HttpRequest) -> bool:
    """Also answers where no session was set up, as in an error before that."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def resend_page(request: HttpRequest, *, status: int, signed_out: bool = False, busy: bool = False) -> HttpResponse:
    """The page with everything that was typed and a button that sends it again, never cached."""
    typed = read_typed(request)
    context = {
        "signed_out": signed_out,
        "busy": busy,
        "sign_in_url": resolve_url(settings.LOGIN_URL),
        "action": request.get_full_path(),
        "prose": [field for field in typed.kept if field.is_prose],
        "short": [field for field in typed.kept if not field.is_prose],
        "secrets": typed.secrets,
        "files": typed.files,
    }
    response = render(request, "web/resend.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
