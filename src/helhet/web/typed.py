"""What somebody typed in a form that could not be taken in, shown back so that it can be sent again.

It is held nowhere: it goes from the request into the answer, and from there back to us. Each field of our forms sends
its own label along (see `Field.told`), so that the page can say what it was called, in the reader's language.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from helhet.web.autosave import BASE

# Named so that they are never written into a page, in any of the languages fields are named in.
SECRET = re.compile(r"(^|[_-])(pass(?:word|phrase|code|ord)?|pwd|secret|otp|pin|cvv)([_-]|\d|$)", re.IGNORECASE)
CSRF_FIELD = "csrfmiddlewaretoken"
LABEL = "label:"
"""What a field's label is sent under, before the field's own name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One field as it came: its name and value, and both as the form called them. No label: not for the reader."""

    name: str
    value: str
    label: str
    shown: str

    @property
    def is_prose(self) -> bool:
        """Somebody's words, as opposed to a choice, a date or a number."""
        about_the_form = self.name == BASE or self.name.startswith(LABEL)
        return not about_the_form and len(self.value.split()) > 1


@dataclass(frozen=True, slots=True)
class Typed:
    """A whole form as it came; `secrets` and `files` are named only, and must be given again."""

    kept: tuple[Kept, ...]
    secrets: tuple[str, ...]
    files: tuple[str, ...]


def label_for(label: str, choices: dict[str, str]) -> str:
    """What a field sends along about itself: its label, and for a field of choices what each of them is called."""
    return json.dumps([label, choices] if choices else [label], ensure_ascii=False)


def read_typed(request: HttpRequest) -> Typed:
    """Read the posted form in its order, repeated fields included."""
    kept: list[Kept] = []
    secrets: list[str] = []
    for name, values in request.POST.lists():
        if name == CSRF_FIELD:
            continue
        label, choices = _told(request, name)
        if SECRET.search(name):
            if not name.startswith(LABEL):
                secrets.append(label or readable(name))
            continue
        kept.extend(Kept(name, str(value), label, choices.get(str(value), str(value))) for value in values)
    files = [upload.name or name for name, uploads in request.FILES.lists() for upload in uploads]
    return Typed(tuple(kept), tuple(secrets), tuple(files))


def _told(request: HttpRequest, name: str) -> tuple[str, dict[str, str]]:
    """What the form said of a field; nothing where it said nothing, or nothing that can be read."""
    try:
        label, *more = json.loads(request.POST.get(LABEL + name, "[]"))
    except (ValueError, TypeError, RecursionError):
        return "", {}
    choices = more[0] if more and isinstance(more[0], dict) else {}
    return str(label), {str(value): str(words) for value, words in choices.items()}


def readable(name: str) -> str:
    """`what-happens_next` as "What happens next", where nothing better is known."""
    return re.sub(r"[_-]+", " ", name).strip().capitalize()


def has_words(request: HttpRequest) -> bool:
    """Whether somebody's own words are in the post, as opposed to the pressing of a button."""
    return any(field.is_prose for field in read_typed(request).kept)


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
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"


def needs_sign_in(view: object) -> bool:
    """The rule of Django's LoginRequiredMiddleware: every view, unless it is marked as open."""
    return bool(getattr(view, "login_required", True))


def is_signed_in(request: HttpRequest) -> bool:
    """Also answers where no session was set up, as in an error before that."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


class Why(StrEnum):
    """Why a form was not taken in."""

    SIGNED_OUT = "signed_out"
    STALE = "stale"
    """The page had been open so long that its token is old."""
    BUSY = "busy"
    """It took too long here, and nothing was changed."""
    CLOSED = "closed"
    """Not open to whoever is signed in now: it may be somebody else than the one who wrote."""


def resend_page(request: HttpRequest, why: Why, *, status: int) -> HttpResponse:
    """The page with everything that was typed and a button that sends it again, never cached."""
    typed = read_typed(request)
    context = {
        "why": why,
        "sign_in_url": resolve_url(settings.LOGIN_URL),
        "action": request.get_full_path(),
        "prose": [(field, field.label or readable(field.name)) for field in typed.kept if field.is_prose],
        "short": [field for field in typed.kept if not field.is_prose],
        "secrets": typed.secrets,
        "files": typed.files,
    }
    response = render(request, "web/resend.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response.keeps_typed = True  # type: ignore[attr-defined]
    return response
