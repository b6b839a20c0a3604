"""The synthetic Norway is one the program could have written itself: a small one is made, and used."""

from datetime import date

import pytest
from django.db import connection, transaction

from bench.norway.children import Municipality
from bench.norway.country import Place, places, settle
from helhet.core import guides
from helhet.people.models import Guardianship, Person
from helhet.people.registry.load import load_registry
from helhet.plans.models import Entry, Feed, Plan
from helhet.plans.queries.news import news
from helhet.vault.unit import unit_of_work
from tests.cast import NOW, TODAY, acting

SEED = 7


@pytest.fixture
def place(db: None) -> Place:
    """The smallest municipality there is, with its children, foreign keys and all."""
    load_registry()
    one = places(0.0002, SEED)[0]
    with transaction.atomic():
        settle([one], seed=SEED, on=TODAY).write()
        made = Municipality(one, guide=guides.current("levels-0-3", TODAY), seed=SEED, on=TODAY)
        for _ in made.plans():
            made.write()
    connection.check_constraints()
    return one


def test_whole_norway_has_its_size() -> None:
    everywhere = places(1, SEED)
    assert (len(everywhere), sum(one.plans for one in everywhere)) == (357, 200_004)


def test_a_share_is_whole_municipalities_and_always_the_same_ones() -> None:
    some = places(0.01, SEED)
    assert [one.code for one in some] == [one.code for one in places(0.01, SEED)]
    assert abs(sum(one.plans for one in some) - 2000) < 20


def test_it_holds_children_with_a_plan_or_a_note_and_no_others(place: Place) -> None:
    children = Person.objects.filter(municipality=place.id, born_on__isnull=False)
    with_plan = Plan.objects.filter(municipality=place.id).values_list("child_id", flat=True)
    notes = round(place.plans * 0.05)
    assert (children.count(), len(set(with_plan))) == (place.plans + notes, place.plans)
    assert Guardianship.objects.filter(municipality=place.id).exists()


def test_its_words_open_and_its_people_see_what_they_should(place: Place) -> None:
    unit = max((one for units in place.units.values() for one in units), key=lambda one: len(one.workers))
    feed = Feed.objects.filter(service=unit.id).order_by("-written_at").first()
    assert feed is not None
    part = feed.entry.plan.participants.get(service=unit.id)
    with unit_of_work():
        found = news(acting(part.worker, part.service), at=NOW)
        assert found
        assert all(one.why and one.entry.text.endswith(".") for one in found)
    assert {one.entry.plan_id for one in found} <= set(
        Plan.objects.filter(participants__worker=part.worker).values_list("pk", flat=True)
    )


def test_the_seed_decides_everything_but_the_seals(place: Place) -> None:
    again = places(0.0002, SEED)[0]
    settle([again], seed=SEED, on=TODAY)
    made = Municipality(again, guide=guides.current("levels-0-3", TODAY), seed=SEED, on=TODAY)
    for _ in made.plans():
        pass
    written = {row[0] for (model, _), rows in made.rows.waiting() if model is Entry for row in rows}
    stored = Entry.objects.filter(municipality=place.id).values_list("id", flat=True)
    assert written == {one.hex for one in stored}


def test_nobodys_plan_is_older_than_they_are(place: Place) -> None:
    for plan in Plan.objects.filter(municipality=place.id).select_related("child"):
        assert date(2001, 1, 1) < plan.child.born_on <= plan.active_since <= TODAY
