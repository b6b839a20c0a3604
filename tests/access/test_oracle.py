"""The compiled filter against the plain oracle, over the combinations of a small world: the same answer each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest

from helhet.access.models import Consent, ConsentException, Grant
from helhet.core.actors import Actor, ActorKind
from helhet.people.models import Cover, Guardianship, Person, Service
from helhet.plans.models import Baton, BatonOffer, Entry, Hiding, Participant, Participation, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from tests.access.oracle import KeptBack, Reader, Situation, Tie, Words, Yes, sees_plan, sees_words
from tests.cast import NOW, TODAY, Cast, acting, employ

KINDS = ("agreement", "school", "health", "child_welfare", "work_welfare")
LIFTED = ("general_until", "health_until", "child_welfare_until", "social_until", "family_counselling_until")
SOON = TODAY + timedelta(days=40)
DAYS = (TODAY, SOON)

STATUSES = ("draft", "active", "closing", "closed", "refused")
JONAS = ("stranger", "invited", "offered", "participant", "left")
CONSENTS = ("none", "all", "agreement_only", "runs_out", "not_yet", "taken_back")
EXCEPTIONS = ("none", "service", "worker", "kind", "all_of_one_kind", "ended")


@dataclass
class World:
    """The rows in the database, and the same told to the oracle."""

    plans: dict[object, Situation]
    entries: dict[object, tuple[Situation, Words]]
    readers: list[tuple[Reader, Actor]]


def family(cast: Cast) -> list[tuple[Person, list[Tie]]]:
    """Four children of different ages, whose adults hold responsibility, or not, or no longer."""
    made = []
    for age, (mona, per) in (
        (9, ("yes", "unknown")),
        (14, ("no", "yes")),
        (15, ("yes", "yes")),
        (18, ("yes", "yes")),
    ):
        born_on = TODAY.replace(year=TODAY.year - age)
        child = Person.objects.create(municipality=cast.fjordvik, name=f"Barn {age}", born_on=born_on)
        ties = []
        for adult, responsibility in ((cast.mona, mona), (cast.per, per)):
            known_on = SOON if (age, adult) == (15, cast.per) else born_on
            tie = Tie(adult.name, responsibility, known_on, born_on.replace(year=born_on.year + 18))
            Guardianship.objects.create(
                municipality=cast.fjordvik,
                child=child,
                guardian=adult,
                responsibility=responsibility,
                known_on=tie.known_on,
                until_on=tie.until_on,
            )
            ties.append(tie)
        made.append((child, ties))
    return made


def consents_of(kind: str, service: Service) -> list[Yes]:
    year = TODAY + timedelta(days=365)
    found = {
        "none": [],
        "all": [Yes(service.name, k, TODAY, year) for k in KINDS],
        "agreement_only": [Yes(service.name, "agreement", TODAY, year)],
        "runs_out": [Yes(service.name, k, TODAY, SOON - timedelta(days=1)) for k in KINDS],
        "not_yet": [Yes(service.name, k, SOON, year) for k in KINDS],
        "taken_back": [Yes(service.name, k, TODAY, year, taken_back=True) for k in KINDS],
    }
    return found[kind]


def kept_back(kind: str, cast: Cast) -> list[KeptBack]:
    return {
        "none": [],
        "service": [KeptBack(service=cast.clinic.name)],
        "worker": [KeptBack(worker="Jonas")],
        "kind": [KeptBack(service=cast.clinic.name, kind="health")],
        "all_of_one_kind": [KeptBack(kind="school")],
        "ended": [KeptBack(worker="Jonas", ended=True)],
    }[kind]


@pytest.fixture
def world(cast: Cast) -> World:
    children = family(cast)
    services = {one.name: one for one in (cast.school, cast.clinic, cast.ppt)}
    workers = {one.name: one for one in (cast.kari, cast.nils, cast.rektor, cast.jonas, cast.pia)}
    employ(cast.jonas, cast.school)
    Cover.objects.create(
        absent=cast.kari,
        covered_by=cast.nils,
        service=cast.school,
        from_on=TODAY,
        until_on=TODAY + timedelta(days=7),
        decided_by=cast.rektor,
    )
    here = {"municipality": cast.fjordvik}
    plans: dict[object, Situation] = {}
    entries: dict[object, tuple[Situation, Words]] = {}
    rows: list[Entry] = []
    hidings: list[Hiding] = []
    every_fifth = list(product(STATUSES, JONAS, CONSENTS, EXCEPTIONS))[::5]
    for number, (status, jonas, consent, exception) in enumerate(every_fifth):
        child, ties = children[number % len(children)]
        holder, held_in = (cast.kari, cast.school) if number % 3 else (cast.jonas, cast.clinic)
        begun = status not in ("draft", "refused")
        them = (cast.jonas.name, cast.clinic.name)
        told = Situation(
            status=status,
            child=child.name,
            born_on=child.born_on,
            author=cast.kari.name,
            opened_by=cast.school.name,
            holder=holder.name if begun else "",
            holder_service=held_in.name if begun else "",
            cover=cast.nils.name if begun and holder == cast.kari else "",
            leaders={cast.school.name: "Rektor", cast.clinic.name: "Ledende", cast.ppt.name: "Pia"},
            ties=ties,
            consents=[
                *consents_of("all" if number % 2 else "runs_out", cast.school),
                *consents_of(consent, cast.clinic),
            ],
            kept_back=kept_back(exception, cast),
            invited=them if jonas == "invited" else None,
            offered=them if jonas == "offered" else None,
            participants={("Kari", cast.school.name)} | ({them} if jonas == "participant" else set()),
            left={them} if jonas == "left" else set(),
        )
        if number % 5 == 0:
            told.participants.add(("Nils", cast.school.name))
        plan = Plan.objects.create(
            **here,
            type="relay_log",
            guide=cast.guide.code,
            guide_version=cast.guide.version,
            child=child,
            purpose="Ha det bra",
            status="draft",
            level=cast.guide.log_opens_at,
            service=cast.school,
            author=cast.kari,
            opened_at=NOW,
        )
        question = Consent.objects.create(
            **here,
            child=child,
            matter=plan.pk,
            purpose="Ha det bra",
            from_on=TODAY,
            until_on=SOON,
            status="given",
            asked_at=NOW,
            asked_by=cast.kari,
            settled_at=NOW,
        )
        if begun:
            baton = Baton.objects.create(
                **here,
                plan=plan,
                holder=holder,
                service=held_in,
                taken="opened",
                since_at=NOW,
                until_at=NOW if status == "closed" else None,
            )
            ended = {"closed_at": NOW, "closed_by": holder.pk, "close_reason": "moved"} if status == "closed" else {}
            fields = {"baton": baton, "consent": question, "active_since": TODAY, **ended}
        else:
            fields = {}
        Plan.objects.filter(municipality=cast.fjordvik, pk=plan.pk).update(status=status, **fields)
        Grant.objects.bulk_create(
            Grant(
                **here,
                consent=question,
                matter=plan.pk,
                service=services[yes.service],
                information_type=yes.kind,
                about=child,
                from_on=yes.first,
                until_on=yes.last,
                **dict.fromkeys(LIFTED, yes.last),
                given_at=NOW,
                ended_at=NOW if yes.taken_back else None,
                ended_by=cast.mona.pk if yes.taken_back else None,
            )
            for yes in told.consents
        )
        ConsentException.objects.bulk_create(
            ConsentException(
                **here,
                matter=plan.pk,
                made_by=cast.mona,
                service=services.get(one.service),
                worker=workers.get(one.worker),
                information_type=one.kind,
                made_at=NOW,
                ended_at=NOW if one.ended else None,
            )
            for one in told.kept_back
        )
        Participant.objects.bulk_create(
            Participant(
                **here,
                plan=plan,
                service=services[place],
                worker=workers[who],
                since_at=NOW,
                left_at=NOW if (who, place) in told.left else None,
            )
            for who, place in sorted(told.participants | told.left)
        )
        if told.invited:
            asked = {"service": cast.clinic, "invited_by": cast.kari, "invited_worker": cast.jonas}
            Participation.objects.create(**here, plan=plan, invited_at=NOW, **asked)
        if told.offered:
            offer = {"to_worker": cast.jonas, "to_service": cast.clinic, "offered_by": cast.kari}
            BatonOffer.objects.create(**here, plan=plan, offered_at=NOW, open_until=SOON, state="open", **offer)
        plans[plan.pk] = told
        for spot, (author, service) in enumerate(
            ((cast.kari, cast.school), (cast.nils, cast.school), (cast.jonas, cast.clinic), (cast.pia, cast.ppt))
        ):
            words = Words(
                service.name,
                author.name,
                KINDS[(number + spot) % len(KINDS)],
                closed=spot == number % 4,
                health=service == cast.clinic,
            )
            row = Entry(
                **here,
                plan=plan,
                child=child,
                about=child,
                source=service,
                regime="health" if service == cast.clinic else "general",
                kind="note",
                information_type=words.kind,
                service=service,
                author=author,
                written_at=NOW,
                text="Noe",
            )
            rows.append(row)
            if words.closed:
                hidings.append(
                    Hiding(
                        **here,
                        entry=row,
                        child=child,
                        hidden_from="guardians",
                        reason="weighty_reasons",
                        judgement="Tungtveiende hensyn.",
                        hidden_at=NOW,
                        hidden_by=author,
                    )
                )
            entries[row.pk] = (told, words)
    Entry.objects.bulk_create(rows)
    Hiding.objects.bulk_create(hidings)
    return World(plans, entries, list(readers(cast, [child for child, _ in children])))


def readers(cast: Cast, children: list[Person]) -> Iterator[tuple[Reader, Actor]]:
    for who, where in (
        (cast.kari, cast.school),
        (cast.nils, cast.school),
        (cast.rektor, cast.school),
        (cast.jonas, cast.clinic),
        (cast.jonas, cast.school),
        (cast.head_nurse, cast.clinic),
        (cast.pia, cast.ppt),
        (cast.amir, cast.other_school),
    ):
        yield Reader("worker", who.name, where.name), acting(who, where)
    for adult in (cast.mona, cast.per):
        yield Reader("guardian", adult.name), Actor(kind=ActorKind.GUARDIAN, id=adult.pk)
    for child in children:
        young = Actor(kind=ActorKind.YOUNG_PERSON, id=child.pk, born_on=child.born_on)
        yield Reader("young_person", child.name, born_on=child.born_on), young
    yield Reader("system", ""), Actor.system()
    yield Reader("guardian", "nobody"), Actor(kind=ActorKind.GUARDIAN, id=uuid4())


def without_cover(told: Situation, on: date) -> Situation:
    """Kari is away for a week; afterwards nobody stands in."""
    return told if on <= TODAY + timedelta(days=7) else Situation(**{**vars(told), "cover": ""})


def test_12_15_16_17_21_23_the_filter_and_the_oracle_agree(world: World, cast: Cast) -> None:
    decisions = seen_plans = seen_words = 0
    for on in DAYS:
        for reader, actor in world.readers:
            shown = set(PLAN.list(Plan.objects.filter(municipality=cast.fjordvik), actor=actor, on=on))
            plans = {key for key, told in world.plans.items() if sees_plan(reader, without_cover(told, on), on)}
            assert {plan.pk for plan in shown} == plans, f"{reader} on {on}"
            rows = ENTRY.list(Entry.objects.filter(municipality=cast.fjordvik), actor=actor, on=on)
            entries = {
                key
                for key, (told, words) in world.entries.items()
                if sees_words(reader, without_cover(told, on), words, on)
            }
            assert {row.pk for row in rows} == entries, f"{reader} on {on}"
            decisions += len(world.plans) + len(world.entries)
            seen_plans += len(plans)
            seen_words += len(entries)
    assert decisions > 25_000
    assert min(seen_plans, seen_words) > 500  # an oracle that says no to everything would agree with a wall
