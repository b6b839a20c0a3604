"""Ragnhild coordinates Fjordvik, which does not exist; Siv coordinates Ålesund, about which figures are published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from helhet.core.actors import Actor, ActorKind
from helhet.indicators.models import Release, Value
from helhet.people.models import Appointment, Organisation, Worker
from helhet.priorities.actions import Adoption, add_part, adopt_programme, begin_programme, change_programme
from helhet.priorities.models import Challenge, Priority, Programme, RunMeasure, Target
from tests.cast import NOW, worker

ADOPTED = Adoption(on=date(2026, 11, 12), body="kommunestyret", case="45/2026")


@dataclass
class Town:
    """A municipality, its coordinator, and a browser in which she is signed in."""

    organisation: Organisation
    coordinator: Worker
    browser: Client

    @property
    def actor(self) -> Actor:
        return Actor(kind=ActorKind.WORKER, id=self.coordinator.pk)

    def open(self, name: str, *parts: Any, namespace: str = "priorities") -> Any:
        return self.browser.get(reverse(f"{namespace}:{name}", args=[self.organisation.code, *parts]))

    def send(
        self, name: str, /, *parts: Any, query: str = "", headers: dict[str, str] | None = None, **said: Any
    ) -> Any:
        address = reverse(f"priorities:{name}", args=[self.organisation.code, *parts])
        return self.browser.post(address + query, said, headers=headers)

    def begins(self) -> Programme:
        return begin_programme(organisation=self.organisation, language="nb", actor=self.actor, at=NOW)

    def has_whole_draft(self) -> Programme:
        """A draft with one of each, and two measures."""
        draft = self.begins()
        change_programme(programme=draft, version=1, values={"title": "Flere som er med"}, actor=self.actor, at=NOW)
        challenge = Challenge(programme=draft, title="Mange er borte", text="Fraværet øker.")
        priority = Priority(programme=draft, challenge=challenge, title="Merke det", text="Samme dag.")
        parts = [
            challenge,
            own_target(draft, challenge),
            priority,
            run_measure(draft, priority, "Fraværsteam"),
            run_measure(draft, priority, "Ringe hjem", standing="carried_on", from_on=date(2024, 8, 1)),
        ]
        for part in parts:
            add_part(part=part, actor=self.actor, at=NOW)
        draft.refresh_from_db()
        return draft

    def adopts(self, draft: Programme, on: date = ADOPTED.on) -> Programme:
        draft.refresh_from_db()
        return adopt_programme(
            programme=draft,
            revision=draft.revision,
            adoption=Adoption(on, ADOPTED.body, ADOPTED.case),
            actor=self.actor,
            at=NOW,
        )


def own_target(draft: Programme, challenge: Challenge, **more: Any) -> Target:
    """A figure of the municipality's own."""
    about: dict[str, Any] = {
        "name": "Elever med mye fravær", "unit": "percent", "first_year": 2025, "last_year": 2025,
        "baseline": Decimal("9.4"), "source": "Egen telling, våren 2025", "target": Decimal(6), "target_year": 2029,
    }  # fmt: skip
    return Target(programme=draft, challenge=challenge, **about | more)


def run_measure(draft: Programme, priority: Priority, name: str, **more: Any) -> RunMeasure:
    """A measure that is run."""
    about = {"standing": "new", "from_on": date(2026, 8, 1), "responsible": "Oppvekstsjefen"}
    return RunMeasure(programme=draft, priority=priority, name=name, **about | more)


def town(code: str, name: str, coordinator: str, *, demo: bool) -> Town:
    """A municipality with its coordinator at the desk."""
    organisation = Organisation.objects.create(
        kind="municipality", code=code, name=f"{name} kommune", short_name=name, demo=demo
    )
    who = worker(coordinator, title="0–24-koordinator")
    Appointment.objects.create(
        worker=who, organisation=organisation, role=Appointment.Role.COORDINATOR, since_on=date(2024, 1, 1)
    )
    browser = Client(headers={"accept-language": "nb"})
    browser.force_login(who.account)
    return Town(organisation, who, browser)


def publishes(indicator: str, figures: Iterable[tuple[str, int, int, str]]) -> Release:
    """Published figures: place, first year, last year, number; none where it is hidden."""
    release = Release.objects.create(
        recipe=f"test-{indicator}", indicator=indicator, publisher="Folkehelseinstituttet", table="nokkel/1",
        address="https://statistikk.example/1", licence="CC BY 4.0", retrieved_on=date(2026, 10, 1), imported_at=NOW,
        checksum="0" * 64,
    )  # fmt: skip
    Value.objects.bulk_create(
        Value(
            release=release, indicator=indicator, place=place, first_year=first, last_year=last,
            number=Decimal(number) if number else None, mark="" if number else ":", method="published",
        )
        for place, first, last, number in figures
    )  # fmt: skip
    return release
