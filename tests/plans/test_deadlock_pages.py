"""The plan is stuck, over HTTP: the form with the one who decides beside it, the buttons, and who is offered which."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from helhet.core.deadlock import Cause, DecidedBy
from helhet.people.keys import Key
from helhet.plans.actions.baton import decline_baton, offer_baton
from helhet.plans.actions.deadlock import Case, answer_deadlock, raise_deadlock
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.services import invite_service
from helhet.plans.actions.writing import Said
from helhet.plans.models import Deadlock, Plan
from helhet.plans.queries.page import plan_page
from helhet.plans.queries.unit import unit_page
from tests.cast import NOW, Cast, active_plan, after, everyone_says, scope, with_jonas
from tests.family.conftest import text
from tests.plans.test_walk import as_worker, page, post
from tests.web.markup import elements, one

SAID = {
    "cause": "disagree",
    "situation": "Skole og helsestasjon er uenige.",
    "family_words": "Vi vil at én ringer oss.",
    "family_none": "",
    "child_words": "",
    "child_none": "Ella var borte",
}


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


def stuck(cast: Cast, plan: Plan, *, by: str = "as_kari") -> Deadlock:
    case = Case("Ingen tar det", Said("Vi trenger hjelp"), Said(why_none="Ville ikke"))
    return raise_deadlock(plan=plan, cause=Cause.NO_HELP, case=case, actor=getattr(cast, by), at=NOW)


def links(client: Client, plan: Plan) -> list[str]:
    """Where the plan's page leads about being stuck: links and buttons, by the last part of the address."""
    html = page(client, plan)
    to = [e["href"] for e in elements(html, "a")] + [e["action"] for e in elements(html, "form")]
    return sorted(address.split("/stuck/")[1].split("/", 1)[-1] for address in to if "/stuck/" in address)


def test_said_taken_answered_and_followed_up_by_pressing_what_the_page_offers(cast: Cast, plan: Plan) -> None:
    jonas, kari = as_worker(cast.jonas), as_worker(cast.kari)
    assert (links(jonas, plan), links(kari, plan)) == ([""], [""])
    post(jonas, "stuck", plan, SAID)
    key = Deadlock.objects.get().key
    assert (links(jonas, plan), links(kari, plan)) == ([], ["answer/", "take/"])
    post(kari, "stuck_take", plan, {}, deadlock=key)
    assert links(kari, plan) == ["answer/"]
    post(
        kari,
        "stuck_answer",
        plan,
        {"decided_by": "body", "answer": "Skolen følger.", "coordinator": cast.school.pk},
        deadlock=Deadlock.objects.get().key,
    )
    assert (links(jonas, plan), links(kari, plan)) == ([""], ["", "follow-up/"])
    post(
        kari,
        "stuck_follow_up",
        plan,
        {"outcome": "done", "words": "Det går bra nå."},
        deadlock=Deadlock.objects.get().key,
    )
    assert links(kari, plan) == [""]
    found = Deadlock.objects.get()
    assert (found.state, found.coordinator, found.outcome) == ("followed_up", cast.school, "done")
    (told,) = [e.text for e in elements(page(jonas, plan), "li", class_="timeline__item")]
    words = (
        "Skolen følger.",
        "Is to coordinate: Fjordvik skole",
        "It has happened",
        "Det går bra nå.",
        "Ella var borte",
    )
    assert [told.count(one) for one in words] == [1] * 5


def test_the_form_says_who_decides_and_by_when(cast: Cast, plan: Plan) -> None:
    told = text(page(as_worker(cast.kari), plan, "stuck"))
    body, days = cast.guide.decision_body, cast.guide.clock("deadlock_answer").days
    expected = (body.name.en, body.how_to_reach.en, f"You are to have an answer within {days} days.")
    assert [told.count(words) for words in expected] == [1, 1, 1]


def test_what_is_missing_is_told_beside_the_field_and_what_was_typed_is_kept(cast: Cast, plan: Plan) -> None:
    sent = SAID | {"family_words": "", "child_none": ""}
    answer = as_worker(cast.kari).post(reverse("plans:stuck", kwargs={"plan": plan.key}), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert [one(html, id=f"id_{name}_error").text for name in ("family_words", "child_words")] == [
        "Write what the family wants, or why they say nothing.",
        "Write what the child wants, or why it says nothing.",
    ]
    assert one(html, "textarea", name="situation").text == SAID["situation"]
    assert Deadlock.objects.count() == 0


def test_pressed_twice_it_is_said_once(cast: Cast, plan: Plan) -> None:
    post(as_worker(cast.kari), "stuck", plan, SAID)
    again = as_worker(cast.kari).post(reverse("plans:stuck", kwargs={"plan": plan.key}), SAID)
    assert (again.status_code, Deadlock.objects.count()) == (422, 1)
    assert again.content.decode().count("The plan is said to be stuck already, and an answer is waited for.") == 1


def test_what_the_program_has_found_asks_for_words_and_for_no_cause(cast: Cast, plan: Plan) -> None:
    for _time in range(cast.guide.offer_deadlock_declines):
        offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
        reason = cast.guide.codes("baton_decline_reason")[0].key
        decline_baton(offer=offer, reason=reason, words="Nei", actor=cast.as_jonas, at=NOW)
    kari = as_worker(cast.kari)
    assert (links(kari, plan), elements(page(kari, plan, "stuck"), "input", name="cause")) == ([""], [])
    post(kari, "stuck", plan, SAID)
    assert (links(kari, plan), Deadlock.objects.get().cause) == (["answer/", "take/"], "baton")


@pytest.mark.parametrize("name", ["stuck_answer", "stuck_follow_up"])
def test_there_is_no_form_for_what_is_not_there(cast: Cast, plan: Plan, name: str) -> None:
    assert status(as_worker(cast.kari), name, plan, uuid4()) == 404


@pytest.mark.parametrize(
    ("who", "name"), [("jonas", "stuck_answer"), ("jonas", "stuck_follow_up"), ("rektor", "stuck_follow_up")]
)
def test_what_is_not_theirs_is_refused(cast: Cast, plan: Plan, who: str, name: str) -> None:
    assert status(as_worker(getattr(cast, who)), name, plan, stuck(cast, plan).pk) == 403


def status(client: Client, name: str, plan: Plan, deadlock: UUID) -> int:
    parts = {"plan": plan.key, "deadlock": Key(plan.municipality_id, deadlock)}
    return client.get(reverse(f"plans:{name}", kwargs=parts)).status_code


def test_a_leader_sees_that_it_is_stuck_until_when_and_no_word_of_why(cast: Cast, plan: Plan) -> None:
    found = stuck(cast, plan)
    (held,) = unit_page(cast.as_rektor, at=NOW).held
    assert held.stuck == found
    html = page(as_worker(cast.rektor), plan)
    assert [html.count(words) for words in ("Ingen tar det", "Vi trenger hjelp", "Ville ikke")] == [0, 0, 0]
    assert links(as_worker(cast.rektor), plan) == ["answer/", "take/"]
    answer_deadlock(
        deadlock=found,
        decided_by=DecidedBy.LEADERS,
        coordinator=None,
        words="Skolen.",
        actor=cast.as_rektor,
        at=after(1),
    )
    (held,) = unit_page(cast.as_rektor, at=after(1)).held
    assert held.stuck is None


def test_whoever_is_only_asked_to_take_part_is_shown_nothing_of_it(cast: Cast) -> None:
    plan = active_plan(cast)
    asked = ask_family(plan=plan, scope=scope(cast.clinic), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, asked, cast.as_kari)
    invite_service(plan=plan, service=cast.clinic, worker=cast.jonas, task="Råd", actor=cast.as_kari, at=NOW)
    stuck(cast, plan)
    assert [len(plan_page(one, plan.key, at=NOW).deadlocks) for one in (cast.as_kari, cast.as_jonas)] == [1, 0]
