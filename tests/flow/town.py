"""A town: units with many workers, and children in plans. What happens there is written as rows, many at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from helhet.core.baton import OfferState
from helhet.core.flow import HalfYear
from helhet.core.services import ServiceType
from helhet.people.models import Appointment, Organisation, Person, Service, Worker
from helhet.plans.models import BatonOffer, Plan
from tests.cast import Cast, employ, service, worker

SPRING = HalfYear(2026, 1)
AUTUMN = HalfYear(2026, 2)
IN_SPRING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
FROM_AUGUST = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


@dataclass
class Town:
    """The units, in no order anybody is to rely on, and who works where."""

    organisation: Organisation
    units: dict[str, Service]
    workers: dict[str, list[Worker]]
    coordinator: Worker
    numbers: Iterator[int]

    def asked(
        self,
        unit: str,
        times: int,
        *,
        days: int = 3,
        state: OfferState = OfferState.ACCEPTED,
        at: datetime = IN_SPRING,
        protection: str = Person.Protection.NONE,
    ) -> None:
        """So many times workers of a unit, in turn, are asked to take the baton, each for a child of its own."""
        here, who = self.units[unit], self.workers[unit]
        children = Person.objects.bulk_create(
            Person(
                municipality=self.organisation,
                name=f"Barn {next(self.numbers)}",
                born_on=date(2016, 1, 1),
                protection=protection,
            )
            for _time in range(times)
        )
        plans = Plan.objects.bulk_create(
            Plan(
                municipality=self.organisation,
                type="relay_log",
                guide="levels-0-3",
                guide_version=1,
                child=child,
                status="draft",
                level="2",
                service=here,
                author=who[0],
                opened_at=IN_SPRING,
            )
            for child in children
        )
        BatonOffer.objects.bulk_create(
            BatonOffer(
                municipality=self.organisation,
                plan=plan,
                to_worker=who[turn % len(who)],
                to_service=here,
                offered_at=at - timedelta(days=days),
                offered_by=who[0],
                open_until=at.date(),
                state=state,
                answered_at=at,
                answered_by=who[0].pk,
                decline_reason="no_capacity" if state is OfferState.DECLINED else "",
            )
            for turn, plan in enumerate(plans)
        )


def build(cast: Cast) -> Town:
    """Put the units up, with people in them and nothing begun."""
    units, workers = {}, {}
    for name, size in (("North", 8), ("South", 8), ("East", 8), ("West", 8), ("Alone", 1)):
        who = [worker(f"{name}{number}") for number in range(size)]
        units[name] = service(cast.fjordvik, ServiceType.PRIMARY_SCHOOL, name, leader=who[0])
        for one in who[1:]:
            employ(one, units[name])
        workers[name] = who
    coordinator = worker("Ragnhild")
    Appointment.objects.create(
        worker=coordinator,
        organisation=cast.fjordvik,
        role=Appointment.Role.COORDINATOR,
        since_on=date(2026, 1, 1),
    )
    return Town(cast.fjordvik, units, workers, coordinator, count(1))
