"""Who may know that a row of the log stands there: decided by who looked, and at what."""

from uuid import UUID, uuid4

import pytest

from helhet.core.actors import Actor, ActorKind
from helhet.core.compartments import CHILD, FAMILY, PARENTS, WORK, by_reasons, known_to, of_look, own

ELLA, MONA, PER = UUID(int=1), UUID(int=2), UUID(int=3)


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
    for reader in (MONA, PER):
        known = known_to(reader=reader, child=ELLA, why=["plan_guardian"])
        assert known == {FAMILY, PARENTS, own(reader)}


def test_those_who_have_the_child_in_their_care_know_no_more_than_the_law_tells_them() -> None:
    assert known_to(reader=MONA, child=ELLA, why=["plan_carer"]) == {FAMILY, own(MONA)}


def test_the_young_person_knows_the_childs_rows_too_and_nobody_those_of_work() -> None:
    assert known_to(reader=ELLA, child=ELLA, why=["plan_subject"]) == {FAMILY, PARENTS, CHILD, own(ELLA)}


def test_a_compartment_fits_its_column_and_names_one_person() -> None:
    assert own(MONA) != own(PER)
    assert len(own(MONA)) <= 40


@pytest.mark.parametrize(
    ("shown_to", "told"),
    [
        (FAMILY, {FAMILY: ["entry_own_service"], CHILD: ["entry_consent_child_alone"], WORK: ["entry_disclosed"]}),
        (CHILD, {CHILD: ["entry_consent_child_alone", "entry_own_service"], WORK: ["entry_disclosed"]}),
        (WORK, {WORK: ["entry_consent_child_alone", "entry_disclosed", "entry_own_service"]}),
        (own(MONA), {own(MONA): ["entry_own_service"], WORK: ["entry_consent_child_alone", "entry_disclosed"]}),
    ],
)
def test_a_reason_that_is_itself_a_secret_stands_apart(shown_to: str, told: dict[str, list[str]]) -> None:
    assert by_reasons(["entry_own_service", "entry_disclosed", "entry_consent_child_alone"], shown_to) == told


def test_a_look_without_a_reason_leaves_a_row_all_the_same() -> None:
    assert by_reasons([], FAMILY) == {FAMILY: []}
