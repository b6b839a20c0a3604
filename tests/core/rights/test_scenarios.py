"""Cases a lawyer would try on "what can we ask for": for whom, who decides, who settles an appeal, and by when."""

from datetime import date

import pytest

from helhet.core.law.holding import births_of_age
from helhet.core.law.parameters import law
from helhet.core.rights import reader
from helhet.core.rights.finding import to_ask_for
from helhet.core.rights.words import Situation

TODAY = date(2026, 11, 26)
DISABILITY, MONEY, OUT, RELATIVE, HOME, SCHOOL, AFTERCARE, MIND = (
    Situation.DISABILITY,
    Situation.MONEY,
    Situation.OUT,
    Situation.RELATIVE,
    Situation.HOME,
    Situation.SCHOOL,
    Situation.AFTERCARE,
    Situation.MIND,
)
THREE, FOUR, SIX = "3 week", "4 week", "6 week"


@pytest.mark.parametrize(
    ("code", "about", "ages", "decides", "settles", "within"),
    [
        # helse- og omsorgstjenesteloven, pbrl. §§ 7-2 and 7-5
        ("child-coordinator", DISABILITY, range(18), "koordinerende-enhet-k", "statsforvalteren", FOUR),
        ("respite", DISABILITY, range(26), "kommune", "statsforvalteren", FOUR),
        ("bpa", DISABILITY, range(26), "kommune", "statsforvalteren", FOUR),
        ("patient-travel", DISABILITY, range(26), "helseforetak", "statsforvalteren", FOUR),
        ("bup", MIND, range(26), "helseforetak", "statsforvalteren", FOUR),
        # folketrygdloven § 21-12
        ("attendance-benefit", DISABILITY, range(26), "nav-fylke", "nav-klage", SIX),
        ("attendance-allowance", DISABILITY, range(18), "nav-fylke", "nav-klage", SIX),
        ("child-benefit", MONEY, range(18), "nav-fylke", "nav-klage", SIX),
        ("childrens-pension", RELATIVE, range(20), "nav-fylke", "nav-klage", SIX),
        ("work-assessment-allowance", DISABILITY, range(18, 26), "nav-fylke", "nav-klage", SIX),
        ("disability-benefit", DISABILITY, range(18, 26), "nav-fylke", "nav-klage", SIX),
        # forvaltningsloven §§ 28 and 29
        ("social-assistance", MONEY, range(26), "nav-kommune", "statsforvalteren", THREE),
        ("qualification-programme", OUT, range(18, 26), "nav-kommune", "statsforvalteren", THREE),
        ("housing-allowance", MONEY, range(16, 26), "nav-kommune", "husbanken", THREE),
        ("adapted-teaching", SCHOOL, range(5, 25), "ppt", "statsforvalteren", THREE),
        ("special-help", DISABILITY, range(7), "ppt", "statsforvalteren", THREE),
        ("child-welfare", HOME, range(18), "barnevern", "statsforvalteren", THREE),
        ("aftercare", AFTERCARE, range(17, 25), "barnevern", "statsforvalteren", THREE),
        # barnehageloven § 17: in the municipality, within what the answer says
        ("kindergarten-place", DISABILITY, range(6), "kommune", "kommune", ""),
    ],
)
def test_what_is_asked_for(code: str, about: Situation, ages: range, decides: str, settles: str, within: str) -> None:
    shown = [age for age in range(26) if code in _asked(age, about)]
    ask = reader.asks()[code]
    appeal = reader.appeals()[ask.appeal]
    values = [law()[id].value_on(TODAY) for id in appeal.deadlines]
    said = " ".join(f"{value.value} {value.unit}" for value in values)
    assert (shown, ask.body, appeal.body, said) == (list(ages), decides, settles, within)


def _asked(age: int, about: Situation) -> set[str]:
    return {one.ask.code for one in to_ask_for(age, births_of_age(age, TODAY), TODAY, about)}


def test_what_rests_on_a_secondary_source_says_so() -> None:
    found = {one.ask.code: one.confirmed for one in to_ask_for(19, births_of_age(19, TODAY), TODAY, MONEY)}
    assert (found["housing-allowance"], found["work-assessment-allowance"]) == (False, True)
