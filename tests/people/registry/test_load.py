"""The files become organisations, once, and stay out of what is not theirs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q

from helhet.people.models import Organisation, OrganisationChange
from helhet.people.registry.load import Loaded, load_registry
from helhet.people.registry.reader import read_registry
from helhet.people.registry.rows import RegistryError
from helhet.people.registry.units import Registry

pytestmark = pytest.mark.django_db
QueryCount = Callable[[int], Any]


def on(day: date, kind: str) -> int:
    began = Q(valid_from=None) | Q(valid_from__lte=day)
    not_ended = Q(valid_until=None) | Q(valid_until__gt=day)
    return Organisation.objects.filter(began, not_ended, kind=kind).count()


@pytest.fixture
def fjordvik() -> Organisation:
    return Organisation.objects.create(
        kind=Organisation.Kind.MUNICIPALITY, code="9901", name="Fjordvik", short_name="Fjordvik", demo=True
    )


def test_the_country_by_date() -> None:
    load_registry()
    days = [date(2002, 1, 1), date(2017, 12, 31), date(2020, 1, 1), date(2024, 1, 1), date(2026, 1, 1)]
    assert [(on(day, "municipality"), on(day, "county")) for day in days] == [
        (434, 19),
        (426, 19),
        (356, 11),
        (357, 15),
        (357, 15),
    ]


def test_a_second_load_changes_nothing_and_only_looks(django_assert_num_queries: QueryCount) -> None:
    first = load_registry()
    ids = set(Organisation.objects.values_list("id", flat=True))
    with django_assert_num_queries(4):  # the savepoint, two looks, its release
        second = load_registry()
    assert second.organisations == Loaded(0, 0, first.organisations.created, 0)
    assert second.changes == Loaded(0, 0, first.changes.created, 0)
    assert set(Organisation.objects.values_list("id", flat=True)) == ids


def test_a_new_name_keeps_the_organisation() -> None:
    load_registry()
    oslo = Organisation.objects.get(code="0301")
    assert (oslo.name, oslo.short_name, oslo.valid_from) == ("Oslo - Oslove", "Oslo", None)
    assert OrganisationChange.objects.filter(old=oslo).count() == 0


def test_a_new_name_in_the_files_reaches_the_organisation_and_its_id_stays() -> None:
    files = read_registry()
    last_name = next(unit for unit in files.units if unit.code == "0301" and unit.valid_until)
    former = replace(
        files,
        units=tuple(
            replace(unit, valid_until=None) if unit is last_name else unit
            for unit in files.units
            if unit.code != "0301" or unit is last_name
        ),
        changes=tuple(change for change in files.changes if change.old.code != "0301"),
    )
    load_registry(former)
    before = Organisation.objects.get(code="0301")

    report = load_registry(files)

    after = Organisation.objects.get(code="0301")
    assert (before.name, after.name, after.id) == ("Oslo", "Oslo - Oslove", before.id)
    assert (report.organisations.created, report.organisations.updated) == (0, 1)


def test_a_municipality_knows_its_county_and_its_successors() -> None:
    load_registry()
    alesund = Organisation.objects.get(code="1507")
    assert alesund.parent is not None
    assert alesund.parent.short_name == "Møre og Romsdal"
    assert list(
        OrganisationChange.objects.filter(old=alesund)
        .order_by("new__code")
        .values_list("kind", "new__short_name", "on")
    ) == [("split", "Ålesund", date(2024, 1, 1)), ("split", "Haram", date(2024, 1, 1))]


def test_each_end_and_each_beginning_has_its_change() -> None:
    load_registry()
    ended = Organisation.objects.exclude(valid_until=None)
    begun = Organisation.objects.exclude(valid_from=None)
    assert ended.filter(became=None).count() == 0
    assert begun.filter(came_from=None).count() == 0


def test_fjordvik_lives_beside_them(fjordvik: Organisation) -> None:
    report = load_registry()
    fjordvik.refresh_from_db()
    assert (fjordvik.name, fjordvik.demo, report.organisations.unlisted) == ("Fjordvik", True, 0)


def test_what_the_files_do_not_know_is_counted_and_left() -> None:
    stranger = Organisation.objects.create(kind="municipality", code="0000", name="Ukjent", short_name="Ukjent")
    assert load_registry().organisations.unlisted == 1
    assert Organisation.objects.filter(id=stranger.id).exists()


def test_the_command_says_what_it_did() -> None:
    load_registry()
    out = StringIO()
    call_command("load_registry", stdout=out)
    organisations = Organisation.objects.count()
    changes = OrganisationChange.objects.count()
    assert out.getvalue() == (
        f"organisations: 0 created, 0 updated, {organisations} unchanged, 0 not in the files\n"
        f"changes: 0 created, 0 updated, {changes} unchanged, 0 not in the files\n"
    )


def test_the_command_refuses_a_bad_file_and_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def bad() -> Registry:
        raise RegistryError("changes.csv", 7, "on to be a day")

    monkeypatch.setattr("helhet.people.registry.load.read_registry", bad)
    with pytest.raises(CommandError) as refused:
        call_command("load_registry")
    assert str(refused.value) == "changes.csv, row 7: expected on to be a day"
    assert Organisation.objects.count() == 0
