"""What is counted of how help flows (flyttall), and over what time. Nobody fills anything in: it is all in the plans.

Not counted: anything about a child at a shielded address, or asked alone about what is rightly kept from the parents;
what a wonder note says or led to; what anybody wrote. Nothing of it is a score of anyone (casework: criterion 42).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from helhet.core.disclosure_control import Detail

SETTLES = timedelta(days=31)
"""So long after a half-year is over it is counted: what is written down late has come in by then."""


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """A half-year (halvår): the first, January to June, or the second. The only time anything is counted over."""

    year: int
    half: int

    def __post_init__(self) -> None:
        if self.half not in (1, 2):
            raise ValueError("a year has a first half and a second")

    @property
    def first_day(self) -> date:
        """1 January or 1 July."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def next(self) -> "HalfYear":
        """The one that begins when this is over."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def previous(self) -> "HalfYear":
        """The one that was over when this began."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    @property
    def last_day(self) -> date:
        """30 June or 31 December."""
        return self.next.first_day - timedelta(days=1)

    @property
    def counted_from(self) -> date:
        """The first day on which it can be counted."""
        return self.next.first_day + SETTLES

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        """The half-year a day lies in."""
        return cls(day.year, 1 if day.month < 7 else 2)


def newest_counted(on: date) -> HalfYear:
    """The newest half-year that can be counted on a day."""
    back = HalfYear.of(on - timedelta(days=365))
    while back.next.counted_from <= on:
        back = back.next
    return back


class Figure(StrEnum):
    """One kind of happening, told as how often each answer was given."""

    WONDER = "wonder"
    """A wonder note was decided on: within the time, or later."""
    HELP = "help"
    """A service answered an invitation: it met the family in time, or later; has a waiting list, or cannot help."""
    BATON = "baton"
    """Somebody was asked to take over the baton, and it was settled."""
    EVALUATION = "evaluation"
    """An evaluation fell due."""
    CHILD = "child"
    """An evaluation was held: was the child heard?"""
    MEASURE = "measure"
    """An evaluation judged a measure: was it done, and if not, was there no help to be had?"""
    DEADLOCK = "deadlock"
    """Somebody said that a plan is stuck: was there an answer in time?"""
    ENDED = "ended"
    """A plan was closed."""


DAYS: Mapping[Figure, int] = {Figure.WONDER: 14, Figure.HELP: 14, Figure.BATON: 7, Figure.DEADLOCK: 30}
"""Within so many days is in time, the same everywhere, whatever a guide says; first contact is ours."""

WHOLE_ONLY = frozenset({Figure.WONDER, Figure.DEADLOCK, Figure.ENDED})
"""Told of the municipality and never of a unit: a wonder is its author's, and no unit is to fear a family's no, or to
say that a plan is stuck."""


RELATED: tuple[tuple[Figure, ...], ...] = (
    (Figure.WONDER,),
    (Figure.HELP,),
    (Figure.BATON,),
    (Figure.EVALUATION, Figure.CHILD, Figure.MEASURE),
    (Figure.DEADLOCK,),
    (Figure.ENDED,),
)
"""Figures about the same meetings are told in the same groups. The others share no happening with any."""


def _as_given(*answers: str) -> Detail:
    return {answer: answer for answer in answers}


IN_TIME = _as_given("in_time", "later")
NOT_ASKED = ("too_young", "not_wanted", "not_met", "adult_judgement", "other_reason")

DETAILS: Mapping[Figure, tuple[Detail, ...]] = {
    Figure.WONDER: (IN_TIME,),
    Figure.HELP: (
        _as_given("met_in_time", "met_later", "waiting_list", "other_no"),
        {"met_in_time": "met_in_time", "met_later": "met_later", "waiting_list": "no", "other_no": "no"},
        {"met_in_time": "joined", "met_later": "joined", "waiting_list": "no", "other_no": "no"},
    ),
    Figure.BATON: (
        _as_given("accepted_in_time", "accepted_later", "declined", "ran_out"),
        {
            "accepted_in_time": "accepted_in_time", "accepted_later": "accepted_later",
            "declined": "not_accepted", "ran_out": "not_accepted",
        },
        {
            "accepted_in_time": "accepted", "accepted_later": "accepted",
            "declined": "not_accepted", "ran_out": "not_accepted",
        },
    ),
    Figure.EVALUATION: (
        _as_given("in_time", "later", "not_held"),
        {"in_time": "in_time", "later": "not_in_time", "not_held": "not_in_time"},
    ),
    Figure.CHILD: (
        _as_given("given", "declined", *NOT_ASKED),
        {"given": "given", "declined": "declined", **dict.fromkeys(NOT_ASKED, "not_asked")},
        {"given": "given", "declined": "not_given", **dict.fromkeys(NOT_ASKED, "not_given")},
    ),
    Figure.MEASURE: (
        _as_given("done", "no_help", "not_done_otherwise"),
        {"done": "done", "no_help": "not_done", "not_done_otherwise": "not_done"},
    ),
    Figure.DEADLOCK: (
        _as_given("answered_in_time", "answered_later", "not_answered"),
        {
            "answered_in_time": "answered_in_time", "answered_later": "late_or_no_answer",
            "not_answered": "late_or_no_answer",
        },
    ),
    Figure.ENDED: (
        _as_given("goals_met", "consent_back", "no_help", "ended_otherwise"),
        {
            "goals_met": "goals_met", "consent_back": "not_goals_met", "no_help": "not_goals_met",
            "ended_otherwise": "not_goals_met",
        },
    ),
}  # fmt: skip
"""How finely each is told: from the finest to the coarsest, and the first that may be told is."""

ANSWERS: Mapping[Figure, tuple[str, ...]] = {
    figure: tuple(dict.fromkeys(told for detail in details for told in detail.values()))
    for figure, details in DETAILS.items()
}
"""Every answer a figure can be told with, in the order it is shown."""


def in_time(figure: Figure, days: int) -> bool:
    """Whether so many days were within the figure's time."""
    return days <= DAYS[figure]
