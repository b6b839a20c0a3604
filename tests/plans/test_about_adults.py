"""What concerns an adult is theirs to say yes to; what is told on keeps its own secrecy. In the forms."""

from typing import Any

import pytest
from django.urls import reverse

from helhet.access.models import ConsentAnswer, ConsentLine, Grant
from helhet.plans.actions.opening import record_answer
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.doors import ENTRY
from tests.attack.browser import address, browser_of
from tests.cast import NOW, TODAY, Cast, active_plan, with_jonas


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return with_jonas(cast, active_plan(cast))


def ask(cast: Cast, plan: Plan, **more: Any) -> int:
    form = {
        "service": [str(cast.clinic.pk)], f"types_{cast.clinic.pk}": ["agreement"], "purpose": "Hjelp hjemme",
        "from_on": TODAY.isoformat(), "until_on": TODAY.replace(year=TODAY.year + 1).isoformat(),
    }  # fmt: skip
    return browser_of(cast.kari).post(address("ask", plan), form | more).status_code


def about(cast: Cast) -> dict[str, list[str]]:
    return {f"about_{cast.mona.pk}_{cast.clinic.pk}": ["home"]}


def asked(cast: Cast) -> list[tuple[str, bool, bool]]:
    rows = ConsentAnswer.objects.filter(answered_at=None).order_by("giver__name")
    return [(one.giver.name, one.asks_secrecy, one.asks_own) for one in rows.select_related("giver")]


def test_what_is_asked_about_an_adult_is_asked_of_that_adult(cast: Cast, plan: Plan) -> None:
    assert ask(cast, plan, **about(cast)) == 302
    assert asked(cast) == [("Mona", True, True), ("Per", True, False)]
    line = ConsentLine.objects.get(about=cast.mona)
    assert (line.service, line.information_type) == (cast.clinic, "home")


def test_nothing_is_asked_about_an_adult_unless_it_is_chosen(cast: Cast, plan: Plan) -> None:
    assert ask(cast, plan) == 302
    assert asked(cast) == [("Mona", True, False), ("Per", True, False)]


def test_her_own_page_tells_mona_what_is_asked_about_her_and_pers_does_not(cast: Cast, plan: Plan) -> None:
    ask(cast, plan, **about(cast))
    pages = [
        browser_of(who).get(reverse("family:plan", kwargs={"plan": plan.key})).content.decode()
        for who in (cast.mona, cast.per)
    ]
    assert ["And this about you yourself" in page for page in pages] == [True, False]


def write(cast: Cast, plan: Plan, **more: Any) -> Entry:
    form = {"kind": "note", "text": "Mona sover lite.", "words_of": "writer", "information_type": "home"} | more
    assert browser_of(cast.kari).post(address("write", plan), form).status_code == 302
    return next(one for one in Entry.objects.of(plan=plan).order_by("id") if one.text == "Mona sover lite.")


def test_written_about_mona_it_takes_her_own_yes(cast: Cast, plan: Plan) -> None:
    entry = write(cast, plan, about=str(cast.mona.pk))
    rows = Entry.objects.of(plan=plan)
    assert (entry.about, ENTRY.list(rows, actor=cast.as_jonas, on=TODAY).exists()) == (cast.mona, False)
    ask(cast, plan, **about(cast))
    for answer in ConsentAnswer.objects.filter(answered_at=None).order_by("id"):
        record_answer(
            plan=plan, answer=answer, yes=True, channel=ConsentAnswer.Channel.ORAL, actor=cast.as_kari, at=NOW
        )
    assert Grant.objects.filter(matter=plan.pk, about=cast.mona).count() == 1
    assert ENTRY.list(rows, actor=cast.as_jonas, on=TODAY).exists()


def test_left_alone_it_is_about_the_child_and_ones_own(cast: Cast, plan: Plan) -> None:
    entry = write(cast, plan)
    assert (entry.about, entry.third_party, entry.source, entry.regime) == (cast.ella, False, cast.school, "general")


def test_what_the_nurse_has_told_keeps_her_secrecy_and_somebody_else_is_noted(cast: Cast, plan: Plan) -> None:
    entry = write(cast, plan, source=str(cast.clinic.pk), third_party="on")
    assert (entry.third_party, entry.source, entry.regime) == (True, cast.clinic, "health")


@pytest.mark.parametrize("field", ["about", "source"])
def test_nobody_else_can_be_named(cast: Cast, plan: Plan, field: str) -> None:
    form = {"kind": "note", "text": "x", "words_of": "writer", "information_type": "home", field: str(cast.amir.pk)}
    answer = browser_of(cast.kari).post(address("write", plan), form)
    assert answer.status_code == 422
    assert '<details class="folded" open>' in answer.content.decode()
