"""The pages anybody may read, with addresses, headers and cookies no page of ours would make."""

import re
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from helhet.web.middleware import MOST_BYTES
from tests.cast import worker

HOSTILE = (
    "\x00",
    "//[",
    "http://[",
    "9" * 5000,
    "0001" + "9" * 5000,
    "-1",
    "٣",
    "1e9",
    "'\"><script>",
    "\ud800",
    "a/b",
)
NAMES = (
    "q",
    "page",
    "m",
    "age",
    "on",
    "area",
    "about",
    "offer",
    "place",
    "county",
    "period",
    "before",
    "found",
    "topic",
)
PAGES = (
    "", "guides/", "measures/", "measures/compare/", "measures/grades/", "learning/", "newsletter/",
    "newsletter/sign-up/", "feedback/more/", "feedback/thanks/", "feedback/changed/", "municipalities/",
    "municipalities/figures/", "municipalities/figures/bullied/", "municipalities/0301/",
    "rights/", "rights/age/", "rights/age/ladder/", "rights/ask/", "rights/who/", "library/", "library/search/",
)  # fmt: skip
LEADING_AWAY = (
    "//evil.example/library/", "//evil.example/", "/\\evil.example/library/", "/%2F%2Fevil.example/guides/",
    "//evil.example/en/guides",
)  # fmt: skip
FORMS = ("/en/feedback/found/", "/en/newsletter/sign-up/", "/notes/new/", "/en/feedback/more/?page=/en/guides/")
pytestmark = pytest.mark.django_db


def somebody(**more: object) -> Client:
    return Client(raise_request_exception=False, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_whatever_is_asked_for_is_no_fault_of_ours(page: str, value: str) -> None:
    asked = dict.fromkeys(NAMES, value.encode("utf-8", "surrogatepass"))
    assert somebody().get(f"/en/{page}", asked).status_code in {200, 404, 422}


def parts_of_addresses() -> list[str]:
    """Every public address with a part of one's own choosing in it, as a pattern with `{}` for each."""

    def below(patterns: list[URLPattern | URLResolver], begin: str) -> list[str]:
        found = []
        for one in patterns:
            route = begin + str(getattr(one.pattern, "_route", one.pattern))
            if isinstance(one, URLResolver):
                found += below(one.url_patterns, route)
            elif "<str:" in route or "<slug:" in route:
                found.append(route)
        return found

    return below(get_resolver().url_patterns, "/")


@pytest.mark.parametrize("part", ["%00", "%ED%A0%80", "%5B", "a" * 3000, "..", "%2e%2e%2f"])
def test_whatever_stands_in_an_address_is_no_fault_of_ours(part: str) -> None:
    nobody = somebody()
    addresses = [re.sub(r"<\w+:\w+>", part, one) for one in parts_of_addresses()]
    assert [one for one in addresses if nobody.get(one).status_code >= 500] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_stale_cookie_makes_no_session_and_gets_none_back(page: str) -> None:
    nobody = somebody()
    nobody.cookies["sessionid"] = "x" * 32
    answer = nobody.get(f"/en/{page}")
    assert ([one.value for one in answer.cookies.values()], Session.objects.count()) == ([""], 0)


@pytest.mark.parametrize("page", [*PAGES, "nowhere/", "municipalities/9/", "library/no-such/", "guides/no-such/"])
def test_no_page_sets_a_cookie_and_not_even_one_that_is_none(page: str) -> None:
    assert dict(somebody().get(f"/en/{page}").cookies) == {}


@pytest.mark.parametrize("path", LEADING_AWAY)
def test_a_language_put_before_an_address_leads_nobody_away(path: str) -> None:
    answer = somebody().get(path)
    where = answer.headers.get("Location", "/")
    assert (where.startswith("/"), where.startswith("//"), "\\" in where) == (True, False, False)


def test_an_address_without_a_language_says_what_it_depends_on() -> None:
    answer = somebody(headers={"accept-language": "nn"}).get("/library/")
    varies = {one.strip() for one in answer.headers["Vary"].split(",")}
    sent_to = (answer.status_code, answer.headers["Location"])
    assert (sent_to, {"Accept-Language", "Cookie"} - varies) == ((302, "/nn/library/"), set())


def test_the_name_a_visitor_calls_us_by_stands_in_nothing_that_is_kept() -> None:
    answer = somebody().get("/rights/services.ttl", headers={"host": "localhost:6666"})
    assert (answer.status_code, b":6666" in answer.content) == (200, False)


@pytest.mark.parametrize("origin", ["http://[", "//[", "http://\u2100.example"])
def test_a_browser_that_says_nonsense_of_itself_is_no_fault_of_ours(origin: str) -> None:
    nobody = somebody(headers={"origin": quote(origin, safe=":/[")})
    answers = {page: nobody.post(page, {"page": "/en/guides/", "found": "yes"}).status_code for page in FORMS}
    assert [page for page, status in answers.items() if status >= 500] == []


def test_a_page_for_everyone_is_kept_by_no_cache_for_who_is_signed_in() -> None:
    kari = somebody()
    kari.force_login(worker("Kari").account)
    assert {kari.get(f"/en/{page}").headers.get("Cache-Control") for page in PAGES} == {"no-store"}


@pytest.mark.parametrize("length", [str(MOST_BYTES + 1), "9" * 5000, "٣"])
@pytest.mark.parametrize("page", ["/nb/newsletter/sign-up/", "/plans/", "/health/"])
def test_more_than_we_take_in_is_refused_before_it_is_read(page: str, length: str) -> None:
    """A file is kept on the disk while it is read, also where the form has none."""
    answer = somebody().generic(
        "POST", page, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length
    )
    assert answer.status_code == 400
