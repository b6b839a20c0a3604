"""A no is an ordinary answer: the one who asked reads who, when and why, until somebody else is asked."""

from datetime import datetime

import pytest

from helhet.access.models import ConsentAnswer
from helhet.core.actors import Actor
from helhet.core.guides import GuidePack
from helhet.plans.actions.baton import accept_baton, decline_baton, expire_offer, offer_baton
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.services import InvitationRefused, decline_invitation, invite_service
from helhet.plans.models import BatonOffer, Participation, Plan
from helhet.plans.queries.day import my_day
from helhet.plans.queries.page import PlanPage, plan_page
from tests.cast import NOW, Cast, active_plan, after, everyone_says, scope, with_jonas
from tests.plans.test_walk import as_worker, page


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


def offered(cast: Cast, plan: Plan, *, at: datetime = NOW) -> BatonOffer:
    return offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=at)


def declined(cast: Cast, plan: Plan) -> BatonOffer:
    offer, reason = offered(cast, plan), cast.guide.codes("baton_decline_reason")[0].key
    return decline_baton(offer=offer, reason=reason, words="For mange nå", actor=cast.as_jonas, at=after(1))


def waits(actor: Actor, *, at: datetime = NOW) -> list[tuple[str, str]]:
    """What My day tells of answers: which kind, and whose."""
    return [(one.code, one.who) for one in my_day(actor, at=at) if one.who]


def shown(actor: Actor, plan: Plan) -> PlanPage:
    return plan_page(actor, plan.key, at=after(1))


def test_a_no_to_the_baton_is_read_by_the_holder_with_its_reason(cast: Cast, plan: Plan) -> None:
    offer = declined(cast, plan)
    assert waits(cast.as_kari, at=after(1)) == [("offer_declined", "Jonas")]
    assert (shown(cast.as_kari, plan).said_no, shown(cast.as_kari, plan).tells_why) == (offer, True)
    html = page(as_worker(cast.kari), plan)
    reason = cast.guide.codes("baton_decline_reason")[0].text.in_language("en")
    assert html.count(f"{reason}: “For mange nå”") == 1


def test_the_leader_reads_who_and_when_and_the_others_nothing(cast: Cast, plan: Plan) -> None:
    declined(cast, plan)
    leader = shown(cast.as_rektor, plan)
    assert (leader.said_no is not None, leader.tells_why) == (True, False)
    assert page(as_worker(cast.rektor), plan).count("For mange nå") == 0
    assert shown(cast.as_jonas, plan).said_no is None
    assert waits(cast.as_jonas, at=after(1)) == waits(cast.as_rektor, at=after(1)) == []


def test_it_stands_until_somebody_is_asked_anew(cast: Cast, plan: Plan) -> None:
    declined(cast, plan)
    accept_baton(offer=offered(cast, plan, at=after(2)), actor=cast.as_jonas, at=after(3))
    assert shown(cast.as_jonas, plan).said_no is None
    assert waits(cast.as_jonas, at=after(3)) == []


def test_nothing_is_told_of_a_service_that_has_left(cast: Cast, plan: Plan) -> None:
    declined(cast, plan)
    oral = ConsentAnswer.Channel.ORAL
    withdraw(plan=plan, by=cast.mona, service=cast.clinic, channel=oral, actor=cast.as_kari, at=after(1))
    assert shown(cast.as_kari, plan).said_no is None
    assert waits(cast.as_kari, at=after(1)) == []


def test_it_leaves_my_day_after_two_weeks(cast: Cast, plan: Plan) -> None:
    declined(cast, plan)
    assert [len(waits(cast.as_kari, at=after(days))) for days in (15, 16)] == [1, 0]


def test_silence_until_the_time_is_over_is_told_as_what_it_is(cast: Cast, plan: Plan) -> None:
    offer = offered(cast, plan)
    over = cast.guide.clock("offer_answer").days + 1
    expire_offer(offer=offer, actor=Actor.system(), at=after(over))
    assert waits(cast.as_kari, at=after(over)) == [("offer_expired", "Jonas")]


def with_words(guide: GuidePack) -> str:
    return next(code.key for code in guide.codes("referral_decline_reason") if code.needs_words)


def invited(cast: Cast, plan: Plan, *, at: datetime = NOW) -> Participation:
    return invite_service(plan=plan, service=cast.ppt, worker=cast.pia, task="Råd", actor=cast.as_kari, at=at)


def test_a_no_to_taking_part_keeps_the_words_it_was_said_in(cast: Cast, plan: Plan) -> None:
    asked = ask_family(plan=plan, scope=scope(cast.ppt), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, asked, cast.as_kari)
    invitation, reason = invited(cast, plan), with_words(cast.guide)
    with pytest.raises(InvitationRefused) as refused:
        decline_invitation(invitation=invitation, reason=reason, actor=cast.as_pia, at=after(1))
    assert refused.value.code == "needs_words"
    decline_invitation(invitation=invitation, reason=reason, words="Til våren", actor=cast.as_pia, at=after(1))
    assert waits(cast.as_kari, at=after(1)) == [("invitation_declined", "Pia")]
    assert page(as_worker(cast.kari), plan).count("“Til våren”") == 1
    assert page(as_worker(cast.jonas), plan).count("“Til våren”") == 0
    assert page(as_worker(cast.jonas), plan).count("Pia has said no to taking part.") == 1
    invited(cast, plan, at=after(2))
    assert waits(cast.as_kari, at=after(2)) == []
