"""The library as anybody reads it: search first, then by what it is about."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from helhet.library import queries
from helhet.library.facets import GROUPS, Group, name_of
from helhet.library.shown import page_of
from helhet.library.topics import Topic, topics
from helhet.library.words import AUDIENCE, STEP
from helhet.search.asked import LONGEST
from helhet.search.queries import Found, find
from helhet.web.clock import today
from helhet.web.decorators import for_everyone

MOST_PAGES = 50
NEWEST = 6
TOPICS = 16
"""How many are shown before the rest is folded away."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter: what it is called, how many it leaves, and the address with it turned the other way."""

    words: str
    count: int
    address: str
    chosen: bool


@for_everyone
def front(request: HttpRequest) -> HttpResponse:
    """The library's door: ask, or begin with who one is, what it is about, or where one is in the guide."""
    counts = find("", language=_language()).counts
    used = sorted(
        ((one, counts[f"topic:{one.code}"]) for one in topics().values() if counts.get(f"topic:{one.code}")),
        key=lambda row: (-row[1], row[0].code),
    )
    context = {
        "audiences": [(code, words) for code, words in AUDIENCE.items() if counts.get(f"audience:{code}")],
        "topics_first": _by_name(used[:TOPICS]),
        "topics_rest": _by_name(used[TOPICS:]),
        "steps": [(code, words) for code, words in STEP.items() if counts.get(f"step:{code}")],
        "newest": [page_of(one, _language()) for one in queries.newest(NEWEST)],
        "here": "library",
        "q": "",
    }
    return render(request, "library/front.html", context)


@for_everyone
def search(request: HttpRequest) -> HttpResponse:
    """What answers a question, with the filters there are."""
    asked = request.GET.get("q", "").strip()[:LONGEST].replace("\x00", "")
    chosen = _chosen(request)
    number = request.GET.get("page", "")
    page = (
        int(number)
        if number.isascii() and number.isdecimal() and len(number) < 5 and 0 < int(number) <= MOST_PAGES
        else 1
    )
    found = find(asked, language=_language(), chosen=chosen, page=page)
    context = {
        "q": asked,
        "found": found,
        "groups": _groups(asked, chosen, found),
        "chosen": [_choice(asked, chosen, facet, found) for facet in chosen],
        "hits": [(hit, name_of(one, _language()) if (one := _kind(hit.facets)) else "") for hit in found.hits],
        "more": _address(asked, chosen, page + 1) if found.more and page < MOST_PAGES else "",
        "before": _address(asked, chosen, page - 1) if page > 1 else "",
        "here": "library",
    }
    return render(request, "library/search.html", context)


@for_everyone
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """One item. An address it had before leads to it; one that was taken away says so."""
    found = queries.published(slug)
    if found is not None:
        return render(
            request, "library/item.html", {"page": page_of(found, _language()), "here": "library", "today": today()}
        )
    if (now := queries.moved_to(slug)) is not None:
        return HttpResponsePermanentRedirect(reverse("library:item", kwargs={"slug": now}))
    if queries.was_withdrawn(slug):
        return render(request, "library/withdrawn.html", {"here": "library", "q": ""}, status=410)
    raise Http404


def _by_name(rows: list[tuple[Topic, int]]) -> list[tuple[Topic, int]]:
    return sorted(rows, key=lambda row: row[0].name.in_language(_language()))


def _chosen(request: HttpRequest) -> list[str]:
    return [
        f"{group.name}:{code}" for group in GROUPS for code in group.codes if code in request.GET.getlist(group.name)
    ]


def _groups(asked: str, chosen: list[str], found: Found) -> list[tuple[Group, list[Choice], list[Choice], bool]]:
    """Each kind of filter: those that lead somewhere, the first few and the rest, and whether one is chosen."""
    rows = []
    for group in GROUPS:
        facets = [f"{group.name}:{code}" for code in group.codes]
        there = [one for one in facets if found.counts.get(one) or one in chosen]
        if group.by_count:
            there.sort(key=lambda one: (one not in chosen, -found.counts.get(one, 0)))
        choices = [_choice(asked, chosen, one, found) for one in there]
        if choices:
            rows.append((group, choices[: group.shown], choices[group.shown :], any(one in chosen for one in facets)))
    return rows


def _choice(asked: str, chosen: list[str], facet: str, found: Found) -> Choice:
    is_chosen = facet in chosen
    others = [one for one in chosen if one != facet] if is_chosen else [*chosen, facet]
    return Choice(name_of(facet, _language()), found.counts.get(facet, 0), _address(asked, others), is_chosen)


def _address(asked: str, chosen: list[str], page: int = 1) -> str:
    given = [("q", asked)] if asked else []
    given += [(name, code) for name, _, code in (facet.partition(":") for facet in chosen)]
    given += [("page", str(page))] if page > 1 else []
    return f"{reverse('library:search')}?{urlencode(given)}"


def _kind(facets: frozenset[str]) -> str:
    return next((one for one in sorted(facets) if one.startswith("kind:")), "")


def _language() -> str:
    return (get_language() or "nb")[:2]
