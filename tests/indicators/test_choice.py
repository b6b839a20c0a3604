"""Municipalities of one's own choice: by the names people write, in an address one can share, beside the others."""

import csv
import gzip
import json
import re
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from helhet.indicators.actions import DATA, take_in
from helhet.indicators.choice import Written, read_choice
from helhet.indicators.models import Value
from helhet.indicators.pictures.trend import MARKS
from helhet.indicators.places import places_on
from helhet.indicators.reading.recipe import read_recipe
from tests.indicators.conftest import AT, TODAY

PLACES = places_on(TODAY)
OSLO = PLACES.get("0301")
assert OSLO is not None
SKIEN, PORSGRUNN, BAMBLE, BERGEN = "4003", "4001", "4012", "4601"
NONE = "There is no municipality called "


def meant(text: str) -> Written:
    assert OSLO is not None
    with translation.override("en"):
        return read_choice([text], PLACES, OSLO).fields[0]


@pytest.mark.parametrize(
    ("text", "shown", "code"),
    [
        pytest.param("bergen", "Bergen", "4601", id="in small letters"),
        pytest.param("  Bergen   kommune ", "Bergen", "4601", id="with the word for it"),
        pytest.param("tromso", "Tromsø", "5501", id="without the letters of one's language"),
        pytest.param("karasjohka", "Karasjok", "5610", id="by its Sámi name"),
        pytest.param("4601", "Bergen", "4601", id="by its number"),
        pytest.param("1201", "Bergen", "4601", id="by the number it had before"),
        pytest.param("Borre", "Horten", "3901", id="by the name it had before"),
        pytest.param("Herøy (Nordland)", "Herøy (Nordland)", "1818", id="one of two with the same name"),
        pytest.param("Haram", "Haram", "1580", id="parted again: the name is somebody's today"),
    ],
)
def test_a_municipality_is_known_by_any_of_its_names(text: str, shown: str, code: str) -> None:
    assert meant(text) == Written(shown, PLACES.get(code))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Klæbu", "Klæbu has been part of Trondheim since 2020. Write Trondheim to compare with it."),
        (
            "Tysfjord",
            "Tysfjord is no municipality any more. What was there is now in Narvik or Hamarøy. Choose one of them.",
        ),
        (
            "Herøy",
            "Several are called Herøy. Write one of these: Herøy (Møre og Romsdal) or Herøy (Nordland).",
        ),
        ("Tromsøe", f"{NONE}“Tromsøe”. Did you mean Tromsø?"),
        ("Xyz", f"{NONE}“Xyz”. Look at how it is written."),
        ("03", f"{NONE}“03”. Look at how it is written."),
        ("Oslo", "This is the municipality you are looking at. Choose another."),
    ],
)
def test_what_is_no_municipality_to_compare_with_gets_an_answer_and_stays_as_it_was_written(
    text: str, answer: str
) -> None:
    assert meant(text) == Written(text, None, answer)


def test_four_at_most_each_once_and_nothing_typed_is_lost() -> None:
    assert OSLO is not None
    typed = ["Lom", "", "lom", "Vågå", "Skien", "Moss", "Bergen"]
    with translation.override("en"):
        choice = read_choice(typed, PLACES, OSLO)
    assert [one.text for one in choice.fields] == ["Lom", "lom", "Vågå", "Skien", "Moss", "Bergen"]
    assert [one.answer for one in choice.fields] == [
        "", "This one is written twice. Empty the field, or choose another.", "", "", "",
        "Four can be compared at most. Empty one of the other fields first.",
    ]  # fmt: skip
    assert choice.query == "?with=3434&with=3435&with=4003&with=3103"


@pytest.fixture
def bullied() -> None:
    """A file with some municipalities in it, and not all."""
    recipe = read_recipe(DATA / "telemark-bullied.toml")
    take_in(recipe, gzip.decompress((DATA / recipe.file).read_bytes()), at=AT, target=TODAY)


def page(address: str) -> str:
    answer = Client().get(f"/en/municipalities/{address}")
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    return answer.content.decode()


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"{SKIEN}/", f"{SKIEN}/bullied/"])
def test_what_is_written_becomes_a_short_address_to_share(bullied: None, address: str) -> None:
    sent = f"/en/municipalities/{address}?with=Porsgrunn&with=&with=bergen&with="
    answer = Client().get(sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/en/municipalities/{address}?with=4001&with=4601")
    emptied = Client().get(f"/en/municipalities/{address}?with=&with=")
    assert (emptied.status_code, emptied["Location"]) == (302, f"/en/municipalities/{address}")
    fields = re.findall(r'name="with" value="([^"]*)"', page(f"{address}?with=4001&with=4601"))
    assert fields == ["Porsgrunn", "Bergen", "", ""]


@pytest.mark.django_db
def test_a_name_that_is_none_is_answered_beside_its_field_and_the_others_are_compared(bullied: None) -> None:
    html = page(f"{SKIEN}/bullied/?with=Porsgrunn&with=Xyz")
    assert re.findall(r'name="with" value="([^"]*)"', html) == ["Porsgrunn", "Xyz", "", ""]
    assert re.findall(r'id="with-2-answer">([^<]*)<', html) == [f"{NONE}“Xyz”. Look at how it is written."]
    assert html.count('aria-invalid="true" aria-describedby="with-2-answer"') == 1
    assert re.findall(r'<th scope="col" class="number">([^<]*)</th>', html) == [
        "Skien", "Porsgrunn", "Telemark", "The whole country",
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_chosen_stand_in_the_chart_the_table_the_words_the_bars_and_the_files(bullied: None) -> None:
    html = page(f"{SKIEN}/bullied/?with={PORSGRUNN}&with={BERGEN}&with={BAMBLE}")
    newest = Value.objects.filter(place=PORSGRUNN).order_by("last_year").last()
    assert newest is not None
    kinds = [set(re.findall(f'chart__{part}--([a-z0-9-]+)"', html)) for part in ("line", "dot")]
    assert kinds == [{"own", "chosen-1", "chosen-3", "county", "country"}] * 2
    assert html.count(f'd="{MARKS["chosen-1"]}"') == 1 + Value.objects.filter(place=PORSGRUNN).count()
    names = ["Skien", "Porsgrunn", "Bergen", "Bamble", "Telemark", "The whole country"]
    assert re.findall(r'<th scope="col" class="number">([^<]*)</th>', html) == names
    assert words_of(html).count("Porsgrunn 11.9%, Bamble 10.0%, Telemark 8.9%") == 1
    assert words_of(html).count("No figure to compare with: Bergen (no figures here yet).") == 1
    bars = re.findall(r'<span class="bars__label">(.*?)</li>', html, re.DOTALL)
    assert [words_of(one).split() for one in bars][:3] == [
        ["Skien", "8.4%"], ["Porsgrunn", "chosen", "11.9%"], ["Bergen", "chosen", "no", "figures", "here", "yet"],
    ]  # fmt: skip
    files = set(re.findall(r'href="/en/municipalities/4003/bullied/([a-z.]+\?[^"]*)"', html))
    query = f"?with={PORSGRUNN}&amp;with={BERGEN}&amp;with={BAMBLE}"
    assert files == {f"{name}{query}" for name in ("figures.csv", "figures.json", "chart.svg")}


@pytest.mark.django_db
def test_the_files_hold_the_chosen_too(bullied: None) -> None:
    asked = f"?with={PORSGRUNN}&with={BAMBLE}"
    for address in (f"{SKIEN}/bullied/figures.csv", f"{SKIEN}/figures.csv"):
        rows = list(csv.DictReader(StringIO(page(f"{address}{asked}").lstrip("\ufeff"))))
        assert {row["place"] for row in rows} == {SKIEN, PORSGRUNN, BAMBLE, "40", "0"}
    found = json.loads(page(f"{SKIEN}/bullied/figures.json{asked}"))
    assert found["dimension"]["place"]["category"]["index"] == [SKIEN, PORSGRUNN, BAMBLE, "40", "0"]
    drawing = page(f"{SKIEN}/bullied/chart.svg{asked}")
    assert re.findall(r'<text x="27">([^<]*)</text>', drawing) == [
        "Skien", "Porsgrunn", "Bamble", "Telemark", "The whole country",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_hidden_number_says_that_it_is_hidden(bullied: None) -> None:
    newest = Value.objects.filter(place=PORSGRUNN).order_by("last_year").last()
    assert newest is not None
    Value.objects.filter(pk=newest.pk).update(number=None, mark="*")
    html = words_of(page(f"{SKIEN}/bullied/?with={PORSGRUNN}"))
    hidden = "hidden, since it is about few people"
    assert html.count(f"No figure to compare with: Porsgrunn ({hidden}).") == 1
    assert html.count(hidden) == 4  # in the words, in the table, among the bars and on the map


@pytest.mark.django_db
def test_choosing_asks_the_database_no_more(bullied: None) -> None:
    def questions(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            page(address)
        return len(asked)

    chosen = f"?with={PORSGRUNN}&with={BAMBLE}&with={BERGEN}&with=0301"
    for address in (f"{SKIEN}/", f"{SKIEN}/bullied/"):
        assert questions(address) == questions(f"{address}{chosen}")
