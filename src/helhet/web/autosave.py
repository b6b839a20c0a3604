"""The server's side of autosave.js: what it asks, and the three answers it understands.

A form that saves itself carries a hidden `version`, and in `base` what its fields held in that version. Where
somebody has written since, what only one side has touched is put together without asking; what both have touched is
shown beside one another, and a person chooses, field by field. A view answers `saved`, or `conflict`; anything
invalid is status 422.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

# The names a form that saves itself posts under, besides its own fields.
VERSION, BASE = "version", "base"

Fields = Mapping[str, str]
"""What each field of a form holds, by its name. A field that is not there holds nothing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field written differently on both sides: what each would send, and the same in words for the screen."""

    name: str
    label: str
    mine: str
    theirs: str
    my_words: str
    their_words: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Two versions put together; `unsettled` names the fields both have touched, which hold mine until one chooses."""

    fields: dict[str, str]
    unsettled: frozenset[str]


def is_autosave(request: HttpRequest) -> bool:
    """Whether the script sent this, as opposed to somebody pressing a button."""
    return request.headers.get("X-Requested-With") == "autosave"


def base_of(request: HttpRequest) -> dict[str, str] | None:
    """What the fields held when the form was filled; None where the form does not say."""
    try:
        told = json.loads(request.POST.get(BASE, ""))
    except (ValueError, RecursionError):
        return None
    return {str(name): str(value) for name, value in told.items()} if isinstance(told, dict) else None


def base_for(fields: Fields) -> str:
    """What a form filled with these carries in `base`."""
    return json.dumps(dict(fields), ensure_ascii=False)


def merge(base: Fields | None, mine: Fields, theirs: Fields) -> Merged:
    """Put two versions together. Without a base nobody can tell who touched what: every difference is unsettled."""
    fields: dict[str, str] = {}
    unsettled = set()
    for name in [*theirs, *(name for name in mine if name not in theirs)]:
        here, there = mine.get(name, ""), theirs.get(name, "")
        before = None if base is None else base.get(name, "")
        fields[name] = there if here == before else here
        if here != there and before not in (here, there):
            unsettled.add(name)
    return Merged(fields, frozenset(unsettled))


def saved(*, version: int, at: datetime, fields: Fields | None = None) -> JsonResponse:
    """It is kept; the form goes on from this version. `fields` are those that have another's words by now."""
    answer = {"version": version, "saved_at": at.isoformat()}
    return JsonResponse(answer | ({"fields": dict(fields)} if fields else {}))


def conflict(
    request: HttpRequest,
    *,
    differences: Iterable[Difference],
    merged: Merged,
    theirs: Fields,
    version: int,
    action: str,
    same_person: bool,
) -> HttpResponse:
    """409: both versions of each unsettled field beside one another, in a plain form posted to `action`.

    It holds what is settled as well, and goes on from `version`, the newest. `same_person` says that the other
    version is the reader's own, from another tab or another device. The script gets the panel alone, a browser
    without it gets a whole page.
    """
    context = {
        "differences": list(differences),
        "settled": [(name, value) for name, value in merged.fields.items() if name not in merged.unsettled],
        "version": version,
        "base": base_for(theirs),
        "action": action,
        "same_person": same_person,
    }
    template = "web/_conflict.html" if is_autosave(request) else "web/conflict.html"
    response = render(request, template, context, status=409)
    response["Cache-Control"] = "no-store"
    return response
