"""The ladder of ages as a page: age by age, what begins and what ends, and by which clock."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from helhet.core.law.ladder import Limit, Turn, limits
from helhet.core.law.parameter import Kind, Parameter, Standing
from helhet.core.law.periods import AgeClock

WHEN: Mapping[tuple[Turn, AgeClock], str] = {
    (Turn.BEGINS, AgeClock.BIRTHDAY): "",
    (Turn.BEGINS, AgeClock.YEAR_START): "from 1 January of the year of that age",
    (Turn.BEGINS, AgeClock.YEAR_END): "from the year after",
    (Turn.BEGINS, AgeClock.SCHOOL_YEAR_START): "from 1 August of the year of that age",
    (Turn.BEGINS, AgeClock.SCHOOL_YEAR_END): "from 1 August of the year after",
    (Turn.BEGINS, AgeClock.MONTH_START): "from the first day of the birthday's month",
    (Turn.BEGINS, AgeClock.MONTH_BEFORE): "from the first day of the birthday's month",
    (Turn.BEGINS, AgeClock.MONTH_END): "from the month after the birthday",
    (Turn.ENDS, AgeClock.BIRTHDAY): "",
    (Turn.ENDS, AgeClock.YEAR_START): "with the year before that age",
    (Turn.ENDS, AgeClock.YEAR_END): "with the year of that age",
    (Turn.ENDS, AgeClock.SCHOOL_YEAR_START): "on 31 July of the year of that age",
    (Turn.ENDS, AgeClock.SCHOOL_YEAR_END): "with the school year that begins in the year of that age",
    (Turn.ENDS, AgeClock.MONTH_START): "with the month before the birthday",
    (Turn.ENDS, AgeClock.MONTH_BEFORE): "with the month before the birthday",
    (Turn.ENDS, AgeClock.MONTH_END): "with the birthday's month",
}
Rung = tuple[Limit, Parameter]


def ladder_page(law: Mapping[str, Parameter], on: date) -> str:
    """The page, by the law in force on a day. What no age begins or ends is not on it."""
    in_force: list[Rung] = []
    waiting: list[Rung] = []
    for rule in law.values():
        if rule.kind is Kind.AGE:
            for value in rule.values:
                if value.in_force(on):
                    in_force += [(limit, rule) for limit in limits(value)]
                elif value.since is None and rule.standing is Standing.LAW:
                    waiting += [(limit, rule) for limit in limits(value)]
    lines = [
        "# The ladder of ages",
        "",
        f"Age by age, what begins and what ends by the law in force on {on}. The day is the birthday unless another",
        "is named. A rule often rests on more than the age. What a person must weigh stands with the rule, on the page",
        "of its field ([the law in numbers](README.md)). A child is heard at every age.",
        "",
        *_ages(in_force),
        "## Adopted, without a day in force",
        "",
        "What these acts will change when somebody enters their day. Nothing here applies.",
        "",
        *(f"* **{rung[0].age}**, {_line(rung)}" for rung in sorted(waiting, key=_order)),
    ]
    return "\n".join(lines) + "\n"


def _ages(rungs: list[Rung]) -> list[str]:
    lines: list[str] = []
    for age, here in groupby(sorted(rungs, key=_order), key=lambda rung: rung[0].age):
        lines += [f"## {age}" if age else "## From birth", ""]
        for turn, group in groupby(here, key=lambda rung: rung[0].turn):
            lines += [f"{turn.capitalize()}:", "", *(f"* {_line(rung)}" for rung in group), ""]
    return lines


def _order(rung: Rung) -> tuple[int, Turn, str, str]:
    limit, rule = rung
    return limit.age, limit.turn, str(rule.details.get("area", "")), rule.id


def _line(rung: Rung) -> str:
    limit, rule = rung
    area = str(rule.details.get("area", "")).replace("_", " ")
    when = WHEN[limit.turn, limit.clock]
    marks = [area, *([f"{limit.turn} {when}"] if when else [])]
    if rule.standing is not Standing.LAW:
        marks.append(rule.standing)
    if rule.confidence != "confirmed":
        marks.append(rule.confidence)
    return f"[{rule.paragraph}]({rule.file.replace('.toml', '.md')}) ({', '.join(marks)}). {rule.text.en} `{rule.id}`"
