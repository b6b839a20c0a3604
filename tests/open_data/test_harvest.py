"""Harvested as data.norge.no does it: fetch the catalogue, read it, fetch every file it names."""

import csv
import json
from collections.abc import Mapping
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from rdflib import DCAT, DCTERMS, Graph, URIRef
from rdflib.compare import isomorphic

from helhet.indicators.models import Release
from helhet.open_data.datasets import datasets
from helhet.open_data.vocabulary import licences

pytestmark = pytest.mark.django_db
MEDIA = "https://www.iana.org/assignments/media-types/"


def harvested() -> Graph:
    return Graph().parse(data=Client().get("/open-data/catalogue.ttl").content, format="turtle")


def fetched(address: object) -> tuple[str, str]:
    """The media type of what answers, and the answer."""
    parts = urlsplit(str(address))
    answer = Client().get(f"{parts.path}?{parts.query}")
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    return answer["Content-Type"].split(";")[0], answer.content.decode()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def files(graph: Graph, code: str) -> Mapping[str, URIRef]:
    """By its name in the catalogue, where each file of a dataset is fetched."""
    whole = next(graph.subjects(DCAT.dataset, None))
    return {
        str(one).partition("#")[2]: URIRef(str(graph.value(one, DCAT.downloadURL)))
        for one in graph.objects(URIRef(f"{whole}#{code}"), DCAT.distribution)
    }


def test_every_file_the_catalogue_names_is_there_and_is_what_it_says(figures: None) -> None:
    graph = harvested()
    said = {
        graph.value(one, DCAT.downloadURL): graph.value(one, DCAT.mediaType)
        for one in graph.objects(None, DCAT.distribution)
    }
    assert len(said) == 14
    assert {address: URIRef(MEDIA + fetched(address)[0]) for address in said} == said


def test_every_file_is_on_the_terms_of_every_source_in_it(figures: None) -> None:
    graph = harvested()
    for one in graph.objects(None, DCAT.distribution):
        kind, text = fetched(graph.value(one, DCAT.downloadURL))
        if kind == "text/csv":
            within = {URIRef(licences()[row["licence"]].address) for row in rows(text)}
            assert within == {graph.value(one, DCTERMS.license)}


def test_sources_on_different_terms_are_files_of_their_own(figures: None) -> None:
    found = files(harvested(), "kindergarten-coverage-1-5")
    assert sorted(found) == [
        f"kindergarten-coverage-1-5.{source}.{form}"
        for source in ("imdi-kindergarten", "telemark-kindergarten")
        for form in ("csv", "json")
    ]
    parts = [
        rows(fetched(found[f"kindergarten-coverage-1-5.{source}-kindergarten.csv"])[1])
        for source in ("imdi", "telemark")
    ]
    whole = rows(fetched("/nb/municipalities/figures/kindergarten-coverage-1-5/figures.csv")[1])
    assert sum(map(len, parts)) == len(whole)
    assert [sorted({row["licence"] for row in part}) for part in parts] == [["NLOD"], ["CC BY 4.0"]]


@pytest.mark.parametrize("source", ["nobody", "telemark-bullied", "../population", "%00"])
def test_a_source_that_is_not_among_a_figures_own_is_no_file(figures: None, source: str) -> None:
    for form in ("csv", "json"):
        answer = Client().get(f"/nb/municipalities/figures/kindergarten-coverage-1-5/figures.{form}?source={source}")
        assert answer.status_code == 404


def test_what_a_source_has_hidden_stays_hidden_with_its_mark(figures: None) -> None:
    found = files(harvested(), "outside-work-education-16-25")
    hidden = [row for row in rows(fetched(found["outside-work-education-16-25.csv"])[1]) if row["mark"] == ":"]
    assert hidden
    assert [row for row in hidden if row["value"] or row["interval_low"] or row["interval_high"]] == []
    data = json.loads(fetched(found["outside-work-education-16-25.json"])[1])
    assert [data["value"][int(at)] for at, mark in data["status"].items() if mark == ":"] == [None] * len(hidden)


def test_what_has_no_known_licence_is_not_given_away(figures: None) -> None:
    Release.objects.filter(recipe="telemark-bullied").update(licence="ask first")
    Release.objects.filter(recipe="imdi-kindergarten").update(licence="")
    graph = harvested()
    assert files(graph, "bullied") == {}
    assert sorted(files(graph, "kindergarten-coverage-1-5")) == [
        "kindergarten-coverage-1-5.telemark-kindergarten.csv",
        "kindergarten-coverage-1-5.telemark-kindergarten.json",
    ]


def test_what_is_invented_to_show_a_form_is_no_data(figures: None) -> None:
    Release.objects.filter(recipe="telemark-bullied").update(sample=True)
    assert files(harvested(), "bullied") == {}


def test_without_figures_there_are_the_rights() -> None:
    assert sorted(files(harvested(), "rights")) == ["rights.jsonld", "rights.ttl"]
    assert [one.code for one in datasets()] == ["rights"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize(("suffix", "form"), [("jsonld", "json-ld"), ("rdf", "xml")])
def test_every_form_says_the_same(figures: None, suffix: str, form: str) -> None:
    other = Graph().parse(data=Client().get(f"/open-data/catalogue.{suffix}").content, format=form)
    assert isomorphic(other, harvested())


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        pytest.param("text/turtle", "text/turtle; charset=utf-8", id="Turtle"),
        pytest.param("application/ld+json", "application/ld+json; charset=utf-8", id="JSON-LD"),
        pytest.param("application/rdf+xml", "application/rdf+xml; charset=utf-8", id="RDF/XML"),
        pytest.param("application/rdf+xml;q=0.5, text/turtle", "text/turtle; charset=utf-8", id="what is preferred"),
        pytest.param("*/*", "text/turtle; charset=utf-8", id="anything"),
        pytest.param(None, "text/turtle; charset=utf-8", id="nothing said"),
    ],
)
def test_the_form_that_is_asked_for(accept: str | None, answer: str) -> None:
    response = Client(headers={"accept": accept} if accept else {}).get("/open-data/catalogue")
    assert (response.status_code, response["Content-Type"], dict(response.cookies)) == (200, answer, {})
    assert "Accept" in response["Vary"].split(", ")


def test_people_are_sent_to_the_page() -> None:
    response = Client(headers={"accept": "text/html,*/*;q=0.8"}).get("/open-data/catalogue")
    assert (response.status_code, response["Location"]) == (302, "/nb/open-data/")


def test_names_are_the_same_whatever_name_the_site_is_asked_by(settings: Settings) -> None:
    settings.ADDRESS, settings.ALLOWED_HOSTS = "https://helhet.example", ["other.example"]
    answer = Client(headers={"host": "other.example"}).get("/open-data/catalogue.ttl")
    found = Graph().parse(data=answer.content, format="turtle")
    assert list(found.subjects(DCAT.dataset, None)) == [URIRef("https://helhet.example/open-data/catalogue")]


def test_nobodys_catalogue_is_not_published(settings: Settings) -> None:
    settings.PUBLISHER = ""
    assert [
        Client().get(f"/open-data/catalogue{suffix}").status_code for suffix in ("", ".ttl", ".jsonld", ".rdf")
    ] == [404] * 4
    assert Client().get("/en/open-data/").status_code == 200


def test_one_question_is_asked_however_much_there_is(figures: None) -> None:
    for address in ("/open-data/catalogue.ttl", "/en/open-data/"):
        for releases in (Release.objects.count(), 1):
            Release.objects.exclude(pk__in=Release.objects.order_by("pk")[:releases].values("pk")).delete()
            with CaptureQueriesContext(connection) as asked:
                assert Client().get(address).status_code == 200
            assert len(asked) == 1
