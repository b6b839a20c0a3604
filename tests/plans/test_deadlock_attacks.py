"""A plan that is stuck, and everyone who would learn, decide or silence more than is theirs."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from django.urls import reverse

from helhet.access.models import ConsentAnswer
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.deadlock import Cause, DeadlockRefused, DecidedBy, Outcome
from helhet.core.doing import NotYours
from helhet.core.hiding import HiddenFrom
from helhet.core.moments import day_of
from helhet.core.services import ServiceType
from helhet.people.models import Person, Service, Worker
from helhet.plans.actions.baton import accept_baton, decline_baton, expire_offer, offer_baton
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.consent import keep_back, withdraw
from helhet.plans.actions.deadlock import (
    Case,
    answer_deadlock,
    follow_up_deadlock,
    raise_deadlock,
    take_to_body,
)
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.opening import ask_child, ask_family
from helhet.plans.actions.services import invite_service
from helhet.plans.actions.staff import end_membership, set_cover
from helhet.plans.actions.writing import Said
from helhet.plans.models import Deadlock, Participant, Plan
from helhet.plans.queries.day import my_day
from helhet.plans.tasks import tick
from helhet.post.models import Letter
from tests.access.test_consents import aged
from tests.attack.browser import address, browser_of
from tests.cast import (
    NOW,
    TODAY,
    Cast,
    acting,
    active_plan,
    after,
    everyone_says,
    scope,
    service,
    with_jonas,
    worker,
)
from tests.counting import same_queries

ORAL = ConsentAnswer.Channel.ORAL
SAYS_SO = "The child or the family says so"
CASE = Case("Ingen tar det", Said("Vi vil ha hjelp"), Said("Jeg vil ha en voksen"))
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Kari holds the baton, and Jonas the nurse takes part."""
    return with_jonas(cast, active_plan(cast))


def stuck(
    cast: Cast, plan: Plan, *, by: Actor | None = None, cause: Cause = Cause.NO_HELP, at: datetime = NOW
) -> Deadlock:
    return raise_deadlock(plan=plan, cause=cause, case=CASE, actor=by or cast.as_jonas, at=at)


def answered(
    cast: Cast, deadlock: Deadlock, *, by: Actor | None = None, at: datetime = NOW, to: Service | None = None
) -> Deadlock:
    return answer_deadlock(
        deadlock=deadlock, decided_by=DecidedBy.LEADERS, coordinator=to, words="Helsestasjonen tar det",
        actor=by or cast.as_kari, at=at,
    )  # fmt: skip


def followed_up(cast: Cast, deadlock: Deadlock, *, at: datetime = NOW) -> Deadlock:
    return follow_up_deadlock(
        deadlock=deadlock, outcome=Outcome.NOT_DONE, words="Vi venter ennå", actor=cast.as_kari, at=at
    )


def no(
    cast: Cast,
    plan: Plan,
    *,
    at: datetime,
    to: Worker | None = None,
    where: Service | None = None,
    by: Actor | None = None,
) -> Deadlock | None:
    who, place = to or cast.jonas, where or cast.clinic
    offer = offer_baton(plan=plan, to_worker=who, to_service=place, actor=by or cast.as_kari, at=at)
    decline_baton(offer=offer, reason="no_capacity", actor=acting(who, place), at=at)
    return Deadlock.objects.of(plan=plan).filter(cause="baton").order_by("-raised_at").first()


def seen(who: Worker | Person, plan: Plan, name: str = "plan", **about: object) -> str:
    if isinstance(who, Person):
        found = browser_of(who).get(reverse("family:plan", kwargs={"plan": plan.key}))
    else:
        found = browser_of(who).get(address(name, plan, **about))
    assert found.status_code == 200, (name, found.status_code)
    return TOKEN.sub("", found.content.decode())


def told(words: Iterable[str], who: Worker | Person, plan: Plan) -> list[str]:
    """Those of the words that stand on somebody's page of the plan."""
    page = seen(who, plan)
    return [one for one in words if one in page]


def last_words(plan: Plan, actor: Actor, at: datetime, reason: str = "consent_withdrawn") -> Plan:
    none = Said(why_none="Ville ikke")
    return close_plan(plan=plan, reason=reason, family=none, child=none, actor=actor, at=at)


def running(plan: Plan) -> list[tuple[str, str]]:
    """The clocks of being stuck that run, and whose they are."""
    rows = Clock.objects.filter(municipality_id=plan.municipality_id, matter=plan.pk, ended_at=None)
    found = rows.filter(code__startswith="deadlock").select_related("owner")
    return sorted((one.code, one.owner.name) for one in found)


# --- leaks -------------------------------------------------------------------------------------------------------


def test_the_leader_sees_that_it_is_stuck_since_when_and_until_when_and_nothing_more(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan, cause=Cause.FAMILY)
    open_to_her = ["The plan is stuck", "An answer is due"]
    assert told([*open_to_her, "Jonas", SAYS_SO, "Ingen tar det", "Vi vil ha hjelp"], cast.rektor, plan) == open_to_her
    answered(cast, deadlock, to=cast.clinic)
    assert told(["Jonas", "helsestasjon", "Helsestasjonen"], cast.rektor, plan) == []


def test_the_leader_who_has_said_it_reads_what_they_wrote(cast: Cast, plan: Plan) -> None:
    stuck(cast, plan, by=cast.as_rektor)
    mine = ["Said by Rektor", "No service takes on the help", "Ingen tar det"]
    assert told(mine, cast.rektor, plan) == mine


def test_what_the_family_keeps_from_one_is_not_told_by_cause_or_outcome(cast: Cast, plan: Plan) -> None:
    kept = [SAYS_SO, "Ingen tar det", "Is to coordinate", "The answer from", "It has not happened", "Said by"]
    keep_back(plan=plan, by=cast.mona, worker=cast.jonas, actor=cast.as_kari, at=NOW)
    deadlock = answered(cast, stuck(cast, plan, by=cast.as_kari, cause=Cause.FAMILY), to=cast.clinic)
    assert told(kept, cast.jonas, plan) == []
    followed_up(cast, deadlock)
    assert told(kept, cast.jonas, plan) == []


def test_nor_is_one_from_whom_it_is_kept_told_that_there_is_something(cast: Cast, plan: Plan) -> None:
    """A leader is told that there are words; one who takes part would know that the family has made an exception."""
    closed = "is not open to you"
    keep_back(plan=plan, by=cast.mona, worker=cast.kari, information_type="agreement", actor=cast.as_kari, at=NOW)
    deadlock = stuck(cast, plan)
    assert [told([closed], one, plan) for one in (cast.rektor, cast.kari)] == [[closed], []]
    answer = seen(cast.kari, plan, "stuck_answer", deadlock=deadlock.key)
    assert [words in answer for words in (closed, 'id="told"')] == [False, False]


def test_that_the_child_said_so_is_not_told_to_parents_who_know_that_they_did_not(cast: Cast, plan: Plan) -> None:
    """One telling for what the child or family said and for what stands still, or the other would be the child's."""

    def read(cause: Cause) -> str:
        with transaction.atomic():
            stuck(cast, plan, cause=cause)
            page = re.sub(r"/family/texts/[\w-]+/", "", seen(cast.mona, plan))
            transaction.set_rollback(True)
        return page

    assert read(Cause.FAMILY) == read(Cause.NO_PROGRESS)


def test_words_hidden_from_the_parents_leave_nothing_behind(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan, by=cast.as_jonas, cause=Cause.FAMILY)
    for entry in (deadlock.child_view, deadlock.situation):
        assert entry is not None
        hide_entry(
            entry=entry, hidden_from=HiddenFrom.GUARDIANS, reason="weighty_reasons", judgement="Trygg",
            actor=cast.as_jonas, at=NOW,
        )  # fmt: skip
    assert told(["Jeg vil ha en voksen", "Ingen tar det", "The child or the family"], cast.mona, plan) == []


def test_an_answer_hidden_from_a_parent_does_not_tell_who_is_to_coordinate(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan)
    hand_over(cast, plan, at=NOW)
    answered(cast, deadlock, by=cast.as_jonas, to=cast.school)
    deadlock.refresh_from_db()
    assert deadlock.answer is not None
    hide_entry(
        entry=deadlock.answer, hidden_from=HiddenFrom.GUARDIANS, reason="weighty_reasons", judgement="Trygg",
        actor=cast.as_jonas, at=NOW,
    )  # fmt: skip
    asks = "Ask Jonas to tell you the answer"
    assert told([asks, "Is to coordinate", "Helsestasjonen tar det"], cast.mona, plan) == [asks]


def hand_over(cast: Cast, plan: Plan, *, at: datetime) -> None:
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=at)
    accept_baton(offer=offer, actor=cast.as_jonas, at=at)


@pytest.mark.parametrize("whose", ["child", "mother"])
def test_around_a_shielded_address_no_place_name_or_word_is_told(cast: Cast, plan: Plan, whose: str) -> None:
    who = cast.ella if whose == "child" else cast.mona
    Person.objects.filter(pk=who.pk, municipality=cast.fjordvik).update(protection=Person.Protection.STRICT)
    places = ["Fjordvik", "Ingen tar det", "Vi vil ha hjelp", "Jeg vil ha", "Helsestasjonen"]
    deadlock = stuck(cast, plan)
    assert told(places, cast.per, plan) == []
    answered(cast, deadlock, to=cast.clinic)
    asks = "Ask Kari to tell you the answer"
    assert told([asks, "Is to coordinate", *places], cast.per, plan) == [asks]


def invited(cast: Cast, plan: Plan) -> None:
    consent = ask_family(plan=plan, scope=scope(cast.ppt), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, consent, cast.as_kari)
    invite_service(plan=plan, service=cast.ppt, worker=cast.pia, task="Råd", actor=cast.as_kari, at=NOW)


def answers(who: Worker | Person, plan: Plan, deadlock: Deadlock) -> list[int]:
    """What somebody is answered at the four addresses: saying so, taking it on, the answer, what came of it."""
    browser, about = browser_of(who), {"deadlock": deadlock.key}
    return [
        browser.get(address("stuck", plan)).status_code,
        browser.post(address("stuck_take", plan, **about)).status_code,
        browser.get(address("stuck_answer", plan, **about)).status_code,
        browser.get(address("stuck_follow_up", plan, **about)).status_code,
    ]


def test_one_who_is_asked_and_has_not_answered_does_not_learn_of_it(cast: Cast, plan: Plan) -> None:
    invited(cast, plan)
    before = seen(cast.pia, plan, "invitation")
    deadlock = stuck(cast, plan)
    assert seen(cast.pia, plan, "invitation") == before
    assert answers(cast.pia, plan, deadlock) == [403] * 4


def test_a_colleague_the_next_municipality_and_the_family_find_nothing_there(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan)
    for who in (cast.nils, cast.amir, cast.mona, cast.head_nurse):
        assert answers(who, plan, deadlock) == [404] * 4


def test_one_of_another_plan_is_not_found_here(cast: Cast, plan: Plan) -> None:
    other = active_plan(cast)
    theirs = stuck(cast, other, by=cast.as_kari)
    assert answers(cast.kari, plan, theirs) == [200, 404, 404, 404]
    assert Deadlock.objects.of(plan=other).get().state == "raised"


def test_a_service_whose_consent_is_taken_back_learns_no_more(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan)
    withdraw(plan=plan, by=cast.mona, service=cast.clinic, channel=ORAL, actor=cast.as_kari, at=NOW)
    answered(cast, deadlock)
    assert browser_of(cast.jonas).get(address("plan", plan)).status_code == 404
    with pytest.raises(NotYours):
        stuck(cast, plan, by=cast.as_jonas)
    assert Deadlock.objects.of(plan=plan).get().state == "answered"


def coordinating(cast: Cast) -> Actor:
    unit = service(cast.fjordvik, ServiceType.COORDINATING_UNIT, "Koordinerende enhet", leader=worker("Kaja"))
    return acting(unit.leader, unit)


def alone(cast: Cast, plan: Plan, who: Actor) -> None:
    """Ella is thirteen, and has let them in by her own yes."""
    aged(cast, 13)
    where = Service.objects.get(pk=who.service)
    consent = ask_child(plan=plan, scope=scope(where, types=("health",)), reason="Redd", actor=cast.as_jonas, at=NOW)
    everyone_says(True, plan, consent, cast.as_jonas)
    Participant.objects.create(municipality=cast.fjordvik, plan=plan, service=where, worker_id=who.id, since_at=NOW)


def test_a_coordinating_unit_let_in_by_the_child_alone_answers_nothing_the_family_would_learn_of(
    cast: Cast, plan: Plan
) -> None:
    deadlock, who = stuck(cast, plan), coordinating(cast)
    alone(cast, plan, who)
    with pytest.raises(NotYours):
        stuck(cast, plan, by=who)
    with pytest.raises(NotYours):
        take_to_body(deadlock=deadlock, actor=who, at=NOW)
    with pytest.raises(NotYours):
        answered(cast, deadlock, by=who)
    kaja = Worker.objects.get(name="Kaja")
    assert told([address("stuck", plan), "/answer/", "/take/"], kaja, plan) == []
    assert answers(kaja, plan, deadlock) == [403] * 4


def test_a_service_let_in_by_the_child_alone_is_not_offered_to_coordinate(cast: Cast, plan: Plan) -> None:
    who, deadlock = coordinating(cast), stuck(cast, plan)
    alone(cast, plan, who)
    where = Service.objects.get(pk=who.service)
    for reader in (cast.kari, cast.rektor):
        assert "Koordinerende" not in seen(reader, plan, "stuck_answer", deadlock=deadlock.key)
    with pytest.raises(DeadlockRefused, match="outside_consent"):
        answered(cast, deadlock, to=where)


def test_letters_say_nothing_and_go_to_nobody_at_a_shielded_address(cast: Cast, plan: Plan) -> None:
    Person.objects.filter(pk=cast.per.pk, municipality=cast.fjordvik).update(protection=Person.Protection.STRICT)
    before = set(Letter.objects.values_list("pk", flat=True))
    deadlock = answered(cast, stuck(cast, plan))
    followed_up(cast, deadlock)
    new = Letter.objects.exclude(pk__in=before)
    assert set(new.values_list("to_person__name", flat=True)) >= {"Mona"}
    assert "Per" not in set(new.values_list("to_person__name", flat=True))


def test_the_familys_log_does_not_tell_of_it(cast: Cast, plan: Plan) -> None:
    stuck(cast, plan, cause=Cause.FAMILY)
    page = browser_of(cast.mona).get(reverse("family:log", kwargs={"plan": plan.key})).content.decode()
    assert [w for w in ("stuck", "family says", "no_help") if w in page] == []


# --- wrong doers -------------------------------------------------------------------------------------------------


def test_who_may_do_what(cast: Cast, plan: Plan) -> None:
    invited(cast, plan)
    deadlock = stuck(cast, plan)
    of_clinic = acting(cast.head_nurse, cast.clinic)
    for actor in (cast.as_jonas, cast.as_nils, cast.as_pia, cast.as_amir, cast.as_mona, of_clinic):
        with pytest.raises(NotYours):
            answered(cast, deadlock, by=actor)
        with pytest.raises(NotYours):
            take_to_body(deadlock=deadlock, actor=actor, at=NOW)
    answered(cast, deadlock)
    for actor in (cast.as_jonas, cast.as_nils, cast.as_pia, cast.as_amir, cast.as_mona, of_clinic, cast.as_rektor):
        with pytest.raises(NotYours):
            follow_up_deadlock(deadlock=deadlock, outcome=Outcome.DONE, words="Ja", actor=actor, at=NOW)
    for actor in (cast.as_nils, cast.as_pia, cast.as_amir, cast.as_mona, of_clinic):
        with pytest.raises(NotYours):
            stuck(cast, plan, by=actor)


def test_an_answer_from_a_stale_page_goes_to_the_question_it_was_written_for(cast: Cast, plan: Plan) -> None:
    first = stuck(cast, plan)
    page = address("stuck_answer", plan, deadlock=first.key)
    answered(cast, first, by=cast.as_rektor)
    second = stuck(cast, plan, cause=Cause.DISAGREE, at=after(1))
    late = browser_of(cast.kari).post(page, {"decided_by": "leaders", "answer": "Svar på det første"})
    second.refresh_from_db()
    assert second.state == "raised"
    assert (late.status_code, "Svar på det første" in late.content.decode()) == (422, True)


def test_what_came_of_one_answer_is_not_written_to_another(cast: Cast, plan: Plan) -> None:
    first = answered(cast, stuck(cast, plan))
    second = answered(cast, stuck(cast, plan, at=after(1)), at=after(1))
    page = address("stuck_follow_up", plan, deadlock=second.key)
    form = {"outcome": "done", "words": "Det gjaldt det andre"}
    assert [browser_of(cast.kari).post(page, form).status_code for _ in "ab"] == [302, 422]
    states = [Deadlock.objects.of(plan=plan).get(pk=one.pk).state for one in (first, second)]
    assert states == ["answered", "followed_up"]


# --- dismissed without an answer ---------------------------------------------------------------------------------


def test_a_yes_taken_back_for_the_holders_service_alone_does_not_silence_the_question(cast: Cast, plan: Plan) -> None:
    """The baton goes to one inside, and the plan goes on: somebody still owes an answer."""
    deadlock = stuck(cast, plan, cause=Cause.FAMILY)
    withdraw(plan=plan, by=cast.mona, service=cast.school, channel=ORAL, actor=cast.as_kari, at=after(1))
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=after(1))
    accept_baton(offer=offer, actor=cast.as_jonas, at=after(1))
    deadlock.refresh_from_db()
    assert (deadlock.state, running(plan)) == ("raised", [("deadlock_answer", "Jonas"), ("deadlock_leaders", "Jonas")])
    answered(cast, deadlock, by=cast.as_jonas, at=after(2))


def test_while_the_plan_is_closing_nobody_is_asked_for_what_they_cannot_do(cast: Cast, plan: Plan) -> None:
    first = "Write down the answer the family waits for first"
    stuck(cast, plan)

    def asked() -> tuple[bool, int]:
        waits = [one.code for one in my_day(cast.as_rektor, at=NOW) if one.code.startswith("stuck")]
        return first in seen(cast.kari, plan, "close"), len(waits)

    assert asked() == (True, 1)
    withdraw(plan=plan, by=cast.mona, service=cast.school, channel=ORAL, actor=cast.as_kari, at=NOW)
    assert asked() == (False, 0)


def test_and_where_nobody_takes_it_the_plan_can_be_closed(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan, cause=Cause.FAMILY)
    withdraw(plan=plan, by=cast.mona, service=cast.school, channel=ORAL, actor=cast.as_kari, at=after(1))
    last_words(plan, cast.as_kari, after(2))
    deadlock.refresh_from_db()
    assert (deadlock.state, running(plan)) == ("called_off", [])


def test_the_holder_leaving_and_a_hand_over_leave_it_and_take_the_clocks_along(cast: Cast, plan: Plan) -> None:
    deadlock = stuck(cast, plan)
    end_membership(membership=cast.kari.memberships.get(), actor=cast.as_rektor, at=after(1))
    assert running(plan) == [("deadlock_answer", "Rektor"), ("deadlock_leaders", "Rektor")]
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_rektor, at=after(1))
    accept_baton(offer=offer, actor=cast.as_jonas, at=after(1))
    assert running(plan) == [("deadlock_answer", "Jonas"), ("deadlock_leaders", "Jonas")]
    answered(cast, deadlock, by=cast.as_jonas, at=after(2))
    assert running(plan) == [("deadlock_follow_up", "Jonas")]
    back = offer_baton(plan=plan, to_worker=cast.nils, to_service=cast.school, actor=cast.as_jonas, at=after(3))
    accept_baton(offer=back, actor=cast.as_nils, at=after(3))
    assert running(plan) == [("deadlock_follow_up", "Nils")]
    last_words(plan, cast.as_nils, after(4), "goals_met")
    assert running(plan) == []


def test_the_family_reads_what_came_of_it_after_it_is_over(cast: Cast, plan: Plan) -> None:
    deadlock = answered(cast, stuck(cast, plan))
    followed_up(cast, deadlock)
    page = seen(cast.mona, plan)
    assert [w in page for w in ("Helsestasjonen tar det", "Vi venter ennå", "It has not happened")] == [True] * 3


def test_the_family_is_told_when_the_program_finds_it(cast: Cast, plan: Plan) -> None:
    def letters() -> int:
        return Letter.objects.filter(to_person=cast.mona.pk).count()

    days = 0
    found = None
    while found is None:
        offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=after(days))
        before = letters()
        decline_baton(offer=offer, reason="no_capacity", actor=cast.as_jonas, at=after(days))
        found = Deadlock.objects.of(plan=plan).first()
        days += 1
    assert letters() == before + 1


# --- the rule ----------------------------------------------------------------------------------------------------


def test_so_many_days_also_by_the_workers_tick_and_only_once(cast: Cast, plan: Plan) -> None:
    days = 0
    while days < cast.guide.offer_deadlock_days:
        assert Deadlock.objects.of(plan=plan).count() == 0
        offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=after(days))
        days += cast.guide.clock("offer_answer").days + 1
        for _twice in "ab":
            tick(on=day_of(after(days)), at=after(days))
        offer.refresh_from_db()
        assert offer.state == "expired"
    assert Deadlock.objects.of(plan=plan).count() == 1
    assert running(plan) == [("deadlock_answer", "Kari"), ("deadlock_leaders", "Kari")]


def test_a_no_while_the_plan_is_closing_raises_nothing_and_the_plan_can_be_closed(cast: Cast, plan: Plan) -> None:
    withdraw(plan=plan, by=cast.mona, service=cast.school, channel=ORAL, actor=cast.as_kari, at=NOW)
    for n in range(cast.guide.offer_deadlock_declines):
        no(cast, plan, at=after(n))
    assert Deadlock.objects.of(plan=plan).count() == 0
    last_words(plan, cast.as_kari, after(9))


def test_nor_does_an_offer_that_runs_out_then(cast: Cast, plan: Plan) -> None:
    withdraw(plan=plan, by=cast.mona, service=cast.school, channel=ORAL, actor=cast.as_kari, at=NOW)
    days = 0
    while days < cast.guide.offer_deadlock_days:
        offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=after(days))
        days += cast.guide.clock("offer_answer").days + 1
        expire_offer(offer=offer, actor=Actor.system(), at=after(days))
    assert (Deadlock.objects.of(plan=plan).count(), running(plan)) == (0, [])


def test_while_the_holder_is_covered(cast: Cast, plan: Plan) -> None:
    set_cover(
        absent=cast.kari, covered_by=cast.nils, service=cast.school, from_on=TODAY, until_on=TODAY + timedelta(30),
        actor=cast.as_rektor, at=NOW,
    )  # fmt: skip
    for n in range(cast.guide.offer_deadlock_declines):
        found = no(cast, plan, at=after(n), by=cast.as_nils)
    assert found is not None
    raise_deadlock(plan=plan, cause=Cause.BATON, case=CASE, actor=cast.as_nils, at=after(3))
    answered(cast, found, by=cast.as_nils, at=after(4))
    follow_up_deadlock(deadlock=found, outcome=Outcome.DONE, words="Ja", actor=cast.as_nils, at=after(5))


# --- clocks ------------------------------------------------------------------------------------------------------


def test_all_taken_back_ends_them(cast: Cast, plan: Plan) -> None:
    stuck(cast, plan)
    withdraw(plan=plan, by=cast.mona, service=None, channel=ORAL, actor=cast.as_kari, at=NOW)
    assert running(plan) == []
    other = active_plan(cast)
    answered(cast, stuck(cast, other, by=cast.as_kari))
    withdraw(plan=other, by=cast.mona, service=None, channel=ORAL, actor=cast.as_kari, at=NOW)
    assert running(other) == []


# --- the house ---------------------------------------------------------------------------------------------------


FULL = {
    "cause": "no_help", "situation": "Ingen tar det", "family_words": "Hjelp", "child_words": "En voksen",
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"situation": ""}, {"situation": "  \n "}, {"situation": "x" * 901}, {"cause": ""}, {"cause": "bored"},
        {"family_words": ""}, {"child_words": " "}, {"child_words": "x" * 601}, {"situation": "a\x00b"},
        {"family_words": "", "family_none": "x" * 301},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    cast: Cast, plan: Plan, wrong: dict[str, str]
) -> None:
    form = FULL | wrong
    answer = browser_of(cast.jonas).post(address("stuck", plan), form)
    page = answer.content.decode()
    kept = [value in page for name, value in form.items() if name not in wrong and name != "cause"]
    assert (answer.status_code, all(kept), Deadlock.objects.of(plan=plan).count()) == (422, True, 0)


def test_from_the_first_word_to_what_came_of_it_without_a_script(cast: Cast, plan: Plan) -> None:
    jonas, kari = browser_of(cast.jonas), browser_of(cast.kari)
    assert told([address("stuck", plan)], cast.jonas, plan) == [address("stuck", plan)]
    assert [jonas.post(address("stuck", plan), FULL).status_code for _ in "ab"] == [302, 422]
    about = {"deadlock": Deadlock.objects.of(plan=plan).get().key}
    take, answer, follow_up = (address(f"stuck_{name}", plan, **about) for name in ("take", "answer", "follow_up"))
    assert [kari.get(take).status_code, *(kari.post(take).status_code for _ in "ab")] == [405, 302, 403]
    wrong = [
        {}, {"decided_by": "me"}, {"answer": " "}, {"answer": "x" * 901}, {"coordinator": "x"},
        {"coordinator": str(cast.ppt.pk)},
    ]  # fmt: skip
    good = {"decided_by": "body", "answer": "Ja", "coordinator": str(cast.clinic.pk)}
    sent = [kari.post(answer, good | one if one else {}).status_code for one in wrong]
    assert [*sent, *(kari.post(answer, good).status_code for _ in "ab")] == [422] * 6 + [302, 422]
    done = {"outcome": "done", "words": "Ja"}
    sent = [kari.post(follow_up, done | one).status_code for one in ({"outcome": "maybe"}, {"words": ""}, {}, {})]
    assert sent == [422, 422, 302, 422]
    assert Deadlock.objects.of(plan=plan).get().state == "followed_up"


def test_whoever_comes_second_is_told_that_it_is_said_already(cast: Cast, plan: Plan) -> None:
    """They had the page of what the program found before them, and somebody else has described it by now."""
    for n in range(cast.guide.offer_deadlock_declines):
        no(cast, plan, at=after(n / 100))
    raise_deadlock(plan=plan, cause=Cause.BATON, case=CASE, actor=cast.as_kari, at=NOW)
    described = {name: words for name, words in FULL.items() if name != "cause"}
    answer = browser_of(cast.jonas).post(address("stuck", plan), described)
    assert (answer.status_code, "is said to be stuck already" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("who", ["kari", "jonas", "rektor", "mona"])
def test_a_plan_often_stuck_costs_no_more_questions_to_the_database(cast: Cast, plan: Plan, who: str) -> None:
    turns = count()

    def once_more() -> None:
        at = after(next(turns) / 100)
        followed_up(cast, answered(cast, stuck(cast, plan, at=at), at=at, to=cast.clinic), at=at)
        answered(cast, stuck(cast, plan, at=at), at=at, to=cast.clinic)

    once_more()
    reader = getattr(cast, who)
    same_queries(once_more, lambda: seen(reader, plan))


def test_nor_does_a_unit_with_many_plans_that_are_stuck(cast: Cast, plan: Plan) -> None:
    def one_more() -> None:
        stuck(cast, active_plan(cast), by=cast.as_kari)

    one_more()
    browser = browser_of(cast.rektor)
    for name in ("unit", "day"):
        same_queries(one_more, lambda name=name: browser.get(reverse(f"plans:{name}")))  # type: ignore[misc]
