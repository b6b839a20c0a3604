"""People and their ties: what ends by itself, who is told, and how a row is named in an address."""

from uuid import uuid4

import pytest

from helhet.people.actions import record_birth, record_guardian
from helhet.people.keys import Key
from helhet.people.models import Guardianship, Membership, Person
from helhet.people.queries import family_of, services_around, workers_in
from tests.cast import NOW, TODAY, Cast, after

YES, NO, UNKNOWN = Guardianship.Responsibility


def family_on(cast: Cast, year: int) -> list[str]:
    return [person.name for person in family_of(cast.ella, on=TODAY.replace(year=year))]


def test_17_a_tie_ends_on_the_eighteenth_birthday_without_anyone_doing_anything(cast: Cast) -> None:
    assert cast.ella.born_on is not None
    eighteen = cast.ella.born_on.replace(year=cast.ella.born_on.year + 18)
    assert {tie.until_on for tie in cast.ella.guardianships.all()} == {eighteen}
    assert sorted(family_on(cast, 2026)) == ["Mona", "Per"]
    assert family_on(cast, 2035) == ["Ella"]


@pytest.mark.parametrize("responsibility", [NO, UNKNOWN])
def test_18_who_holds_no_responsibility_or_may_hold_it_is_not_asked_or_told(
    cast: Cast, responsibility: Guardianship.Responsibility
) -> None:
    tie = record_guardian(
        child=cast.ella,
        name="Stefar",
        responsibility=responsibility,
        known_on=TODAY,
        actor=cast.as_kari,
        at=NOW,
    )
    assert tie.guardian.name not in family_on(cast, 2026)


def test_16_a_leap_days_child_turns_eighteen_on_a_day_that_exists(cast: Cast) -> None:
    child = Person.objects.create(municipality=cast.fjordvik, name="Skudd")
    record_birth(child=child, born_on=TODAY.replace(year=2024, month=2, day=29), actor=cast.as_kari, at=NOW)
    tie = record_guardian(child=child, name="Mor", responsibility=YES, known_on=TODAY, actor=cast.as_kari, at=NOW)
    assert tie.until_on.isoformat() in {"2042-02-28", "2042-03-01"}
    assert tie.municipality_id == child.municipality_id


def test_27_an_address_names_the_municipality_and_the_row_and_nothing_else(cast: Cast) -> None:
    key = cast.ella.key
    assert Key.parse(str(key)) == key
    assert len(str(key)) == 43
    assert list(Person.objects.at(Key(cast.next_door.pk, key.id))) == []
    assert list(Person.objects.at(Key(key.municipality, uuid4()))) == []
    assert list(Person.objects.at(key)) == [cast.ella]
    for broken in ("", "a", "x" * 42, "?" * 43):
        with pytest.raises(ValueError):
            Key.parse(broken)


def test_4_who_has_left_is_not_among_the_workers(cast: Cast) -> None:
    def names() -> list[str]:
        return sorted(worker.name for worker in workers_in(cast.school.pk, on=TODAY))

    assert names() == ["Kari", "Nils", "Rektor"]
    Membership.objects.filter(worker=cast.nils).update(ended_on=after(-1).date(), ended_by=cast.rektor.pk)
    Membership.objects.filter(worker=cast.rektor).update(since_on=after(1).date())
    assert names() == ["Kari"]


def test_27_the_services_a_family_can_be_asked_about_are_those_around_it(cast: Cast) -> None:
    around = [service.name for service in services_around(cast.fjordvik.pk)]
    assert around == ["Fjordvik helsestasjon", "Fjordvik skole", "PPT Fjordvik"]
