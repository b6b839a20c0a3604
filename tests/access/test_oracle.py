"""The compiled filter against the plain oracle, over every combination of a small world: the same answer each time.

An oracle of walls would agree with a filter of walls, so each block also says how often the answer was yes.
"""

from datetime import date
from itertools import product
from uuid import UUID

import pytest

from helhet.concerns.models import Concern
from helhet.concerns.queries import CONCERN
from helhet.core.actors import Actor, ActorKind
from helhet.core.law.regimes import regime_of_item, regime_of_service
from helhet.core.services import ServiceType
from helhet.people.models import Person
from tests.access.model import blocks
from tests.access.model.blocks import DAYS, SOON
from tests.access.model.stage import Stage, set_stage
from tests.access.model.world import Tally, compare, young_people
from tests.access.oracle import Note, Reader, Words, rule_of, sees_note
from tests.cast import NOW, TODAY


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def decided(*answers: dict[str, Tally]) -> int:
    """Every answer but the young people's: theirs about other children are too easy to count."""
    return sum(tally.all for found in answers for kind, tally in found.items() if kind != "young_person")


def yes(answers: dict[str, Tally]) -> dict[str, int]:
    return {kind: tally.yes for kind, tally in sorted(answers.items())}


def test_12_14_16_17_what_the_answers_lift_at_each_age(stage: Stage) -> None:
    world = blocks.consents_bear(blocks.world_of(stage))
    plans, entries = compare(world, [*stage.at_work(), *stage.others(), *young_people(world)], DAYS)
    assert decided(plans, entries) > 220_000
    assert yes(entries)["worker"] > 20_000
    assert yes(entries)["guardian"] > 9_000


def test_12_13_15_20_21_27_how_those_at_work_are_tied(stage: Stage) -> None:
    world = blocks.alone_bears(blocks.ties_bear(blocks.world_of(stage)))
    plans, entries = compare(world, [*stage.at_work(), *stage.others(), *young_people(world)], (TODAY, SOON))
    assert decided(plans, entries) > 60_000
    assert yes(entries)["worker"] > 7_000


def test_17_18_23_24_what_the_family_sees(stage: Stage) -> None:
    world = blocks.families_bear(blocks.world_of(stage))
    plans, entries = compare(world, [*stage.others(), *young_people(world)[::3]], DAYS)
    assert decided(plans, entries) > 80_000
    assert yes(entries)["guardian"] > 7_000
    assert yes(entries)["young_person"] > 1_500


def test_24_25_a_note_is_its_authors_and_the_leaders_it_is_shared_with(stage: Stage) -> None:
    child = Person.objects.create(municipality=stage.cast.fjordvik, name="Ella", born_on=date(2017, 3, 3))
    told: dict[UUID, Note] = {}
    for (author, service), shared_with in product(stage.places, ("", "Rektor", "Ledende", "Jonas", "Bodil")):
        note = Concern.objects.create(
            municipality=stage.cast.fjordvik,
            child=child,
            service=stage.services[service],
            author=stage.workers[author],
            guide=stage.cast.guide.code,
            guide_version=stage.cast.guide.version,
            written_at=NOW,
            changed_at=NOW,
            shared_with=stage.workers.get(shared_with),
            shared_at=NOW if shared_with else None,
        )
        told[note.pk] = Note(author, service, shared_with)
    seen = 0
    mine = [(Reader("young_person", "Ella"), Actor(kind=ActorKind.YOUNG_PERSON, id=child.pk, born_on=child.born_on))]
    for reader, actor in (*stage.at_work(), *stage.others(), *mine):
        rows = CONCERN.list(Concern.objects.filter(municipality=stage.cast.fjordvik), actor=actor, on=TODAY)
        should = {pk for pk, note in told.items() if sees_note(reader, note)}
        assert set(rows.order_by("pk").values_list("pk", flat=True)) == should, reader
        seen += len(should)
    assert (len(told), seen) == (60, 70)


def test_the_rule_of_secrecy_on_a_row_is_the_oracles_own(stage: Stage) -> None:
    """The model writes its rows in bulk: what the program would have put there is the same."""
    types = {name: one.type for name, one in stage.services.items()}
    for (name, place), actor in stage.places.items():
        assert actor.regime is not None
        for source in ServiceType:
            told = Words(place, types[place], name, "health", "Ella", source_type=source)
            told.author_health = actor.health_personnel
            assert regime_of_item(actor.regime, regime_of_service(source)) == rule_of(told)
