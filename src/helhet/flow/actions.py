"""Counting a half-year that is over, once and for all."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from helhet.core.actors import Actor
from helhet.core.disclosure_control import Table, tables
from helhet.core.flow import DETAILS, RELATED, WHOLE_ONLY, Figure, HalfYear
from helhet.core.moments import day_of
from helhet.flow.models import FlowCount, FlowRelease
from helhet.flow.queries.happenings import happenings_in, leaders, units_of
from helhet.people.models import Organisation


class NotOver(ValueError):
    """The half-year cannot be counted yet; `.counted_from` is the first day it can."""

    def __init__(self, half: HalfYear) -> None:
        super().__init__(f"not before {half.counted_from}")
        self.counted_from = half.counted_from


@transaction.atomic
def release_flow(*, organisation: Organisation, half: HalfYear, actor: Actor, at: datetime) -> FlowRelease:
    """Count all figures of a half-year in a municipality, and keep what may be told of many. Done once, it stands.

    What is found out later changes nothing: two counts of the same time would tell their difference.

    Raises:
        NotOver: the half-year is not over, or what is written late may not have come in.
    """
    del actor  # nobody's doing: the program counts when the time is over
    if day_of(at) < half.counted_from:
        raise NotOver(half)
    release, new = FlowRelease.objects.get_or_create(
        organisation=organisation, year=half.year, half=half.half, defaults={"made_at": at}
    )
    if new:
        FlowCount.objects.bulk_create(_counts(release, organisation, half))
    return release


def _counts(release: FlowRelease, organisation: Organisation, half: HalfYear) -> Iterator[FlowCount]:
    units = units_of(organisation)
    happened = happenings_in(organisation, half)
    led_by = leaders()
    for related in RELATED:
        alone = () if WHOLE_ONLY.intersection(related) else units
        told = tables({figure: happened[figure] for figure in related}, units=alone, details=DETAILS, led_by=led_by)
        for figure, found in told.items():
            yield from _rows(release, figure, found)


def _rows(release: FlowRelease, figure: Figure, found: Table) -> Iterator[FlowCount]:
    groups = [*found.own.items(), *([(None, found.others)] if found.others else [])]
    for unit, numbers in groups:
        for answer, number in numbers.items():
            yield FlowCount(release=release, figure=figure, service_id=unit, answer=answer, number=number)
