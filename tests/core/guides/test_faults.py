"""A coordinator has written something wrong: the program says in which file, line and field."""

from pathlib import Path

import pytest

from helhet.core.guides import PACKS, GuideError, load

GOOD = (PACKS / "levels-0-3" / "1.toml").read_text(encoding="utf-8")


def read(text: str, folder: Path) -> GuideError:
    """The fault found in a pack of this text."""
    (folder / "levels-0-3").mkdir()
    (folder / "levels-0-3" / "1.toml").write_text(text, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        load("levels-0-3", 1, root=folder)
    return caught.value


def line_of(text: str, words: str) -> int:
    """The line where these words first stand."""
    return text[: text.index(words)].count("\n") + 1


ONE_WORD = "hjelp "
MOODS = """[[code_lists]]
key = "moods"
title = { nb = "Humør", nn = "Humør", en = "Moods" }
codes = [{ key = "fine", text = { nb = "Fint", nn = "Fint", en = "Fine" } }]
"""

# what was done: (the good words, the faulty words, words on the line that is to be named, field, message)
FAULTS = {
    "a sentence that never ends": (
        'code = "levels-0-3"', 'code = "levels-0-3', 'code = "levels-0-3',
        "syntax", "Illegal character '\\n' (at line 3, column 19)",
    ),
    "a misspelt key": (
        "self_consent_age = 15", "self_concent_age = 15", "self_concent_age",
        "self_concent_age", "unknown key; did you mean self_consent_age?",
    ),
    "a text without nynorsk": (
        'nn = "stafetthaldar", ', "", "holder_title",
        "holder_title.nn", "is missing",
    ),
    "an empty text": (
        'nb = "stafettholder"', 'nb = ""', "holder_title",
        "holder_title.nb", "is empty, or begins or ends with a blank; expected text",
    ),
    "a number in quotes": (
        "version = 1", 'version = "1"', 'version = "1"',
        "version", "expected a whole number, found '1'",
    ),
    "a moment where a day is meant": (
        "published_on = 2025-08-01", "published_on = 2025-08-01T10:00:00", "published_on",
        "published_on",
        "expected a date such as 2026-01-31, found datetime.datetime(2025, 8, 1, 10, 0)",
    ),
    "an age of consent below every act's": (
        "self_consent_age = 15", "self_consent_age = 13", "self_consent_age",
        "self_consent_age", "is 13; expected a number from 15 to 18",
    ),
    "three ages": (
        "ages = [0, 24]", "ages = [0, 18, 24]", "ages =",
        "ages", "expected 2 values, found 3",
    ),
    "one value for a list": (
        'channels = ["digital", "paper", "oral"]', 'channels = "paper"', "channels",
        "channels", "expected a list, found 'paper'",
    ),
    "a text that is not in languages": (
        '[decision_body]\nname.nb = "Koordinerende enhet"\nname.nn = "Koordinerande eining"\n'
        'name.en = "The coordinating unit"', '[decision_body]\nname = "Koordinerende enhet"', 'name = "Koord',
        "decision_body.name", "expected a table, found 'Koordinerende enhet'",
    ),
    "a service there is none of": (
        'services = ["kindergarten"]', 'services = ["kinder_garden"]', "kinder_garden",
        "steps[2].services[1]", "'kinder_garden' is not known; expected one of: any, kindergarten, "
        "primary_school, upper_secondary, ppt, health_clinic, child_welfare, nav, leisure_club, "
        "coordinating_unit, follow_up_service, bup, hospital, dental, integration",
    ),
    "a step for all and for one": (
        'services = ["kindergarten"]', 'services = ["any", "kindergarten"]', '["any", "kindergarten"]',
        "steps[2].services", 'expected "any" alone, or the services by name',
    ),
    "a step for nobody": (
        'services = ["kindergarten"]', "services = []", "services = []",
        "steps[2].services", 'expected "any" or at least one service',
    ),
    "a step at a level there is none of": (
        'key = "open_1"\nlevel = "1"', 'key = "open_1"\nlevel = "4"', 'level = "4"',
        "steps[13].level", "is '4'; expected one of: 0, 1, 2, 3",
    ),
    "a plan opened from a wonder": (
        'key = "open_1"\nlevel = "1"', 'key = "open_1"\nlevel = "0"', 'action = "plan.open"',
        "steps[13].action", "plan.open cannot be done at level 0",
    ),
    "a step named twice": (
        'key = "share"', 'key = "acute"',
        'key = "acute"\nlevel = "0"\nservices = ["any"]\naction = "concern.sh',
        "steps[9].key", "'acute' is used before; expected each once",
    ),
    "a help text nobody will read": (
        "Ressursteamet kan gi råd", ONE_WORD * 60, ONE_WORD * 60,
        "steps[17].help.nb", None,
    ),
    "a log that opens before consent": (
        'log_opens_at = "1"', 'log_opens_at = "0"', "log_opens_at",
        "log_opens_at", "is '0'; expected one of: 1, 2, 3",
    ),
    "a log required before it may open": (
        'log_opens_at = "1"', 'log_opens_at = "2"', "log_required_from",
        "log_required_from", "is '1'; expected one of: 2, 3",
    ),
    "a level of fewer services than its own lowest": (
        "services_from = 2\nservices_to = 2", "services_from = 2\nservices_to = 1",
        'services_to = 1\n\n[[levels]]\ncode = "3"',
        "levels[3].services_to", "expected 2 or more",
    ),
    "a required field no rule asks for": (
        'required = true\nrule = "R3"', "required = true", '[[forms.fields]]\nkey = "saw_heard"',
        "forms[1].fields[2].rule", "is missing; expected the rule that makes the field required",
    ),
    "a rule there is none of": (
        'rule = "R3"', 'rule = "R99"', 'rule = "R99"',
        "forms[1].fields[2].rule", None,
    ),
    "acute asked last": (
        'key = "acute"\nkind = "yes_no"', 'key = "urgent"\nkind = "yes_no"', '[[forms]]\nkey = "concern"',
        "forms[1]", "expected the first field to be acute, yes_no, required (R26)",
    ),
    "a choice without its list": (
        'code_list = "wonder_duration"', 'code_list = "duration"', 'code_list = "duration"',
        "forms[1].fields[5].code_list", None,
    ),
    "a list on free text": (
        "max_length = 2000", 'max_length = 2000\ncode_list = "effect"', 'code_list = "effect"',
        "forms[1].fields[2].code_list", "expected only on a choice",
    ),
    "free text without an end": (
        "max_length = 2000\n", "", '[[forms.fields]]\nkey = "saw_heard"',
        "forms[1].fields[2].max_length", "expected on text and long, and on nothing else (R20)",
    ),
    "a form gone": (
        '[[forms]]\nkey = "meeting"', '[[forms]]\nkey = "gathering"', '[[forms]]\nkey = "concern"',
        "forms", "expected a form 'meeting'",
    ),
    "a list gone": (
        '[[code_lists]]\nkey = "effect"',
        '[[code_lists]]\nkey = "arena"', '[[code_lists]]\nkey = "close_reason"',
        "code_lists", "expected a code list 'effect'",
    ),
    "a list nothing asks for": (
        '[[code_lists]]\nkey = "close_reason"', MOODS + '\n[[code_lists]]\nkey = "close_reason"',
        'key = "moods"',
        "code_lists[1].key", "'moods' is used by no field of a form",
    ),
    "a code the program knows by name gone": (
        '{ key = "no_help_available"', '{ key = "no_help"', 'codes = [\n  { key = "goals_met"',
        "code_lists[1].codes", "expected a code 'no_help_available' in 'close_reason'",
    ),
    "a clock the program does not know": (
        'key = "minutes"', 'key = "hours"', 'key = "hours"',
        "clocks[10].key", None,
    ),
    "a late evaluation that reaches only the holder": (
        '{ after_days = 7, to = "owner" }, { after_days = 14, to = "leader" }]\n\n'
        '[[clocks]]\nkey = "plan_request_answer"',
        '{ after_days = 7, to = "owner" }]\n\n[[clocks]]\nkey = "plan_request_answer"',
        'reminders = [{ after_days = 7, to = "owner" }]\n',
        "clocks[7].reminders", "expected the owner first and then the leader to be reminded",
    ),
    "no way without a screen": (
        'channels = ["digital", "paper", "oral"]', 'channels = ["digital"]', "channels",
        "channels", 'expected "paper" or "oral" among them (R16)',
    ),
    "nobody who holds may write": (
        'who_may_write = ["holder", ', "who_may_write = [", "who_may_write",
        "who_may_write", 'expected "holder" among them',
    ),
    "read again before it is published": (
        "review_on = 2027-08-01", "review_on = 2025-08-01", "review_on",
        "review_on", "is 2025-08-01; expected a day after 2025-08-01",
    ),
    "ages the wrong way round": (
        "ages = [0, 24]", "ages = [24, 0]", "ages =",
        "ages", "runs from 24 to 0; expected the lower age first",
    ),
    "words that blame": (
        "Familien takket nei", "Familien nekter", "Familien nekter",
        "code_lists[5].codes[4].text.nb", "says 'nekter'; expected words without blame",
    ),
    "another pack's code": (
        'code = "levels-0-3"', 'code = "levels-1-4"', "levels-1-4",
        "code", "is 'levels-1-4'; expected 'levels-0-3', as the file's place says",
    ),
    "another version's number": (
        "version = 1", "version = 2", "version = 2",
        "version", "is 2; expected 1, as the file's place says",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("good", "faulty", "words", "field", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_the_fault_is_named_by_file_line_and_field(
    tmp_path: Path, good: str, faulty: str, words: str, field: str, message: str | None
) -> None:
    assert good in GOOD
    text = GOOD.replace(good, faulty, 1)
    error = read(text, tmp_path)
    assert (error.file, error.line, error.field) == (
        str(tmp_path / "levels-0-3" / "1.toml"),
        line_of(text, words),
        field,
    )
    assert message is None or error.message == message
    assert str(error) == f"{error.file}:{error.line}: {error.field}: {error.message}"


def test_an_unknown_key_is_told_with_the_keys_there_are(tmp_path: Path) -> None:
    error = read(GOOD.replace("[[clocks]]\n", '[[clocks]]\ncolour = "red"\n', 1), tmp_path)
    assert error.message == "unknown key; expected one of: key, title, days, reminders"


def test_a_text_that_stops_short_is_named_by_its_last_line(tmp_path: Path) -> None:
    text = GOOD + '\n[[clocks]]\nreminders = ["'
    assert read(text, tmp_path).line == text.count("\n") + 1


def test_all_faults_are_found_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = GOOD.replace("ages = [0, 24]", "ages = 24").replace("[decision_body]", "[decision_body]\nroom = 3")
    error = read(text.replace('owner = "BTI-koordinatoren i kommunen"\n', ""), tmp_path)
    assert [each.field for each in (error, *error.more)] == ["owner", "ages", "decision_body.room"]


def test_more_than_nine_required_fields_are_refused(tmp_path: Path) -> None:
    text = GOOD.replace("max_length = 1000\n", 'max_length = 1000\nrequired = true\nrule = "R20"\n')
    error = read(text.replace('rule = "R20"\nrule = "R13"', 'rule = "R13"').replace(
        'rule = "R20"\nrule = "R11"', 'rule = "R11"'), tmp_path)  # fmt: skip
    assert (error.field, error.message) == ("forms", "has 11 required fields; expected at most 9")


def test_a_service_left_without_a_guide_is_named(tmp_path: Path) -> None:
    at_level_1 = GOOD.replace('level = "1"\nservices = ["any"]', 'level = "1"\nservices = ["kindergarten"]')
    error = read(at_level_1, tmp_path)
    assert (error.field, error.message) == (
        "levels[2]",
        "expected at least one step for: ppt, child_welfare, coordinating_unit, bup, hospital, dental, integration",
    )
