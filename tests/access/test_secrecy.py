"""Whose yes lifts what, where it is easily taken for lifted: one story each, told by the small model's own rows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from helhet.plans.models import Entry, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from tests.access.model.asking import put
from tests.access.model.blocks import ALL, BIRTHS, BOTH, FRIDA, plan_of, words, world_of
from tests.access.model.stage import set_stage
from tests.access.model.world import World
from tests.access.oracle import Child, Hidden, KeptBack, Order, Situation, Words
from tests.cast import TODAY

FOURTEEN = Child("Ella", BIRTHS["15 the day after"], ties=(*BOTH, FRIDA))


@pytest.fixture
def world(db: None) -> World:
    return world_of(set_stage())


def told(world: World, situation: Situation, written: Words, **asked: object) -> None:
    """One plan with one text, and what the family was asked."""

    def ask(plan: Plan, situation: Situation) -> None:
        if asked:
            put(world, plan, situation, **asked)  # type: ignore[arg-type]

    world.plan(situation, [written], ask=ask)
    world.settle()


def reads(world: World, name: str, place: str) -> bool:
    rows = Entry.objects.filter(**world.here)
    return ENTRY.list(rows, actor=world.stage.places[name, place], on=TODAY).exists()


def as_adult(world: World, name: str) -> bool:
    (actor,) = (actor for reader, actor in world.stage.others() if reader.name == name)
    return ENTRY.list(Entry.objects.filter(**world.here), actor=actor, on=TODAY).exists()


EVERYONE = dict.fromkeys(("school", "clinic", "child_welfare", "ppt"), ALL)


def test_12_a_colleague_who_is_no_health_personnel_does_not_read_the_school_nurses_words(world: World) -> None:
    """Hpl. §§ 21 and 25: the duty follows the profession, not the building."""
    situation = plan_of(FOURTEEN, participants={("Kari", "school"), ("Sigrid", "school")})
    told(world, situation, words("Sigrid", "school", "health", "Ella"))
    assert (reads(world, "Sigrid", "school"), reads(world, "Kari", "school")) == (True, False)


def test_12_what_one_wrote_oneself_stays_readable_whatever_the_source(world: World) -> None:
    situation = plan_of(FOURTEEN, participants={("Kari", "school"), ("Nils", "school")}, covers=())
    told(world, situation, words("Kari", "school", "health", "Ella", source_type="health_clinic"))
    assert (reads(world, "Kari", "school"), reads(world, "Nils", "school")) == (True, False)


@pytest.mark.parametrize("third_party", [False, True])
def test_12_a_third_persons_secret_is_not_the_familys_to_lift(world: World, third_party: bool) -> None:
    """Fvl. § 13 a nr. 1: everyone whose secret it is must say yes."""
    written = words("Kari", "school", "school", "Ella", third_party=third_party)
    told(world, plan_of(FOURTEEN), written, lines=EVERYONE)
    assert (reads(world, "Kari", "school"), reads(world, "Jonas", "clinic")) == (True, not third_party)


@pytest.mark.parametrize(
    ("age", "reason", "read"),
    [
        pytest.param("nine", "weighty_reasons", True, id="under 12 the parents consent"),
        pytest.param("15 the day after", "weighty_reasons", False, id="weighty reasons, § 3-4 third paragraph"),
        pytest.param("15 the day after", "childs_wish", False, id="the child's wish, § 3-4 second paragraph"),
    ],
)
def test_23_the_parents_yes_does_not_reach_what_is_rightly_kept_from_them(
    world: World, age: str, reason: str, read: bool
) -> None:
    """Pbrl. § 4-3 first paragraph c: from 12 the child decides alone where the parents are not told."""
    written = words("Jonas", "clinic", "health", "Ella", hidden={Hidden("guardians", reason)})
    told(world, plan_of(replace(FOURTEEN, born_on=BIRTHS[age])), written, lines=EVERYONE)
    assert reads(world, "Petra", "ppt") is read


@pytest.mark.parametrize("hidden", [False, True])
def test_23_the_child_alone_lifts_what_is_kept_from_the_parents_and_nothing_else(world: World, hidden: bool) -> None:
    written = words("Jonas", "clinic", "health", "Ella")
    written.hidden |= {Hidden("guardians", "childs_wish")} if hidden else set()

    def ask(plan: Plan, situation: Situation) -> None:
        put(world, plan, situation, {"school": ALL, "clinic": ALL})
        alone = {"asks_plan": False, "alone": True}
        put(world, plan, situation, {"ppt": ("health",)}, by=("Jonas", "clinic"), **alone)  # type: ignore[arg-type]

    world.plan(plan_of(FOURTEEN), [written], ask=ask)
    world.settle()
    assert reads(world, "Petra", "ppt") is hidden


def test_12_a_parents_yes_about_themselves_does_not_tell_that_there_is_a_plan_around_the_child(world: World) -> None:
    about = {"Mona": {"clinic": ("health",)}}
    written = words("Kari", "school", "health", "Mona")
    told(
        world, plan_of(FOURTEEN), written, lines={"school": ALL}, about=about, says=lambda _who, what: what != "sharing"
    )
    seen = PLAN.list(Plan.objects.filter(**world.here), actor=world.stage.places["Jonas", "clinic"], on=TODAY)
    assert not seen.exists()


def test_15_an_exception_from_the_consent_does_not_bar_what_is_told_without_consent(world: World) -> None:
    """Fvl. § 13 b: such a decision asks for no consent, so there is nothing to except from."""
    situation = plan_of(FOURTEEN, kept_back={KeptBack(worker="Nora")})
    told(world, situation, words("Kari", "school", "school", "Ella", told_to={("Nora", "nav")}))
    assert reads(world, "Nora", "nav")


@pytest.mark.parametrize(
    ("author", "place", "read"),
    [
        pytest.param("Jonas", "clinic", True, id="health, pbrl. § 3-4 sixth paragraph"),
        pytest.param("Kari", "school", True, id="school, opplæringslova § 24-4"),
        pytest.param("Bodil", "child_welfare", False, id="not child welfare's own"),
        pytest.param("Nora", "nav", False, id="not money and work"),
    ],
)
def test_17_carers_are_told_what_the_law_tells_them(world: World, author: str, place: str, read: bool) -> None:
    in_care = replace(FOURTEEN, orders=(Order(TODAY),))
    told(world, plan_of(in_care), words(author, place, "home", "Ella"))
    assert as_adult(world, "Frida") is read


def test_17_from_16_the_young_decide_over_their_own_health_matters_and_a_parents_stay_the_parents(world: World) -> None:
    """Pbrl. § 4-3: what is about Mona is hers."""
    told(world, plan_of(replace(FOURTEEN, born_on=BIRTHS["18 that day"])), words("Jonas", "clinic", "health", "Mona"))
    assert (as_adult(world, "Mona"), as_adult(world, "Per")) == (True, False)


@pytest.mark.parametrize(("care", "read"), [((), True), ((Order(TODAY + timedelta(days=1)),), False)])
def test_16_a_yes_from_the_parents_ends_on_the_day_others_are_to_be_asked(
    world: World, care: tuple[Order, ...], read: bool
) -> None:
    """Pbrl. § 4-4 fourth paragraph: after a care order child welfare and the carers consent."""
    child = replace(FOURTEEN, orders=care)
    told(world, plan_of(child), words("Jonas", "clinic", "health", "Ella"), lines=EVERYONE)
    rows = Entry.objects.filter(**world.here)
    tomorrow = TODAY + timedelta(days=1)
    assert ENTRY.list(rows, actor=world.stage.places["Petra", "ppt"], on=tomorrow).exists() is read
    assert reads(world, "Petra", "ppt")
