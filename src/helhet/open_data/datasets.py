"""What this site offers as open data: a dataset for each figure that has numbers here, and one of rights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from helhet.core.law.parameters import law
from helhet.core.moments import day_of
from helhet.core.texts import Text
from helhet.indicators.catalogue import Indicator, catalogue
from helhet.indicators.periods import Period
from helhet.indicators.queries import Source, sources
from helhet.open_data.notes import counted, notes
from helhet.open_data.vocabulary import Licence, Subject, frequencies, licences, subjects
from helhet.rights import cpsv

LANGUAGE = "nb"
"""The language of what is downloaded; names of places are official, codes are the same in all."""
RIGHTS = "rights"
SCHOOL_BEGINS = 8


@dataclass(frozen=True, slots=True)
class Standard:
    """What a file is written by, and where that is told."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form data comes in: its short name, its media type, the EU's name for it, and the standard it follows."""

    name: str
    suffix: str
    media_type: str
    file_type: str
    standard: Standard | None = None


SERVICES = Standard("CPSV-AP-NO", "https://data.norge.no/specification/cpsv-ap-no")
CSV = Form("CSV", "csv", "text/csv", "CSV")
JSON_STAT = Form(
    "JSON-stat", "json", "application/json", "JSON", Standard("JSON-stat 2", "https://json-stat.org/full/")
)
TURTLE = Form("Turtle", "ttl", "text/turtle", "RDF_TURTLE", SERVICES)
JSON_LD = Form("JSON-LD", "jsonld", "application/ld+json", "JSON_LD", SERVICES)


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file to take home (distribusjon). `code` is its name within the catalogue, `path` begins with a slash.

    `origin`: the code of the only origin whose part it holds; empty where it holds all of the dataset.
    """

    code: str
    form: Form
    path: str
    licence: Licence
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who made what is in a dataset, and on which terms (kilde); `years` and `municipalities` where it is figures."""

    code: str
    publisher: str
    table: str
    address: str
    licence: Licence
    retrieved_on: date
    years: Period | None = None
    municipalities: int = 0


@dataclass(frozen=True, slots=True)
class Dataset:
    """Something to take home (datasett). `code` never changes. `notes`: what to know before using it.

    `days`: the first and the last that figures are about; None where it holds none.
    """

    code: str
    title: Text
    about: Text
    notes: tuple[Text, ...]
    page: str
    subject: Subject
    changed_on: date
    origins: tuple[Origin, ...]
    distributions: tuple[Distribution, ...]
    frequency: str = ""
    days: tuple[date, date] | None = None

    @property
    def in_parts(self) -> bool:
        """Whether each origin has files of its own."""
        return any(file.origin for file in self.distributions)


def datasets() -> tuple[Dataset, ...]:
    """Everything offered, figures in the order of their areas of life; one query.

    A source whose licence we don't know the name of is left out: it may be shown, and is not for us to give away. So is
    what is counted in a municipality's own work.
    """
    known, all_sources = catalogue().indicators.values(), sources()
    with translation.override(LANGUAGE):
        found = [_figures(one, all_sources[one.code]) for one in known if one.code in all_sources and not one.own]
        return (*(one for one in found if one.distributions), _rights())


def _figures(about: Indicator, behind: Sequence[Source]) -> Dataset:
    open_ones = [one for one in behind if one.release.licence in licences()]
    years = [one.years for one in open_ones]
    return Dataset(
        code=about.code,
        title=about.name,
        about=counted(about),
        notes=notes(about),
        page=reverse("indicators:everywhere", args=[about.code]),
        subject=subjects()[about.domain.code],
        changed_on=max((day_of(one.release.imported_at) for one in open_ones), default=date.min),
        origins=tuple(_origin(one) for one in open_ones),
        distributions=tuple(_files(about, behind, open_ones)),
        frequency=frequencies()[about.frequency],
        days=(min(map(_first_day, years)), max(map(_last_day, years))) if years else None,
    )


def _files(about: Indicator, behind: Sequence[Source], open_ones: Sequence[Source]) -> Iterator[Distribution]:
    """One file of all where all are on the same terms; else one for each source, so that each file has one licence."""
    together = len({one.release.licence for one in behind}) == 1
    for recipe, licence in {"" if together else one.release.recipe: one.release.licence for one in open_ones}.items():
        for form, name in ((CSV, "everywhere_csv"), (JSON_STAT, "everywhere_json")):
            yield Distribution(
                code=".".join(part for part in (about.code, recipe, form.suffix) if part),
                form=form,
                path=reverse(f"indicators:{name}", args=[about.code])
                + (f"?{urlencode({'source': recipe})}" if recipe else ""),
                licence=licences()[licence],
                origin=recipe,
            )


def _origin(source: Source) -> Origin:
    release = source.release
    return Origin(
        code=release.recipe,
        publisher=release.publisher,
        table=release.table,
        address=release.address,
        licence=licences()[release.licence],
        retrieved_on=release.retrieved_on,
        years=source.years,
        municipalities=source.municipalities,
    )


def _first_day(years: Period) -> date:
    return date(years.first, SCHOOL_BEGINS if years.school else 1, 1)


def _last_day(years: Period) -> date:
    return _first_day(Period(years.last + 1, years.last + 1, years.school)) - timedelta(days=1)


def _rights() -> Dataset:
    checked = max(one.last_checked for one in law().values())
    page, licence = reverse("rights:everything"), licences()["MIT"]
    return Dataset(
        code=RIGHTS,
        title=cpsv.TITLE,
        about=cpsv.ABOUT,
        notes=(),
        page=page,
        subject=subjects()[RIGHTS],
        changed_on=checked,
        origins=(Origin(RIGHTS, "Helhet", "CPSV-AP-NO", page, licence, checked),),
        distributions=tuple(
            Distribution(f"{RIGHTS}.{form.suffix}", form, reverse(f"rights_data:{name}"), licence)
            for form, name in ((TURTLE, "turtle"), (JSON_LD, "json_ld"))
        ),
    )
