"""The rights as CPSV-AP-NO: valid by the published shapes, in the form that is asked for."""

from pathlib import Path

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import RDF, Graph, URIRef

from helhet.core.rights import reader
from helhet.rights.cpsv import CPSV, catalogue
from tests.cast import NOW

SHAPES = Path(__file__).parent / "shapes" / "cpsv-ap-no.ttl"
SITE = "https://helhet.example"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def graph() -> Graph:
    return catalogue(SITE, NOW.date())


def test_it_is_valid_by_the_published_shapes_without_a_warning(graph: Graph) -> None:
    conforms, _report, text = validate(graph, shacl_graph=Graph().parse(SHAPES), advanced=True)
    assert conforms, text[:2000]


def test_the_shapes_bite(graph: Graph) -> None:
    broken = Graph()
    broken += graph
    broken.remove((URIRef(f"{SITE}/rights/services#respite"), URIRef("http://data.europa.eu/m8g/contactPoint"), None))
    conforms, _report, _text = validate(broken, shacl_graph=Graph().parse(SHAPES))
    assert not conforms


def test_everything_one_can_ask_for_is_a_service(graph: Graph) -> None:
    assert sorted(graph.subjects(RDF.type, CPSV.PublicService)) == sorted(
        URIRef(f"{SITE}/rights/services#{code}") for code in reader.asks()
    )


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        pytest.param("text/turtle", "text/turtle; charset=utf-8", id="Turtle"),
        pytest.param("application/ld+json", "application/ld+json; charset=utf-8", id="JSON-LD"),
        pytest.param("application/ld+json;q=0.5, text/turtle", "text/turtle; charset=utf-8", id="what is preferred"),
        pytest.param("*/*", "text/turtle; charset=utf-8", id="anything"),
        pytest.param(None, "text/turtle; charset=utf-8", id="nothing said"),
    ],
)
def test_the_form_that_is_asked_for(accept: str | None, answer: str) -> None:
    response = Client(headers={"accept": accept} if accept else {}).get("/rights/services")
    assert (response.status_code, response["Content-Type"]) == (200, answer)
    assert "Accept" in response["Vary"]


def test_people_are_sent_to_the_page() -> None:
    response = Client(headers={"accept": "text/html,*/*;q=0.8"}).get("/rights/services")
    assert (response.status_code, response["Location"]) == (302, "/nb/rights/ask/all/")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize(("suffix", "form"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_both_forms_say_the_same(suffix: str, form: str) -> None:
    response = Client().get(f"/rights/services.{suffix}")
    assert dict(response.cookies) == {}
    assert len(Graph().parse(data=response.content.decode(), format=form)) == len(
        catalogue("http://testserver", NOW.date())
    )
