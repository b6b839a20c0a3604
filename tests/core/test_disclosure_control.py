"""Criteria 41 and 43 of the casework notes: aggregates from events; under five hidden, and nothing by differencing.

The attacker has every table of every period, knows the rule and its code, and may have been there: as a leader who
knows the unit's own numbers, or as a worker who knows their own.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhet.core.disclosure_control import BASE, FEW, Detail, Happening, Table, may_be_told, table, tables

YES_NO: Detail = {"yes": "yes", "no": "no"}
FINE: Detail = {"given": "given", "declined": "declined", "not_asked": "not_asked"}
COARSE: Detail = {"given": "given", "declined": "not_given", "not_asked": "not_given"}
UNITS = tuple(UUID(int=number) for number in range(1, 6))
SCHOOL, CLINIC, PPT, *_ = UNITS


def times(number: int, answer: str, *, unit: UUID = SCHOOL, workers: int = 8, children: int = 0) -> list[Happening]:
    """So many happenings with this answer, each to a child of its own unless there are fewer children."""
    mine = f"{unit.int}{answer}"
    return [
        Happening(
            unit,
            answer,
            child=UUID(int=hash_of(mine, n % (children or number))),
            worker=UUID(int=unit.int * 1000 + n % workers),
        )
        for n in range(number)
    ]


def hash_of(words: str, number: int) -> int:
    return int.from_bytes(words.encode()) * 1000 + number


# ── One group ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("group", "told"),
    [
        pytest.param([*times(20, "yes"), *times(20, "no")], True, id="many of both"),
        pytest.param([*times(20, "yes"), *times(4, "no")], False, id="four answered no"),
        pytest.param([*times(4, "yes"), *times(20, "no")], False, id="all but four answered no"),
        pytest.param(times(20, "yes"), True, id="everyone answered yes"),
        pytest.param(times(9, "yes", workers=9), False, id="nine in all"),
        pytest.param([*times(20, "yes"), *times(20, "no", children=4)], False, id="many times, but four children"),
        pytest.param(times(40, "yes", workers=4), False, id="four workers"),
        pytest.param([*times(20, "yes"), *times(6, "no", workers=3)], False, id="four no's without one worker's"),
        pytest.param([*times(20, "yes"), *times(8, "no", workers=1)], True, id="a worker's no's alone, unknown whose"),
        pytest.param([], False, id="nothing happened"),
    ],
)
def test_a_group_is_told_whole_or_not_at_all(group: list[Happening], told: bool) -> None:
    assert may_be_told(group, YES_NO) is told


def test_one_who_did_nearly_everything_is_not_told_as_a_group_of_five() -> None:
    nearly_all = times(30, "yes", workers=1)
    a_little = [one for n in range(4) for one in times(1, "yes", unit=SCHOOL, workers=1)]
    others = [Happening(SCHOOL, "yes", child=UUID(int=n), worker=UUID(int=90 + n)) for n in range(4)]
    assert may_be_told([*nearly_all, *a_little, *others], YES_NO) is False


# ── Units ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_unit_that_is_large_enough_is_told_by_itself() -> None:
    happenings = [one for unit in (SCHOOL, CLINIC) for one in times(30, "yes", unit=unit)]
    assert table(happenings, units=(SCHOOL, CLINIC), details=[YES_NO]) == Table(
        own={SCHOOL: {"yes": 30, "no": 0}, CLINIC: {"yes": 30, "no": 0}}, others=None
    )


def test_one_small_unit_takes_others_along_since_the_whole_less_the_rest_would_tell_it() -> None:
    happenings = [
        *times(30, "yes", unit=SCHOOL),
        *times(30, "yes", unit=CLINIC),
        *times(3, "no", unit=PPT, workers=1),
        *times(30, "no", unit=SCHOOL),
        *times(30, "no", unit=CLINIC),
    ]
    found = table(happenings, units=(SCHOOL, CLINIC, PPT), details=[YES_NO])
    assert found == Table(own={}, others={"yes": 60, "no": 63})


def test_a_unit_of_one_worker_is_never_told_by_itself() -> None:
    happenings = [
        *times(60, "yes", unit=PPT, workers=1),
        *(one for unit in (SCHOOL, CLINIC) for one in times(60, "yes", unit=unit)),
    ]
    found = table(happenings, units=(SCHOOL, CLINIC, PPT), details=[YES_NO])
    assert found == Table(own={}, others={"yes": 180, "no": 0})


def test_two_small_units_are_not_told_together_since_each_leader_knows_one_of_them() -> None:
    happenings = [*times(9, "yes", unit=SCHOOL), *times(9, "yes", unit=CLINIC)]
    assert table(happenings, units=(SCHOOL, CLINIC), details=[YES_NO]) is None


def test_a_unit_that_stands_alone_beside_empty_ones_is_not_called_the_others() -> None:
    happenings = times(9, "yes", workers=9)
    assert table(happenings, units=UNITS, details=[YES_NO]) is None


def test_what_is_told_of_the_whole_only_is_told_of_no_unit() -> None:
    happenings = [one for unit in (SCHOOL, CLINIC) for one in times(30, "yes", unit=unit)]
    found = table(happenings, units=(), details=[YES_NO])
    assert found == Table(own={}, others={"yes": 60, "no": 0})


def test_what_is_related_is_told_in_the_same_groups() -> None:
    """Or the school's meetings, told by themselves, could be taken out of those where the children were asked."""
    held = [one for unit in UNITS for one in times(30, "yes", unit=unit)]
    heard = [*(one for unit in UNITS[2:] for one in times(30, "yes", unit=unit)), *times(3, "yes", unit=SCHOOL)]
    alone = {"heard": table(heard, units=UNITS, details=[YES_NO]), "held": table(held, units=UNITS, details=[YES_NO])}
    assert {name: len(found.own) for name, found in alone.items() if found} == {"heard": 1, "held": 5}
    together = tables({"held": held, "heard": heard}, units=UNITS, details={"held": [YES_NO], "heard": [YES_NO]})
    assert {name: list(found.own) for name, found in together.items()} == {"held": [UNITS[4]], "heard": [UNITS[4]]}
    assert {name: found.whole for name, found in together.items()} == {
        "held": {"yes": 150, "no": 0}, "heard": {"yes": 93, "no": 0}
    }  # fmt: skip


# ── How finely ─────────────────────────────────────────────────────────────────────────────────────────────


def three(given: int, declined: int, not_asked: int) -> list[Happening]:
    return [
        one
        for unit in (SCHOOL, CLINIC, PPT)
        for answer, number in (("given", given), ("declined", declined), ("not_asked", not_asked))
        for one in times(number, answer, unit=unit)
    ]


@pytest.mark.parametrize(
    ("happenings", "whole"),
    [
        pytest.param(three(20, 16, 16), {"given": 60, "declined": 48, "not_asked": 48}, id="as they were given"),
        pytest.param(three(20, 1, 16), {"given": 60, "not_given": 51}, id="put together where three declined"),
        pytest.param(three(20, 1, 1), None, id="not even together: six would tell that neither is many"),
    ],
)
def test_answers_are_put_together_before_they_are_hidden(
    happenings: list[Happening], whole: dict[str, int] | None
) -> None:
    found = table(happenings, units=(SCHOOL, CLINIC, PPT), details=[FINE, COARSE])
    assert (found.whole if found else None) == whole


# ── The attacker ───────────────────────────────────────────────────────────────────────────────────────────


def world(seed: int, sizes: list[int], answers: list[str]) -> list[Happening]:
    """Some units, large and small, with workers and children of their own; a child can be met more than once."""
    chance = random.Random(seed)
    weights = [chance.choice([0.02, 0.1, 1, 1]) for _answer in answers]
    return [
        Happening(
            UNITS[at],
            chance.choices(answers, weights)[0],
            child=UUID(int=(at + 1) * 10_000 + chance.randrange(max(1, size))),
            worker=UUID(int=(at + 1) * 100 + chance.randrange(1 + size // 4)),
        )
        for at, size in enumerate(sizes)
        for _n in range(size)
    ]


worlds = st.builds(
    world,
    seed=st.integers(0, 2**32),
    sizes=st.lists(st.sampled_from([0, 3, 6, 12, 25, 40]), min_size=5, max_size=5),
    answers=st.just(["given", "declined", "not_asked"]),
)
settings.register_profile("attack", suppress_health_check=[HealthCheck.too_slow], deadline=None)


def published(happenings: list[Happening]) -> Table | None:
    return table(happenings, units=UNITS, details=[FINE, COARSE])


def groups(found: Table, happenings: list[Happening]) -> Iterator[tuple[dict[str, int], list[Happening]]]:
    """Every group that was told, and what lies behind it."""
    for unit, numbers in found.own.items():
        yield dict(numbers), [one for one in happenings if one.unit == unit]
    if found.others:
        yield dict(found.others), [one for one in happenings if one.unit not in found.own]


def detail_of(found: Table) -> Detail:
    return FINE if "declined" in found.whole else COARSE


def sound(rest: list[Happening], detail: Detail) -> bool:
    """No answer in what is left rests on one to four children; nor does the whole of it on fewer than ten."""
    behind = Counter(told for told, _child in {(detail[one.answer], one.child) for one in rest})
    return len({one.child for one in rest}) >= BASE and min(behind.values()) >= FEW


@given(happenings=worlds)
@settings(settings.get_profile("attack"), max_examples=60)
def test_no_sum_and_no_difference_of_what_is_told_rests_on_few(happenings: list[Happening]) -> None:
    """Groups share nothing: whatever the attacker adds and subtracts is a sum of groups, and every sum stands."""
    found = published(happenings)
    if found is None:
        return
    told = list(groups(found, happenings))
    assert sum(len(behind) for _numbers, behind in told) == len(happenings)
    for size in range(1, len(told) + 1):
        for some in combinations(told, size):
            together = [one for _numbers, behind in some for one in behind]
            assert sound(together, detail_of(found))
            for answer in found.whole:
                number = sum(numbers[answer] for numbers, _behind in some)
                assert number == 0 or number >= FEW


@given(happenings=worlds)
@settings(settings.get_profile("attack"), max_examples=60)
def test_a_leader_or_a_worker_who_subtracts_what_they_know_learns_of_no_few(happenings: list[Happening]) -> None:
    found = published(happenings)
    if found is None:
        return
    detail = detail_of(found)
    for _numbers, behind in groups(found, happenings):
        for worker in {one.worker for one in behind}:
            assert sound([one for one in behind if one.worker != worker], detail)
        units = {one.unit for one in behind}
        for unit in units if len(units) > 1 else ():
            rest = [one for one in behind if one.unit != unit]
            assert sound(rest, detail)
            assert len({one.worker for one in rest}) >= FEW


@given(first=worlds, second=worlds)
@settings(settings.get_profile("attack"), max_examples=60)
def test_related_tables_are_told_in_the_same_groups_and_each_group_stands(
    first: list[Happening], second: list[Happening]
) -> None:
    related = {"first": first, "second": second}
    found = tables(related, units=UNITS, details={name: [FINE, COARSE] for name in related})
    assert len({tuple(one.own) for one in found.values()}) <= 1
    for name, one in found.items():
        for _numbers, behind in groups(one, related[name]):
            assert may_be_told(behind, detail_of(one))


def another_world(happenings: list[Happening], unit: UUID, answer: str, seed: int) -> Iterator[list[Happening]]:
    """Others that could have been: in which of the hidden units, what was answered where two are told as one, and who
    did it, is what the attacker doesn't know. First what differs little, then anything.
    """
    found = published(happenings)
    assert found is not None
    hidden = [other for other in UNITS if other not in found.own]
    known = [one for one in happenings if one.unit in found.own]
    unknown = [one for one in happenings if one.unit not in found.own]
    untold = ("declined", "not_asked") if detail_of(found) is COARSE else ()
    chance = random.Random(seed)
    for number in range(10):
        for _tried in range(20):
            yield [*known, *_with(number, answer, unit, chance.sample(unknown, len(unknown)), untold)]
    for _tried in range(400):
        share, mostly = chance.random() * 1.3 - 0.3, chance.random()
        moved = []
        for was in unknown:
            is_untold = was.answer in untold
            one = replace(was, answer=untold[chance.random() < mostly]) if is_untold else was
            here = one.answer == answer and chance.random() < share
            at = unit if here else chance.choice(hidden)
            worker = UUID(int=at.int * 100 + chance.randrange(chance.choice([2, 4, 8])))
            moved.append(Happening(at, one.answer, one.child, worker))
        yield [*known, *moved]


def _with(number: int, answer: str, unit: UUID, unknown: list[Happening], untold: tuple[str, ...]) -> list[Happening]:
    """Nearly the same, with so many of an answer in a unit: two that are told as one change, or two units swap."""
    is_one = [one.unit == unit and one.answer == answer for one in unknown]
    found, there = list(unknown), sum(is_one)
    for at, one in enumerate(unknown):
        if there == number:
            break
        if (there > number) != is_one[at] or (there < number and one.unit != unit):
            continue
        if one.answer in untold and answer in untold:
            other = next(label for label in untold if label != one.answer)
            found[at] = replace(one, answer=other)
        else:
            away = (
                n for n, two in enumerate(found)
                if two.unit != unit and (two.answer == answer) == (there < number)
            )  # fmt: skip
            with_ = next(away, None)
            if with_ is None:
                continue
            found[at] = replace(found[with_], unit=unit, worker=one.worker)
            found[with_] = replace(one, unit=unknown[with_].unit, worker=unknown[with_].worker)
        there += 1 if there < number else -1
    return found


@given(happenings=worlds)
@settings(settings.get_profile("attack"), max_examples=25)
def test_whoever_knows_the_rule_and_all_that_is_told_cannot_work_out_a_hidden_number(
    happenings: list[Happening],
) -> None:
    """Of each hidden number of one to four: with two others at least, the same would have been told to the letter.

    That it is under five can follow: of eight in five units none had more than three, or the rest would be few.
    """
    found = published(happenings)
    if found is None:
        return
    for unit in (other for other in UNITS if other not in found.own):
        for answer in FINE:
            number = sum(one.unit == unit and one.answer == answer for one in happenings)
            if 1 <= number < FEW:
                could_be = {number}
                for other in another_world(happenings, unit, answer, seed=number):
                    if published(other) == found:
                        could_be.add(sum(one.unit == unit and one.answer == answer for one in other))
                    if len(could_be) >= 3:
                        break
                assert len(could_be) >= 3, (unit, answer, number, found)
