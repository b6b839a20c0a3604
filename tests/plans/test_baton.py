"""The baton: one holder, held until the next has accepted."""

import pytest

from helhet.core.baton import BatonRefused
from helhet.plans.actions.baton import accept_baton, cancel_offer, decline_baton, offer_baton
from helhet.plans.models import Baton, BatonOffer, Plan
from helhet.plans.queries.roles import current_baton
from tests.cast import NOW, Cast, active_plan, after, with_jonas


def holder(plan: Plan) -> str:
    plan.refresh_from_db()
    baton = current_baton(plan)
    assert baton is not None
    assert Baton.objects.of(plan=plan).filter(until_at=None).count() == 1
    return baton.holder.name


def offered(cast: Cast, plan: Plan) -> BatonOffer:
    return offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)


def test_2_offering_declining_and_cancelling_never_change_the_holder(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    assert holder(plan) == "Kari"
    offer = offered(cast, plan)
    assert holder(plan) == "Kari"
    reason = cast.guide.codes("baton_decline_reason")[0].key
    decline_baton(offer=offer, reason=reason, words="For mange planer nå", actor=cast.as_jonas, at=after(1))
    assert holder(plan) == "Kari"
    cancel_offer(offer=offered(cast, plan), actor=cast.as_kari, at=after(1))
    assert holder(plan) == "Kari"


def test_1_the_one_who_accepts_is_the_holder_from_that_moment(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    accept_baton(offer=offered(cast, plan), actor=cast.as_jonas, at=after(1))
    assert holder(plan) == "Jonas"


def test_3_a_service_outside_the_consent_cannot_be_offered_the_baton(cast: Cast) -> None:
    plan = active_plan(cast)
    with pytest.raises(BatonRefused) as refused:
        offered(cast, plan)
    assert refused.value.code == "outside_consent"
