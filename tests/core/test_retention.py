"""What may go, and what stands in the way: read as the archivist's and the data protection officer's rules."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.core.law.parameter import Kind, LawError, Standing
from helhet.core.law.parameters import law, parameter, read_parameters
from helhet.core.law.records import CountedFrom, Keep, Record
from helhet.core.retention import Kept, Why, check_adopted, reasons, secrecy_has_lapsed, what_may_go

CLOSED = date(2024, 6, 14)
BORN = date(2001, 3, 3)
TURNS_25 = date(2026, 3, 3)
RULES = [rule for rule in law().values() if rule.kind is Kind.RETENTION]
LOCAL = frozenset(rule.id for rule in RULES if rule.standing is Standing.POLICY)
PLAN = Kept(
    Record.PLAN,
    ended_on=CLOSED,
    happened={CountedFrom.CHILD_BORN: BORN, CountedFrom.PLAN_CLOSED: CLOSED},
    receipt_on=date(2024, 9, 1),
)
NOTE = Kept(Record.ENDED_NOTE, ended_on=date(2025, 11, 24), happened={CountedFrom.NOTE_DECIDED: date(2025, 11, 24)})

some_day = st.dates(date(2026, 1, 1), date(2060, 12, 31))
maybe_day = st.none() | st.dates(date(2000, 1, 1), date(2060, 12, 31))
anything_kept = st.builds(
    Kept,
    record=st.sampled_from(Record),
    ended_on=maybe_day,
    happened=st.dictionaries(st.sampled_from(CountedFrom), maybe_day),
    receipt_on=maybe_day,
    holds=st.lists(st.sampled_from(["court", "complaint"])),
    continued=st.booleans(),
)


def why(kept: Kept, on: date, adopted: frozenset[str] = LOCAL) -> list[Why]:
    """What a decision tells, without the rules."""
    return [one for one, _ in reasons(what_may_go(kept, on, adopted=adopted))]


# --- a plan -----------------------------------------------------------------------------------------------------


def test_a_plan_goes_when_the_young_person_turns_25_and_the_archive_has_answered() -> None:
    answer = what_may_go(PLAN, TURNS_25, adopted=LOCAL)
    assert answer.allowed
    assert reasons(answer) == ((Why.TIME_IS_UP, "kommunens egen frist (arkivforskrifta § 5)"),)
    assert why(PLAN, date(2026, 3, 2)) == [Why.TIME_NOT_UP]


def test_bevf_36_without_a_receipt_a_plan_never_goes() -> None:
    unanswered = replace(PLAN, receipt_on=None)
    answer = what_may_go(unanswered, date(2099, 1, 1), adopted=LOCAL)
    assert not answer.allowed
    assert (Why.NO_RECEIPT, "bevaringsforskrifta § 36") in reasons(answer)


def test_a_receipt_from_before_it_was_closed_is_not_for_all_of_it() -> None:
    early = replace(PLAN, receipt_on=date(2024, 6, 13))
    assert set(why(early, TURNS_25)) == {Why.RECEIPT_TOO_OLD}
    assert what_may_go(replace(PLAN, receipt_on=CLOSED), TURNS_25, adopted=LOCAL).allowed


def test_a_receipt_that_has_not_come_yet_is_none() -> None:
    assert Why.NO_RECEIPT in why(replace(PLAN, receipt_on=date(2026, 3, 4)), TURNS_25)


def test_under_a_legal_hold_nothing_goes_and_the_reason_is_told() -> None:
    held = replace(PLAN, holds=("court", "complaint"))
    answer = what_may_go(held, TURNS_25, adopted=LOCAL)
    assert not answer.allowed
    assert reasons(answer) == ((Why.HELD, "legal hold"),)
    (hold,) = [bar for bar in answer.bars if bar.facts["why"] is Why.HELD]
    assert hold.facts["holds"] == ("complaint", "court")


def test_a_plan_in_use_does_not_go() -> None:
    assert Why.IN_USE in why(replace(PLAN, ended_on=None), TURNS_25)


def test_a_plan_that_a_later_one_goes_on_from_waits_for_it() -> None:
    assert why(replace(PLAN, continued=True), TURNS_25) == [Why.CONTINUED]


def test_without_a_day_of_birth_nobody_knows_when() -> None:
    assert why(replace(PLAN, happened={CountedFrom.CHILD_BORN: None}), TURNS_25) == [Why.DAY_UNKNOWN]


def test_a_local_time_that_the_municipality_has_not_adopted_lets_nothing_go() -> None:
    assert why(PLAN, TURNS_25, frozenset()) == [Why.NOT_ADOPTED]
    assert why(NOTE, date(2030, 1, 1), frozenset()) == [Why.NOT_ADOPTED]


def test_everything_in_the_way_is_told_at_once() -> None:
    stuck = replace(PLAN, receipt_on=None, holds=("court",), continued=True)
    assert set(why(stuck, date(2026, 3, 2))) == {Why.HELD, Why.CONTINUED, Why.NO_RECEIPT, Why.TIME_NOT_UP}


# --- a draft, a note, and what has no rule ----------------------------------------------------------------------


def test_a_draft_the_family_did_not_want_goes_after_a_year_and_to_no_archive() -> None:
    said_no = date(2026, 2, 1)
    draft = Kept(Record.REFUSED_PLAN, ended_on=said_no, happened={CountedFrom.PLAN_REFUSED: said_no})
    assert why(draft, date(2027, 1, 31)) == [Why.TIME_NOT_UP]
    assert what_may_go(draft, date(2027, 2, 1), adopted=LOCAL).allowed


def test_a_note_that_led_to_nothing_goes_after_a_year() -> None:
    assert why(NOTE, date(2026, 11, 23)) == [Why.TIME_NOT_UP]
    assert what_may_go(NOTE, date(2026, 11, 24), adopted=LOCAL).allowed


@pytest.mark.parametrize("record", [Record.WONDER_NOTE, Record.ENTRY, Record.CONSENT, Record.AUDIT_ROW, Record.LETTER])
def test_arkl_13_what_no_rule_lets_go_stays(record: Record) -> None:
    kept = Kept(record, ended_on=CLOSED, receipt_on=date(2024, 9, 1))
    answer = what_may_go(kept, date(2099, 1, 1), adopted=LOCAL)
    assert reasons(answer) == ((Why.NO_RULE, "arkivlova § 13"),)


def test_before_the_archive_act_of_2025_there_is_no_rule_to_go_by() -> None:
    assert why(NOTE, date(2025, 12, 31)) == [Why.NO_RULE]


def test_whose_it_is_decides_which_preserving_rule_is_told() -> None:
    entry = Kept(Record.ENTRY, ended_on=CLOSED, services={"ppt"})
    told = {rule for one, rule in reasons(what_may_go(entry, TURNS_25, adopted=LOCAL)) if one is Why.NO_RECEIPT}
    assert told == {"bevaringsforskrifta § 36", "bevaringsforskrifta § 45"}


# --- laws over everything ---------------------------------------------------------------------------------------


@given(kept=anything_kept, on=some_day)
def test_a_hold_beats_everything(kept: Kept, on: date) -> None:
    if kept.holds:
        assert not what_may_go(kept, on, adopted=LOCAL).allowed


@given(kept=anything_kept, on=some_day)
def test_what_is_preserved_never_goes_before_its_receipt(kept: Kept, on: date) -> None:
    if kept.record in {Record.PLAN, Record.ENTRY, Record.CONSENT, Record.DISCLOSURE} and kept.receipt_on is None:
        assert not what_may_go(kept, on, adopted=LOCAL).allowed


@given(kept=anything_kept, on=some_day)
def test_nothing_goes_where_nothing_is_adopted(kept: Kept, on: date) -> None:
    """No rule of law that we ship lets anything go by itself; only the municipality's own do."""
    assert not what_may_go(kept, on, adopted=()).allowed


@given(kept=anything_kept, on=some_day)
def test_every_decision_has_a_reason(kept: Kept, on: date) -> None:
    answer = what_may_go(kept, on, adopted=LOCAL)
    told = [one for one, _ in reasons(answer)]
    assert told != []
    assert (set(told) == {Why.TIME_IS_UP}) is answer.allowed
    assert Why.FREE not in told


# --- the data ---------------------------------------------------------------------------------------------------


def test_a_preserving_rule_bars_also_while_it_is_only_likely(tmp_path: Path) -> None:
    for file in ("archive", "local"):
        text = (Path(__file__).parents[2] / f"src/helhet/core/law/parameters/retention/{file}.toml").read_text("utf-8")
        likely = text.replace('"confirmed"', '"likely"') if file == "archive" else text
        (tmp_path / f"{file}.toml").write_text(likely, "utf-8")
    unanswered = replace(PLAN, receipt_on=None)
    answer = what_may_go(unanswered, TURNS_25, adopted=LOCAL, rules=read_parameters(tmp_path))
    preserved = {rule for one, rule in reasons(answer) if one is Why.NO_RECEIPT and rule.startswith("bevarings")}
    assert preserved == {f"bevaringsforskrifta § {number}" for number in (36, 52, 62)}


@pytest.mark.parametrize("id", sorted(rule.id for rule in RULES))
def test_only_what_a_municipality_sets_itself_has_an_end(id: str) -> None:
    rule = parameter(id)
    if rule.details["keep"] == Keep.UNTIL:
        assert rule.standing is Standing.POLICY
    if rule.details["keep"] == Keep.FOREVER:
        assert (rule.standing, rule.details["archive"]) == (Standing.LAW, "yes")


# --- secrecy ----------------------------------------------------------------------------------------------------


def test_fvl_13_c_secrecy_lapses_after_60_years() -> None:
    written = date(1990, 5, 1)
    assert secrecy_has_lapsed(written, date(2050, 4, 30)).met is False
    finding = secrecy_has_lapsed(written, date(2050, 5, 1))
    assert (finding.rule, finding.met) == ("forvaltningsloven § 13 c", True)


def test_fvl_2025_33_a_hundred_years_from_the_day_the_act_gets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = Path(__file__).parents[2] / "src/helhet/core/law/parameters/retention/secrecy.toml"
    old, new = "since = 1978-01-01", 'since = ""'
    text = file.read_text("utf-8").replace(old, f"{old}\nuntil = 2028-01-01").replace(new, "since = 2028-01-01")
    (tmp_path / "secrecy.toml").write_text(text, "utf-8")
    monkeypatch.setattr("helhet.core.law.parameters.law", lambda: read_parameters(tmp_path))
    written = date(1960, 5, 1)
    assert secrecy_has_lapsed(written, date(2027, 12, 31)).met is True
    finding = secrecy_has_lapsed(written, date(2028, 1, 1))
    assert (finding.rule, finding.met) == ("forvaltningsloven (2025) § 33", False)
    assert finding.facts["lapses_on"] == date(2060, 5, 1)


# --- what a municipality says it has adopted --------------------------------------------------------------------


def test_a_municipality_adopts_local_rules() -> None:
    check_adopted(LOCAL)
    check_adopted(())


@pytest.mark.parametrize(
    ("id", "error"),
    [
        pytest.param("RT-LOCAL-PLANS", r"^RT-LOCAL-PLANS: no such parameter in the law$", id="a slip of the pen"),
        pytest.param(
            "RT-BEVF-36",
            r"^RT-BEVF-36 \(bevaringsforskrifta § 36\): is not a municipality's own to adopt$",
            id="what the law says already",
        ),
        pytest.param("DU-BK", r"^DU-BK .*: is not a municipality's own to adopt$", id="something else"),
    ],
)
def test_and_nothing_else(id: str, error: str) -> None:
    with pytest.raises(LawError, match=error):
        check_adopted([id])
