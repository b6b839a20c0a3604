"""The registry's own files, and how a bad file is refused."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from helhet.people.registry.reader import FOLDER, read_registry
from helhet.people.registry.rows import RegistryError
from helhet.people.registry.units import COUNTY, MUNICIPALITY, Registry, Unit


@pytest.fixture(scope="module")
def registry() -> Registry:
    return read_registry()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for source in FOLDER.glob("*.csv"):
        shutil.copy(source, tmp_path)
    return tmp_path


def change_once(file: Path, correct: str, broken: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(correct) == 1
    file.write_text(text.replace(correct, broken), "utf-8")


def row_of(file: Path, beginning: str) -> int:
    text = file.read_text("utf-8")
    return text[: text.index(beginning)].count("\n") + 1


def named(registry: Registry, code: str, day: date) -> Unit:
    [unit] = [unit for unit in registry.units if unit.code == code and unit.valid_on(day)]
    return unit


@pytest.mark.parametrize(
    ("day", "municipalities", "counties"),
    [
        pytest.param(date(2002, 1, 1), 434, 19, id="when the registry begins"),
        pytest.param(date(2008, 1, 1), 430, 19, id="Kristiansund and Frei are one"),
        pytest.param(date(2017, 12, 31), 426, 19, id="the last day of two Trøndelag counties"),
        pytest.param(date(2018, 1, 1), 422, 18, id="one Trøndelag"),
        pytest.param(date(2019, 12, 31), 422, 18, id="the last day before the reform"),
        pytest.param(date(2020, 1, 1), 356, 11, id="the reform"),
        pytest.param(date(2023, 12, 31), 356, 11, id="the last day of Viken"),
        pytest.param(date(2024, 1, 1), 357, 15, id="Viken is dissolved, Haram is back"),
        pytest.param(date(2026, 1, 1), 357, 15, id="today's map"),
    ],
)
def test_how_many_there_were(registry: Registry, day: date, municipalities: int, counties: int) -> None:
    assert (len(registry.on(day)), len(registry.on(day, COUNTY))) == (municipalities, counties)


def test_every_municipality_of_today_has_a_website_and_a_language_form(registry: Registry) -> None:
    today = registry.on(date(2026, 1, 1))
    assert [unit.code for unit in today if not (unit.website and unit.language_form)] == []


def test_every_county_of_today_has_a_website(registry: Registry) -> None:
    assert [unit.code for unit in registry.on(date(2026, 1, 1), COUNTY) if not unit.website] == []


@pytest.mark.parametrize(
    ("code", "day", "name", "short_name"),
    [
        ("5610", date(2026, 1, 1), "Kárášjohka - Karasjok", "Karasjok"),
        ("5540", date(2026, 1, 1), "Gáivuotna - Kåfjord - Kaivuono", "Kåfjord"),
        ("5622", date(2026, 1, 1), "Porsanger - Porsáŋgu - Porsanki", "Porsanger"),
        ("5001", date(2022, 12, 31), "Trondheim", "Trondheim"),
        ("5001", date(2023, 1, 1), "Trondheim - Tråante", "Trondheim"),
        ("56", date(2024, 1, 1), "Finnmark - Finnmárku - Finmarkku", "Finnmark"),
        ("1818", date(2026, 1, 1), "Herøy", "Herøy"),
    ],
)
def test_names_keep_their_letters(registry: Registry, code: str, day: date, name: str, short_name: str) -> None:
    unit = named(registry, code, day)
    assert (unit.name, unit.short_name) == (name, short_name)


def test_a_number_leads_to_the_county_it_stands_in(registry: Registry) -> None:
    municipalities = [unit for unit in registry.units if unit.kind == MUNICIPALITY]
    assert [unit.code for unit in municipalities if unit.county != unit.code[:2]] == []


def test_the_municipalities_that_were_divided(registry: Registry) -> None:
    divided: dict[str, list[str]] = {}
    for change in registry.changes:
        if change.kind == "split" and change.old.kind == MUNICIPALITY:
            divided.setdefault(f"{change.on.year} {change.old.short_name}", []).append(change.new.short_name)
    assert divided == {
        "2017 Stokke": ["Tønsberg", "Sandefjord"],
        "2020 Tysfjord": ["Narvik", "Hamarøy"],
        "2020 Snillfjord": ["Heim", "Hitra", "Orkland"],
        "2024 Ålesund": ["Ålesund", "Haram"],
    }


@pytest.mark.parametrize(
    ("file", "correct", "broken", "expected"),
    [
        pytest.param(
            "municipalities.csv",
            "code,name",
            "number,name",
            "the columns code,name,short_name,county,valid_from,valid_until,website,language_form",
            id="another header",
        ),
        pytest.param(
            "municipalities.csv",
            "1103,Stavanger,",
            "1103,",
            "8 cells, found 7",
            id="a cell is missing",
        ),
        pytest.param(
            "municipalities.csv",
            "5610,Kárášjohka - Karasjok",
            "5610,Kárá?johka - Karasjok",
            "name to be a clean name: letters, single spaces and hyphens "
            "(a '?' or an odd space means letters were lost), found 'Kárá?johka - Karasjok'",
            id="letters were lost",
        ),
        pytest.param(
            "municipalities.csv",
            "5610,Kárášjohka - Karasjok,Karasjok",
            "5610,Kárášjohka - Karasjok,Tana",
            "short_name to be one of the names in 'Kárášjohka - Karasjok', found 'Tana'",
            id="the short name is another's",
        ),
        pytest.param(
            "counties.csv",
            "30,Viken,Viken,2020-01-01",
            "30,Viken,Viken,2020-02-30",
            "valid_from to be a day of the calendar, found '2020-02-30'",
            id="no such day",
        ),
        pytest.param(
            "municipalities.csv",
            "0701,Horten,Horten,07,2003-01-01",
            "0701,Horten,Horten,07,2002-01-01",
            "0701 to begin when the row above has ended",
            id="two names at once",
        ),
        pytest.param(
            "municipalities.csv",
            "3024,Bærum,Bærum,30,",
            "3024,Bærum,Bærum,31,",
            "county 31 to exist as long as it",
            id="in a county that did not exist yet",
        ),
        pytest.param(
            "changes.csv",
            "split,2024-01-01,1507,1508,0.8664",
            "split,2024-01-01,1507,1508,0.9",
            "the weights out of 1507 to add up to 1, or none to be known",
            id="more than the whole",
        ),
        pytest.param(
            "changes.csv",
            "merge,2008-01-01,1556,1505,1",
            "renumber,2008-01-01,1556,1505,1",
            "kind merge for 1556 to 1505, found renumber",
            id="a merger under another name",
        ),
    ],
)
def test_a_bad_file_is_refused_whole(files: Path, file: str, correct: str, broken: str, expected: str) -> None:
    change_once(files / file, correct, broken)
    with pytest.raises(RegistryError) as refused:
        read_registry(files)
    row = row_of(files / file, broken)
    assert str(refused.value) == f"{file}, row {row}: expected {expected}"


def test_an_end_without_a_successor_is_refused(files: Path) -> None:
    change_once(files / "changes.csv", "merge,2020-01-01,0122,3014,1\n", "")
    with pytest.raises(RegistryError) as refused:
        read_registry(files)
    row = row_of(files / "municipalities.csv", "0122,Trøgstad")
    assert str(refused.value) == (f"municipalities.csv, row {row}: expected a change on 2020-01-01 out of 0122")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "counties.csv").write_bytes("Trøndelag".encode("cp1252"))
    with pytest.raises(RegistryError) as refused:
        read_registry(tmp_path)
    assert str(refused.value) == "counties.csv, row 1: expected text in UTF-8"
