"""The plan is stuck, over HTTP: the form with the one who decides beside it, the buttons, and who is offered which."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.core.deadlock import Cause, DecidedBy
from helhet.people.keys import Key
from helhet.plans.actions.baton import decline_baton, offer_baton
from helhet.plans.actions.deadlock import Case, answer_deadlock, raise_deadlock
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.services import invite_service
from helhet.plans.actions.work import add_goal
from helhet.plans.actions.writing import Said
from helhet.plans.models import Deadlock, Entry, Plan
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


def test_all_that_is_missing_is_told_at_once(cast: Cast, plan: Plan) -> None:
    """Both what the form asks for and what the action does: nobody sends it twice to learn the rest."""
    answer = as_worker(cast.kari).post(reverse("plans:stuck", kwargs={"plan": plan.key}), {})
    fields = ("cause", "situation", "family_words", "child_words")
    assert [len(elements(answer.content.decode(), id=f"id_{name}_error")) for name in fields] == [1, 1, 1, 1]


def test_pressed_twice_it_is_said_once(cast: Cast, plan: Plan) -> None:
    post(as_worker(cast.kari), "stuck", plan, SAID)
    again = as_worker(cast.kari).post(reverse("plans:stuck", kwargs={"plan": plan.key}), SAID)
    assert (again.status_code, Deadlock.objects.count()) == (422, 1)
    assert again.content.decode().count("The plan is said to be stuck already, and an answer is waited for.") == 1


def test_whoever_comes_when_it_is_said_already_is_told_so_before_they_write(cast: Cast, plan: Plan) -> None:
    stuck(cast, plan)
    address = reverse("plans:stuck", kwargs={"plan": plan.key})
    answer = as_worker(cast.jonas).get(address, follow=True)
    assert answer.redirect_chain == [(reverse("plans:plan", kwargs={"plan": plan.key}), 302)]
    assert (
        text(answer.content.decode()).count("The plan is said to be stuck already, and an answer is waited for.") == 1
    )


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


def about(client: Client, plan: Plan, name: str, deadlock: Key) -> str:
    """The page of a form about one deadlock."""
    response = client.get(reverse(f"plans:{name}", kwargs={"plan": plan.key, "deadlock": deadlock}))
    assert response.status_code == 200
    return response.content.decode()


def status(client: Client, name: str, plan: Plan, deadlock: UUID) -> int:
    parts = {"plan": plan.key, "deadlock": Key(plan.municipality_id, deadlock)}
    return client.get(reverse(f"plans:{name}", kwargs=parts)).status_code


def test_what_is_stuck_stands_above_the_answer_and_the_answer_above_what_came_of_it(cast: Cast, plan: Plan) -> None:
    kari, key = as_worker(cast.kari), stuck(cast, plan).key
    told = text(about(kari, plan, "stuck_answer", key))
    assert [told.count(words) for words in ("Ingen tar det", "Vi trenger hjelp", "Ville ikke")] == [1, 1, 1]
    answer = {"decided_by": "body", "answer": "Skolen følger.", "coordinator": cast.school.pk}
    post(kari, "stuck_answer", plan, answer, deadlock=key)
    told = text(about(kari, plan, "stuck_follow_up", key))
    assert [told.count(words) for words in ("Skolen følger.", "Is to coordinate: Fjordvik skole")] == [1, 1]


def test_of_what_is_told_above_a_form_only_that_is_logged_as_read(cast: Cast, plan: Plan) -> None:
    add_goal(
        plan=plan, text="En venn", information_type="school", words_of=Entry.WordsOf.CHILD, actor=cast.as_kari, at=NOW
    )
    key = stuck(cast, plan).key
    before = list(AuditEntry.objects.values_list("pk", flat=True))
    about(as_worker(cast.kari), plan, "stuck_answer", key)
    read = AuditEntry.objects.exclude(pk__in=before).filter(event=Event.ENTRY_READ)
    assert sorted(one.details["part"] for one in read.order_by("pk")) == ["agreement", "child_voice", "home"]


CLOSED = "What is stuck is written down, but is not open to you. Ask the one who holds the baton what you need to know."


def test_a_leader_whom_it_is_not_open_to_is_told_so_where_they_are_to_answer(cast: Cast, plan: Plan) -> None:
    key = stuck(cast, plan).key
    for who, told in ((cast.rektor, 1), (cast.kari, 0)):
        client = as_worker(who)
        pages = (page(client, plan), about(client, plan, "stuck_answer", key))
        assert [text(html).count(CLOSED) for html in pages] == [told, told]


def test_a_leader_is_not_told_that_there_is_no_goal_where_goals_are_not_theirs_to_read(cast: Cast, plan: Plan) -> None:
    """The page said "No goal yet. Ask the child and the family" to one who only could not see them."""
    untrue = ("No goal yet.", "Nothing is written yet.")
    outside = "What is written in the plan is for those who take part."
    told = {who: text(page(as_worker(getattr(cast, who)), plan)) for who in ("rektor", "kari")}
    assert {who: [html.count(words) for words in (*untrue, outside)] for who, html in told.items()} == {
        "rektor": [0, 0, 1], "kari": [1, 1, 0],
    }  # fmt: skip


def test_whoever_is_about_to_close_a_plan_that_waits_is_told_before_they_write(cast: Cast, plan: Plan) -> None:
    waits = "The plan is said to be stuck. Write down the answer the family waits for first."
    kari = as_worker(cast.kari)
    assert text(page(kari, plan, "close")).count(waits) == 0
    stuck(cast, plan)
    assert text(page(kari, plan, "close")).count(waits) == 1


def test_the_baton_is_not_offered_anew_while_somebody_is_asked(cast: Cast, plan: Plan) -> None:
    found = stuck(cast, plan)
    answer_deadlock(
        deadlock=found, decided_by=DecidedBy.BODY, coordinator=cast.clinic, words="Jonas.", actor=cast.as_kari, at=NOW
    )
    kari = as_worker(cast.kari)
    assert [e.text for e in elements(page(kari, plan), "a")].count("Offer the baton to another") == 2
    offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    assert [e.text for e in elements(page(kari, plan), "a")].count("Offer the baton to another") == 0


def test_nobody_is_asked_to_hold_the_baton_by_not_being_unchosen(cast: Cast, plan: Plan) -> None:
    """The first name of the list stood chosen: a slip asked somebody, and the family saw who."""
    html = page(as_worker(cast.kari), plan, "offer")
    assert next(e["value"] for e in elements(html, "option")) == ""
    sent = {"who": "", "family_wish": "Jonas", "handover": ""}
    assert as_worker(cast.kari).post(reverse("plans:offer", kwargs={"plan": plan.key}), sent).status_code == 422


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
