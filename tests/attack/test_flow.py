"""Insiders who read the flow counts: who leads several units, and who goes from one to another."""

import pytest
from django.utils import timezone

from helhet.core import guides
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.flow import Figure
from helhet.flow.actions import release_flow
from helhet.flow.models import FlowCount
from helhet.flow.queries.reading import led_by
from helhet.people.models import Service
from tests.attack.browser import browser_of
from tests.cast import NOW, TODAY, acting, assemble
from tests.flow.town import SPRING, Town, build


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Three small units: six children each, in two of them all in time, and in East all refused."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    town = build(assemble(guides.current("levels-0-3", TODAY)))
    for unit in ("North", "South"):
        town.asked(unit, 6)
    town.asked("East", 6, days=9)
    return town


def told(town: Town) -> dict[str, int]:
    release = release_flow(organisation=town.organisation, half=SPRING, actor=Actor.system(), at=NOW)
    rows = FlowCount.objects.filter(release=release, figure=Figure.BATON, number__gt=0)
    return dict(rows.values_list("answer", "number"))


def test_three_leaders_learn_nothing_of_each_other(town: Town) -> None:
    assert told(town) == {"accepted_in_time": 12, "accepted_later": 6}


def test_who_leads_two_of_the_three_does_not_learn_what_happened_in_the_third(town: Town) -> None:
    """The whole less the own two is East, and East has too few to be told."""
    Service.objects.filter(pk=town.units["South"].pk).update(leader=town.workers["North"][0])
    assert told(town) == {}


def test_what_was_told_is_not_told_anew_when_leaders_change(town: Town) -> None:
    before = told(town)
    Service.objects.filter(pk=town.units["South"].pk).update(leader=town.workers["North"][0])
    town.asked("East", 40, state=OfferState.DECLINED)
    assert told(town) == before


def test_who_has_left_a_unit_reads_it_no_longer(town: Town) -> None:
    told(town)
    leader = town.workers["North"][0]
    reader = led_by(acting(leader, town.units["North"]))
    assert reader is not None
    assert reader.unit == town.units["North"]
    Service.objects.filter(pk=town.units["North"].pk).update(leader=town.workers["South"][0])
    assert browser_of(leader).get(f"/flow/{town.organisation.code}/").status_code in {403, 404}


@pytest.mark.parametrize("half", ["0-1", "99999999999999999999-1", "9" * 5000 + "-1", "2026-3", "2026-9999999999999"])
def test_a_half_year_there_cannot_be_is_not_there(town: Town, half: str) -> None:
    told(town)
    assert browser_of(town.coordinator).get(f"/flow/{town.organisation.code}/{half}/").status_code == 404
