"""The plan is stuck: who says so, who has it, the answer the family sees, and what came of it (casework: M8)."""

from datetime import date, datetime, timedelta

import pytest

from helhet.access.models import ConsentAnswer
from helhet.audit.models import AuditEntry
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.deadlock import Cause, DeadlockRefused, DeadlockState, DecidedBy, Outcome
from helhet.core.doing import NotYours
from helhet.core.guides import load
from helhet.core.services import ServiceType
from helhet.people.models import Service, Worker
from helhet.plans.actions.baton import accept_baton, cancel_offer, decline_baton, expire_offer, offer_baton
from helhet.plans.actions.closing import ClosingRefused, close_plan
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.deadlock import (
    Case,
    answer_deadlock,
    follow_up_deadlock,
    raise_deadlock,
    take_to_body,
)
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.services import accept_invitation, invite_service
from helhet.plans.actions.staff import end_membership
from helhet.plans.actions.writing import Said
from helhet.plans.models import BatonOffer, Deadlock, Entry, Plan
from helhet.plans.queries.day import my_day
from helhet.plans.queries.roles import current_baton
from helhet.post.models import Letter
from tests.cast import NOW, TODAY, Cast, acting, active_plan, after, draft, everyone_says, scope, service, with_jonas
from tests.cast import worker as a_worker

CASE = Case(
    situation="Skole og helsestasjon er uenige om hvem som følger Ella. Vi har byttet på, og det glipper.",
    family=Said("Vi vil at én skal ringe oss."),
    child=Said("Jeg vil ha Jonas."),
)
NONE = Said(why_none="På reise")


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


def stuck(plan: Plan, actor: Actor, *, cause: Cause = Cause.DISAGREE, at: datetime = NOW) -> Deadlock:
    return raise_deadlock(plan=plan, cause=cause, case=CASE, actor=actor, at=at)


def answered(
    deadlock: Deadlock, actor: Actor, *, coordinator: Service | None = None, at: datetime = NOW, words: str = "Skolen."
) -> Deadlock:
    return answer_deadlock(
        deadlock=deadlock, decided_by=DecidedBy.BODY, coordinator=coordinator, words=words, actor=actor, at=at
    )


def said_no(cast: Cast, plan: Plan, *, at: datetime = NOW) -> BatonOffer:
    """Jonas is asked to take the baton, and says no at once."""
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=at)
    reason = cast.guide.codes("baton_decline_reason")[0].key
    return decline_baton(offer=offer, reason=reason, words="For mange nå", actor=cast.as_jonas, at=at)


def ran_out(cast: Cast, plan: Plan, *, at: datetime) -> datetime:
    """Jonas is asked, and does not answer; the day after the last one."""
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=at)
    over = at + timedelta(days=cast.guide.clock("offer_answer").days + 1)
    expire_offer(offer=offer, actor=Actor.system(), at=over)
    return over


def states(plan: Plan) -> list[str]:
    return list(Deadlock.objects.of(plan=plan).order_by("raised_at").values_list("state", flat=True))


def running(plan: Plan) -> dict[str, tuple[str, date]]:
    """The clocks of deadlocks that run: whose, and until when."""
    clocks = Clock.objects.filter(municipality=plan.municipality_id, matter=plan.pk, ended_at=None)
    clocks = clocks.filter(code__startswith="deadlock").select_related("owner")
    return {one.code: (one.owner.name, one.due_on) for one in clocks}


def letters() -> list[str]:
    """Who has been written to about news, by name; each once for each letter."""
    rows = Letter.objects.filter(kind=Letter.Kind.NEWS).select_related("to_worker", "to_person")
    return sorted((one.to_worker or one.to_person).name for one in rows)  # type: ignore[union-attr]


# ── Saying so ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["as_kari", "as_jonas", "as_rektor"])
def test_anyone_who_takes_part_says_so_and_the_leader_too(cast: Cast, plan: Plan, who: str) -> None:
    stuck(plan, getattr(cast, who))
    assert states(plan) == ["raised"]


@pytest.mark.parametrize("who", ["as_nils", "as_pia", "as_amir", "as_mona"])
def test_nobody_says_so_from_outside(cast: Cast, plan: Plan, who: str) -> None:
    with pytest.raises(NotYours):
        stuck(plan, getattr(cast, who))
    assert states(plan) == []


def test_not_before_there_is_a_plan(cast: Cast) -> None:
    with pytest.raises(NotYours):
        stuck(draft(cast), cast.as_kari)


def test_what_the_family_and_the_child_want_stands_in_their_own_words(cast: Cast, plan: Plan) -> None:
    found = stuck(plan, cast.as_kari)
    told = [
        (one.kind, one.information_type, one.words_of, one.text)
        for one in (found.situation, found.family_view, found.child_view)
        if one
    ]
    assert told == [
        ("deadlock", "agreement", "writer", CASE.situation),
        ("family_view", "home", "family", "Vi vil at én skal ringe oss."),
        ("child_view", "child_voice", "child", "Jeg vil ha Jonas."),
    ]


def test_where_they_say_nothing_it_is_said_why_and_in_the_writers_words(cast: Cast, plan: Plan) -> None:
    found = raise_deadlock(
        plan=plan, cause=Cause.FAMILY, case=Case("Ingen tar det", NONE, NONE), actor=cast.as_kari, at=NOW
    )
    assert [one and (one.words_of, one.text) for one in (found.family_view, found.child_view)] == [
        ("writer", "På reise"), ("writer", "På reise"),
    ]  # fmt: skip


def test_all_that_is_missing_is_told_at_once_and_nothing_is_written(cast: Cast, plan: Plan) -> None:
    with pytest.raises(DeadlockRefused) as refused:
        raise_deadlock(plan=plan, cause=Cause.FAMILY, case=Case("", Said(), Said()), actor=cast.as_kari, at=NOW)
    assert refused.value.codes == ("situation_missing", "family_words_missing", "child_words_missing")
    assert (states(plan), Entry.objects.of(plan=plan).count()) == ([], 0)


def test_said_twice_it_is_one(cast: Cast, plan: Plan) -> None:
    stuck(plan, cast.as_kari)
    with pytest.raises(DeadlockRefused) as refused:
        stuck(plan, cast.as_jonas, at=after(1))
    assert (refused.value.code, states(plan)) == ("waits", ["raised"])


def test_the_holder_the_leader_and_the_family_are_told_but_not_the_one_who_said_it(cast: Cast, plan: Plan) -> None:
    Letter.objects.all().delete()
    stuck(plan, cast.as_jonas)
    assert letters() == ["Kari", "Mona", "Per", "Rektor"]
    Letter.objects.all().delete()
    answered(Deadlock.objects.get(), cast.as_rektor)
    assert letters() == ["Kari", "Mona", "Per"]


def test_the_holder_still_holds_and_owes_an_answer_by_the_guides_days(cast: Cast, plan: Plan) -> None:
    found = stuck(plan, cast.as_jonas)
    days = {code: cast.guide.clock(code).days for code in ("deadlock_leaders", "deadlock_answer")}
    assert running(plan) == {code: ("Kari", TODAY + timedelta(days=days[code])) for code in days}
    assert found.answer_by == TODAY + timedelta(days=days["deadlock_answer"])
    baton = current_baton(plan)
    assert baton is not None
    assert baton.holder == cast.kari


def test_my_day_tells_the_holder(cast: Cast, plan: Plan) -> None:
    stuck(plan, cast.as_jonas)

    def waits(actor: Actor) -> list[str]:
        return [one.code for one in my_day(actor, at=after(20)) if one.code.startswith("deadlock")]

    assert (waits(cast.as_kari), waits(cast.as_jonas)) == (["deadlock_leaders", "deadlock_answer"], [])


def test_my_day_tells_the_leader_who_is_to_find_a_way_until_there_is_an_answer(cast: Cast, plan: Plan) -> None:
    """They are told by e-mail that something is new. What it is must stand where they then look."""

    def waits(actor: Actor) -> list[tuple[str, date | None]]:
        return [(one.code, one.due_on) for one in my_day(actor, at=NOW) if one.code.startswith("stuck")]

    found = stuck(plan, cast.as_jonas)
    leaders, answer = (
        TODAY + timedelta(days=cast.guide.clock(code).days) for code in ("deadlock_leaders", "deadlock_answer")
    )
    assert waits(cast.as_rektor) == [("stuck_to_solve", leaders)]
    found = take_to_body(deadlock=found, actor=cast.as_rektor, at=NOW)
    assert waits(cast.as_rektor) == [("stuck_to_answer", answer)]
    assert [waits(one) for one in (cast.as_nils, acting(cast.head_nurse, cast.clinic), cast.as_amir)] == [[], [], []]
    answered(found, cast.as_kari)
    assert waits(cast.as_rektor) == []


def test_a_leader_who_holds_the_baton_is_told_once(cast: Cast, plan: Plan) -> None:
    end_membership(membership=cast.kari.memberships.get(), actor=cast.as_rektor, at=NOW)
    stuck(plan, cast.as_jonas)
    codes = [one.code for one in my_day(cast.as_rektor, at=NOW)]
    assert [codes.count(one) for one in ("stuck_to_solve", "deadlock_leaders")] == [0, 1]


# ── The guide's own rule ───────────────────────────────────────────────────────────────────────────────────


def test_so_many_declines_and_the_program_says_it_itself(cast: Cast, plan: Plan) -> None:
    for turn in range(cast.guide.offer_deadlock_declines):
        assert states(plan) == []
        said_no(cast, plan, at=after(turn))
    found = Deadlock.objects.get()
    assert (found.cause, found.state, found.raised_by, found.described) == ("baton", "raised", None, False)


def test_so_many_days_without_a_yes_and_the_program_says_it_itself(cast: Cast, plan: Plan) -> None:
    at = NOW
    while (at - NOW).days < cast.guide.offer_deadlock_days:
        assert states(plan) == []
        at = ran_out(cast, plan, at=at)
    assert states(plan) == ["raised"]


def test_an_offer_taken_back_does_not_count(cast: Cast, plan: Plan) -> None:
    for turn in range(cast.guide.offer_deadlock_declines + 2):
        offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=after(turn))
        cancel_offer(offer=offer, actor=cast.as_kari, at=after(turn))
    assert states(plan) == []


def test_a_new_holder_begins_anew(cast: Cast, plan: Plan) -> None:
    for turn in range(cast.guide.offer_deadlock_declines - 1):
        said_no(cast, plan, at=after(turn))
    offer = offer_baton(plan=plan, to_worker=cast.nils, to_service=cast.school, actor=cast.as_kari, at=after(4))
    accept_baton(offer=offer, actor=cast.as_nils, at=after(4))
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_nils, at=after(5))
    reason = cast.guide.codes("baton_decline_reason")[0].key
    decline_baton(offer=offer, reason=reason, words="For mange nå", actor=cast.as_jonas, at=after(5))
    assert states(plan) == []


def test_what_was_answered_is_not_counted_again(cast: Cast, plan: Plan) -> None:
    for turn in range(cast.guide.offer_deadlock_declines):
        said_no(cast, plan, at=after(turn))
    found = stuck(plan, cast.as_kari, at=after(5))
    answered(found, cast.as_kari, at=after(6))
    said_no(cast, plan, at=after(7))
    assert states(plan) == ["answered"]


def test_what_the_program_has_found_is_described_by_a_person_and_stays_one(cast: Cast, plan: Plan) -> None:
    for turn in range(cast.guide.offer_deadlock_declines):
        said_no(cast, plan, at=after(turn))
    found = Deadlock.objects.get()
    for act in (
        lambda: take_to_body(deadlock=found, actor=cast.as_kari, at=after(4)),
        lambda: answered(found, cast.as_kari, at=after(4)),
    ):
        with pytest.raises(DeadlockRefused) as refused:
            act()
        assert refused.value.code == "not_described"
    described = stuck(plan, cast.as_jonas, cause=Cause.FAMILY, at=after(4))
    assert (described.pk, described.cause, described.raised_by) == (found.pk, "baton", None)
    assert answered(described, cast.as_kari, at=after(5)).state == DeadlockState.ANSWERED


# ── Taking it further, and the answer ──────────────────────────────────────────────────────────────────────


def test_all_the_way_from_said_to_seen_to(cast: Cast, plan: Plan) -> None:
    found = take_to_body(deadlock=stuck(plan, cast.as_jonas), actor=cast.as_kari, at=after(14))
    assert (found.state, sorted(running(plan))) == ("with_body", ["deadlock_answer"])
    found = answered(found, cast.as_rektor, coordinator=cast.clinic, at=after(25))
    assert (found.state, found.coordinator, found.answer and found.answer.text) == ("answered", cast.clinic, "Skolen.")
    assert sorted(running(plan)) == ["deadlock_follow_up"]
    found = follow_up_deadlock(
        deadlock=found, outcome=Outcome.PARTLY, words="Jonas ringer nå.", actor=cast.as_kari, at=after(50)
    )
    assert (found.state, found.outcome, running(plan)) == ("followed_up", "partly", {})
    told = AuditEntry.objects.filter(event__contains=":deadlock:").order_by("at").values_list("event", flat=True)
    assert list(told) == [
        "any:deadlock:raise", "worker:deadlock:take", "worker:deadlock:answer", "worker:deadlock:follow-up",
    ]  # fmt: skip


def test_the_answer_moves_no_baton(cast: Cast, plan: Plan) -> None:
    answered(stuck(plan, cast.as_kari), cast.as_kari, coordinator=cast.clinic)
    plan.refresh_from_db()
    baton = current_baton(plan)
    assert baton is not None
    assert (baton.holder, BatonOffer.objects.of(plan=plan).count()) == (cast.kari, 0)


def test_a_service_the_family_has_not_let_in_cannot_be_named(cast: Cast, plan: Plan) -> None:
    found = stuck(plan, cast.as_kari)
    with pytest.raises(DeadlockRefused) as refused:
        answered(found, cast.as_kari, coordinator=cast.ppt)
    assert (refused.value.code, states(plan)) == ("outside_consent", ["raised"])


@pytest.mark.parametrize("who", ["as_jonas", "as_nils", "as_pia", "as_amir"])
def test_whoever_only_takes_part_answers_nothing(cast: Cast, plan: Plan, who: str) -> None:
    found = stuck(plan, cast.as_kari)
    actor = getattr(cast, who)
    with pytest.raises(NotYours):
        take_to_body(deadlock=found, actor=actor, at=NOW)
    with pytest.raises(NotYours):
        answered(found, actor)
    assert states(plan) == ["raised"]


def test_the_coordinating_unit_answers_where_the_family_has_let_it_in(cast: Cast, plan: Plan) -> None:
    rigmor = a_worker("Rigmor")
    unit = service(cast.fjordvik, ServiceType.COORDINATING_UNIT, "Koordinerende enhet", leader=rigmor)
    found = stuck(plan, cast.as_kari)
    with pytest.raises(NotYours):
        answered(found, acting(rigmor, unit))
    joins_by_consent(cast, plan, unit, rigmor)
    assert answered(found, acting(rigmor, unit), coordinator=unit).state == DeadlockState.ANSWERED


def joins_by_consent(cast: Cast, plan: Plan, unit: Service, who: Worker) -> None:
    asked = ask_family(plan=plan, scope=scope(unit), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, asked, cast.as_kari)
    invitation = invite_service(plan=plan, service=unit, worker=who, task="Råd", actor=cast.as_kari, at=NOW)
    accept_invitation(invitation=invitation, actor=acting(who, unit), at=NOW)


def test_answered_twice_the_first_answer_stands(cast: Cast, plan: Plan) -> None:
    found = stuck(plan, cast.as_kari)
    answered(found, cast.as_kari, words="Skolen.")
    with pytest.raises(DeadlockRefused) as refused:
        answered(found, cast.as_rektor, words="Helsestasjonen.")
    assert refused.value.code == "not_now"
    assert Deadlock.objects.select_related("answer").get().answer.text == "Skolen."  # type: ignore[union-attr]


def test_it_can_be_stuck_again_and_the_first_is_still_to_be_followed_up(cast: Cast, plan: Plan) -> None:
    answered(stuck(plan, cast.as_kari), cast.as_kari, at=after(10))
    stuck(plan, cast.as_jonas, cause=Cause.NO_PROGRESS, at=after(20))
    assert (states(plan), len(running(plan))) == (["answered", "raised"], 3)


def test_what_is_owed_follows_the_baton(cast: Cast, plan: Plan) -> None:
    stuck(plan, cast.as_kari)
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=after(1))
    assert {owner for owner, _due in running(plan).values()} == {"Jonas"}
    assert states(plan) == ["raised"]


def test_what_is_owed_is_the_leaders_when_the_holder_leaves(cast: Cast, plan: Plan) -> None:
    stuck(plan, cast.as_kari)
    end_membership(membership=cast.kari.memberships.get(), actor=cast.as_rektor, at=after(1))
    assert {owner for owner, _due in running(plan).values()} == {"Rektor"}


# ── It ends by an answer, or with the consent ──────────────────────────────────────────────────────────────


def test_a_plan_is_not_closed_over_a_question_that_waits(cast: Cast, plan: Plan) -> None:
    found, reason = stuck(plan, cast.as_kari), cast.guide.codes("close_reason")[0].key
    with pytest.raises(ClosingRefused) as refused:
        close_plan(plan=plan, reason=reason, family=NONE, child=Said(), actor=cast.as_kari, at=after(1))
    assert refused.value.codes == ("child_words_missing", "deadlock_waits")
    answered(found, cast.as_kari, at=after(2))
    close_plan(plan=plan, reason=reason, family=NONE, child=NONE, actor=cast.as_kari, at=after(3))
    assert (states(plan), running(plan)) == (["answered"], {})


ORAL = ConsentAnswer.Channel.ORAL


def test_with_the_consent_it_ends_and_nobody_waits(cast: Cast, plan: Plan) -> None:
    stuck(plan, cast.as_kari)
    withdraw(plan=plan, by=cast.mona, service=None, channel=ORAL, actor=cast.as_kari, at=after(1))
    assert (states(plan), running(plan)) == (["called_off"], {})
    with pytest.raises(NotYours):
        stuck(plan, cast.as_kari, at=after(2))


def test_where_another_service_leaves_it_is_still_stuck(cast: Cast, plan: Plan) -> None:
    stuck(plan, cast.as_kari)
    withdraw(plan=plan, by=cast.mona, service=cast.clinic, channel=ORAL, actor=cast.as_kari, at=after(1))
    assert (states(plan), len(running(plan))) == (["raised"], 2)


def test_both_guides_name_who_decides_and_how_soon() -> None:
    days = [
        tuple(load(code, 1).clock(key).days for key in ("deadlock_leaders", "deadlock_answer", "deadlock_follow_up"))
        for code in ("levels-0-3", "levels-a-c")
    ]
    assert days == [(14, 30, 30), (10, 35, 21)]
