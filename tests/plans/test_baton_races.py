"""The baton when two act at the same instant: one wins, the other is told why not, and one person is responsible."""

from collections.abc import Callable
from datetime import datetime

import pytest

from helhet.access.models import ConsentAnswer
from helhet.core.actors import Actor
from helhet.plans.actions.baton import accept_baton, cancel_offer, decline_baton, expire_offer, offer_baton
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.staff import end_membership
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import BatonOffer, Entry, Plan
from tests.cast import NOW, Cast, acting, active_plan, after, employ, with_jonas, worker
from tests.plans.racing import holder_by_the_rows, race, said

pytestmark = [pytest.mark.concurrent, pytest.mark.django_db(transaction=True)]

ROUNDS = range(6)


def offered(cast: Cast, plan: Plan) -> BatonOffer:
    return offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)


def accepting(cast: Cast, offer: BatonOffer, at: datetime) -> Callable[[], object]:
    return lambda: accept_baton(offer=offer, actor=cast.as_jonas, at=at)


@pytest.mark.parametrize("_round", ROUNDS)
def test_1_accept_and_cancel_at_once(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offered(cast, plan)
    outcomes = race(
        accepting(cast, offer, after(1)), lambda: cancel_offer(offer=offer, actor=cast.as_kari, at=after(1))
    )
    assert (tuple(map(said, outcomes)), holder_by_the_rows(plan)) in (
        (("done", "NotYours"), "Jonas"),
        (("answered", "done"), "Kari"),
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_1_accept_and_expire_at_once(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offered(cast, plan)
    last = after(cast.guide.clock("offer_answer").days)
    too_late = after(cast.guide.clock("offer_answer").days + 1)
    outcomes = race(accepting(cast, offer, last), lambda: expire_offer(offer=offer, actor=Actor.system(), at=too_late))
    offer.refresh_from_db()
    assert (said(outcomes[0]), offer.state, holder_by_the_rows(plan)) in (
        ("done", "accepted", "Jonas"),
        ("answered", "expired", "Kari"),
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_1_two_offers_at_once(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))

    def to_nils() -> object:
        return offer_baton(plan=plan, to_worker=cast.nils, to_service=cast.school, actor=cast.as_rektor, at=NOW)

    outcomes = race(lambda: offered(cast, plan), to_nils)
    assert sorted(map(said, outcomes)) == ["done", "offer_waits"]
    assert holder_by_the_rows(plan) == "Kari"
    assert BatonOffer.objects.of(plan=plan).count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_1_two_accepts_at_once(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offered(cast, plan)
    outcomes = race(accepting(cast, offer, after(1)), accepting(cast, offer, after(1)))
    assert sorted(map(said, outcomes)) == ["answered", "done"]
    assert holder_by_the_rows(plan) == "Jonas"


@pytest.mark.parametrize("_round", ROUNDS)
def test_2_accept_and_decline_at_once(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offered(cast, plan)
    reason = cast.guide.codes("baton_decline_reason")[0].key

    def declining() -> object:
        return decline_baton(offer=offer, reason=reason, words="Ikke nå", actor=cast.as_jonas, at=after(1))

    outcomes = race(accepting(cast, offer, after(1)), declining)
    assert (tuple(map(said, outcomes)), holder_by_the_rows(plan)) in (
        (("done", "answered"), "Jonas"),
        (("answered", "done"), "Kari"),
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_4_accept_while_the_holder_leaves(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offered(cast, plan)
    place = cast.kari.memberships.get()
    outcomes = race(
        accepting(cast, offer, after(1)),
        lambda: end_membership(membership=place, actor=cast.as_rektor, at=after(1)),
    )
    assert list(map(said, outcomes)) == ["done", "done"]
    assert holder_by_the_rows(plan) == "Jonas"


@pytest.mark.parametrize("_round", ROUNDS)
def test_4_accept_while_the_one_who_accepts_leaves(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offered(cast, plan)
    place = cast.jonas.memberships.get()
    leading = acting(cast.head_nurse, cast.clinic)
    outcomes = race(
        accepting(cast, offer, after(1)),
        lambda: end_membership(membership=place, actor=leading, at=after(1)),
    )
    assert (tuple(map(said, outcomes)), holder_by_the_rows(plan)) in (
        (("done", "done"), "Ledende"),
        (("answered", "done"), "Kari"),
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_4_two_in_the_same_unit_leave_while_others_write(cast: Cast, _round: int) -> None:
    ida = worker("Ida")
    places = [cast.kari.memberships.get(), employ(ida, cast.school)]
    plan = with_jonas(cast, active_plan(cast))
    offer = offer_baton(plan=plan, to_worker=ida, to_service=cast.school, actor=cast.as_kari, at=NOW)

    def writing() -> object:
        return write_entry(
            plan=plan,
            kind=Entry.Kind.NOTE,
            information_type="school",
            text="I dag gikk det bra",
            actor=cast.as_jonas,
            at=after(1),
        )

    outcomes = race(
        lambda: accept_baton(offer=offer, actor=acting(ida, cast.school), at=after(1)),
        *(
            lambda place=place: end_membership(membership=place, actor=cast.as_rektor, at=after(1))  # type: ignore[misc]
            for place in places
        ),
        writing,
    )
    assert list(map(said, outcomes))[1:] == ["done", "done", "done"]
    assert said(outcomes[0]) in {"done", "answered", "not_yours"}
    assert holder_by_the_rows(plan) == "Rektor"


@pytest.mark.parametrize("_round", ROUNDS)
def test_3_accept_while_the_consent_is_taken_back(cast: Cast, _round: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offered(cast, plan)

    def taking_back() -> object:
        return withdraw(
            plan=plan,
            by=cast.mona,
            service=cast.clinic,
            channel=ConsentAnswer.Channel.ORAL,
            actor=cast.as_kari,
            at=after(1),
        )

    outcomes = race(accepting(cast, offer, after(1)), taking_back)
    holder = holder_by_the_rows(plan)
    assert (tuple(map(said, outcomes)), holder, plan.status) in (
        (("done", "done"), "Jonas", "closing"),
        (("answered", "done"), "Kari", "active"),
    )
