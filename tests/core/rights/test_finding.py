"""What one can ask for: never nothing, always with a source, and a four-year-old's family first."""

from datetime import date

import pytest

from helhet.core.law.holding import births_of_age
from helhet.core.rights.finding import situations, to_ask_for
from helhet.core.rights.words import Offer, Situation

DAYS = [date(2018, 3, 1), date(2023, 6, 1), date(2024, 7, 31), date(2024, 8, 1), date(2026, 11, 26), date(2028, 2, 29)]
TODAY = date(2026, 11, 26)


def asked(age: int, about: Situation, on: date = TODAY, offer: Offer | None = None) -> list[str]:
    return [one.ask.code for one in to_ask_for(age, births_of_age(age, on), on, about, offer)]


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("age", range(26))
def test_every_age_day_situation_and_service_gets_an_answer_with_a_source(age: int, on: date) -> None:
    births = births_of_age(age, on)
    for about in Situation:
        for offer in (None, *Offer):
            found = to_ask_for(age, births, on, about, offer)
            assert found != ()
            for one in found:
                assert one.rules != ()
                assert [rule.source for rule, _holds in one.rules if not rule.source.startswith("https://")] == []


@pytest.mark.parametrize("age", range(26))
@pytest.mark.parametrize("about", Situation)
def test_today_there_is_more_than_the_general_advice(age: int, about: Situation) -> None:
    assert asked(age, about) != ["guidance"]


def test_the_family_of_a_disabled_child_of_four() -> None:
    assert asked(4, Situation.DISABILITY) == [
        "child-coordinator", "individual-plan", "respite", "care-allowance", "support-contact", "bpa",
        "attendance-benefit", "basic-benefit", "attendance-allowance", "care-days", "training-benefit", "aids",
        "glasses", "patient-travel", "kindergarten-place", "kindergarten-priority", "special-help",
        "adapted-kindergarten", "habilitation", "health-clinic", "doctor", "ombudsperson", "guidance",
    ]  # fmt: skip


def test_the_child_coordinator_ends_with_the_eighteenth_birthday_and_the_coordinator_begins() -> None:
    assert [code for code in asked(17, Situation.DISABILITY) if "coordinator" in code] == ["child-coordinator"]
    assert [code for code in asked(18, Situation.DISABILITY) if "coordinator" in code] == ["coordinator"]


def test_aftercare_is_shown_until_25() -> None:
    assert [age for age in range(26) if "aftercare" in asked(age, Situation.AFTERCARE)] == list(range(17, 25))


def test_before_a_right_was_law_it_is_not_shown() -> None:
    assert "child-coordinator" not in asked(4, Situation.DISABILITY, date(2022, 7, 31))
    assert "child-coordinator" in asked(4, Situation.DISABILITY, date(2022, 8, 1))


def test_a_service_narrows_what_is_shown_and_what_is_for_everyone_stays() -> None:
    assert asked(4, Situation.DISABILITY, offer=Offer.KINDERGARTEN) == [
        "kindergarten-place", "kindergarten-priority", "special-help", "adapted-kindergarten", "guidance",
    ]  # fmt: skip


def test_what_is_not_confirmed_says_so() -> None:
    found = to_ask_for(10, births_of_age(10, TODAY), TODAY, Situation.HOME)
    assert [one.ask.code for one in found if not one.confirmed] == ["child-welfare", "family-counselling"]


def test_nobody_of_four_is_asked_whether_they_are_out_of_work() -> None:
    assert set(Situation) - set(situations(4)) == {Situation.OUT, Situation.AFTERCARE}
    assert situations(17) == tuple(Situation)
