"""A look-up gives what its query gives, whatever was asked of it before."""

from datetime import date
from uuid import UUID

import pytest

from helhet.access.lookup import Lookup
from helhet.access.statement import CannotCompile
from helhet.people.models import Cover, Membership
from tests.cast import TODAY, Cast, after

COVERS = Lookup(
    lambda of: (
        Cover.objects.filter(absent__in=of["absent"], from_on__lte=of["on"], until_on__gte=of["on"])
        .select_related("covered_by")
        .order_by("from_on", "pk")
    ),
    absent=UUID,
    on=date,
)
PLACES = Lookup(
    lambda of: (
        Membership.objects.filter(service=of["service"])
        .order_by("worker__name")
        .values_list("worker__name", "since_on")
    ),
    service=UUID,
)


def cover(cast: Cast, first: date, last: date) -> Cover:
    return Cover.objects.create(
        absent=cast.kari,
        covered_by=cast.nils,
        service=cast.school,
        from_on=first,
        until_on=last,
        decided_by=cast.rektor,
    )


def test_a_look_up_is_asked_of_another_day(cast: Cast) -> None:
    soon, later = after(7).date(), after(14).date()
    first, second = cover(cast, TODAY, soon), cover(cast, soon, later)
    asked = [COVERS.rows(absent=(cast.kari.pk,), on=on) for on in (TODAY, soon, later, after(15).date())]
    assert asked == [[first], [first, second], [second], []]
    assert asked[0][0].covered_by.name == "Nils"
    assert COVERS.first(absent=(cast.kari.pk, cast.rektor.pk), on=later) == second
    assert COVERS.first(absent=(cast.nils.pk,), on=later) is None


def test_a_look_up_of_some_values_gives_them_as_the_query_does(cast: Cast) -> None:
    for service in (cast.school, cast.clinic):
        rows = Membership.objects.filter(service=service).order_by("worker__name")
        assert PLACES.rows(service=service.pk) == list(rows.values_list("worker__name", "since_on")) != []


def test_a_day_nobody_gave_is_refused(cast: Cast) -> None:
    fixed = Lookup(lambda of: Cover.objects.filter(absent=of["absent"], from_on=TODAY).order_by("pk"), absent=UUID)
    with pytest.raises(CannotCompile):
        fixed.rows(absent=cast.kari.pk)
