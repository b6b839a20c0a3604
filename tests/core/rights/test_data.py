"""The guide's data: everything rests on the law, points somewhere, and speaks three languages."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from helhet.core.law.parameter import Kind
from helhet.core.law.parameters import law
from helhet.core.rights import reader
from helhet.core.rights.finding import what_it_is, who_can_help
from helhet.core.rights.reader import RightsError
from helhet.core.rights.words import Level, Situation
from helhet.core.texts import Text

DAY = date(2026, 11, 26)


def sentences() -> list[tuple[str, Text]]:
    return [
        *((a.code, a.how) for a in reader.asks().values()),
        *((a.code, a.what) for a in reader.asks().values() if a.what),
        *((b.code, b.does) for b in reader.bodies().values()),
        *((c.code, c.means) for c in reader.collisions().values()),
        *((a.code, a.how) for a in reader.appeals().values()),
    ]


def test_every_sentence_ends_and_none_is_left_in_another_language() -> None:
    ends = [code for code, text in sentences() if not all(t.endswith((".", "?")) for t in (text.nb, text.nn, text.en))]
    assert ends == []
    assert [code for code, text in sentences() if text.en in (text.nb, text.nn)] == []


def test_every_thing_to_ask_for_rests_on_law_in_force_today() -> None:
    assert [a.code for a in reader.asks().values() if not any(law()[id].in_force(DAY) for id in a.rules)] == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_two_things_begin_with_the_same_words(language: str) -> None:
    """On a list of twenty each must say at once what it is."""
    found = [what_it_is(a, [law()[id] for id in a.rules]).in_language(language)[:60] for a in reader.asks().values()]
    assert sorted(begins for begins in set(found) if found.count(begins) > 1) == []


def test_every_collision_stands_between_at_least_two_rules_in_force() -> None:
    alone = [c.code for c in reader.collisions().values() if sum(law()[id].in_force(DAY) for id in c.rules) < 2]
    assert alone == []


def test_what_is_told_first_is_an_age_rule_in_force_in_a_few_words() -> None:
    rules = [law()[one.rule] for one in reader.decisions().values()]
    assert [rule.id for rule in rules if rule.kind is not Kind.AGE or not rule.in_force(DAY)] == []
    long = [one.rule for one in reader.decisions().values() if max(map(len, (one.short.nb, one.short.nn))) > 60]
    assert long == []


def test_every_body_stands_under_one_there_is_and_nobody_is_their_own_parent() -> None:
    for body in reader.bodies().values():
        above, seen = body.parent, {body.code}
        while above:
            assert above not in seen
            seen.add(above)
            above = reader.bodies()[above].parent


@pytest.mark.parametrize("about", Situation)
def test_somebody_near_can_help_with_everything(about: Situation) -> None:
    assert who_can_help(about)[0].level in {Level.MUNICIPALITY, Level.COUNTY}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param('[x]\nabout = ["disability"]', "x: 'rules' is missing", id="no rules"),
        pytest.param("[x]\nrules = []", "x: rests on no rule", id="an empty list of rules"),
        pytest.param("[x", "Expected", id="no TOML"),
    ],
)
def test_a_faulty_file_is_refused_in_one_line(tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "asks.toml").write_text(row)
    with pytest.raises(RightsError, match=says):
        reader._read("asks.toml", partial(reader._ask, subject="money"), tmp_path)
