"""The parameters we ship, and what they answer on a day."""

import re
from datetime import date
from pathlib import Path

import pytest

from helhet.core.law import duty_words
from helhet.core.law.age_words import Area, Effect, Subject
from helhet.core.law.parameter import Confidence, Kind, LawError, Standing
from helhet.core.law.parameters import (
    FOLDER,
    law,
    opening_value_on,
    opens_anything,
    parameter,
    read_parameters,
    value_on,
)

TODAY = date(2026, 11, 24)
OLD_AND_NEW = """
[DL-X]
kind = "deadline"
limit = "max"
runs_from = "application"
who = ["school"]
paragraph = "testloven § 2"
statute = "LOV-2000-01-01-1"
nb = "Tekst."
nn = "Tekst."
en = "Text."
source = "https://example.no/lov"
confidence = "likely"
last_checked = 2026-07-02
[[DL-X.values]]
since = 2024-01-01
in_force_basis = "provision"
value = 2
unit = "week"
[[DL-X.values]]
since = 2020-01-01
until = 2024-01-01
in_force_basis = "statute"
value = 3
unit = "week"
"""


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    (tmp_path / "test.toml").write_text(OLD_AND_NEW, "utf-8")
    return tmp_path


def test_yesterdays_case_is_judged_by_yesterdays_number(changed: Path) -> None:
    rule = read_parameters(changed)["DL-X"]
    assert rule.value_on(date(2023, 12, 31)).value == 3
    assert rule.value_on(date(2024, 1, 1)).value == 2


def test_before_the_first_day_nothing_is_in_force(changed: Path) -> None:
    rule = read_parameters(changed)["DL-X"]
    with pytest.raises(LawError, match=r"^DL-X \(testloven § 2\): nothing in force on 2019-12-31$"):
        rule.value_on(date(2019, 12, 31))


def test_what_is_only_likely_informs_and_opens_nothing(changed: Path) -> None:
    rule = read_parameters(changed)["DL-X"]
    assert rule.in_force(TODAY)
    assert not rule.opens_anything(TODAY)


@pytest.mark.parametrize("standing", ["pilot", "policy", "practice"])
def test_a_pilot_a_policy_or_a_practice_opens_nothing(tmp_path: Path, standing: str) -> None:
    text = OLD_AND_NEW.replace("likely", "confirmed")
    (tmp_path / "test.toml").write_text(text, "utf-8")
    assert read_parameters(tmp_path)["DL-X"].opens_anything(TODAY)
    (tmp_path / "test.toml").write_text(text.replace("limit =", f'standing = "{standing}"\nlimit ='), "utf-8")
    assert not read_parameters(tmp_path)["DL-X"].opens_anything(TODAY)


def test_an_unknown_id() -> None:
    with pytest.raises(LawError, match=r"^AGE-NOPE: no such parameter in the law$"):
        value_on("AGE-NOPE", TODAY)


def test_health_secrecy_by_consent_opens_from_1_july_2026() -> None:
    assert not opens_anything("WC-HPL-22", date(2026, 6, 30))
    assert opens_anything("WC-HPL-22", date(2026, 7, 1))


@pytest.mark.parametrize("on", [date(1900, 1, 1), TODAY, date(2999, 12, 31)])
def test_an_adopted_act_without_a_day_never_applies(on: date) -> None:
    assert not opens_anything("AGE-FVL25-54-3", on)
    with pytest.raises(LawError, match="nothing in force"):
        value_on("AGE-FVL25-54-3", on)


def test_the_day_an_adopted_act_gets_its_day_it_applies_without_a_change_of_code(tmp_path: Path) -> None:
    text = (FOLDER / "ages/administration.toml").read_text("utf-8")
    (tmp_path / "ages.toml").write_text(text.replace('since = ""', "since = 2028-01-01"), "utf-8")
    rule = read_parameters(tmp_path)["AGE-FVL25-54-3"]
    assert not rule.opens_anything(date(2027, 12, 31))
    assert rule.opens_anything(date(2028, 1, 1))


@pytest.mark.parametrize("id", ["SEC-FVL67-13", "SEC-BVL-13-1"])
def test_a_rule_of_secrecy_opens_nothing(id: str) -> None:
    assert parameter(id).in_force(TODAY)
    assert not opens_anything(id, TODAY)


def test_what_decides_who_may_do_what_must_be_confirmed(monkeypatch: pytest.MonkeyPatch, changed: Path) -> None:
    monkeypatch.setattr("helhet.core.law.parameters.law", lambda: read_parameters(changed))
    assert value_on("DL-X", TODAY).value == 2
    with pytest.raises(LawError, match=r"^DL-X \(testloven § 2\): only confirmed law opens anything$"):
        opening_value_on("DL-X", TODAY)


@pytest.mark.parametrize("id", sorted(law()))
def test_every_rule_we_ship_says_how_sure_we_are_and_speaks_three_languages(id: str) -> None:
    rule = law()[id]
    assert rule.confidence in Confidence
    assert rule.standing is not Standing.LAW or rule.source.startswith("https://lovdata.no/")
    assert len({rule.text.nb, rule.text.nn, rule.text.en}) == 3
    if rule.judgement:
        assert len({rule.judgement.nb, rule.judgement.nn, rule.judgement.en}) == 3


DECIDED_BY = sorted(
    {
        id
        for file in FOLDER.parent.glob("*.py")
        for id in re.findall(r'"((?:AGE|WC)-[A-Z0-9-]+)"', file.read_text("utf-8"))
    }
)


@pytest.mark.parametrize("id", DECIDED_BY)
def test_what_the_program_decides_by_is_confirmed_law(id: str) -> None:
    assert (parameter(id).confidence, parameter(id).standing) == (Confidence.CONFIRMED, Standing.LAW)


@pytest.mark.parametrize("id", sorted(id for id, rule in law().items() if rule.kind is Kind.AGE))
def test_every_age_we_ship_has_its_field_of_life_and_the_law_as_its_source(id: str) -> None:
    rule = law()[id]
    assert rule.details["area"] in set(Area)
    if rule.standing is Standing.LAW:
        assert rule.source.startswith("https://lovdata.no/")


@pytest.mark.parametrize(("name", "words"), [("effect", Effect), ("subject", Subject), ("area", Area)])
def test_no_word_of_an_age_rule_is_there_in_vain(name: str, words: type[Effect | Subject | Area]) -> None:
    used = [rule.details[name] for rule in law().values() if rule.kind is Kind.AGE]
    assert {word for given in used for word in ([given] if isinstance(given, str) else given)} == set(words)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ({"who", "services"}, duty_words.BODIES | duty_words.PEOPLE),
        ({"duty"}, duty_words.DUTIES),
        ({"owed_to"}, duty_words.OWED_TO),
        ({"extension"}, duty_words.EXTENSIONS),
        ({"consequence"}, duty_words.CONSEQUENCES),
    ],
)
def test_no_word_of_a_duty_or_a_deadline_is_there_in_vain(names: set[str], words: frozenset[str]) -> None:
    used = [rule.details[name] for rule in law().values() for name in names if name in rule.details]
    assert {word for given in used for word in ([given] if isinstance(given, str) else given)} == set(words)


def test_what_must_be_weighed_is_asked_and_never_answered() -> None:
    """Words of the law that only a person can hold against a child's life."""
    weighed = ["AGE-PBRL-3-4-12", "AGE-PBRL-3-4-3", "AGE-PBRL-3-4-4", "AGE-BVL-12-6", "AGE-BL-47", "AGE-BVL-12-3"]
    assert {id: parameter(id).judgement.en if parameter(id).judgement else None for id in weighed} == {
        "AGE-PBRL-3-4-12": "Why does the young person want this kept back, and why does the reason deserve respect?",
        "AGE-PBRL-3-4-3": "What weighty considerations for the child speak against the parents knowing this?",
        "AGE-PBRL-3-4-4": (
            "What must the parents know to carry their parental responsibility, why must they, "
            "and how is the young person told?"
        ),
        "AGE-BVL-12-6": "Whom can this put in danger, and how? Or how can it obstruct the investigation?",
        "AGE-BL-47": "How can an answer to the parent harm the child, and what does the child think?",
        "AGE-BVL-12-3": "Does the child understand what the case is about, and how do we know?",
    }


@pytest.mark.parametrize(
    ("id", "birth", "last", "first_not"),
    [
        pytest.param(
            "AGE-OPPL-9-4",
            date(2002, 3, 5),
            date(2026, 12, 31),
            date(2027, 1, 1),
            id="follow-up service, out the year of 24",
        ),
        pytest.param(
            "AGE-BVL-3-6",
            date(2002, 3, 5),
            date(2027, 3, 4),
            date(2027, 3, 5),
            id="aftercare, to the 25th birthday",
        ),
        pytest.param(
            "AGE-FVL67-18",
            date(2012, 3, 5),
            date(2027, 3, 4),
            date(2027, 3, 5),
            id="under 15, not shown confidential matters",
        ),
        pytest.param("DU-BK", date(2010, 3, 5), date(2028, 3, 4), date(2028, 3, 5), id="child coordinator, to 18"),
    ],
)
def test_the_last_day_inside_a_limit(id: str, birth: date, last: date, first_not: date) -> None:
    assert value_on(id, last).covers(birth, last)
    assert not value_on(id, first_not).covers(birth, first_not)
