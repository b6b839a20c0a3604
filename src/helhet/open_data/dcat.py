"""The catalogue as others harvest it: DCAT-AP-NO, the Norwegian profile for describing data.

https://data.norge.no/specification/dcat-ap-no
"""

from collections.abc import Sequence
from datetime import date

from django.utils.text import slugify
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

from helhet.core.texts import Text
from helhet.open_data.datasets import LANGUAGE, Dataset, Distribution, Origin
from helhet.open_data.notes import joined
from helhet.open_data.publisher import Publisher
from helhet.open_data.vocabulary import EU

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
NORWAY = URIRef(f"{EU}country/NOR")
LANGUAGES = {"nb": URIRef(f"{EU}language/NOB"), "nn": URIRef(f"{EU}language/NNO"), "en": URIRef(f"{EU}language/ENG")}
OPEN = URIRef(f"{EU}access-right/PUBLIC")
STATISTICS = URIRef(f"{EU}dataset-type/STATISTICAL")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
TITLE = Text(
    nb="Åpne data om oppvekst, fra {name}",
    nn="Opne data om oppvekst, frå {name}",
    en="Open data on growing up, from {name}",
)
ABOUT = Text(
    nb="Publiserte tall om barn og unge 0–24 år i norske kommuner, og det de og familiene deres kan be om.",
    nn="Publiserte tal om barn og unge 0–24 år i norske kommunar, og det dei og familiane deira kan be om.",
    en="Published figures about children and young people aged 0–24 in Norway, and what they and their families can "
    "ask for.",
)
SOURCE = Text(
    nb="Kilde: {publisher}, {table}, hentet {day}. Lisens: {licence}.",
    nn="Kjelde: {publisher}, {table}, henta {day}. Lisens: {licence}.",
    en="Source: {publisher}, {table}, obtained {day}. Licence: {licence}.",
)


def catalogue(site: str, offered: Sequence[Dataset], published_by: Publisher) -> Graph:
    """Everything offered, by whom, and where each file is fetched.

    Args:
        site: where this site stands, as in `https://helhet.example`; the names of things begin with it.
    """
    graph, whole = Graph(), URIRef(f"{site}/open-data/catalogue")
    graph.bind("vcard", VCARD)
    publisher, contact = URIRef(published_by.address or f"{whole}#publisher"), URIRef(f"{whole}#contact")
    home = URIRef(f"{site}/{LANGUAGE}/open-data/")
    _agent(graph, publisher, published_by.name)
    if published_by.number:
        graph.add((publisher, DCTERMS.identifier, Literal(published_by.number)))
    _contact(graph, contact, published_by, home)
    graph.add((whole, RDF.type, DCAT.Catalog))
    _described(graph, whole, _filled(TITLE, name=published_by.name), ABOUT)
    graph.add((whole, DCTERMS.modified, Literal(max(one.changed_on for one in offered))))
    graph.add((whole, FOAF.homepage, home))
    for language in LANGUAGES.values():
        graph.add((whole, DCTERMS.language, language))
    things = [whole]
    for dataset in offered:
        things.append(_dataset(graph, site, whole, dataset))
        graph.add((whole, DCAT.dataset, things[-1]))
    for thing in things:
        graph.add((thing, DCTERMS.publisher, publisher))
        graph.add((thing, DCAT.contactPoint, contact))
        graph.add((thing, DCTERMS.spatial, NORWAY))
    return graph


def _dataset(graph: Graph, site: str, whole: URIRef, dataset: Dataset) -> URIRef:
    node = URIRef(f"{whole}#{dataset.code}")
    graph.add((node, RDF.type, DCAT.Dataset))
    _described(graph, node, dataset.title, joined(dataset.about, *dataset.notes))
    graph.add((node, DCTERMS.modified, Literal(dataset.changed_on)))
    graph.add((node, DCTERMS.accessRights, OPEN))
    graph.add((node, DCTERMS.language, LANGUAGES[LANGUAGE]))
    graph.add((node, DCAT.landingPage, URIRef(site + dataset.page)))
    for theme in dataset.subject.themes:
        graph.add((node, DCAT.theme, URIRef(theme)))
    for keyword in dataset.subject.keywords:
        _texts(graph, node, DCAT.keyword, keyword)
    if dataset.frequency:
        graph.add((node, DCTERMS.accrualPeriodicity, URIRef(dataset.frequency)))
    if dataset.days:
        graph.add((node, DCTERMS.type, STATISTICS))
        _period(graph, node, *dataset.days)
    _origins(graph, site, whole, node, dataset.origins)
    for one in dataset.distributions:
        graph.add((node, DCAT.distribution, _distribution(graph, site, whole, dataset, one)))
    return node


def _distribution(graph: Graph, site: str, whole: URIRef, dataset: Dataset, one: Distribution) -> URIRef:
    node, fetched = URIRef(f"{whole}#{one.code}"), URIRef(site + one.path)
    graph.add((node, RDF.type, DCAT.Distribution))
    form = f"{one.form.name}, {one.licence.name}" if one.origin else one.form.name
    _texts(graph, node, DCTERMS.title, Text(*(f"{title} ({form})" for title in _three(dataset.title))))
    graph.add((node, DCAT.accessURL, fetched))
    graph.add((node, DCAT.downloadURL, fetched))
    graph.add((node, DCTERMS.license, URIRef(one.licence.address)))
    graph.add((node, DCTERMS.format, URIRef(f"{EU}file-type/{one.form.file_type}")))
    graph.add((node, DCAT.mediaType, URIRef(MEDIA_TYPES + one.form.media_type)))
    graph.add((node, DCTERMS.language, LANGUAGES[LANGUAGE]))
    if one.form.standard:
        standard = URIRef(one.form.standard.address)
        graph.add((node, DCTERMS.conformsTo, standard))
        graph.add((standard, RDF.type, DCTERMS.Standard))
        graph.add((standard, DCTERMS.title, Literal(one.form.standard.name)))
    return node


def _origins(graph: Graph, site: str, whole: URIRef, node: URIRef, origins: Sequence[Origin]) -> None:
    """Who made what is in it, and in words where each part is from; the profile allows one creator."""
    makers = {origin.publisher: f"{whole}#maker-{slugify(origin.publisher)}" for origin in origins}
    for name, address in makers.items():
        _agent(graph, URIRef(address), name)
        graph.add((node, DCTERMS.creator if len(makers) == 1 else DCTERMS.contributor, URIRef(address)))
    for number, origin in enumerate(origins, start=1):
        said = URIRef(f"{node}.source-{number}")
        told = {"publisher": origin.publisher, "table": origin.table, "day": origin.retrieved_on.isoformat()}
        graph.add((node, DCTERMS.provenance, said))
        graph.add((said, RDF.type, DCTERMS.ProvenanceStatement))
        _texts(graph, said, RDFS.label, _filled(SOURCE, **told, licence=origin.licence.name))
        address = site + origin.address if origin.address.startswith("/") else origin.address
        graph.add((node, FOAF.page, URIRef(address)))


def _agent(graph: Graph, node: URIRef, name: str) -> None:
    graph.add((node, RDF.type, FOAF.Agent))
    graph.add((node, FOAF.name, Literal(name, lang=LANGUAGE)))


def _contact(graph: Graph, node: URIRef, published_by: Publisher, home: URIRef) -> None:
    graph.add((node, RDF.type, VCARD.Kind))
    graph.add((node, RDF.type, VCARD.Organization))
    graph.add((node, VCARD.fn, Literal(published_by.name, lang=LANGUAGE)))
    graph.add((node, VCARD.hasURL, home))
    if published_by.email:
        graph.add((node, VCARD.hasEmail, URIRef(f"mailto:{published_by.email}")))


def _described(graph: Graph, node: URIRef, title: Text, about: Text) -> None:
    graph.add((node, DCTERMS.identifier, Literal(str(node), datatype=XSD.anyURI)))
    _texts(graph, node, DCTERMS.title, title)
    _texts(graph, node, DCTERMS.description, about)


def _period(graph: Graph, dataset: URIRef, first: date, last: date) -> None:
    node = URIRef(f"{dataset}.period")
    graph.add((dataset, DCTERMS.temporal, node))
    graph.add((node, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((node, DCAT.startDate, Literal(first)))
    graph.add((node, DCAT.endDate, Literal(last)))


def _filled(form: Text, **told: str) -> Text:
    return Text(*(words.format(**told) for words in _three(form)))


def _texts(graph: Graph, node: URIRef, says: URIRef, text: Text) -> None:
    for language, words in zip(LANGUAGES, _three(text), strict=True):
        graph.add((node, says, Literal(words, lang=language)))


def _three(text: Text) -> tuple[str, str, str]:
    return text.nb, text.nn, text.en
