"""The rights as data others can read: CPSV-AP-NO, the Norwegian profile for describing public services.

https://data.norge.no/specification/cpsv-ap-no/
"""

from datetime import date

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from helhet.core.law.parameter import Parameter
from helhet.core.law.parameters import law
from helhet.core.rights import reader
from helhet.core.rights.finding import what_it_is
from helhet.core.rights.model import Ask, Body
from helhet.core.texts import Text

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCATNO = Namespace("https://data.norge.no/vocabulary/dcatno#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
NORWAY = URIRef(EU + "country/NOR")
LANGUAGES = tuple(URIRef(f"{EU}language/{code}") for code in ("NOB", "NNO", "ENG"))
TITLE = Text(nb="Det du kan be om", nn="Det du kan be om", en="What you can ask for")
ABOUT = Text(
    nb="Rettigheter og tilbud for barn, unge og familier fra 0 til 24 år: hvem som bestemmer, og hva det bygger på.",
    nn="Rettar og tilbod for barn, unge og familiar frå 0 til 24 år: kven som bestemmer, og kva det byggjer på.",
    en="Rights and offers for children, young people and families from 0 to 24: who decides, and what it rests on.",
)


def catalogue(site: str, on: date) -> Graph:
    """Everything one can ask for, by the law of a day.

    Args:
        site: where this site stands, as in `https://helhet.example`; the names of things begin with it.
    """
    graph = Graph()
    for prefix, namespace in (("cpsv", CPSV), ("cv", CV), ("dcatno", DCATNO), ("eli", ELI), ("vcard", VCARD)):
        graph.bind(prefix, namespace)
    whole = URIRef(f"{site}/rights/services")
    publisher, contact = URIRef(f"{whole}#publisher"), URIRef(f"{whole}#contact")
    graph.add((NORWAY, RDF.type, DCTERMS.Location))
    graph.add((whole, RDF.type, DCAT.Catalog))
    _named(graph, whole, TITLE)
    _texts(graph, whole, DCTERMS.description, ABOUT)
    _contact(graph, contact, f"{site}/nb/rights/")
    graph.add((publisher, RDF.type, FOAF.Agent))
    _named(graph, publisher, Text("Helhet", "Helhet", "Helhet"))
    graph.add((whole, DCTERMS.publisher, publisher))
    graph.add((whole, CV.contactPoint, contact))
    for language in LANGUAGES:
        graph.add((whole, DCTERMS.language, language))
    for ask in reader.asks().values():
        if any(law()[id].in_force(on) for id in ask.rules):
            graph.add((whole, DCATNO.containsService, _service(graph, site, ask, on)))
    return graph


def _service(graph: Graph, site: str, ask: Ask, on: date) -> URIRef:
    service = URIRef(f"{site}/rights/services#{ask.code}")
    page = f"{site}/nb/rights/ask/all/{ask.code}/"
    rules = [rule for rule in (law()[id] for id in ask.rules) if rule.in_force(on)]
    graph.add((service, RDF.type, CPSV.PublicService))
    _named(graph, service, ask.title)
    _texts(graph, service, DCTERMS.description, _together(what_it_is(ask, rules), ask.how))
    body = _organisation(graph, site, reader.bodies()[ask.body])
    contact = URIRef(f"{service}-contact")
    _contact(graph, contact, reader.bodies()[ask.body].page or page)
    graph.add((service, CV.hasCompetentAuthority, body))
    graph.add((service, CV.contactPoint, contact))
    graph.add((service, FOAF.homepage, URIRef(page)))
    graph.add((service, DCTERMS.spatial, NORWAY))
    for rule in rules:
        described, act = _rule(graph, site, rule)
        graph.add((service, CPSV.follows, described))
        graph.add((service, CV.hasLegalResource, act))
    return service


def _rule(graph: Graph, site: str, rule: Parameter) -> tuple[URIRef, URIRef]:
    described, act = URIRef(f"{site}/rights/services#{rule.id}"), URIRef(rule.source)
    graph.add((described, RDF.type, CPSV.Rule))
    _named(graph, described, Text(rule.paragraph, rule.paragraph, rule.paragraph))
    _texts(graph, described, DCTERMS.description, rule.text)
    graph.add((described, CPSV.implements, act))
    graph.add((act, RDF.type, ELI.LegalResource))
    graph.add((act, RDFS.seeAlso, act))
    graph.add((act, DCTERMS.title, Literal(rule.paragraph, lang="nb")))
    return described, act


def _organisation(graph: Graph, site: str, body: Body) -> URIRef:
    node = URIRef(f"{site}/rights/services#body-{body.code}")
    graph.add((node, RDF.type, CV.PublicOrganisation))
    _named(graph, node, body.name)
    _texts(graph, node, SKOS.prefLabel, body.name)
    graph.add((node, DCTERMS.spatial, NORWAY))
    graph.add((node, FOAF.homepage, URIRef(body.page or f"{site}/nb/rights/who/{body.code}/")))
    return node


def _contact(graph: Graph, node: URIRef, page: str) -> None:
    graph.add((node, RDF.type, CV.ContactPoint))
    graph.add((node, CV.contactPage, URIRef(page)))
    for language in LANGUAGES:
        graph.add((node, VCARD.language, language))


def _named(graph: Graph, node: URIRef, title: Text) -> None:
    graph.add((node, DCTERMS.identifier, Literal(str(node), datatype=XSD.anyURI)))
    _texts(graph, node, DCTERMS.title, title)


def _texts(graph: Graph, node: URIRef, says: URIRef, text: Text) -> None:
    for language in ("nb", "nn", "en"):
        graph.add((node, says, Literal(text.in_language(language), lang=language)))


def _together(one: Text, other: Text) -> Text:
    return Text(nb=f"{one.nb} {other.nb}", nn=f"{one.nn} {other.nn}", en=f"{one.en} {other.en}")
