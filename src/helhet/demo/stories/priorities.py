"""What Fjordvik puts first: adopted a year ago, read anew since, and a new version begun. All numbers are its own."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from helhet.core.actors import Actor, ActorKind
from helhet.core.moments import day_of
from helhet.demo.stage import Stage
from helhet.measures.queries import known_by
from helhet.priorities.actions import (
    Adoption,
    add_part,
    adopt_programme,
    begin_programme,
    change_part,
    change_programme,
    note_reading,
)
from helhet.priorities.models import Challenge, Priority, Programme, RunMeasure, Target

ADOPTED, READ, AGAIN = 400, 60, 12
"""How many days ago it was adopted, its figures were read anew, and the next version was begun."""

INTRODUCTION = """\
Vi har snakket med elevrådene, ungdomsrådet, foreldreutvalgene og alle som jobber med barn og unge i Fjordvik. \
Ungdomsrådet leste utkastet to ganger og fikk endret to av tre utfordringer.

Vi har valgt få ting, så vi får gjort dem."""


def what_fjordvik_puts_first(stage: Stage) -> None:
    """Ragnhild wrote it, the council adopted it, two figures have moved since, and she has begun on the next."""
    ragnhild = Actor(kind=ActorKind.WORKER, id=stage.workers["ragnhild"].pk)
    at = stage.ago(ADOPTED)
    year = day_of(at).year
    programme = begin_programme(
        organisation=stage.organisations["fjordvik"], language="nb", actor=ragnhild, at=stage.ago(ADOPTED + 90)
    )
    change_programme(
        programme=programme,
        version=1,
        values={
            "title": "Flere som er med",
            "introduction": INTRODUCTION,
            "first_year": year,
            "last_year": year + 4,
        },
        actor=ragnhild,
        at=stage.ago(ADOPTED + 60),
    )
    writer = _Writer(programme, ragnhild, stage.ago(ADOPTED + 40), year)
    absence = _absence(writer)
    waiting = _waiting(writer)
    _leisure(writer)
    programme.refresh_from_db()
    adopt_programme(
        programme=programme,
        revision=programme.revision,
        adoption=Adoption(on=day_of(at), body="kommunestyret", case=f"45/{year}"),
        actor=ragnhild,
        at=at,
    )
    read_at = stage.ago(READ)
    for target, number, source in (
        (absence, "8.1", "Kommunens egen telling i skolene, våren"),
        (waiting, "33", "Familiesenterets egen ventetid, gjennomsnitt"),
    ):
        note_reading(
            target=target,
            organisation=stage.organisations["fjordvik"],
            year=day_of(read_at).year,
            number=Decimal(number),
            source=f"{source} {day_of(read_at).year}",
            actor=ragnhild,
            at=read_at,
        )
    _next_version(stage, ragnhild)


class _Writer:
    """Ragnhild at her desk, some weeks before the council met."""

    def __init__(self, programme: Programme, actor: Actor, at: datetime, year: int) -> None:
        self.programme, self.actor, self.at, self.year = programme, actor, at, year

    def challenge(self, title: str, text: str) -> Challenge:
        part = Challenge(programme=self.programme, title=title, text=text)
        add_part(part=part, actor=self.actor, at=self.at)
        return part

    def target(self, challenge: Challenge, name: str, unit: str, before: str, after: str, source: str) -> Target:
        part = Target(
            programme=self.programme, challenge=challenge, name=name, unit=unit, baseline=Decimal(before),
            first_year=self.year - 1, last_year=self.year - 1, target=Decimal(after), target_year=self.year + 4,
            source=f"{source} {self.year - 1}",
        )  # fmt: skip
        add_part(part=part, actor=self.actor, at=self.at)
        return part

    def priority(self, challenge: Challenge, title: str, text: str) -> Priority:
        part = Priority(programme=self.programme, challenge=challenge, title=title, text=text)
        add_part(part=part, actor=self.actor, at=self.at)
        return part

    def run(self, priority: Priority, name: str, responsible: str, *, known: str = "", **more: Any) -> None:
        about: dict[str, Any] = {
            "standing": RunMeasure.Standing.NEW,
            "from_on": date(self.year + 1, 1, 1),
            "until_on": date(self.year + 4, 12, 31),
            "known": known_by([known]).get(known),
        }
        part = RunMeasure(
            programme=self.programme, priority=priority, name=name, responsible=responsible, **about | more
        )
        add_part(part=part, actor=self.actor, at=self.at)


def _absence(writer: _Writer) -> Target:
    challenge = writer.challenge(
        "Mange barn er borte fra skolen",
        "Fraværet har økt på alle trinn, og mest på ungdomsskolen. Elevene sier at de blir borte når ingen merker det, "
        "og at det er vanskelig å komme tilbake.",
    )
    target = writer.target(
        challenge, "Elever med mer enn 15 prosent fravær", "percent", "9.4", "6",
        "Kommunens egen telling i skolene, våren",
    )  # fmt: skip
    priority = writer.priority(
        challenge,
        "Vi merker det den første dagen",
        "Den som er borte, blir savnet og ringt til samme dag. Familien har én å forholde seg til.",
    )
    writer.run(
        priority, "Felles veileder for skolefravær", "Rektorene", known="skolefravaer-veileder",
        text="Samme skritt på begge skolene: etter én dag, tre dager og to uker.",
    )  # fmt: skip
    writer.run(
        priority, "Fraværsteam", "Oppvekstsjefen",
        text="Skole, PPT og helsesykepleier møtes hver annen uke. Foreldre og elev er med når det gjelder dem.",
    )  # fmt: skip
    return target


def _waiting(writer: _Writer) -> Target:
    challenge = writer.challenge(
        "Småbarnsforeldre venter for lenge på hjelp",
        "Foreldre forteller at de må være slitne lenge før de får snakke med noen. Helsestasjonen ser det samme.",
    )
    target = writer.target(
        challenge, "Dager fra en familie spør, til første samtale", "days", "41", "14",
        "Familiesenterets egen ventetid, gjennomsnitt",
    )  # fmt: skip
    priority = writer.priority(
        challenge,
        "Hjelp mens det ennå er lite",
        "En familie skal få en samtale innen to uker, uten henvisning og uten å måtte forklare seg flere steder.",
    )
    writer.run(
        priority, "ICDP foreldreveiledning", "Leder for helsestasjonen", known="icdp",
        standing=RunMeasure.Standing.CARRIED_ON, from_on=date(writer.year - 3, 8, 1), until_on=None,
    )  # fmt: skip
    writer.run(
        priority, "Åpen dør på familiesenteret", "Leder for familiesenteret", text="Tirsdag og torsdag, uten time."
    )
    return target


def _leisure(writer: _Writer) -> None:
    challenge = writer.challenge(
        "Ikke alle har råd til å være med",
        "Elevrådene sier at noen slutter på trening og korps når utstyret blir dyrt. Det er flaut å spørre.",
    )
    writer.target(
        challenge, "Barn og unge som låner utstyr", "count", "120", "300", "Utstyrssentralens egen telling,"
    )  # fmt: skip
    priority = writer.priority(
        challenge, "Ingen skal slutte på grunn av penger", "Det som kan lånes, skal kunne lånes av alle, uten å spørre."
    )
    writer.run(
        priority, "Utstyrssentralen", "Kultursjefen", known="utstyrssentral",
        standing=RunMeasure.Standing.CARRIED_ON, from_on=date(writer.year - 1, 5, 1),
    )  # fmt: skip


def _next_version(stage: Stage, ragnhild: Actor) -> None:
    draft = begin_programme(
        organisation=stage.organisations["fjordvik"], language="nb", actor=ragnhild, at=stage.ago(AGAIN)
    )
    first = Challenge.objects.filter(programme=draft).order_by("place")[0]
    change_part(
        part=first,
        version=1,
        values={"text": f"{first.text}\n\nFraværet går ned, men mest på barneskolen. Ungdomsskolen må vi se på nytt."},
        actor=ragnhild,
        at=stage.ago(AGAIN - 2),
    )
