"""The register's files become rows, once, whole or not at all."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from helhet.measures.models import EvidenceGrade, GradingSystem, KnownMeasure
from helhet.measures.registry import load, reader
from helhet.measures.registry.load import LoadReport, load_register
from helhet.measures.registry.reader import FOLDER, RegisterError, read_register

QueryCount = Callable[[int], Any]
ONE = """\
kind = "measure"
levels = ["indicated"]
topics = ["behaviour"]
settings = ["home"]
source = "https://register.example/one"
checked = 2026-11-01

[name]
nb = "Et"
nn = "Eit"
en = "One"

[aim]
nb = "Hjelpe."
nn = "Hjelpe."
en = "Help."

[ages]
first = 12
last = 18

[[grades]]
system = "ungsinn"
step = "3"
assessed = "2017-12-07"
countries = ["NO"]
source = "https://register.example/grade"
found = { nb = "Noe.", nn = "Noko.", en = "Something." }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register of one measure, with the real systems."""
    (tmp_path / "measures").mkdir()
    shutil.copy(FOLDER / "systems.toml", tmp_path)
    (tmp_path / "measures" / "one.toml").write_text(ONE, "utf-8")
    return tmp_path


def test_the_files_that_come_along_can_be_trusted() -> None:
    register = read_register()
    assert len(register.measures) == 45
    assert [system.key for system in register.systems] == [
        "ungsinn",
        "ungsinn-2015",
        "fhi-crime",
        "effect-study",
        "process-study",
    ]


def test_what_is_graded_is_as_the_sources_have_it() -> None:
    """Read in the sources on the day the files say. A grade nobody has seen stays away."""
    register = read_register()
    ungsinn = {
        key: grade.step for key, one in register.measures.items() for grade in one.grades if grade.system == "ungsinn"
    }
    assert ungsinn == {
        "cos-p": "2",
        "cos-vf": "",
        "icdp": "3",
        "kjaerlighet-og-grenser": "0",
        "mst": "",
        "pals": "5",
        "pmto": "5",
        "pmto-gruppe": "",
        "psykologisk-forstehjelp": "",
        "tf-cbt": "",
        "zippys-venner": "4",
    }


@pytest.mark.django_db
def test_a_second_load_changes_nothing_and_only_looks(django_assert_num_queries: QueryCount) -> None:
    assert load_register() == LoadReport(created=45, updated=0, unchanged=0, withdrawn=0)
    ids = set(EvidenceGrade.objects.values_list("id", flat=True))
    with django_assert_num_queries(7):  # a savepoint and its release; systems, measures, grades; nothing to withdraw
        assert load_register() == LoadReport(created=0, updated=0, unchanged=45, withdrawn=0)
    assert set(EvidenceGrade.objects.values_list("id", flat=True)) == ids


@pytest.mark.django_db
def test_a_changed_file_changes_its_measure_and_no_other(folder: Path) -> None:
    load_register(read_register(folder))
    (folder / "measures" / "two.toml").write_text(ONE.replace("One", "Two"), "utf-8")
    (folder / "measures" / "one.toml").write_text(ONE.replace('step = "3"', 'step = "4"'), "utf-8")
    assert load_register(read_register(folder)) == LoadReport(created=1, updated=1, unchanged=0, withdrawn=0)
    assert EvidenceGrade.objects.get(measure="one").step == "4"


@pytest.mark.django_db
def test_what_is_taken_out_of_the_files_is_withdrawn_and_comes_back_with_them(folder: Path) -> None:
    shutil.copy(folder / "measures" / "one.toml", folder / "measures" / "two.toml")
    load_register(read_register(folder))
    (folder / "measures" / "two.toml").rename(folder / "two.toml")
    assert load_register(read_register(folder)) == LoadReport(created=0, updated=0, unchanged=1, withdrawn=1)
    assert KnownMeasure.objects.get(key="two").withdrawn is True
    (folder / "two.toml").rename(folder / "measures" / "two.toml")
    assert load_register(read_register(folder)) == LoadReport(created=0, updated=1, unchanged=1, withdrawn=0)
    assert KnownMeasure.objects.get(key="two").withdrawn is False


@pytest.mark.django_db
def test_what_is_withdrawn_keeps_its_grades_and_their_system(folder: Path) -> None:
    load_register()
    systems = (folder / "systems.toml").read_text("utf-8")
    (folder / "systems.toml").write_text(systems[: systems.rindex("[[systems]]")], "utf-8")
    load_register(read_register(folder))
    assert sorted(GradingSystem.objects.values_list("key", flat=True)) == [
        "effect-study",
        "fhi-crime",
        "process-study",
        "ungsinn",
        "ungsinn-2015",
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        pytest.param(
            "last = 18", "last = ", "one.toml, line 20: syntax: Invalid value (at line 20, column 8)", id="TOML"
        ),
        pytest.param('topics = ["behaviour"]\n', "", "one.toml, line 1: topics: is missing", id="something left out"),
        pytest.param(
            "last = 18",
            "last = 11",
            "one.toml, line 18: ages: expected first to be -1 or more, and last to be as much or more, 99 at most",
            id="ages the wrong way round",
        ),
        pytest.param(
            'system = "ungsinn"',
            'system = "ungsin"',
            "one.toml, line 23: grades[1].system: expected one of "
            "ungsinn, ungsinn-2015, fhi-crime, effect-study, process-study; found 'ungsin'",
            id="a system nobody knows",
        ),
        pytest.param(
            'step = "3"',
            'step = "***"',
            "one.toml, line 24: grades[1].step: expected one of 0, 1, 2, 3, 4, 5; found '***'",
            id="a step of another scale",
        ),
        pytest.param(
            'system = "ungsinn"',
            'system = "effect-study"',
            "one.toml, line 24: grades[1].step: expected none, as the system has no scale; found '3'",
            id="a step where there is no scale",
        ),
        pytest.param(
            'assessed = "2017-12-07"',
            'assessed = "2017-13-07"',
            "one.toml, line 25: grades[1].assessed: expected 2018-11-13, 2018 or nothing; found '2017-13-07'",
            id="a day not in the calendar",
        ),
        pytest.param(
            'source = "https://register.example/one"',
            'source = "javascript:alert(1)"',
            "one.toml, line 5: source: expected an address on the web, found 'javascript:alert(1)'",
            id="an address that is none",
        ),
        pytest.param(
            'levels = ["indicated"]\n',
            "",
            "one.toml, line 1: levels: expected for a measure, and for nothing else",
            id="a measure for nobody",
        ),
        pytest.param(
            'settings = ["home"]',
            'settings = ["moon"]',
            "one.toml, line 4: settings[1]: expected one of bup, child-protection, company, county, "
            "family-counselling, health-centre, home, hospital, kindergarten, municipality, nav, police, school, "
            "upper-secondary, voluntary; found 'moon'",
            id="a place nobody knows",
        ),
    ],
)
@pytest.mark.django_db
def test_a_bad_file_is_refused_whole_with_file_line_and_expectation(
    folder: Path, monkeypatch: pytest.MonkeyPatch, was: str, becomes: str, told: str
) -> None:
    load_register(read_register(folder))
    before = list(KnownMeasure.objects.order_by("key").values())
    (folder / "measures" / "another.toml").write_text(ONE, "utf-8")
    (folder / "measures" / "one.toml").write_text(ONE.replace(was, becomes, 1), "utf-8")
    with pytest.raises(RegisterError) as refused:
        read_register(folder)
    assert str(refused.value) == told
    monkeypatch.setattr(load, "read_register", lambda: reader.read_register(folder))
    with pytest.raises(CommandError) as said:
        call_command("load_measures")
    assert str(said.value) == told
    assert list(KnownMeasure.objects.order_by("key").values()) == before


def test_a_word_that_is_an_address_is_no_key(folder: Path) -> None:
    (folder / "measures" / "compare.toml").write_text(ONE, "utf-8")
    with pytest.raises(RegisterError) as refused:
        read_register(folder)
    assert str(refused.value) == (
        "compare.toml, line 8: name: the file is named 'compare'; "
        "expected small letters, digits and hyphens, 40 at most"
    )
