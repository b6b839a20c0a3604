"""The action guides on the web: for anyone, whole, and honest about their age."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from helhet.core.guides import GuidePack
from tests.web.markup import elements, one


def stands_at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def page(guide: GuidePack, language: str = "en", **query: str) -> Any:
    with translation.override(language):
        address = reverse("guides:pack", kwargs={"code": guide.code, "version": guide.version})
    return Client().get(address, query)


def steps_in(html: str) -> list[str]:
    return [h4.text for h4 in elements(html, "h4")]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_anyone_reads_the_whole_guide_in_their_own_language(guide: GuidePack, language: str) -> None:
    response = page(guide, language)
    html = response.content.decode()
    assert response.status_code == 200
    assert one(html, "h1").text == guide.title.in_language(language)
    assert one(html, "h2", id="decides").text == guide.decision_body.name.in_language(language)
    assert [h3.text for h3 in elements(html, "h3")] == [level.name.in_language(language) for level in guide.levels]
    assert steps_in(html) == [
        step.title.in_language(language) for level in guide.levels for step in guide.steps if step.level == level.code
    ]
    assert [th.text for th in elements(html, "th", scope="row")] == [
        " ".join(clock.title.in_language(language).split()) for clock in guide.clocks
    ]
    _menu, *summaries = elements(html, "summary")
    assert [summary.text for summary in summaries] == [
        more.title.in_language(language) for more in (*guide.forms, *guide.code_lists)
    ]


def test_a_page_that_is_the_same_for_all_may_be_kept(guide: GuidePack) -> None:
    assert page(guide).headers.get("Cache-Control", "").count("no-store") == 0


@pytest.mark.parametrize("service", ["kindergarten", "nav"])
def test_a_service_sees_its_own_steps(guide: GuidePack, service: str) -> None:
    html = page(guide, service=service).content.decode()
    assert steps_in(html) == [
        step.title.en
        for level in guide.levels
        for step in guide.steps_for(level.code, service)  # type: ignore[arg-type]
    ]
    assert [option["value"] for option in elements(html, "option") if "selected" in option.attrs] == [service]


def test_a_service_there_is_none_of_is_all_services(guide: GuidePack) -> None:
    assert steps_in(page(guide, service="bakery").content.decode()) == steps_in(page(guide).content.decode())


@pytest.mark.parametrize(("days", "warnings"), [(0, 0), (1, 1)])
def test_a_guide_nobody_has_looked_over_in_time_says_so(
    guide: GuidePack, monkeypatch: pytest.MonkeyPatch, days: int, warnings: int
) -> None:
    stands_at(monkeypatch, date.fromordinal(guide.review_on.toordinal() + days))
    assert page(guide).content.decode().count("should have been looked over by") == warnings


def test_there_is_no_version_before_it_is_written(guide: GuidePack) -> None:
    address = reverse("guides:pack", kwargs={"code": guide.code, "version": 9999})
    assert Client().get(address).status_code == 404


def test_the_guide_new_plans_follow_comes_first(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GUIDE = "levels-a-c"
    stands_at(monkeypatch, date(2026, 11, 24))
    with translation.override("en"):
        address = reverse("guides:list")
    html = Client().get(address).content.decode()
    assert [h2.text for h2 in elements(html, "h2")] == ["Action guide, levels A–C", "Action guide, levels 0–3"]
    assert one(html, class_="eyebrow").text == "New plans follow this one"
