"""The guide to rights on the web: for anybody, nothing kept, and the very answers of the core."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from helhet.core.law.holding import births_of_age, holding
from helhet.core.law.ladder import rungs
from helhet.core.law.parameter import Kind
from helhet.core.law.parameters import law
from helhet.core.rights import reader
from helhet.core.rights.finding import to_ask_for
from helhet.core.rights.words import Situation
from helhet.people.models import Organisation
from helhet.web import clock
from tests.cast import NOW, Cast
from tests.web.markup import elements, one

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
ADDRESSES = [
    "", "age/", "age/?age=15", "age/ladder/", "ask/", "ask/?age=4", "ask/?age=4&about=disability",
    "ask/?age=4&about=disability&offer=any", "ask/?age=4&about=disability&offer=any&place=any", "ask/all/",
    "ask/all/respite/", "who/", "who/?help=violence", "who/barnevern/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def get(address: str, language: str = "nb", **headers: str) -> HttpResponse:
    return Client(headers=headers).get(f"/{language}/rights/{address}")  # type: ignore[return-value]


def html(address: str, language: str = "nb") -> str:
    return get(address, language).content.decode()


def paragraphs(page: str) -> list[str]:
    """Every paragraph a page links to, by its source."""
    return re.findall(r'class="rule__source"><a href="([^"]+)"', page)


def main(page: str) -> str:
    """The page without what stands around it on every page."""
    return page.partition("<main")[2].partition("</main>")[0]


def section(page: str, name: str) -> str:
    """The section with a heading by its id; nothing where there is none."""
    _before, found, after = page.partition(f'<h2 id="{name}"')
    return after.partition("</section>")[0] if found else ""


def short(page: str) -> list[str]:
    """What is told in a few words, in its order."""
    return [" ".join(e.text.split()) for e in elements(page, "span", class_="short__words")]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_anybody_reads_every_page_in_every_language_and_no_cookie_is_set(address: str, language: str) -> None:
    response = get(address, language)
    assert response.status_code == 200
    assert dict(response.cookies) == {}
    assert len(elements(response.content.decode(), "h1")) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_costs_three_questions_to_the_database_at_most_and_leaves_nothing(
    address: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3) as asked:
        get(address)
    assert [query["sql"] for query in asked.captured_queries if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("on", [date(2023, 6, 1), TODAY], ids=str)
@pytest.mark.parametrize("age", [0, 4, 12, 13, 15, 16, 17, 18, 25])
def test_the_page_of_an_age_tells_every_rule_that_holds_once_and_no_others(age: int, on: date) -> None:
    page = html(f"age/?age={age}&on={on}")
    told = "".join(section(page, name) for name in ("decides", "too", "areas"))
    held = holding(births_of_age(age, on), on)
    assert sorted(re.findall(r'<li class="(?:rule|short)" id="([^"]+)"', told)) == sorted(one.rule.id for one in held)
    assert sorted(paragraphs(told)) == sorted(one.rule.source for one in held)


@pytest.mark.parametrize("age", range(26))
def test_no_text_of_the_law_stands_twice_on_the_page_of_an_age(age: int) -> None:
    page = html(f"age/?age={age}")
    texts = [rule.text.nb for rule in law().values() if rule.kind is Kind.AGE]
    assert [text for text in texts if page.count(escape(text)) > 1] == []


def test_a_fifteen_year_old_is_told_first_what_she_decides_in_a_few_words() -> None:
    page = html("age/?age=15")
    assert short(section(page, "decides")) == [
        "Hvilken utdanning du vil ta",
        "Spørsmål om din egen opplæring",
        "Helsehjelp som foreldrene dine med god grunn ikke vet om",
        "Om du vil be om abort",
        "Om du vil ta en jobb",
        "Penger du har tjent selv",
        "Bankkort til dine egne penger",
        "Om apper får bruke opplysninger om deg",
        "Hvilket trossamfunn du er med i, eller ikke",
        "Hvilke foreninger du er med i",
        "Bytte av fastlege, når foreldrene sier ja",
    ]


def test_she_is_told_what_she_does_not_decide_yet_and_from_when() -> None:
    page = section(html("age/?age=15"), "not-yet")
    assert list(zip([e.text for e in elements(page, "span", class_="short__age")], short(page), strict=True)) == [
        ("16 år", "Helsehjelpen din, og hvem som får vite om den"),
        ("16 år", "Hvem som er fastlegen din"),
        ("16 år", "Hva du skal hete (ikke bekreftet)"),
        ("16 år", "Om du vil endre juridisk kjønn"),
        ("18 år", "Alt som gjelder deg selv: du er myndig"),
    ]


def test_whoever_is_of_age_decides_and_waits_for_nothing() -> None:
    page = html("age/?age=18")
    assert short(section(page, "decides"))[0] == "Alt som gjelder deg selv: du er myndig"
    assert section(page, "not-yet") == ""


@pytest.mark.parametrize("on", [date(2023, 6, 1), TODAY], ids=str)
def test_the_ladder_shows_every_rung_of_the_law(on: date) -> None:
    assert sorted(paragraphs(html(f"age/ladder/?on={on}"))) == sorted(rung.rule.source for rung in rungs(on))


def test_a_thirteen_year_old_is_told_whom_to_ask_first() -> None:
    titles = [h3.text for h3 in elements(section(html("age/?age=13"), "collisions"), "h3")]
    assert titles == [
        c.title.nb for c in reader.collisions().values()
        if c.code in {"keep_from_parents", "own_case_under_15", "treatment_for_drugs", "in_care"}
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["age=26", "age=-1", "age=x", "age=", "age=15&on=1999-12-31", "age=15&on=abc"])
def test_what_cannot_be_is_refused_with_the_form_and_a_reason(query: str) -> None:
    response = get(f"age/?{query}")
    assert response.status_code == 422
    assert len(elements(main(response.content.decode()), "form")) == 1


@pytest.mark.parametrize("about", Situation)
@pytest.mark.parametrize("age", [0, 4, 15, 17, 20, 25])
def test_the_answers_are_the_cores(age: int, about: Situation) -> None:
    page = html(f"ask/?age={age}&about={about}&offer=any&place=any")
    found = to_ask_for(age, births_of_age(age, TODAY), TODAY, about)
    assert sorted(a["id"] for a in elements(page, "article")) == sorted(one.ask.code for one in found)


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        pytest.param("", "age", id="first the age"),
        pytest.param("age=99", "age", id="an age that cannot be is asked for again"),
        pytest.param("age=4", "about", id="then what it is about"),
        pytest.param("age=4&about=weather", "about", id="something that cannot be is asked for again"),
        pytest.param("age=4&about=disability", "offer", id="then from whom"),
        pytest.param("age=4&about=disability&offer=any", "place", id="then where"),
        pytest.param("age=4&about=disability&offer=any&place=0301x", "place", id="a place that cannot be"),
    ],
)
def test_the_path_asks_one_thing_at_a_time(query: str, asks: str) -> None:
    page = main(html(f"ask/?{query}"))
    if asks in {"age", "place"}:
        fields = [*elements(page, "input"), *elements(page, "select")]
        assert [field["name"] for field in fields if field.attrs.get("type") != "hidden"] == [asks]
    else:
        links = re.findall(r'class="card card--link" href="\?([^"]+)"', page)
        assert {re.sub(r".*&amp;", "", link).split("=")[0] for link in links} == {asks}


def test_by_when_stands_on_the_card_and_what_holds_for_all_stands_once() -> None:
    page = main(html("ask/?age=4&about=disability&offer=any&place=any"))
    habilitation = page[page.index('<article class="card answer" id="habilitation"') :]
    facts = habilitation[: habilitation.index("</dl>")]
    assert [dt.text for dt in elements(facts, "dt")] == [
        "Slik gjør dere", "Innen når", "Hvem bestemmer", "Hva det bygger på", "Hvis dere er uenige",
        "Hvor dere kan henvende dere",
    ]  # fmt: skip
    answer = [p.text for p in elements(page, "p", class_="answers__when")]
    assert answer == [f"Når kommer svaret? {law()['DL-FVL-11A'].text.nb} forvaltningsloven § 11 a"]


@pytest.mark.parametrize("address", ["age/?age=15", "age/ladder/", "ask/?age=4&about=disability&offer=any&place=any"])
def test_every_answer_says_when_the_rules_were_last_checked(address: str) -> None:
    """On paper too: what is in a drawer for a year must say how old it is."""
    assert html(address, "en").count("The rules were last checked against the acts between") == 1


def test_each_card_says_what_it_is_and_folds_the_rest_which_paper_shows() -> None:
    """Twenty-three cards on a telephone; unfolded by a style sheet on paper, and never by a script."""
    page = main(html("ask/?age=4&about=disability&offer=any&place=any"))
    cards = page.split('<article class="card answer"')[1:]
    assert len(cards) == 23
    for card in cards:
        shown, folded = card.partition("</article>")[0].split('<details class="answer__rest">')
        assert (len(elements(shown, "h3")), len(elements(shown, "p")) > 0, "<dl" in shown) == (1, True, False)
        assert len(elements(folded, "dl")) == 1
        assert elements(folded, "summary")[0].text.startswith("Hvordan, når og hos hvem")
    assert 'class="answer__rest"' not in main(html("ask/all/respite/"))


def test_the_list_stands_by_what_it_is_and_its_contents_lead_to_each_part() -> None:
    page = main(html("ask/?age=4&about=disability&offer=any&place=any"))
    contents = page[page.index("<nav") : page.index("</nav>")]
    assert [" ".join(a.text.split()) for a in elements(contents, "a")][:7] == [
        "Noen som holder i trådene (2)", "Avlastning og hjelp i hverdagen (4)", "Penger, hjelpemidler og bolig (8)",
        "Barnehage og skole (4)", "Helse (3)", "Råd og tolk (1)", "For alle (1)",
    ]  # fmt: skip
    there = set(re.findall(r' id="([^"]+)"', page))
    assert [a["href"] for a in elements(page, "a") if a["href"].startswith("#") and a["href"][1:] not in there] == []


def test_respite_and_a_care_allowance_rest_on_one_rule_and_each_says_what_it_is() -> None:
    found = [reader.asks()[code] for code in ("respite", "care-allowance")]
    assert {a.rules for a in found} == {("DU-HOL-3-6",)}
    page = main(html("ask/?age=4&about=disability&offer=any&place=any"))
    cards = [page[page.index(f'id="{a.code}"') :].partition("<details")[0] for a in found]
    assert [elements(card, "p")[0].text.partition(".")[0] for card in cards] == [
        "Noen andre har barnet en stund, hjemme hos dere eller et annet sted, så du får hvile",
        "Penger fra kommunen for særlig tungt omsorgsarbeid som du gjør selv",
    ]


def test_whoever_sends_the_last_question_without_choosing_gets_the_answers() -> None:
    assert len(elements(html("ask/?age=4&about=disability&offer=any&place="), "article")) == 23


def test_an_unknown_municipality_is_said_and_the_answers_stay() -> None:
    page = html("ask/?age=4&about=disability&offer=any&place=0000")
    assert len(elements(page, "article")) == 23
    assert "Det finnes ingen kommune med det nummeret nå." in page


def test_a_mother_in_fjordvik_is_told_where_to_turn(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.fjordvik.pk).update(website="https://fjordvik.example")
    page = html(f"ask/?age=4&about=disability&offer=any&place={cast.fjordvik.code}")
    respite = page[page.index('id="respite"') :]
    assert re.findall(r'class="reach"><a href="([^"]+)"', respite)[0] == "https://fjordvik.example"
    assert cast.ppt.name in page


def test_nobodys_name_is_shown(cast: Cast) -> None:
    page = html(f"ask/?age=10&about=school&offer=any&place={cast.fjordvik.code}")
    assert [w.name for w in (cast.kari, cast.jonas, cast.pia, cast.rektor) if w.name in page] == []


def test_everything_has_a_page_of_its_own_and_what_is_not_there_is_not_found() -> None:
    assert [a.code for a in reader.asks().values() if get(f"ask/all/{a.code}/").status_code != 200] == []
    assert [b.code for b in reader.bodies().values() if get(f"who/{b.code}/").status_code != 200] == []
    assert [get(address).status_code for address in ("ask/all/gold/", "who/santa/")] == [404, 404]


def test_the_picture_and_the_list_name_the_same_and_every_box_leads_to_its_page() -> None:
    page = html("who/")
    picture = page[page.index('<svg class="map"') :]
    boxes = re.findall(r'<a href="([^"]+)" class="map__box"', picture)
    listed = page[page.index('id="list"') :]
    assert sorted(boxes) == sorted(set(boxes))
    assert [box for box in boxes if f'href="{box}"' not in listed] == []
    assert sorted(re.findall(r'<li><a href="([^"]+)"', listed)) == sorted(
        reverse("rights:body", kwargs={"body": code}) for code in reader.bodies()
    )


def test_the_front_page_leads_here_for_families_and_for_the_young() -> None:
    front = main(Client().get("/nb/").content.decode())
    here = [a["href"] for a in elements(front, "a") if a["href"].startswith("/nb/rights/")]
    assert here == ["/nb/rights/ask/", "/nb/rights/who/", "/nb/rights/age/", "/nb/rights/"]
    assert one(html(""), "h1").text == "Rettighetene dine"
