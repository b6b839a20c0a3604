"""What a file of parameters must hold, told by what is refused. Every error is one line with file and id."""

from pathlib import Path

import pytest

from helhet.core.law.parameter import LawError
from helhet.core.law.parameters import read_parameters

ROW = """
[AGE-X]
kind = "age"
effect = "hear"
subject = "child"
paragraph = "testloven § 1"
statute = "LOV-2000-01-01-1"
nb = "Tekst."
nn = "Tekst."
en = "Text."
source = "https://example.no/lov"
confidence = "confirmed"
last_checked = 2026-07-02
"""
VALUE = """
[[AGE-X.values]]
since = 2020-01-01
in_force_basis = "statute"
"""


def read(folder: Path, text: str, name: str = "test.toml") -> str:
    """The one-line error of reading this text as a file."""
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(LawError) as error:
        read_parameters(folder)
    return str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        pytest.param('source = "https://example.no/lov"\n', "", "'source' is missing", id="no source"),
        pytest.param('"https://example.no/lov"', '"Lovdata"', "'source' is not a web address", id="a name"),
        pytest.param("last_checked = 2026-07-02\n", "", "'last_checked' is missing", id="never checked"),
        pytest.param("2026-07-02", '"July"', "'last_checked' is not a day", id="checked some time"),
        pytest.param('nn = "Tekst."\n', "", "'nn' is missing", id="no nynorsk"),
        pytest.param('"confirmed"', '"surely"', "'confidence' cannot be 'surely'", id="how sure"),
        pytest.param('kind = "age"', 'kind = "wish"', "'kind' cannot be 'wish'", id="unknown kind"),
        pytest.param('kind = "age"', 'kind = "duty"', "unknown field 'effect'", id="another kind's field"),
        pytest.param('"hear"', '"Hear them"', "'effect' cannot be 'Hear them'", id="prose for a code"),
        pytest.param('"hear"', '"overhear"', "'effect' cannot be 'overhear'", id="an effect nobody knows"),
        pytest.param('"child"', '"toddler"', "'subject' cannot be 'toddler'", id="a subject nobody knows"),
        pytest.param('"child"', '["child", "toddler"]', "'subject' cannot be 'toddler'", id="one subject of two"),
        pytest.param('"child"\n', '"child"\narea = "sports"\n', "'area' cannot be 'sports'", id="an area nobody knows"),
        pytest.param(
            'kind = "age"', 'kind = "age"\nstanding = "habit"', "'standing' cannot be 'habit'", id="unknown standing"
        ),
        pytest.param(
            'kind = "age"', 'kind = "age"\nreplaces = "AGE-Y"', "'replaces' is not a list of ids", id="one id, no list"
        ),
        pytest.param(
            "since = 2020-01-01\n",
            "",
            "a value has no 'since'; write an empty text for an act whose day is not set",
            id="day left out",
        ),
        pytest.param(
            "since = 2020-01-01",
            "since = 1720-01-01",
            "'since' is before the Constitution",
            id="typo in the year",
        ),
        pytest.param(
            '"statute"\n',
            '"statute"\nuntil = 2019-01-01\n',
            "'until' is not after 'since'",
            id="ends before it starts",
        ),
        pytest.param(
            "since = 2020-01-01",
            'since = ""\nuntil = 2030-01-01',
            "'until' is not after 'since'",
            id="ends without start",
        ),
        pytest.param(
            '"statute"\n',
            '"statute"\nage_from = 12\n',
            "'age_from' and 'from_basis' come together",
            id="age without clock",
        ),
        pytest.param(
            '"statute"\n',
            '"statute"\nage_to = 12\nto_basis = "easter"\n',
            "'to_basis' cannot be 'easter'",
            id="unknown clock",
        ),
        pytest.param(
            '"statute"\n',
            '"statute"\nage_from = 16\nfrom_basis = "birthday"\nage_to = 12\nto_basis = "birthday"\n',
            "the ages [16, 12] make no sense",
            id="ages the wrong way",
        ),
        pytest.param(
            '"statute"\n',
            '"statute"\nvalue = 3\nunit = "week"\n',
            "only a deadline or a time of keeping has a 'value', and only where something is counted",
            id="an age with a length",
        ),
    ],
)
def test_a_row_that_must_not_be_loaded(tmp_path: Path, old: str, new: str, error: str) -> None:
    assert old in ROW + VALUE
    assert read(tmp_path, (ROW + VALUE).replace(old, new)) == f"test.toml: AGE-X: {error}"


def test_values_that_overlap(tmp_path: Path) -> None:
    later = VALUE.replace("2020", "2024")
    assert read(tmp_path, ROW + VALUE + later) == "test.toml: AGE-X: two values overlap on 2024-01-01"


def test_two_values_that_wait_for_a_day(tmp_path: Path) -> None:
    waiting = VALUE.replace("2020-01-01", '""')
    assert read(tmp_path, ROW + waiting + waiting) == "test.toml: AGE-X: two values wait for a day"


def test_one_id_in_two_files(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text(ROW + VALUE, "utf-8")
    assert read(tmp_path, ROW + VALUE) == "test.toml: AGE-X: stands in first.toml too"


def test_a_rule_that_takes_the_place_of_one_that_is_not_there(tmp_path: Path) -> None:
    new = ROW.replace('kind = "age"', 'kind = "age"\nreplaces = ["AGE-Y"]')
    assert read(tmp_path, new + VALUE) == "test.toml: AGE-X: replaces AGE-Y, which is not there"


def test_two_rules_that_take_the_place_of_one(tmp_path: Path) -> None:
    new = (ROW + VALUE).replace('kind = "age"', 'kind = "age"\nreplaces = ["AGE-X"]')
    rows = ROW + VALUE + new.replace("AGE-X.", "AGE-Y.").replace("[AGE-X]\n", "[AGE-Y]\n", 1)
    rows += new.replace("AGE-X.", "AGE-Z.").replace("[AGE-X]\n", "[AGE-Z]\n", 1)
    assert read(tmp_path, rows) == "test.toml: AGE-Z: replaces AGE-X, as AGE-Y does"


def test_something_that_is_no_rule(tmp_path: Path) -> None:
    assert read(tmp_path, "note = 1") == "test.toml: note: is not a table"


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    assert read(tmp_path, "[").startswith("test.toml: ")


DEADLINE = """
[DL-X]
kind = "deadline"
limit = "{limit}"
runs_from = "application"
who = ["school"]
paragraph = "testloven § 2"
statute = "LOV-2000-01-01-1"
nb = "Tekst."
nn = "Tekst."
en = "Text."
source = "https://example.no/lov"
confidence = "confirmed"
last_checked = 2026-07-02
[[DL-X.values]]
since = 2020-01-01
in_force_basis = "statute"
{length}
"""


@pytest.mark.parametrize(
    ("limit", "length", "value"),
    [
        pytest.param("max", 'value = 65\nunit = "working_day"', 65, id="working days"),
        pytest.param("recurring", 'value = 2\nunit = "per_year"', 2, id="so many times a year"),
        pytest.param("date", 'value = "10-01"\nunit = "mm-dd"', "10-01", id="a day of the year"),
        pytest.param("none", "", None, id="promptly, without a number"),
    ],
)
def test_every_sort_of_deadline_fits(tmp_path: Path, limit: str, length: str, value: int | str | None) -> None:
    (tmp_path / "test.toml").write_text(DEADLINE.format(limit=limit, length=length), "utf-8")
    assert read_parameters(tmp_path)["DL-X"].values[0].value == value


@pytest.mark.parametrize(
    "length",
    ['value = 0\nunit = "day"', 'value = "many"\nunit = "day"', 'value = "13-40"\nunit = "mm-dd"', ""],
)
def test_a_length_that_makes_no_sense(tmp_path: Path, length: str) -> None:
    assert read(tmp_path, DEADLINE.format(limit="max", length=length)).startswith("test.toml: DL-X: ")


SHARING = """
[WO-X]
kind = "sharing"
channel = "without_consent"
givers = ["school"]
receivers = ["same_body"]
lifts = "yes"
consent_by = "parents"
demands = ["necessity"]
paragraph = "testloven § 3"
statute = "LOV-2000-01-01-1"
nb = "Tekst."
nn = "Tekst."
en = "Text."
source = "https://example.no/lov"
confidence = "confirmed"
last_checked = 2026-07-02
[[WO-X.values]]
since = 2020-01-01
in_force_basis = "statute"
"""


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        pytest.param('givers = ["school"]', 'givers = ["pupils"]', "'givers' cannot be 'pupils'", id="no service"),
        pytest.param('["school"]', '["same_body"]', "'givers' cannot be 'same_body'", id="colleagues give nothing"),
        pytest.param('["same_body"]', '["neighbour"]', "'receivers' cannot be 'neighbour'", id="nobody we know"),
        pytest.param('"parents"', '"anyone"', "'consent_by' cannot be 'anyone'", id="no one's yes"),
        pytest.param('["necessity"]', '["good_reasons"]', "'demands' cannot be 'good_reasons'", id="not in the list"),
        pytest.param('"yes"', '"maybe"', "'lifts' cannot be 'maybe'", id="lifts or not"),
        pytest.param('"without_consent"', '"gossip"', "'channel' cannot be 'gossip'", id="unknown channel"),
    ],
)
def test_a_sharing_rule_that_must_not_be_loaded(tmp_path: Path, old: str, new: str, error: str) -> None:
    assert old in SHARING
    assert read(tmp_path, SHARING.replace(old, new, 1)) == f"test.toml: WO-X: {error}"


def test_a_sharing_rule_that_can_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "test.toml").write_text(SHARING, "utf-8")
    assert read_parameters(tmp_path)["WO-X"].details["demands"] == ("necessity",)


@pytest.mark.parametrize(
    ("limit", "length"),
    [
        pytest.param("max", 'value = 2\nunit = "per_year"', id="a last day so many times a year"),
        pytest.param("recurring", 'value = 2\nunit = "week"', id="so many times a week"),
        pytest.param("max", 'value = "10-01"\nunit = "mm-dd"', id="a length that is a date"),
        pytest.param("date", 'value = 3\nunit = "month"', id="a date that is a length"),
    ],
)
def test_a_limit_counted_in_what_it_cannot_be_counted_in(tmp_path: Path, limit: str, length: str) -> None:
    unit = length.partition("unit = ")[2].strip('"')
    expected = f"test.toml: DL-X: 'limit' '{limit}' is not counted in '{unit}'"
    assert read(tmp_path, DEADLINE.format(limit=limit, length=length)) == expected


@pytest.mark.parametrize(
    ("field", "error"),
    [
        pytest.param('who = ["everybody"]', "'who' cannot be 'everybody'", id="unknown body"),
        pytest.param('extension = "if_nice"', "'extension' cannot be 'if_nice'", id="unknown extension"),
        pytest.param('extension = ["court", "if_nice"]', "'extension' cannot be 'if_nice'", id="one of two unknown"),
        pytest.param('consequence = "a_fine"', "'consequence' cannot be 'a_fine'", id="unknown consequence"),
        pytest.param('after = "the other one"', "'after' cannot be 'the other one'", id="after no id"),
    ],
)
def test_a_word_outside_a_closed_vocabulary(tmp_path: Path, field: str, error: str) -> None:
    name = field.partition(" ")[0]
    text = DEADLINE.format(limit="max", length=WEEK)
    text = text.replace('who = ["school"]', field) if name == "who" else text.replace("who =", f"{field}\nwho =")
    assert read(tmp_path, text) == f"test.toml: DL-X: {error}"


WEEK = 'value = 1\nunit = "week"'


@pytest.mark.parametrize(
    ("after", "error"),
    [
        pytest.param("DL-NOPE", "runs after DL-NOPE, which is no deadline", id="after one that is not there"),
        pytest.param("AGE-X", "runs after AGE-X, which is no deadline", id="after an age"),
        pytest.param("DL-X", "runs after itself", id="after itself"),
    ],
)
def test_a_deadline_runs_after_another_deadline_only(tmp_path: Path, after: str, error: str) -> None:
    text = DEADLINE.format(limit="max", length=WEEK).replace("who =", f'after = "{after}"\nwho =')
    assert read(tmp_path, text + ROW + VALUE) == f"test.toml: DL-X: {error}"


def test_two_deadlines_that_run_after_each_other(tmp_path: Path) -> None:
    one = DEADLINE.format(limit="max", length=WEEK).replace("who =", 'after = "DL-Y"\nwho =')
    other = DEADLINE.format(limit="max", length=WEEK).replace("DL-X", "DL-Y").replace("who =", 'after = "DL-X"\nwho =')
    assert read(tmp_path, one + other) == "test.toml: DL-X: runs after itself"


RETENTION = """
[RT-X]
kind = "retention"
records = ["plan"]
services = ["*"]
keep = "{keep}"
archive = "yes"
{counted}
paragraph = "testforskrifta § 3"
statute = "FOR-2000-01-01-1"
nb = "Tekst."
nn = "Tekst."
en = "Text."
source = "https://example.no/lov"
confidence = "confirmed"
last_checked = 2026-07-02
[[RT-X.values]]
since = 2020-01-01
in_force_basis = "statute"
{length}
"""


@pytest.mark.parametrize(
    ("keep", "counted", "length", "error"),
    [
        pytest.param("for_a_while", "", "", "'keep' cannot be 'for_a_while'", id="kept somehow"),
        pytest.param(
            "until",
            "",
            'value = 1\nunit = "year"',
            "'counted_from' stands where 'keep' has a length, and nowhere else",
            id="a length from nothing",
        ),
        pytest.param(
            "forever_in_archive",
            'counted_from = "plan_closed"',
            "",
            "'counted_from' stands where 'keep' has a length, and nowhere else",
            id="for ever from a day",
        ),
        pytest.param(
            "until",
            'counted_from = "a_full_moon"',
            'value = 1\nunit = "year"',
            "'counted_from' cannot be 'a_full_moon'",
            id="counted from nothing we know",
        ),
        pytest.param(
            "until",
            'counted_from = "plan_closed"',
            "",
            "only a deadline or a time of keeping has a 'value', and only where something is counted",
            id="until never",
        ),
    ],
)
def test_a_time_of_keeping_that_makes_no_sense(
    tmp_path: Path, keep: str, counted: str, length: str, error: str
) -> None:
    assert read(tmp_path, RETENTION.format(keep=keep, counted=counted, length=length)) == f"test.toml: RT-X: {error}"
