"""The parts pages are put together from."""

from datetime import date

from django.template import engines
from django.utils import translation

from tests.web.markup import elements, one


def rendered(source: str, **context: object) -> str:
    with translation.override("en"):
        return engines["django"].from_string(source).render(context)


def test_somebody_is_shown_with_the_ways_to_reach_them() -> None:
    html = rendered(
        '{% include "web/_holder.html" with name="Kari" role="Teacher" service="School" phone="22 33 44 55"'
        ' email="kari@school.example" %}'
    )

    assert one(html, class_="holder__name").text == "Kari"
    assert one(html, class_="holder__role").text == "Teacher, School"
    assert [(a["href"], a.text) for a in elements(html, "a")] == [
        ("tel:22334455", "Call 22 33 44 55"),
        ("mailto:kari@school.example", "kari@school.example"),
    ]


def test_words_are_quoted_with_who_said_and_who_noted_them() -> None:
    html = rendered(
        '{% include "web/_quote.html" with words=words who="Nora" noted_by="Jonas" noted_at=day lang="nb" %}',
        words="Ask <me> first.",
        day=date(2026, 11, 24),
    )

    assert one(html, "blockquote", lang="nb").text == "Ask <me> first."
    assert one(html, "figcaption").text == "Noranoted by Jonas24 November 2026"


def test_why_something_is_shown_can_be_opened() -> None:
    html = rendered('{% include "web/_why.html" with text="You are part of it." source="§ 13 a" %}')

    assert one(html, "summary").text == "Why do I see this?"
    assert one(html, "p").text == "You are part of it. § 13 a"


def test_an_empty_place_says_what_comes_there_and_what_to_do() -> None:
    html = rendered('{% include "web/_empty.html" with title="Nothing waits" url="/new/" label="Begin" %}')

    assert one(html, class_="empty__title").text == "Nothing waits"
    assert (one(html, "a")["href"], one(html, "a").text) == ("/new/", "Begin")


def test_a_list_goes_on_to_what_is_older_until_there_is_no_more() -> None:
    html = rendered('{% include "web/_pager.html" with older="?before=7" %}')

    assert (one(html, "a")["href"], one(html, "a").text) == ("?before=7", "Show older")
    assert elements(rendered('{% include "web/_pager.html" %}')) == []


def test_a_form_that_saves_itself_carries_its_version_and_all_it_may_have_to_say() -> None:
    html = rendered('{% include "web/_autosave.html" with version=3 base="{}" %}')

    assert one(html, "input", name="version")["value"] == "3"
    assert one(html, "input", name="base")["value"] == "{}"
    status = one(html, "p", role="status")
    assert sorted(name for name in status.attrs if name.startswith("data-")) == [
        "data-autosave-status",
        "data-closed",
        "data-conflict",
        "data-failed",
        "data-invalid",
        "data-offline",
        "data-saved",
        "data-saving",
        "data-signed-out",
    ]
