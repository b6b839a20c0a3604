"""Taking files in: whole or not at all, the same as often as one likes, nothing lost by a refusal."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from helhet.indicators.actions import DATA, Taken, carried_recipes, superseded, take_in
from helhet.indicators.catalogue import catalogue, read_catalogue
from helhet.indicators.models import Import, Release, Value
from helhet.indicators.reading.recipe import Recipe
from helhet.indicators.refused import Refused
from tests.indicators.conftest import AT, TODAY
from tests.indicators.test_readers import recipe

pytestmark = pytest.mark.django_db
GOOD = b"place,year,share,count\n0301,2023,8,40\n0301,2024,9,45\n"


def take(content: bytes, **changes: object) -> Taken:
    return take_in(recipe(**changes), content, at=AT, target=TODAY)


def shown() -> list[tuple[str, int, str]]:
    return [(one.place, one.last_year, str(one.number)) for one in Value.objects.order_by("place", "last_year")]


def test_a_file_is_taken_in_with_its_source() -> None:
    assert take(GOOD) == Taken("test", Import.Outcome.TAKEN, 2, 2)
    assert shown() == [("0301", 2023, "8.000000"), ("0301", 2024, "9.000000")]
    release = Release.objects.get()
    assert (release.publisher, release.table, release.address) == ("Nobody", "1", "https://example.org/1")


def test_the_same_file_again_changes_nothing() -> None:
    take(GOOD)
    before = set(Value.objects.values_list("pk", flat=True))
    assert take(GOOD).outcome == Import.Outcome.UNCHANGED
    assert set(Value.objects.values_list("pk", flat=True)) == before


def test_a_newer_file_replaces_the_older() -> None:
    take(GOOD)
    take(b"place,year,share,count\n0301,2024,10,50\n")
    assert shown() == [("0301", 2024, "10.000000")]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"place,share,year,count\n", "figures.csv, row 1: expected column 2 to be 'year', found 'share'"),
        (
            GOOD + b"1999,2024,9,45\n",
            "figures.csv, row 4: expected a municipality or county of 2024-01-01 in place, found '1999'",
        ),
    ],
)
def test_a_bad_file_is_refused_whole_and_what_was_shown_stays(bad: bytes, reason: str) -> None:
    take(GOOD)
    before = shown()
    assert take(bad) == Taken("test", Import.Outcome.REFUSED, reason=reason)
    assert shown() == before
    assert set(Import.objects.values_list("outcome", "reason")) == {("taken", ""), ("refused", reason)}


def test_an_indicator_nobody_has_defined_is_refused() -> None:
    taken = take(GOOD, take=[{"indicator": "unheard-of", "columns": ["share"]}])
    assert taken.reason == "figures.csv: expected an indicator of the catalogue, found 'unheard-of'"


def test_two_sources_never_answer_for_the_same_figure() -> None:
    take(GOOD)
    other = take_in(recipe_named("other"), GOOD, at=AT, target=TODAY)
    assert other.reason == (
        "figures.csv: expected figures no other source answers for; bullied has ('0301', 2023, 2023) already"
    )
    assert Release.objects.count() == 1


def test_a_fetched_file_takes_the_place_of_a_carried_one() -> None:
    take(GOOD)
    taken = take_in(recipe_named("other", replaces=["test"]), GOOD, at=AT, target=TODAY)
    assert taken.outcome == Import.Outcome.TAKEN
    assert [one.recipe for one in Release.objects.all()] == ["other"]


def recipe_named(code: str, **changes: object) -> Recipe:
    return replace(recipe(**changes), code=code)


def test_the_database_refuses_a_number_without_a_source() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            recipe="x", indicator="x", publisher="x", table="x", address="", licence="", retrieved_on=AT.date(),
            imported_at=AT, checksum="",
        )  # fmt: skip


def test_the_database_refuses_a_figure_that_is_neither_a_number_nor_says_why() -> None:
    take(GOOD)
    release = Release.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Value.objects.create(
            release=release, indicator="x", place="0301", first_year=2020, last_year=2020, method="published"
        )


def test_everything_that_is_carried_is_taken_in_by_the_real_readers() -> None:
    out = StringIO()
    call_command("import_indicators", stdout=out)
    assert [line for line in out.getvalue().splitlines() if ": taken, " not in line] == []
    assert set(Import.objects.values_list("outcome", flat=True)) == {"taken"}
    assert Value.objects.filter(indicator="children-0-24", number__isnull=False, last_year=2026).count() == 373
    trondheim = Value.objects.get(indicator="kindergarten-coverage-1-5", place="5001", last_year=2013)
    assert (trondheim.method, trondheim.built_from) == ("rebuilt", "1601 1662")
    assert not Value.objects.filter(place="1508", indicator="children-0-24", last_year__lt=2024, number__isnull=False)
    assert not Value.objects.filter(number__isnull=False, release__address="").exists()


def test_a_broken_off_run_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = list(carried_recipes())[:2]
    take_in(first, (DATA / first.file).read_bytes(), at=AT, target=TODAY)
    monkeypatch.setattr(
        "helhet.indicators.management.commands.import_indicators.carried_recipes", lambda _folder: [first, second]
    )
    call_command("import_indicators", verbosity=0)
    assert list(Import.objects.order_by("recipe", "outcome").values_list("recipe", "outcome")) == [
        (first.code, "taken"), (first.code, "unchanged"), (second.code, "taken"),
    ]  # fmt: skip


def test_the_command_says_what_was_refused_and_why(tmp_path: Path) -> None:
    whole = (DATA / "telemark-low-income.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(whole.replace('"Andel (2021-2023)",', '"Andel (2022-2024)",'), "utf-8")
    said = StringIO()
    with pytest.raises(CommandError, match="1 of 1 files were refused"):
        call_command(
            "import_indicators",
            recipe=tmp_path / "mine.toml",
            file=DATA / "telemark-vedvarende_lavinntekt_0-17.csv.gz",
            stderr=said,
        )
    assert said.getvalue() == (
        "mine: refused. telemark-vedvarende_lavinntekt_0-17.csv.gz, row 1: "
        "expected column 2 to be 'Andel (2022-2024)', found 'Andel (2021-2023)'\n"
    )


def test_carried_recipes_and_the_catalogue_fit_each_other() -> None:
    known = catalogue().indicators
    recipes = [*carried_recipes(), *carried_recipes(DATA / "online")]
    assert [code for one in recipes for code in one.indicators if code not in known] == []
    assert [one.code for one in recipes if one.sample] == []
    assert superseded() == frozenset()


def test_a_catalogue_without_words_in_a_language_is_refused(tmp_path: Path) -> None:
    (tmp_path / "domains.toml").write_text('[[domain]]\ncode = "a"\nname = { nb = "A", nn = "A" }\n', "utf-8")
    with pytest.raises(Refused) as refused:
        read_catalogue(tmp_path)
    assert str(refused.value) == ("domains.toml, row 1: expected words in nb, nn and en, found {'nb': 'A', 'nn': 'A'}")
