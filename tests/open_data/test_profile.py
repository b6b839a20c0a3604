"""The catalogue is valid by the published shapes of DCAT-AP-NO 2, and has what version 3 of the profile requires."""

from collections import Counter
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef
from rdflib.namespace import SH

from helhet.open_data.dcat import VCARD
from helhet.open_data.vocabulary import EU, licences, subjects
from tests.open_data.conftest import SITE

pytestmark = pytest.mark.django_db
SHAPES = Path(__file__).parent / "shapes"
WHOLE = URIRef(f"{SITE}/open-data/catalogue")
DATASETS = (
    "bullied", "children-0-24", "kindergarten-coverage-1-5", "outside-work-education-16-25", "pedagogue-norm", "rights"
)  # fmt: skip


def findings(graph: Graph) -> set[tuple[Node | None, Node | None]]:
    """What the shapes object to, warnings too: the path and the value or, where something is missing, the thing."""
    known = Graph().parse(SHAPES / "vocabularies.ttl")
    _conforms, report, _text = validate(graph + known, shacl_graph=Graph().parse(SHAPES / "dcat-ap-no.ttl"))
    assert isinstance(report, Graph)
    return {
        (report.value(one, SH.resultPath), report.value(one, SH.value) or report.value(one, SH.focusNode))
        for one in report.objects(None, SH.result)
    }


def test_the_shapes_object_to_nothing_but_licences_the_eu_has_no_name_for(graph: Graph) -> None:
    assert findings(graph) == {
        (DCTERMS.license, URIRef(licences()["NLOD"].address)),
        (DCTERMS.license, URIRef(licences()["MIT"].address)),
    }


def test_the_shapes_bite(graph: Graph) -> None:
    bullied = URIRef(f"{WHOLE}#bullied")
    before = findings(graph)
    graph.remove((bullied, DCTERMS.title, None))
    graph.set((bullied, DCTERMS.accrualPeriodicity, URIRef(f"{EU}frequency/NOW_AND_THEN")))
    assert findings(graph) - before == {
        (DCTERMS.title, bullied),
        (DCTERMS.accrualPeriodicity, URIRef(f"{EU}frequency/NOW_AND_THEN")),
    }


def test_every_dataset_stands_in_the_catalogue_once(graph: Graph) -> None:
    wanted = sorted(URIRef(f"{WHOLE}#{code}") for code in DATASETS)
    assert sorted(graph.objects(WHOLE, DCAT.dataset)) == wanted
    assert sorted(graph.subjects(RDF.type, DCAT.Dataset)) == wanted


@pytest.mark.parametrize(
    ("kind", "required"),
    [
        (DCAT.Catalog, (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.dataset)),
        (
            DCAT.Dataset,
            (
                DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.identifier, DCTERMS.accessRights,
                DCTERMS.spatial, DCAT.contactPoint, DCAT.theme, DCAT.keyword, DCAT.distribution,
            ),
        ),
        (DCAT.Distribution, (DCAT.accessURL, DCTERMS.format, DCAT.mediaType, DCTERMS.license)),
        (FOAF.Agent, (FOAF.name,)),
        (VCARD.Kind, (VCARD.fn, VCARD.hasEmail)),
        (DCTERMS.PeriodOfTime, (DCAT.startDate, DCAT.endDate)),
        (DCTERMS.ProvenanceStatement, (RDFS.label,)),
    ],
)  # fmt: skip
def test_each_thing_has_what_version_3_requires_and_what_we_promise(
    graph: Graph, kind: URIRef, required: tuple[URIRef, ...]
) -> None:
    things = list(graph.subjects(RDF.type, kind))
    assert things
    assert [(thing, path) for thing in things for path in required if (thing, path, None) not in graph] == []


@pytest.mark.parametrize("path", [DCTERMS.title, DCTERMS.description])
def test_each_dataset_is_named_and_described_once_in_each_language(graph: Graph, path: URIRef) -> None:
    for code in DATASETS:
        words = graph.objects(URIRef(f"{WHOLE}#{code}"), path)
        assert Counter(one.language for one in words if isinstance(one, Literal)) == {"nb": 1, "nn": 1, "en": 1}


def test_it_says_which_days_it_is_about(graph: Graph) -> None:
    def days(code: str) -> list[str]:
        period = graph.value(URIRef(f"{WHOLE}#{code}"), DCTERMS.temporal)
        return [str(graph.value(period, path)) for path in (DCAT.startDate, DCAT.endDate)]

    assert days("children-0-24") == ["2005-01-01", "2026-12-31"]
    assert days("bullied") == ["2016-08-01", "2026-07-31"]


def test_the_publisher_is_known_by_its_organisation_number(graph: Graph) -> None:
    register = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
    assert {*graph.objects(None, DCTERMS.publisher)} == {URIRef(f"{register}999999999")}


def test_every_area_of_life_has_a_theme_of_the_eus() -> None:
    known = Graph().parse(SHAPES / "vocabularies.ttl")
    themes = {str(one) for one in known.subjects(SKOS.inScheme, URIRef(f"{EU}data-theme"))}
    assert {subject.themes[0] for subject in subjects().values()} - themes == set()
