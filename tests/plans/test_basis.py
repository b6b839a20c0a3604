"""On what basis each service keeps what it knows: from when it comes in until it goes, opening nothing."""

from datetime import date

import pytest
from django.urls import reverse

from helhet.access.models import ConsentAnswer, Grant, ProcessingBasis
from helhet.plans.actions.baton import accept_baton, offer_baton
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.writing import Said
from helhet.plans.models import Plan
from helhet.plans.queries.doors import PLAN
from helhet.plans.queries.page import plan_page
from tests.attack.browser import browser_of
from tests.cast import NOW, TODAY, Cast, active_plan, after, draft, everyone_says, scope, with_jonas

ORAL = ConsentAnswer.Channel.ORAL


def bases(plan: Plan) -> dict[str, tuple[str, date, date | None]]:
    rows = ProcessingBasis.objects.filter(matter=plan.pk).select_related("service")
    return {row.service.name: (row.rule, row.from_on, row.until_on) for row in rows}


def test_a_service_comes_in_with_its_basis_and_not_before(cast: Cast) -> None:
    plan = draft(cast)
    assert bases(plan) == {}
    consent = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    plan = with_jonas(cast, everyone_says(True, plan, consent, cast.as_kari), at=after(2))
    assert bases(plan) == {
        "Fjordvik skole": ("PR-OPPL-24-1-4", TODAY, None),
        "Fjordvik helsestasjon": ("", after(2).date(), None),
    }


def test_taking_the_baton_is_coming_in_and_twice_is_once(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)
    assert ProcessingBasis.objects.filter(matter=plan.pk, service=cast.clinic).count() == 1


def test_it_ends_with_the_service_and_the_holders_with_the_plan(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    plan = withdraw(plan=plan, by=cast.mona, service=None, channel=ORAL, actor=cast.as_kari, at=after(1))
    ends = {name: until for name, (_rule, _since, until) in bases(plan).items()}
    assert ends == {"Fjordvik skole": None, "Fjordvik helsestasjon": after(1).date()}
    words = Said(why_none="Ville ikke")
    reason = cast.guide.codes("close_reason")[0].key
    close_plan(plan=plan, reason=reason, family=words, child=words, actor=cast.as_kari, at=after(2))
    assert bases(plan)["Fjordvik skole"][2] == after(2).date()


def test_a_basis_opens_nothing(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    Grant.objects.filter(matter=plan.pk).update(ended_at=NOW, ended_by=cast.mona.pk)
    assert bases(plan)["Fjordvik helsestasjon"][2] is None
    assert not PLAN.list(Plan.objects.of(child=cast.ella), actor=cast.as_jonas, on=TODAY).exists()


def test_it_is_told_to_those_in_the_plan_and_to_the_family(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    plan = with_jonas(cast, active_plan(cast))
    told = {
        place.service.name: place.basis.rule.paragraph if place.basis and place.basis.rule else None
        for place in plan_page(cast.as_kari, plan.key, at=NOW).places
    }
    assert told == {"Fjordvik skole": "opplæringslova § 24-1 fjerde ledd", "Fjordvik helsestasjon": None}
    page = browser_of(cast.mona).get(reverse("family:plan", kwargs={"plan": plan.key})).content.decode()
    assert page.count("On what basis do they keep this?") == 2
    assert "opplæringslova § 24-1 fjerde ledd" in page
    assert "no provision of its own was found" in page
