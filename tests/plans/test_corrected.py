"""What is corrected reads plainly: the wording that holds stands first, and the one before it is folded and marked."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from helhet.plans.actions.work import add_goal, propose_measure
from helhet.plans.actions.writing import correct_entry
from helhet.plans.models import Entry, Goal, Plan
from helhet.plans.queries.page import plan_page
from helhet.plans.queries.roles import guide_of
from helhet.plans.queries.work import goals_shown
from helhet.plans.queries.written import Shown, as_corrected
from tests.cast import NOW, Cast, active_plan, after, with_jonas

LATER = after(3)
OLD = re.compile(r"<summary>Earlier wording, which no longer holds</summary>\s*<p class=\"quiet\">([^<]*)</p>")


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return with_jonas(cast, active_plan(cast))


@pytest.fixture
def goal(cast: Cast, plan: Plan) -> Goal:
    return add_goal(
        plan=plan, text="En venn", information_type="school", words_of=Entry.WordsOf.WRITER, actor=cast.as_kari, at=NOW
    )


def wordings(one: Shown) -> list[str]:
    """The one that holds, and those before it."""
    return [one.entry.text, *[old.entry.text for old in one.before]]


def page_of(cast: Cast, plan: Plan) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.kari.account)
    return str(client.get(reverse("plans:plan", args=[plan.key])).content.decode())


def test_a_goal_that_was_never_corrected_has_one_wording(cast: Cast, plan: Plan, goal: Goal) -> None:
    (shown,) = plan_page(cast.as_kari, plan.key, at=LATER).goals
    assert wordings(shown.text) == ["En venn"]
    assert OLD.findall(page_of(cast, plan)) == []


def test_a_corrected_goal_is_read_in_its_newest_wording_with_the_older_folded(
    cast: Cast, plan: Plan, goal: Goal
) -> None:
    second = correct_entry(entry=goal.entry, text="To venner", actor=cast.as_kari, at=after(1))
    correct_entry(entry=second, text="Noen å være sammen med", actor=cast.as_kari, at=after(2))
    for goals in (plan_page(cast.as_kari, plan.key, at=LATER).goals, goals_shown(plan, cast.as_kari, at=LATER)):
        (shown,) = goals
        assert wordings(shown.text) == ["Noen å være sammen med", "To venner", "En venn"]
    html = page_of(cast, plan)
    assert [html.count(words) for words in ("Noen å være sammen med", "To venner", "En venn")] == [1, 1, 1]
    assert html.index("Noen å være sammen med") < html.index("no longer holds") < html.index("To venner")


def test_an_older_wording_says_whose_words_it_holds_as_the_newest_does(cast: Cast, plan: Plan) -> None:
    child = add_goal(
        plan=plan, text="En å spille med", information_type="school", words_of=Entry.WordsOf.CHILD, actor=cast.as_kari,
        at=NOW,
    )  # fmt: skip
    correct_entry(entry=child.entry, text="To å spille med", actor=cast.as_kari, at=after(1))
    html = page_of(cast, plan)
    assert html.count(f"The child's words · noted by Kari, {cast.school.name}") == 2


def test_a_corrected_measure_is_named_by_its_newest_wording_wherever_it_stands(
    cast: Cast, plan: Plan, goal: Goal
) -> None:
    measure = propose_measure(
        plan=plan,
        goal=goal,
        text="Samtale",
        information_type="school",
        arena=guide_of(plan).codes("arena")[0].key,
        responsible=cast.kari,
        evaluate_on=after(60).date(),
        actor=cast.as_kari,
        at=NOW,
    )
    correct_entry(entry=measure.entry, text="Samtale hver uke", actor=cast.as_kari, at=after(1))
    html = page_of(cast, plan)
    assert OLD.findall(html) == ["Samtale"]
    assert html.count("<strong>Samtale hver uke</strong>") == 1
    assert html.count("<dt>Samtale hver uke</dt>") == 1


def test_who_may_not_see_the_newer_wording_reads_the_older_one(cast: Cast, plan: Plan, goal: Goal) -> None:
    newer = correct_entry(entry=goal.entry, text="To venner", actor=cast.as_kari, at=after(1))
    old, new = Shown(goal.entry, ()), Shown(newer, ())
    seen = [as_corrected(words)[goal.entry.pk] for words in ([old], [new, old])]
    assert [wordings(one) for one in seen] == [["En venn"], ["To venner", "En venn"]]


def test_who_corrects_comes_to_the_new_wording(cast: Cast, plan: Plan, goal: Goal) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.kari.account)
    old = reverse("plans:entry", kwargs={"entry": goal.entry.key})
    came_to = client.post(old, {"text": "To venner"}, follow=True)
    assert came_to.context["entry"].text == "To venner"
    assert came_to.context["entry"].corrects_id == goal.entry.pk
