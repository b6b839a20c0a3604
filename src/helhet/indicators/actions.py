"""Take published files in: whole or not at all, as often as one likes, and nothing lost when one is refused."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from helhet.indicators.catalogue import catalogue
from helhet.indicators.models import Import, Release, Value
from helhet.indicators.periods import Period
from helhet.indicators.places import places_on
from helhet.indicators.reading.cells import Figure, Passed, figures_of
from helhet.indicators.reading.recipe import Recipe, read_recipe
from helhet.indicators.refused import Refused
from helhet.indicators.years import Observation, on_todays_map

DATA = Path(__file__).parent / "data"
READING = "1"
"""Counted up when the same file is to be read differently, so that it is taken in again."""
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file."""

    recipe: str
    outcome: Import.Outcome
    rows: int = 0
    figures: int = 0
    reason: str = ""


def carried_recipes(folder: Path = DATA) -> Iterator[Recipe]:
    """The recipes of the files that come with the project, in the order of their names. Raises Refused."""
    for path in sorted(folder.glob("*.toml")):
        yield read_recipe(path)


def superseded(folder: Path = DATA) -> frozenset[str]:
    """The carried recipes whose figures have been replaced by fetched ones, and are not to be taken in again."""
    online = list(carried_recipes(folder / "online"))
    here = set(Release.objects.filter(recipe__in=[one.code for one in online]).values_list("recipe", flat=True))
    return frozenset(code for one in online if one.code in here for code in one.replaces)


def take_in(recipe: Recipe, content: bytes, *, at: datetime, target: date) -> Taken:
    """Replace what came out of this recipe before with what the file holds now, on the map of `target`.

    A refused file leaves everything that was shown as it was; the refusal is kept with its reason. The same file again
    changes nothing, and a run that was broken off goes on with the first file it had not finished.
    """
    checksum = hashlib.sha256(b"\x00".join((READING.encode(), repr(recipe).encode(), str(target).encode(), content)))
    known = dict(Release.objects.filter(recipe=recipe.code).values_list("indicator", "checksum"))
    if known == dict.fromkeys(recipe.indicators, checksum.hexdigest()):
        return _kept(recipe, at, Taken(recipe.code, Import.Outcome.UNCHANGED))
    try:
        observations, passed = _read(recipe, content, target)
        with transaction.atomic():
            _replace(recipe, observations, checksum.hexdigest(), at)
            return _kept(
                recipe, at, Taken(recipe.code, Import.Outcome.TAKEN, passed.rows, sum(map(len, observations.values())))
            )
    except Refused as refusal:
        return _kept(recipe, at, Taken(recipe.code, Import.Outcome.REFUSED, reason=str(refusal)))


def not_had(recipe: Recipe, reason: str, *, at: datetime) -> Taken:
    """A service did not give the file: kept as a refusal, and what was shown before stays."""
    return _kept(recipe, at, Taken(recipe.code, Import.Outcome.REFUSED, reason=reason))


def _kept(recipe: Recipe, at: datetime, taken: Taken) -> Taken:
    Import.objects.create(
        recipe=recipe.code,
        file=recipe.file,
        at=at,
        outcome=taken.outcome,
        rows=taken.rows,
        figures=taken.figures,
        reason=taken.reason,
    )
    return taken


def _read(recipe: Recipe, content: bytes, target: date) -> tuple[dict[str, list[Observation]], Passed]:
    known = catalogue().indicators
    for code in recipe.indicators:
        if code not in known:
            raise Refused(recipe.file, 0, f"an indicator of the catalogue, found {code!r}")

    def place_of(text: str, is_name: bool, period: Period) -> str | None:
        places = places_on(recipe.codes_of or period.day)
        if is_name:
            return places.named(text)
        place = places.get(text)
        return place.code if place else None

    figures, passed = figures_of(recipe, content, place_of=place_of)
    by_indicator: dict[str, list[Figure]] = {}
    for figure in figures:
        by_indicator.setdefault(figure.indicator, []).append(figure)
    return {
        code: on_todays_map(
            by_indicator.get(code, []),
            unit=known[code].unit,
            target=target,
            codes_of=recipe.codes_of,
            recoded=recipe.recoded,
        )
        for code in recipe.indicators
    }, passed


def _replace(recipe: Recipe, observations: dict[str, list[Observation]], checksum: str, at: datetime) -> None:
    Release.objects.filter(recipe=recipe.code).delete()
    Release.objects.filter(recipe__in=recipe.replaces, indicator__in=recipe.indicators).delete()
    for indicator, found in observations.items():
        release = Release.objects.create(
            recipe=recipe.code,
            indicator=indicator,
            publisher=recipe.publisher,
            table=recipe.table,
            address=recipe.address,
            licence=recipe.licence,
            published_on=recipe.published_on,
            retrieved_on=recipe.retrieved_on,
            imported_at=at,
            checksum=checksum,
            sample=recipe.sample,
        )
        _check_not_elsewhere(recipe, indicator, found)
        Value.objects.bulk_create((_row(release, one) for one in found), batch_size=AT_ONCE)


def _check_not_elsewhere(recipe: Recipe, indicator: str, found: list[Observation]) -> None:
    """Two sources never answer for the same figure: which of them is shown would be chance."""
    spans = {(one.place, one.period.first, one.period.last) for one in found}
    others = Value.objects.filter(indicator=indicator).values_list("place", "first_year", "last_year")
    both = sorted(spans.intersection(others))
    if both:
        raise Refused(recipe.file, 0, f"figures no other source answers for; {indicator} has {both[0]} already")


def _row(release: Release, one: Observation) -> Value:
    return Value(
        release=release,
        indicator=one.indicator,
        place=one.place,
        first_year=one.period.first,
        last_year=one.period.last,
        school_year=one.period.school,
        number=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        mark=one.mark,
        method=one.method.value,
        built_from=" ".join(one.built_from) if one.built_from != (one.place,) else "",
        series_break=one.series_break,
    )
