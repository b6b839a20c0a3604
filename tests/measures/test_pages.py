"""The register's pages: found by whoever looks, graded by each for itself, and silent about who chooses what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from helhet.core.texts import Text
from helhet.measures.kinds import Kind
from helhet.measures.models import EvidenceGrade, GradingSystem, KnownMeasure
from helhet.measures.registry.load import load_register
from tests.counting import same_queries
from tests.house.scene import known_measure
from tests.web.markup import elements, one

pytestmark = pytest.mark.django_db
SAID = Text(nb="Sagt.", nn="Sagt.", en="Said.")


def show(name: str, language: str = "en", query: str = "", **named: str) -> str:
    """A page of the register as anybody reads it."""
    page = Client().get(reverse(f"measures:{name}", kwargs=named).replace("/nb/", f"/{language}/") + query)
    assert page.status_code == 200
    assert dict(page.cookies) == {}
    return page.content.decode()


def names(html: str) -> list[str]:
    return [found.text for found in elements(html, "h3")]


def system(key: str, *steps: str, place: int = 0) -> GradingSystem:
    name = {"nb": key, "nn": key, "en": key}
    return GradingSystem.objects.create(
        key=key,
        place=place,
        name=Text(**name),
        owner=key,
        asks=SAID,
        steps=[{"code": code, "name": name, "meaning": name} for code in steps],
        source="https://register.example/",
    )


def grade(measure: KnownMeasure, by: GradingSystem, step: str = "", assessed: str = "", **rest: Any) -> EvidenceGrade:
    return EvidenceGrade.objects.create(
        measure=measure,
        system=by,
        step=step,
        assessed=assessed,
        found=Text(nb=f"{step} {assessed}", nn=f"{step} {assessed}", en=f"{step} {assessed}"),
        source="https://register.example/",
        **rest,
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("", ["apen", "baby", "skole", "ung"], id="all, by name"),
        pytest.param("?age=-1", ["baby"], id="before birth"),
        pytest.param("?age=2", ["apen", "baby"], id="up to and with the last age"),
        pytest.param("?age=3", ["apen"], id="not the year after"),
        pytest.param("?age=16", ["apen", "skole", "ung"], id="from and with the first age"),
        pytest.param("?level=indicated", ["ung"], id="by level"),
        pytest.param("?topic=work", ["skole", "ung"], id="by what it is about"),
        pytest.param("?setting=nav", ["ung"], id="by where"),
        pytest.param("?topic=work&age=10", ["skole"], id="all that is asked for at once"),
        pytest.param("?q=SKOL", ["skole"], id="by a word"),
        pytest.param("?q=skole+ung", [], id="by every word"),
        pytest.param("?level=best&age=x", ["apen", "baby", "skole", "ung"], id="what nobody understands is left out"),
    ],
)
def test_one_finds_by_age_level_place_and_subject(query: str, found: list[str]) -> None:
    known_measure("apen", topics=["leisure"])
    known_measure("baby", first_age=-1, last_age=2, levels=["selective"], topics=["parenting"])
    known_measure("skole", first_age=6, last_age=16, topics=["school", "work"])
    known_measure("ung", first_age=16, levels=["indicated"], topics=["work"], settings=["nav"])
    assert names(show("list", query=query)) == found


def test_names_stand_in_the_order_of_the_readers_alphabet_and_what_has_ended_comes_last() -> None:
    for key, nb in (("a", "Åpen"), ("b", "Ærlig"), ("c", "Østlig"), ("d", "Zippy"), ("e", "Aktiv")):
        known_measure(key, name=Text(nb=nb, nn=nb, en=nb))
    known_measure("gone", name=Text(nb="Avsluttet", nn="Avslutta", en="Ended"), ended=2022)
    known_measure("out", withdrawn=True)
    assert names(show("list", "nb")) == ["Aktiv", "Zippy", "Ærlig", "Østlig", "Åpen", "Avsluttet"]


def test_the_newest_from_each_system_is_shown_and_grades_are_never_put_together() -> None:
    measure = known_measure("graded")
    first, second = system("first", "0", "1", "2", place=0), system("second", "A", "B", place=1)
    grade(measure, first, "1", "2012")
    grade(measure, first, "2", "2018-11-13")
    grade(measure, first, "0", "2018")
    grade(measure, first, "0", "")
    grade(measure, second, "A", "2009-01-01")
    html = show("measure", known="graded")
    assert [found.text for found in elements(html, "h3")] == ["first", "second"]
    scales = [found["aria-label"] for found in elements(html, "p", class_="scale")]
    assert scales == [
        "Step 2 on a scale from 0 to 2",
        "Step 0 on a scale from 0 to 2",
        "Step 1 on a scale from 0 to 2",
        "Step 0 on a scale from 0 to 2",
        "Step A on a scale from A to B",
    ]
    assert [found["aria-label"] for found in elements(show("list"), "p", class_="scale")] == [scales[0], scales[4]]


@pytest.mark.parametrize("name", ["list", "measure"])
def test_a_grade_nobody_has_seen_is_not_called_weak(name: str) -> None:
    measure = known_measure("unseen")
    named = {"known": "unseen"} if name == "measure" else {}
    assert show(name, **named).count("not the same as weak") == 1
    grade(measure, system("first", "0", "1"))
    html = show(name, **named)
    assert html.count("The grade has not been seen") == 1
    assert html.count("This is not the same as weak.") == 1
    assert elements(html, "p", class_="scale") == []


def test_a_right_is_not_graded() -> None:
    known_measure("plan", kind=Kind.RIGHT, levels=[])
    html = show("measure", known="plan")
    assert html.count("This is a right in law, and not something that is graded.") == 1
    assert html.count("weak") == 0


def test_two_to_four_are_read_side_by_side_each_system_in_a_row_of_its_own() -> None:
    measures = [known_measure(key) for key in ("one", "two", "three", "four", "five")]
    first, second = system("first", "0", "1", place=0), system("second", "A", "B", place=1)
    grade(measures[0], first, "1")
    grade(measures[1], second, "A")
    html = show("compare", query="?m=two&m=one&m=nobody")
    assert [found.text for found in elements(html, "th", scope="col")] == ["two", "one"]
    assert [found.text for found in elements(html, "th", scope="row")][-2:] == ["first", "second"]
    assert html.count("Nothing seen from here. This is not the same as weak.") == 2
    assert elements(show("compare", query="?m=one"), "table") == []
    many = show("compare", query="?m=one&m=two&m=three&m=four&m=five")
    assert [found.text for found in elements(many, "th", scope="col")] == ["one", "two", "three", "four"]
    assert many.count("You chose more than 4. Here are the first 4.") == 1


def test_what_is_chosen_for_comparing_is_kept_while_one_looks_on() -> None:
    known_measure("here")
    known_measure("elsewhere", first_age=20)
    html = show("list", query="?age=5&m=elsewhere&m=here")
    assert names(html) == ["here"]
    assert [box["value"] for box in elements(html, "input", type="checkbox") if "checked" in box.attrs] == [
        "elsewhere",
        "here",
    ]


def test_what_is_no_longer_in_the_register_keeps_its_page() -> None:
    known_measure("out", withdrawn=True)
    assert show("measure", known="out").count("This measure no longer stands in the register.") == 1
    assert Client().get(reverse("measures:measure", kwargs={"known": "never"})).status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_measure_that_comes_along_can_be_read_in_every_language(language: str) -> None:
    load_register()
    for measure in KnownMeasure.objects.order_by("key"):
        html = show("measure", language, known=measure.key)
        assert one(html, "h1").text == measure.name.in_language(language)
    assert len(names(show("list", language))) == 45


@pytest.mark.parametrize(("name", "query"), [("list", ""), ("compare", "?m=m0&m=m1&m=m2&m=m3")])
def test_many_cost_no_more_than_few(name: str, query: str) -> None:
    by = system("first", "0", "1")
    made: list[KnownMeasure] = []

    def another() -> None:
        made.append(known_measure(f"m{len(made)}"))
        grade(made[-1], by, "1")

    another()
    another()
    same_queries(another, lambda: show(name, query=query))
