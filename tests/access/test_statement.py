"""A text compiled once answers as the query it was made of: for every kind of reader in turn, on every day, by any law.

What the query itself answers is held against the oracle elsewhere. Here the same statement is asked by readers who
differ in one thing only, so that a text made for one and given to another is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Exists, OuterRef

from helhet.access import filter as compiler
from helhet.access import statement
from helhet.access.filter import grounds_of
from helhet.access.statement import Build
from helhet.core.access import Grounds, grounds
from helhet.core.actors import Actor, ActorKind
from helhet.plans.models import Entry, Participant, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from tests.access.model.blocks import SOON, families_bear, ties_bear, world_of
from tests.access.model.stage import set_stage
from tests.access.model.world import World, young_people
from tests.cast import NOW, TODAY, after

OLD_LAW = date(2026, 6, 30)
"""The day before the new chapter 5 of helsepersonelloven: other grounds hold."""
EARLY = date(2020, 1, 1)


def entries(actor: Actor, on: date, of: Any) -> Any:
    rows = Entry.objects.filter(municipality__in=of["where"], plan__in=of["plans"], written_at__lt=of["before"])
    return ENTRY.list(rows, actor=actor, on=on).order_by("pk")


def mine(actor: Actor, on: date, of: Any) -> Any:
    """As `my plans`: the reader stands in the question too, not only in the grounds."""
    part = Participant.objects.filter(
        municipality=OuterRef("municipality"), plan=OuterRef("pk"), worker=actor.id, service=actor.service
    )
    rows = Plan.objects.filter(municipality=of["municipality"]).filter(Exists(part))
    return PLAN.list(rows, actor=actor, on=on).order_by("pk")


def all_plans(actor: Actor, on: date, of: Any) -> Any:
    return PLAN.list(Plan.objects.filter(municipality=of["municipality"]), actor=actor, on=on).order_by("pk")


def begun(actor: Actor, on: date, of: Any) -> Any:
    """A day that is asked about, and is not the day it is asked on."""
    rows = Plan.objects.filter(municipality=of["municipality"], active_since__gte=of["first"])
    return PLAN.list(rows.filter(active_since__lte=of["last"]), actor=actor, on=on).order_by("pk")


Said = list[tuple[UUID, tuple[str, ...]]]


def said(rows: Any) -> Said:
    return [(row.pk, grounds_of(row)) for row in rows]


@dataclass
class Asking:
    """A small world, those who ask in turn, and what the queries themselves answer."""

    world: World
    readers: list[Actor]
    answers: dict[object, Said] = field(default_factory=dict)

    def answered(self, by: ModuleType) -> Iterator[tuple[Said, Said]]:
        """What statements of a module say, each beside what the query says."""
        here, plans = self.world.stage.cast.fjordvik.pk, tuple(sorted(self.world.plans))
        of_entries = by.Statement(entries, where=UUID, plans=UUID, before=datetime)
        of_days = by.Statement(begun, municipality=UUID, first=date, last=date)
        many: tuple[tuple[Any, Build, dict[str, Any]], ...] = (
            (of_entries, entries, {"plans": plans, "where": (here,), "before": after(1)}),
            (of_entries, entries, {"where": (here,), "plans": plans[:2], "before": after(1)}),
            (of_entries, entries, {"plans": plans[:1], "where": (here, here), "before": NOW}),
            *((by.Statement(build, municipality=UUID), build, {"municipality": here}) for build in (mine, all_plans)),
            *(
                (of_days, begun, {"municipality": here, "first": first, "last": last})
                for first, last in ((EARLY, TODAY), (EARLY, EARLY), (TODAY, SOON))
            ),
        )
        for on in (TODAY, OLD_LAW, SOON):
            for actor in self.readers:
                for one, build, values in many if on == TODAY else many[:1]:
                    key = (build, on, actor, str(values))
                    if key not in self.answers:
                        self.answers[key] = said(build(actor, on, values))
                    yield said(one.rows(actor, on, **values)), self.answers[key]


def set_asking() -> Asking:
    stage = set_stage()
    world = families_bear(
        ties_bear(world_of(stage), states=("draft", "active", "closed"), consents=("all",), kept_by=()), small=True
    )
    world.settle()
    kari, mona = stage.places["Kari", "school"], stage.adults["Mona"]
    at_work = [
        stage.places[who]
        for who in (("Jonas", "clinic"), ("Sigrid", "school"), ("Rektor", "school"), ("Nora", "nav"), ("Pia", "ppt"))
    ]
    young = [actor for _reader, actor in young_people(world)]
    ages = {actor.born_on: actor for actor in young}
    nobody = [replace(young[0], born_on=None), Actor.system()]
    as_kari = [replace(kari, kind=kind) for kind in ActorKind]
    in_no_service = [replace(kari, service=None), replace(kari, service_type=None), replace(kari, leads=True)]
    guardian = Actor(kind=ActorKind.GUARDIAN, id=mona.pk)
    return Asking(world, [kari, *at_work, *as_kari, *in_no_service, guardian, *ages.values(), *nobody])


def fewer_grounds() -> Grounds:
    """Other rules than today's: of another version."""
    fewer = tuple(ground for ground in grounds().all if ground.code not in ("plan_holder", "plan_participant"))
    return replace(grounds(), version="fewer", all=fewer)


NOBODYS: list[dict[str, Any]] = [{"pk": UUID(int=137)}, {"active_since": OLD_LAW}, {"level": "2026-11-24 09:00"}]


def refuses(by: ModuleType, asking: Asking, nobodys: dict[str, Any]) -> bool:
    """A value in the query that is no reader's and no argument would be the first asker's for all who come after."""

    def build(actor: Actor, on: date, of: Any) -> Any:
        return Plan.objects.filter(municipality=of["municipality"], **nobodys)

    try:
        by.Statement(build, municipality=UUID).rows(
            asking.readers[0], TODAY, municipality=asking.world.stage.cast.fjordvik.pk
        )
    except by.CannotCompile:
        return True
    return False


PADDED = [(0, 1), (1, 1), (2, 2), (3, 4), (5, 8)]


def pads(by: ModuleType, many: int, length: int) -> bool:
    """So many ids are asked for as so many, and they are the same."""
    ids = [UUID(int=number) for number in range(1, many + 1)]
    asked = by.padded(ids)
    return len(asked) == length and set(asked) == set(ids or [UUID(int=0)])


def right(by: ModuleType, asking: Asking, patch: pytest.MonkeyPatch) -> bool:
    """Whether statements of a module, or of a mutant of it, answer as the queries do."""
    if not all(text == query for text, query in asking.answered(by)):
        return False
    if not all(refuses(by, asking, one) for one in NOBODYS) or not all(pads(by, *one) for one in PADDED):
        return False
    one = by.Statement(all_plans, municipality=UUID)
    here, actor = {"municipality": asking.world.stage.cast.fjordvik.pk}, asking.readers[0]
    one.rows(actor, TODAY, **here)
    with patch.context() as other_rules:
        other_rules.setattr(compiler, "grounds", fewer_grounds)
        other_rules.setattr(by, "grounds", fewer_grounds)
        return said(one.rows(actor, TODAY, **here)) == said(all_plans(actor, TODAY, here))


@pytest.fixture
def asking(db: None) -> Asking:
    return set_asking()


def test_12_a_text_compiled_once_answers_as_the_query_for_whoever_asks(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = list(asking.answered(statement))
    assert [text for text, _query in answers] == [query for _text, query in answers]
    assert sum(bool(text) for text, _query in answers) > 60
    assert right(statement, asking, monkeypatch)


@pytest.mark.parametrize(("many", "length"), PADDED)
def test_many_ids_are_asked_for_in_few_lengths(many: int, length: int) -> None:
    assert pads(statement, many, length)
