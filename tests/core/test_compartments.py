"""Who may know that a row of the log stands there: decided by who looked, and at what."""

from uuid import uuid4

import pytest

from helhet.core.actors import Actor, ActorKind
from helhet.core.compartments import CHILD, FAMILY, WORK, known_to, of_look, own

ELLA, MONA, PER = uuid4(), uuid4(), uuid4()


@pytest.mark.parametrize("shown_to", [FAMILY, CHILD, WORK])
def test_somebody_at_work_leaves_a_row_where_what_they_saw_may_be_known(shown_to: str) -> None:
    assert of_look(Actor(kind=ActorKind.WORKER, id=uuid4()), shown_to) == shown_to


@pytest.mark.parametrize("shown_to", [FAMILY, CHILD, WORK])
@pytest.mark.parametrize("kind", [ActorKind.GUARDIAN, ActorKind.YOUNG_PERSON])
def test_what_the_family_opens_is_each_ones_own(kind: ActorKind, shown_to: str) -> None:
    assert of_look(Actor(kind=kind, id=MONA), shown_to) == own(MONA)


def test_what_the_program_does_is_told_to_no_family() -> None:
    assert of_look(Actor.system(), FAMILY) == WORK


def test_two_homes_know_the_familys_rows_and_each_its_own() -> None:
    assert known_to(reader=MONA, child=ELLA) == {FAMILY, own(MONA)}
    assert known_to(reader=PER, child=ELLA) == {FAMILY, own(PER)}


def test_the_young_person_knows_the_childs_rows_too_and_nobody_those_of_work() -> None:
    assert known_to(reader=ELLA, child=ELLA) == {FAMILY, CHILD, own(ELLA)}


def test_a_compartment_fits_its_column_and_names_one_person() -> None:
    assert own(MONA) != own(PER)
    assert len(own(MONA)) <= 40
