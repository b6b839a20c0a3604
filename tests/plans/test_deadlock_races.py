"""Two at once where a plan is stuck: one question waits, it is answered once, and its clocks agree with it."""

from collections.abc import Callable
from datetime import datetime

import pytest

from helhet.access.models import ConsentAnswer
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.deadlock import Cause, DecidedBy, Outcome
from helhet.plans.actions.baton import accept_baton, decline_baton, expire_offer, offer_baton
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.deadlock import Case, answer_deadlock, follow_up_deadlock, raise_deadlock, take_to_body
from helhet.plans.actions.staff import end_membership
from helhet.plans.actions.writing import Said
from helhet.plans.models import BatonOffer, Deadlock, Entry, Plan
from tests.cast import NOW, Cast, active_plan, after, with_jonas
from tests.plans.racing import holder_by_the_rows, race, said

pytestmark = [pytest.mark.concurrent, pytest.mark.django_db(transaction=True)]

ROUNDS = range(4)
CASE = Case("Ingen tar det", Said("Hjelp"), Said(why_none="På reise"))
Act = Callable[[], object]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


def saying(plan: Plan, actor: Actor, at: datetime = NOW) -> Act:
    return lambda: raise_deadlock(plan=plan, cause=Cause.FAMILY, case=CASE, actor=actor, at=at)


def answering(deadlock: Deadlock, actor: Actor, words: str = "Skolen", at: datetime = NOW) -> Act:
    return lambda: answer_deadlock(
        deadlock=deadlock, decided_by=DecidedBy.BODY, coordinator=None, words=words, actor=actor, at=at
    )


def taking_back(cast: Cast, plan: Plan) -> Act:
    oral = ConsentAnswer.Channel.ORAL
    return lambda: withdraw(plan=plan, by=cast.mona, service=None, channel=oral, actor=cast.as_jonas, at=NOW)


def stuck(cast: Cast, plan: Plan) -> Deadlock:
    return raise_deadlock(plan=plan, cause=Cause.FAMILY, case=CASE, actor=cast.as_kari, at=NOW)


CLOCKS = {
    "raised": ["deadlock_answer", "deadlock_leaders"],
    "with_body": ["deadlock_answer"],
    "answered": ["deadlock_follow_up"],
    "followed_up": [],
    "called_off": [],
}


def by_the_rows(plan: Plan) -> str:
    """How far the one deadlock has come, after making sure that its clocks say the same and are the holder's."""
    one = Deadlock.objects.of(plan=plan).get()
    clocks = Clock.objects.filter(municipality_id=plan.municipality_id, about=one.pk, ended_at=None)
    running = list(clocks.select_related("owner").order_by("code"))
    if Plan.objects.of(child=plan.child).get(pk=plan.pk).status == "active":
        assert [clock.code for clock in running] == CLOCKS[one.state]
    else:
        assert running == []
    assert {clock.owner.name for clock in running} <= {holder_by_the_rows(plan)}
    return one.state


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_say_it_at_once(cast: Cast, plan: Plan, _round: int) -> None:
    outcomes = race(saying(plan, cast.as_kari), saying(plan, cast.as_jonas))
    assert sorted(map(said, outcomes)) == ["done", "waits"]
    assert by_the_rows(plan) == "raised"
    assert Entry.objects.of(plan=plan).count() == 3


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_answer_at_once(cast: Cast, plan: Plan, _round: int) -> None:
    deadlock = stuck(cast, plan)
    outcomes = race(answering(deadlock, cast.as_kari, "Skolen"), answering(deadlock, cast.as_rektor, "Klinikken"))
    assert sorted(map(said, outcomes)) == ["done", "not_now"]
    assert by_the_rows(plan) == "answered"
    first = ("Skolen", "Klinikken")[[said(one) for one in outcomes].index("done")]
    assert [one.text for one in Entry.objects.of(plan=plan).filter(kind="answer")] == [first]


@pytest.mark.parametrize("_round", ROUNDS)
def test_an_answer_while_it_is_taken_to_the_body(cast: Cast, plan: Plan, _round: int) -> None:
    deadlock = stuck(cast, plan)
    take: Act = lambda: take_to_body(deadlock=deadlock, actor=cast.as_rektor, at=NOW)  # noqa: E731
    outcomes = race(answering(deadlock, cast.as_kari), take)
    assert tuple(map(said, outcomes)) in (("done", "not_now"), ("done", "done"))
    assert by_the_rows(plan) == "answered"


@pytest.mark.parametrize("_round", ROUNDS)
def test_an_answer_while_the_consent_is_taken_back(cast: Cast, plan: Plan, _round: int) -> None:
    deadlock = stuck(cast, plan)
    outcomes = race(answering(deadlock, cast.as_kari), taking_back(cast, plan))
    assert (tuple(map(said, outcomes)), by_the_rows(plan)) in (
        (("done", "done"), "answered"),
        (("NotYours", "done"), "called_off"),
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_taken_further_while_the_consent_is_taken_back(cast: Cast, plan: Plan, _round: int) -> None:
    deadlock = stuck(cast, plan)
    take: Act = lambda: take_to_body(deadlock=deadlock, actor=cast.as_kari, at=NOW)  # noqa: E731
    outcomes = race(take, taking_back(cast, plan))
    assert (said(outcomes[1]), by_the_rows(plan)) == ("done", "called_off")
    assert said(outcomes[0]) in ("done", "NotYours")


@pytest.mark.parametrize("_round", ROUNDS)
def test_somebody_says_it_while_the_plan_is_closed(cast: Cast, plan: Plan, _round: int) -> None:
    none, reason = Said(why_none="Ville ikke"), cast.guide.codes("close_reason")[0].key
    outcomes = race(
        saying(plan, cast.as_jonas),
        lambda: close_plan(plan=plan, reason=reason, family=none, child=none, actor=cast.as_kari, at=NOW),
    )
    found = list(Deadlock.objects.of(plan=plan).values_list("state", flat=True))
    assert (tuple(map(said, outcomes)), found) in (
        (("done", "deadlock_waits"), ["raised"]),
        (("NotYours", "done"), []),
    )


def one_no_too_few(cast: Cast, plan: Plan) -> BatonOffer:
    """One more no, and the program says that the plan is stuck."""
    for turn in range(cast.guide.offer_deadlock_declines):
        offer = offer_baton(
            plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=after(turn / 100)
        )
        if turn < cast.guide.offer_deadlock_declines - 1:
            decline_baton(offer=offer, reason="no_capacity", actor=cast.as_jonas, at=after(turn / 100))
    return offer


def declining(cast: Cast, offer: BatonOffer) -> Act:
    return lambda: decline_baton(offer=offer, reason="no_capacity", actor=cast.as_jonas, at=after(1))


@pytest.mark.parametrize("_round", ROUNDS)
def test_the_last_no_while_somebody_says_it(cast: Cast, plan: Plan, _round: int) -> None:
    offer = one_no_too_few(cast, plan)
    outcomes = race(declining(cast, offer), saying(plan, cast.as_kari, after(1)))
    assert list(map(said, outcomes)) == ["done", "done"], "what the program finds is described, or it finds it said"
    assert by_the_rows(plan) == "raised"
    assert Deadlock.objects.of(plan=plan).get().described


@pytest.mark.parametrize("_round", ROUNDS)
def test_the_last_no_while_the_consent_is_taken_back(cast: Cast, plan: Plan, _round: int) -> None:
    offer = one_no_too_few(cast, plan)
    outcomes = race(declining(cast, offer), taking_back(cast, plan))
    found = list(Deadlock.objects.of(plan=plan).values_list("state", flat=True))
    assert (tuple(map(said, outcomes)), found) in (
        (("done", "done"), ["called_off"]),
        (("answered", "done"), []),
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_the_time_runs_out_while_the_one_asked_says_yes(cast: Cast, plan: Plan, _round: int) -> None:
    days = cast.guide.offer_deadlock_days
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    last = after(cast.guide.clock("offer_answer").days)
    outcomes = race(
        lambda: accept_baton(offer=offer, actor=cast.as_jonas, at=last),
        lambda: expire_offer(offer=offer, actor=Actor.system(), at=after(days)),
    )
    found = Deadlock.objects.of(plan=plan).count()
    assert (said(outcomes[0]), holder_by_the_rows(plan), found) in (("done", "Jonas", 0), ("answered", "Kari", 1))


@pytest.mark.parametrize("_round", ROUNDS)
def test_somebody_says_it_while_the_holder_leaves_or_hands_over(cast: Cast, plan: Plan, _round: int) -> None:
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    outcomes = race(
        saying(plan, cast.as_jonas, after(1)),
        lambda: end_membership(membership=cast.kari.memberships.get(), actor=cast.as_rektor, at=after(1)),
        lambda: accept_baton(offer=offer, actor=cast.as_jonas, at=after(1)),
    )
    assert list(map(said, outcomes)) == ["done", "done", "done"]
    assert (by_the_rows(plan), holder_by_the_rows(plan)) == ("raised", "Jonas")


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_write_what_came_of_it(cast: Cast, plan: Plan, _round: int) -> None:
    deadlock = stuck(cast, plan)
    answering(deadlock, cast.as_kari)()

    def following(outcome: Outcome) -> Act:
        return lambda: follow_up_deadlock(
            deadlock=deadlock, outcome=outcome, words="Ja", actor=cast.as_kari, at=after(1)
        )

    outcomes = race(following(Outcome.DONE), following(Outcome.NOT_DONE))
    assert sorted(map(said, outcomes)) == ["done", "not_now"]
    assert by_the_rows(plan) == "followed_up"
