"""A plan that is stuck, when two act at the same instant: said once, answered once, and never left with a clock."""

import pytest

from helhet.access.models import ConsentAnswer
from helhet.clocks.models import Clock
from helhet.core.deadlock import DecidedBy
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.deadlock import answer_deadlock, take_to_body
from helhet.plans.models import Deadlock, Plan
from tests.cast import Cast, active_plan, after, with_jonas
from tests.plans.racing import race, said
from tests.plans.test_deadlock import stuck

pytestmark = [pytest.mark.concurrent, pytest.mark.django_db(transaction=True)]

ROUNDS = range(4)


def states(plan: Plan) -> list[str]:
    return list(Deadlock.objects.of(plan=plan).values_list("state", flat=True))


@pytest.mark.parametrize("_round", ROUNDS)
def test_said_by_two_at_once_it_is_one(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    outcomes = race(lambda: stuck(plan, cast.as_kari), lambda: stuck(plan, cast.as_jonas))
    assert (sorted(map(said, outcomes)), states(plan)) == (["done", "waits"], ["raised"])


@pytest.mark.parametrize("_round", ROUNDS)
def test_answered_by_two_at_once_the_first_answer_stands(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    found = stuck(plan, cast.as_jonas)

    def answer(actor: str) -> object:
        return answer_deadlock(
            deadlock=found, decided_by=DecidedBy.LEADERS, coordinator=None, words=actor, actor=getattr(cast, actor),
            at=after(1),
        )  # fmt: skip

    outcomes = race(lambda: answer("as_kari"), lambda: answer("as_rektor"))
    assert sorted(map(said, outcomes)) == ["done", "not_now"]
    first = ("as_kari", "as_rektor")[[said(one) for one in outcomes].index("done")]
    assert [one.answer.text for one in Deadlock.objects.select_related("answer") if one.answer] == [first]


@pytest.mark.parametrize("_round", ROUNDS)
def test_taken_further_while_the_consent_is_taken_back(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    found, oral = stuck(plan, cast.as_jonas), ConsentAnswer.Channel.ORAL
    outcomes = race(
        lambda: take_to_body(deadlock=found, actor=cast.as_kari, at=after(1)),
        lambda: withdraw(plan=plan, by=cast.mona, service=None, channel=oral, actor=cast.as_kari, at=after(1)),
    )
    assert (said(outcomes[1]), states(plan)) == ("done", ["called_off"])
    assert said(outcomes[0]) in ("done", "NotYours")
    running = Clock.objects.filter(matter=plan.pk, code__startswith="deadlock", ended_at=None)
    assert running.count() == 0
