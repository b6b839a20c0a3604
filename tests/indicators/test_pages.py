"""The pages: for anybody, in a constant number of questions, and never a number without its source."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from helhet.indicators.actions import DATA, take_in
from helhet.indicators.catalogue import catalogue
from helhet.indicators.models import Release, Value
from helhet.indicators.reading.jsonstat import read_dataset
from helhet.indicators.reading.recipe import read_recipe
from helhet.people.models import Organisation
from tests.indicators.conftest import AT, TODAY

pytestmark = pytest.mark.django_db
CARRIED = ("population", "telemark-bullied", "telemark-wellbeing", "imdi-kindergarten")


@pytest.fixture
def figures() -> None:
    """Four of the carried files, read as they are in production; of the longest, the newest year and some places."""
    for name in CARRIED:
        recipe = read_recipe(DATA / f"{name}.toml")
        content = gzip.decompress((DATA / recipe.file).read_bytes())
        if name == "population":
            header, *rows = content.splitlines(keepends=True)
            content = header + b"".join(r for r in rows if re.match(rb"(1508|4012|40|0),|\d+,2026,", r))
        take_in(recipe, content, at=AT, target=TODAY)


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer.cookies.keys() == set()
    return answer.content.decode()


def questions(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(address)
    return len(asked)


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def cards(html: str) -> Iterator[str]:
    yield from re.findall(r'<article class="card".*?</article>', html, re.DOTALL)


def test_every_number_on_a_municipalitys_page_says_where_it_is_from(figures: None) -> None:
    found = list(cards(page("/en/municipalities/4012/")))
    assert len(found) == 4
    assert [card for card in found if card.count("<cite>Source: ") != 1 or 'rel="external"' not in card] == []


@pytest.mark.parametrize(
    ("address", "asked"),
    [("/en/municipalities/4012/", 4), ("/en/municipalities/4012/bullied/", 3)],  # and once what the town puts first
)
def test_a_page_asks_as_often_however_many_figures_there_are(figures: None, address: str, asked: int) -> None:
    assert questions(address) == asked
    Value.objects.exclude(indicator__in=["children-0-24", "bullied"]).delete()
    assert questions(address) == asked


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/en/municipalities/", 0),
        ("/en/municipalities/figures/", 1),
        ("/en/municipalities/figures/children-0-24/", 2),
        ("/en/municipalities/figures/children-0-24/?county=50", 2),
    ],
)
def test_other_pages_ask_as_little(figures: None, address: str, count: int) -> None:
    assert questions(address) == count


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("trondheim", ["5001"]), ("Tråante", ["5001"]), ("karasjok", ["5610"]), ("karasjohka", ["5610"]),
        ("5001", ["5001"]), ("xyz", []),
    ],
)  # fmt: skip
def test_a_municipality_is_found_by_any_of_its_names(asked: str, found: list[str]) -> None:
    html = page(f"/en/municipalities/?q={asked}")
    assert re.findall(r'href="/en/municipalities/(\d{4})/"', html) == found


def test_a_window_is_called_a_window(figures: None) -> None:
    html = words_of(page("/en/municipalities/4012/bullied/"))
    assert html.count("The figure is for 3 years together.") == 1
    assert html.count("3 years together, never one year") == 1


def test_a_divided_municipality_has_no_figure_from_before_and_says_so(figures: None) -> None:
    html = page("/en/municipalities/1508/children-0-24/")
    rows = re.findall(r'<th scope="row">(20\d\d)</th><td class="number">([^<]*)</td>', html)
    assert dict(rows)["2024"] == "17,183"
    assert {year for year, cell in rows if cell == "cannot be worked out for today&#x27;s municipality"} == {
        str(year) for year in range(2005, 2024)
    }


def test_an_invented_municipality_has_no_figures_and_a_real_one_is_offered() -> None:
    Organisation.objects.create(
        kind="municipality", code="9901", name="Fjordvik kommune", short_name="Fjordvik", demo=True
    )
    html = words_of(page("/en/municipalities/9901/"))
    assert html.count("Fjordvik does not exist, so nobody publishes figures about it, and we make none up.") == 1
    assert html.count("See one that does: Oslo - Oslove") == 1


@pytest.mark.parametrize(
    "address",
    [
        "9999/", "50/", "0/", "x/", "5001/unheard-of/", "5001/bullied/", "5001/bullied/figures.csv",
        "5001/bullied/chart.svg", "figures/unheard-of/", "figures/neet-15-29/figures.json",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(figures: None, address: str) -> None:
    assert Client().get(f"/en/municipalities/{address}").status_code == 404


def test_an_indicator_without_figures_says_so_and_is_never_filled_in(figures: None) -> None:
    assert words_of(page("/en/municipalities/figures/neet-15-29/")).count("No figures here yet.") == 1


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        ("neet-15-29", "but they have not been taken in here"),
        ("youth-lonely", "but they have not been taken in here"),
        ("coord-child-heard", "Nobody publishes these."),
        ("quit-upper-sec", "These are known for counties and the country only"),
    ],
)
def test_a_page_without_figures_says_why_and_where_they_are(figures: None, indicator: str, why: str) -> None:
    if indicator == "quit-upper-sec":
        above = Value.objects.filter(place="40").first()
        assert above is not None
        Value.objects.filter(pk=above.pk).update(indicator=indicator)
    html = page(f"/en/municipalities/figures/{indicator}/")
    assert words_of(html).count(why) == 1
    about = catalogue().indicators[indicator]
    assert html.count(f'href="{escape(about.address)}" rel="external"') == (2 if "taken in" in why else 1)


def test_every_figure_of_the_list_has_a_page(figures: None) -> None:
    html = page("/en/municipalities/figures/")
    assert set(re.findall(r'href="/en/municipalities/figures/([^"/]+)/"', html)) == set(catalogue().indicators)


def test_minority_language_children_stand_for_telemark_and_not_for_the_counties_that_were(db: None) -> None:
    recipe = read_recipe(DATA / "telemark-kindergarten-minority.toml")
    take_in(recipe, gzip.decompress((DATA / recipe.file).read_bytes()), at=AT, target=TODAY)
    found = {place: [] for place in ("4012", "4020", "40", "0")}
    for value in Value.objects.filter(place__in=found, number__isnull=False).order_by("last_year"):
        found[value.place].append((value.last_year, str(value.number.normalize() if value.number else "")))
    assert [(len(known), known[0], known[-1]) for known in found.values()] == [
        (11, (2015, "10.7"), (2025, "15")),
        (6, (2020, "17.4"), (2025, "18.2")),  # Bø and Sauherad until 2020
        (2, (2024, "19"), (2025, "18.9")),
        (11, (2015, "15.3"), (2025, "20.2")),
    ]


def test_csv_comes_home_whole_with_its_source(figures: None) -> None:
    answer = Client().get("/en/municipalities/4012/bullied/figures.csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="4012-bullied.csv"',
    )
    assert {row["place"] for row in rows} == {"4012", "40", "0"}
    assert {row["period"] for row in rows if row["place"] == "0"} >= {"2016/17–2018/19"}
    assert {(row["table"], row["licence"]) for row in rows} == {("nokkel/806", "CC BY 4.0")}


def test_json_stat_is_read_again_by_our_own_reader(figures: None) -> None:
    content = Client().get("/en/municipalities/figures/children-0-24/figures.json").content
    read = read_dataset("ours", content)
    known = Value.objects.filter(indicator="children-0-24", number__isnull=False).count()
    assert sum(value is not None for value in read.values) == known
    assert [mark for value, mark in zip(read.values, read.marks, strict=True) if value is None and not mark] == []
    assert json.loads(content)["source"].count("https://www.ssb.no/statbank/table/07459") == 1


def test_the_chart_stands_by_itself_with_its_source(figures: None) -> None:
    content = Client().get("/nb/municipalities/4012/bullied/chart.svg").content.decode()
    drawing = ElementTree.fromstring(content)  # noqa: S314 - our own
    texts = [one.text or "" for one in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[:2] == ["Elever som blir mobbet", "Bamble (prosent)"]
    assert texts[-1] == "Folkehelseinstituttet, gjennom Telemark fylkeskommune, nokkel/806 (CC BY 4.0)"


def test_a_sample_is_called_a_sample_on_every_page_that_shows_it(figures: None) -> None:
    Release.objects.filter(indicator="bullied").update(sample=True)
    said = "Some of the figures on this page are a made-up sample."
    for address in ("4012/", "4012/bullied/", "figures/bullied/"):
        assert page(f"/en/municipalities/{address}").count(said) == 1
    rows = list(csv.DictReader(StringIO(page("/en/municipalities/4012/bullied/figures.csv").lstrip("\ufeff"))))
    assert {row["sample"] for row in rows} == {"yes"}


def test_a_map_is_of_the_period_most_have_a_figure_for_and_of_any_other_one_asks_for(figures: None) -> None:
    found = {
        asked: re.findall(r'<p class="lead">([^<]+)</p>', page(f"/en/municipalities/figures/children-0-24/{asked}"))
        for asked in ("", "?period=2024", "?period=x")
    }
    assert found == {"": ["2026"], "?period=2024": ["2024"], "?period=x": ["2026"]}


def test_every_map_has_a_table_with_the_same_links(figures: None) -> None:
    html = page("/en/municipalities/figures/children-0-24/")
    drawn = set(re.findall(r'<a href="/en/municipalities/(\d{4})/" tabindex="-1"', html))
    listed = set(re.findall(r'<a href="/en/municipalities/(\d{4})/children-0-24/"', html))
    assert (len(drawn), drawn) == (357, listed)
