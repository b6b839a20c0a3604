"""The plan is stuck, as the family reads it: since when, who is to decide, by when, and the answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helhet.access.models import ConsentAnswer
from helhet.core.deadlock import Cause, DecidedBy, Outcome
from helhet.core.hiding import HiddenFrom
from helhet.family.words import WHY_STUCK
from helhet.people.models import Person
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.deadlock import Case, answer_deadlock, follow_up_deadlock, raise_deadlock, take_to_body
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.writing import Said
from helhet.plans.models import Deadlock, Plan
from helhet.plans.words import CAUSE
from tests.cast import NOW, Cast, active_plan, after, with_jonas
from tests.family.conftest import Clock, page, text
from tests.web.markup import elements

CHILD = "Jeg vil ha Jonas."


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


def stuck(cast: Cast, plan: Plan, *, by: str = "as_kari") -> Deadlock:
    case = Case("Ingen tar det på seg", Said("Vi trenger én å ringe"), Said(CHILD))
    return raise_deadlock(plan=plan, cause=Cause.FAMILY, case=case, actor=getattr(cast, by), at=NOW)


def answered(cast: Cast, deadlock: Deadlock) -> Deadlock:
    return answer_deadlock(
        deadlock=deadlock, decided_by=DecidedBy.BODY, coordinator=cast.clinic, words="Jonas ringer hver fredag.",
        actor=cast.as_kari, at=NOW,
    )  # fmt: skip


def cards(html: str) -> list[str]:
    """What the page says of the plan being stuck."""
    return [e.text for e in elements(html, "section", class_="card card--accent stack")]


def test_it_says_who_has_it_and_by_when_there_is_an_answer(cast: Cast, plan: Plan) -> None:
    assert cards(page(cast.mona, plan)) == []
    stuck(cast, plan)
    body, days = cast.guide.decision_body.name.en, cast.guide.clock("deadlock_answer").days
    (card,) = cards(page(cast.mona, plan))
    due = f"{days} days left {after(days):%-d %B}"
    assert card.startswith(
        "The plan is stuck It does not move on as it should. It was said 24 November 2026. The leaders of the services "
        f"are to find a way. If they do not, it goes on to: {body}. You are to have an answer: {due}"
    )
    take_to_body(deadlock=Deadlock.objects.get(), actor=cast.as_kari, at=NOW)
    (card,) = cards(page(cast.mona, plan))
    assert card.count(f"The leaders found no way. {body} has had it since 24 November 2026, and must decide.") == 1


def test_the_answer_is_theirs_to_read_until_it_is_seen_to_and_afterwards_in_the_log(cast: Cast, plan: Plan) -> None:
    found = answered(cast, stuck(cast, plan))
    html = page(cast.mona, plan)
    (card,) = cards(html)
    body = cast.guide.decision_body.name.en
    assert card.startswith(
        "The plan was stuck, and there is an answer Why it was said: It does not move on as it should. "
        f"The answer from: {body} 24 November 2026 Jonas ringer hver fredag. Kari, Fjordvik skole · Who can read this? "
        "Is to coordinate: Fjordvik helsestasjon"
    )
    assert text(html).count("Jonas ringer hver fredag.") == 1
    follow_up_deadlock(deadlock=found, outcome=Outcome.DONE, words="Det går bra.", actor=cast.as_kari, at=NOW)
    html = page(cast.mona, plan)
    assert cards(html) == []
    assert [text(html).count(words) for words in ("Jonas ringer hver fredag.", "Det går bra.", CHILD)] == [1, 1, 1]


def test_afterwards_it_stands_in_the_log_as_one_thing_with_what_came_of_it(cast: Cast, plan: Plan) -> None:
    """Its words stood one by one among the notes, under no heading of their own, and without the outcome."""
    found = answered(cast, stuck(cast, plan))
    follow_up_deadlock(deadlock=found, outcome=Outcome.PARTLY, words="Noe mangler.", actor=cast.as_kari, at=NOW)
    body = cast.guide.decision_body.name.en
    for html in (page(cast.mona, plan), page_when_closed(cast, plan)):
        (told,) = [e.text for e in elements(html, "li", class_="timeline__item") if "The plan was stuck" in e.text]
        inside = (
            "It does not move on as it should", "Ingen tar det på seg", CHILD, f"The answer from: {body}",
            "Jonas ringer hver fredag.", "Is to coordinate: Fjordvik helsestasjon", "It has happened in part",
            "Noe mangler.",
        )  # fmt: skip
        assert [told.count(words) for words in inside] == [1] * len(inside)


def page_when_closed(cast: Cast, plan: Plan) -> str:
    plan.refresh_from_db()
    reason = cast.guide.codes("close_reason")[0].key
    close_plan(plan=plan, reason=reason, family=Said("Takk"), child=Said("Hei"), actor=cast.as_kari, at=after(1))
    return page(cast.mona, plan)


def test_why_it_is_stuck_is_told_without_a_word_of_batons() -> None:
    """The page says "responsible for the plan" everywhere else; a baton is a word of those at work."""
    assert (set(WHY_STUCK), [str(words) for words in WHY_STUCK.values() if "baton" in str(words)]) == (set(CAUSE), [])


def test_what_the_child_said_and_is_hidden_is_nowhere_on_the_parents_page(cast: Cast, plan: Plan) -> None:
    found = stuck(cast, plan, by="as_jonas")
    assert found.child_view is not None
    assert text(page(cast.mona, plan)).count(CHILD) == 1
    hide_entry(
        entry=found.child_view, hidden_from=HiddenFrom.GUARDIANS, reason="weighty_reasons", judgement="Hun ba om det.",
        actor=cast.as_jonas, at=NOW,
    )  # fmt: skip
    html = page(cast.mona, plan)
    assert (text(html).count(CHILD), text(html).count("The child's view")) == (0, 0)
    assert text(page(cast.ella, plan)).count(CHILD) == 1


def test_the_young_person_is_spoken_to_and_not_of(cast: Cast, plan: Plan) -> None:
    stuck(cast, plan)
    told = {who.name: text(page(who, plan)) for who in (cast.ella, cast.mona)}
    words = ("What you think yourself", "The child's view")
    assert {name: [html.count(one) for one in words] for name, html in told.items()} == {
        "Ella": [1, 0], "Mona": [0, 1],
    }  # fmt: skip


def test_at_a_shielded_address_days_and_kinds_of_service_and_no_word(cast: Cast, plan: Plan) -> None:
    answered(cast, stuck(cast, plan))
    Person.objects.filter(pk=cast.ella.pk).update(protection=Person.Protection.STRICT)
    (card,) = cards(page(cast.mona, plan))
    assert card == (
        "The plan was stuck, and there is an answer Why it was said: It does not move on as it should. "
        "The answer from those who decide 24 November 2026 Ask Kari to tell you the answer. Does it not happen? "
        "Tell Kari, or anyone in the plan: then the plan is stuck again, and somebody must answer anew."
    )


def test_with_the_consent_it_is_gone(cast: Cast, plan: Plan) -> None:
    stuck(cast, plan)
    oral = ConsentAnswer.Channel.ORAL
    withdraw(plan=plan, by=cast.mona, service=None, channel=oral, actor=cast.as_kari, at=after(1))
    assert cards(page(cast.mona, plan)) == []


def test_the_page_asks_the_database_no_more_often_for_it(cast: Cast, plan: Plan, clock: Clock) -> None:
    asked = []
    for turn in range(3):
        clock.at = after(turn)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(cast.mona, plan)
        asked.append(len(queries))
        if turn < 2:
            answered(cast, stuck(cast, plan))
    assert asked[1] == asked[2]
