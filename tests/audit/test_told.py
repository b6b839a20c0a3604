"""Nobody is told of a look at what they may not see: the door's judgement against the very filter that decides.

Every entry is one of all that can be of secrecy, whom it is about, third persons and hidings; and everyone around the
child is asked in turn, at nine and at sixteen. That the other way round too little is told, is on purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

import pytest

from helhet.access.filter import grounds_of
from helhet.core.actors import Actor, ActorKind
from helhet.core.compartments import CHILD, FAMILY, PARENTS, WORK, known_to, own
from helhet.core.hiding import HiddenFrom
from helhet.core.law.regimes import Regime
from helhet.people.models import CareOrder, Guardianship, Person
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Hiding, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from tests.cast import NOW, TODAY, Cast, active_plan, after, with_jonas

LATER = after(1)


@dataclass(frozen=True)
class Reader:
    """Somebody around the child."""

    name: str
    actor: Actor


def variants(cast: Cast, plan: Plan) -> Iterator[Entry]:
    """One entry of each kind of secret, all written by Jonas."""
    hidings = (None, HiddenFrom.GUARDIANS, HiddenFrom.ADULT, HiddenFrom.SUBJECT)
    for regime, about, third_party, hidden in product(Regime, (cast.ella, cast.mona), (False, True), hidings):
        entry = write_entry(
            plan=plan, kind=Entry.Kind.NOTE, information_type="health", text="Noe", actor=cast.as_jonas, at=NOW
        )
        Entry.objects.filter(pk=entry.pk).update(regime=regime, about=about, third_party=third_party)
        if hidden:
            Hiding.objects.create(
                municipality_id=plan.municipality_id, entry=entry, child=cast.ella, hidden_from=hidden,
                person=cast.per if hidden is HiddenFrom.ADULT else None, reason="weighty_reasons", judgement="x",
                hidden_at=NOW, hidden_by=cast.jonas,
            )  # fmt: skip
        yield entry


def readers(cast: Cast) -> list[Reader]:
    """The child, two parents with responsibility, and one who has the child in their care and none."""
    carer = Person.objects.create(municipality=cast.fjordvik, name="Frida")
    assert cast.ella.born_on is not None
    Guardianship.objects.create(
        municipality=cast.fjordvik, child=cast.ella, guardian=carer, carer=True,
        responsibility=Guardianship.Responsibility.NO, known_on=TODAY, until_on=date(2040, 1, 1),
    )  # fmt: skip
    CareOrder.objects.create(
        municipality=cast.fjordvik, child=cast.ella, kind=CareOrder.Kind.ORDER, service=cast.school, from_on=TODAY,
        recorded_at=NOW, recorded_by=cast.kari,
    )  # fmt: skip
    adults = [Reader(who.name, Actor(kind=ActorKind.GUARDIAN, id=who.pk)) for who in (cast.mona, cast.per, carer)]
    child = Actor(kind=ActorKind.YOUNG_PERSON, id=cast.ella.pk, born_on=cast.ella.born_on)
    return [Reader("Ella", child), *adults]


@pytest.mark.parametrize("years", [9, 16])
def test_nobody_is_told_of_a_look_at_what_they_may_not_see(cast: Cast, years: int) -> None:
    plan = with_jonas(cast, active_plan(cast))
    cast.ella.born_on = TODAY.replace(year=TODAY.year - years)
    cast.ella.save()
    entries = {entry.pk for entry in variants(cast, plan)}
    everyone = readers(cast)
    on = LATER.date()
    looks = {
        entry.pk: entry.trail_compartment
        for entry in ENTRY.list(Entry.objects.filter(municipality=cast.fjordvik), actor=cast.as_jonas, on=on)
    }
    assert set(looks) == entries
    told = set()
    for reader in everyone:
        (door,) = PLAN.list(Plan.objects.at(plan.key), actor=reader.actor, on=on)
        known = known_to(reader=reader.actor.id, child=cast.ella.pk, why=grounds_of(door))
        rows = ENTRY.list(Entry.objects.filter(municipality=cast.fjordvik), actor=reader.actor, on=on)
        seen = set(rows.values_list("pk", flat=True))
        assert {pk for pk, compartment in looks.items() if compartment in known} - seen == set(), reader.name
        told |= {(reader.name, looks[pk]) for pk in seen if looks[pk] in known}
    assert {compartment for _, compartment in told} == {FAMILY, PARENTS, CHILD, own(cast.mona.pk)}
    assert ("Frida", FAMILY) in told
    assert {compartment for name, compartment in told if name == "Frida"} == {FAMILY}
    assert WORK in looks.values()
