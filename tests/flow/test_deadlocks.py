"""What is counted of plans that were stuck: each time once, by its answer, and never where it would tell of one."""

from datetime import UTC, datetime, timedelta

import pytest

from helhet.access.models import ConsentAnswer
from helhet.core.actors import Actor
from helhet.core.deadlock import Cause, DecidedBy, Outcome
from helhet.core.flow import Figure, HalfYear
from helhet.flow.actions import release_flow
from helhet.flow.models import FlowCount
from helhet.flow.queries.happenings import happenings_in
from helhet.people.models import Person
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.deadlock import Case, answer_deadlock, follow_up_deadlock, raise_deadlock, take_to_body
from helhet.plans.actions.writing import Said
from helhet.plans.models import Deadlock, Plan
from tests.cast import Cast, active_plan

AUTUMN = HalfYear(2026, 2)
BEGUN = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
AUGUST = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
LAST = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
"""A minute before midnight in Norway, on the last day of the year."""


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return active_plan(cast, at=BEGUN)


def counted(cast: Cast, half: HalfYear = AUTUMN) -> list[str]:
    return sorted(one.answer for one in happenings_in(cast.fjordvik, half)[Figure.DEADLOCK])


def stuck(cast: Cast, plan: Plan, at: datetime) -> Deadlock:
    case = Case("Ingen tar det", Said("Hjelp"), Said(why_none="På reise"))
    return raise_deadlock(plan=plan, cause=Cause.NO_HELP, case=case, actor=cast.as_kari, at=at)


def answered(cast: Cast, deadlock: Deadlock, at: datetime) -> Deadlock:
    return answer_deadlock(
        deadlock=deadlock, decided_by=DecidedBy.BODY, coordinator=None, words="Skolen", actor=cast.as_kari, at=at
    )


@pytest.mark.parametrize(("days", "answer"), [(30, "answered_in_time"), (31, "answered_later"), (None, "not_answered")])
def test_by_its_answer_whatever_the_guide_says(cast: Cast, plan: Plan, days: int | None, answer: str) -> None:
    deadlock = stuck(cast, plan, AUGUST)
    if days is not None:
        answered(cast, deadlock, AUGUST + timedelta(days=days))
    assert counted(cast) == [answer]


def test_each_time_counts_once_all_the_way(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan, AUGUST)
    take_to_body(deadlock=deadlock, actor=cast.as_kari, at=AUGUST + timedelta(14))
    answered(cast, deadlock, AUGUST + timedelta(20))
    follow_up_deadlock(
        deadlock=deadlock, outcome=Outcome.NOT_DONE, words="Nei", actor=cast.as_kari, at=AUGUST + timedelta(40)
    )
    stuck(cast, plan, AUGUST + timedelta(41))
    assert counted(cast) == ["answered_in_time", "not_answered"]


def test_it_belongs_to_the_half_year_it_was_said_in_by_the_clock_of_norway(cast: Cast, plan: Plan) -> None:
    answered(cast, stuck(cast, plan, LAST), LAST + timedelta(days=30))
    stuck(cast, plan, LAST + timedelta(days=30, minutes=1))
    assert (counted(cast), counted(cast, AUTUMN.next)) == (["answered_in_time"], ["not_answered"])


def all_taken_back(cast: Cast, plan: Plan, at: datetime) -> None:
    withdraw(plan=plan, by=cast.mona, service=None, channel=ConsentAnswer.Channel.ORAL, actor=cast.as_kari, at=at)


@pytest.mark.parametrize(("days", "told"), [(30, []), (31, ["not_answered"])])
def test_a_family_that_has_waited_too_long_and_takes_all_back_has_had_no_answer(
    cast: Cast, plan: Plan, days: int, told: list[str]
) -> None:
    """Else those who waited in vain until they gave up would be the ones nobody counts."""
    stuck(cast, plan, AUGUST)
    all_taken_back(cast, plan, AUGUST + timedelta(days=days))
    assert counted(cast) == told


def test_a_child_at_a_shielded_address_does_not_count(cast: Cast, plan: Plan) -> None:
    stuck(cast, plan, AUGUST)
    Person.objects.filter(pk=cast.ella.pk, municipality=cast.fjordvik).update(protection=Person.Protection.STRICT)
    assert counted(cast) == []


def test_few_are_not_told_and_an_answer_after_the_count_changes_nothing(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan, LAST)
    late = LAST + timedelta(days=60)
    release_flow(organisation=cast.fjordvik, half=AUTUMN, actor=Actor.system(), at=late)
    answered(cast, deadlock, late)
    release_flow(organisation=cast.fjordvik, half=AUTUMN, actor=Actor.system(), at=late)
    assert FlowCount.objects.filter(figure=Figure.DEADLOCK).count() == 0
