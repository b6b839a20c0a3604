"""The country as it is known everywhere: municipalities, services, and who works where. Drawn from the seed alone."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

from bench.norway.bulk import Bulk
from bench.norway.proportions import (
    AT_HOME_IN,
    BESIDE,
    CHILDREN_A_UNIT,
    ONE_WORKER,
    PLANS,
    PLANS_A_WORKER,
)
from bench.norway.words import FIRST_NAMES, LAST_NAMES
from helhet.core.services import ServiceType
from helhet.people.models import Account, Membership, Organisation, Service, Worker

POPULATION = Path(__file__).parent / "population.csv"
NOBODYS = "!"
"""No password fits it."""
OWN_KIND = {
    ServiceType.HEALTH_CLINIC: "health",
    ServiceType.BUP: "health",
    ServiceType.CHILD_WELFARE: "child_welfare",
    ServiceType.NAV: "work_welfare",
}
"""What a service mostly writes about; the others of school."""
OF_COUNTY = frozenset({ServiceType.UPPER_SECONDARY})
OF_HOSPITAL = frozenset({ServiceType.BUP})


@dataclass(slots=True)
class Unit:
    """A service and the people in it, by their ids."""

    id: str
    type: ServiceType
    workers: list[str]

    @property
    def leader(self) -> str:
        """Who leads it."""
        return self.workers[0]


@dataclass(frozen=True, slots=True)
class Part:
    """A worker in a plan, for a service."""

    unit: Unit
    worker: str

    @property
    def kind(self) -> str:
        """What this service mostly writes about."""
        return OWN_KIND.get(self.unit.type, "school")


@dataclass(slots=True)
class Place:
    """One municipality: how many of each age, how many plans, and the services that serve it."""

    code: str
    ages: list[int]
    plans: int
    id: str = ""
    units: dict[ServiceType, list[Unit]] = field(default_factory=dict)


def places(share: float, seed: int) -> list[Place]:
    """Whole municipalities that together have about this share of the plans, drawn by lot; the largest first."""
    lines = POPULATION.read_text().splitlines()[1:]
    found = [Place(code, list(map(int, ages)), 0) for code, *ages in (line.split(",") for line in lines)]
    everyone = sum(sum(one.ages) for one in found)
    for one in found:
        one.plans = round(PLANS * sum(one.ages) / everyone)
    wanted, taken = round(PLANS * share), list[Place]()
    for one in Random(seed).sample(found, len(found)):
        if one.plans <= wanted or share == 1:
            taken.append(one)
            wanted -= one.plans
    return sorted(taken, key=lambda one: (-one.plans, one.code))


def settle(taken: list[Place], *, seed: int, on: date) -> Bulk:
    """Give each municipality its services and people; the rows they are. Needs the registry in the database."""
    rows = Bulk()
    organisations = {
        one.code: one
        for one in Organisation.objects.filter(kind="municipality", valid_until=None, demo=False).order_by("code")
    }
    hospitals: dict[UUID, str] = {}
    for one in taken:
        lots = Random(f"{seed} services {one.code}")
        here = organisations[one.code]
        one.id = here.pk.hex
        assert here.parent_id is not None, "a municipality of today lies in a county"
        if here.parent_id not in hospitals:
            hospitals[here.parent_id] = _id(Random(f"{seed} hospital {here.code[:2]}"))
            name = f"Oppdiktet helseforetak {here.code[:2]}"
            rows.add(
                Organisation, id=hospitals[here.parent_id], kind="hospital", code=f"N{here.code[:2]}", name=name,
                short_name=name, demo=True,
            )  # fmt: skip
        for type, units, workers in _needed(one):
            owner = (
                here.parent_id.hex
                if type in OF_COUNTY
                else hospitals[here.parent_id]
                if type in OF_HOSPITAL
                else one.id
            )
            one.units[type] = [
                _unit(rows, lots, type, owner, f"{here.short_name} {type} {number}", workers, on)
                for number in range(1, units + 1)
            ]
    return rows


def _needed(one: Place) -> list[tuple[ServiceType, int, int]]:
    """Which services a municipality has: how many units of each, and how many people in each unit."""
    everyone = sum(one.ages)
    found = []
    for type in sorted({*AT_HOME_IN, *BESIDE}):
        ages = AT_HOME_IN.get(type, range(0))
        children = sum(one.ages[age] for age in ages)
        units = max(1, round(children / CHILDREN_A_UNIT[type])) if type in CHILDREN_A_UNIT else 1
        parts = one.plans * (children / everyone + BESIDE.get(type, 0))
        workers = 1 if type in ONE_WORKER else max(1, round(parts / PLANS_A_WORKER / units))
        found.append((type, units, workers))
    return found


def _unit(rows: Bulk, lots: Random, type: ServiceType, owner: str, name: str, size: int, on: date) -> Unit:
    unit = Unit(_id(lots), type, [_id(lots) for _ in range(size)])
    for worker in unit.workers:
        rows.add(Account, id=worker, key=f"norway-{worker}", password=NOBODYS)
        called = f"{lots.choice(FIRST_NAMES)} {lots.choice(LAST_NAMES)}"
        rows.add(Worker, id=worker, account_id=worker, name=called, title="Ansatt", email=f"{worker}@norway.example")
    rows.add(Service, id=unit.id, organisation_id=owner, type=str(type), name=name, leader_id=unit.leader)
    for worker in unit.workers:
        since = f"{on.year - 3}-01-01"
        rows.add(Membership, id=_id(lots), worker_id=worker, service_id=unit.id, since_on=since)
    return unit


def _id(lots: Random) -> str:
    return f"{lots.getrandbits(128):032x}"
