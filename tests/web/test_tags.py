"""Words for deadlines, moments and texts in several languages."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils import translation

from tests.web.markup import elements, one

TODAY = date(2026, 11, 24)


def rendered(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return engines["django"].from_string("{% load web_tags %}" + source).render(context)


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        pytest.param(date(2026, 11, 27), "ahead", "3 days left 27 November", id="some days ahead"),
        pytest.param(date(2026, 11, 25), "ahead", "1 day left 25 November", id="tomorrow"),
        pytest.param(date(2026, 11, 24), "today", "today 24 November", id="the day itself"),
        pytest.param(date(2026, 11, 22), "over", "2 days overdue 22 November", id="past"),
        pytest.param(date(2027, 1, 2), "ahead", "39 days left 2 January 2027", id="another year, with the year"),
        pytest.param(None, "none", "no date set", id="without a day"),
    ],
)
def test_a_deadline_says_in_words_how_long_is_left(day: date | None, state: str, words: str) -> None:
    html = rendered("{% due day today %}", day=day, today=TODAY)

    assert (one(html, class_="due")["data-state"], one(html, class_="due").text) == (state, words)


def test_a_moment_is_told_on_the_readers_clock_and_to_machines_exactly() -> None:
    html = rendered("{% when moment %}", moment=datetime(2026, 11, 24, 13, 3, tzinfo=UTC))

    assert (one(html, "time")["datetime"], one(html, "time").text) == (
        "2026-11-24T14:03+01:00",
        "24 November 2026, 14:03",
    )


def test_a_day_is_written_the_norwegian_way_in_norwegian() -> None:
    html = rendered("{% when day %}", "nb", day=TODAY)

    assert (one(html, "time")["datetime"], one(html, "time").text) == ("2026-11-24", "24. november 2026")


def test_nothing_has_no_moment() -> None:
    assert elements(rendered("{% when day %}", day=None)) == []


class Greeting:
    def in_language(self, code: str) -> str:
        return {"nb": "Hei <du>", "nn": "Hei, du"}[code]


def test_a_text_comes_in_the_language_of_the_page_and_cannot_bring_markup() -> None:
    assert rendered("{% in_language text %}", "nb", text=Greeting()) == "Hei &lt;du&gt;"
    assert rendered("{% in_language text %}", "nn", text=Greeting()) == "Hei, du"
    assert rendered("{% in_language text %}", "nn", text=None) == ""


def test_languages_are_called_what_their_speakers_call_them() -> None:
    source = "{% language_choices as choices %}{% for code, name in choices %}{{ code }} {{ name }};{% endfor %}"

    assert rendered(source, "nb") == "nb Bokmål;nn Nynorsk;en English;"
