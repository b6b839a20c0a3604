"""Plans and what is written in them, put into the database in bulk from the very same words the oracle is told."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from helhet.access.models import Consent, ConsentException, DisclosedItem, Disclosure, Grant
from helhet.core.actors import Actor, ActorKind
from helhet.people.models import CareOrder, Cover, Guardianship, Person
from helhet.plans.models import Baton, BatonOffer, Entry, Hiding, Participant, Participation, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from tests.access.model.stage import Stage
from tests.access.oracle import Child, Reader, Situation, Words, rule_of, sees_plan, sees_words
from tests.access.oracle import Cover as Covers
from tests.cast import NOW, TODAY

LATER = date(2037, 1, 1)


@dataclass
class World:
    """What stands in the database, and the same as the oracle knows it."""

    stage: Stage
    children: dict[str, tuple[Child, Person]] = field(default_factory=dict)
    plans: dict[UUID, Situation] = field(default_factory=dict)
    entries: dict[UUID, tuple[Situation, Words]] = field(default_factory=dict)
    waiting: list[Any] = field(default_factory=list)

    @property
    def here(self) -> dict[str, Any]:
        """In which municipality."""
        return {"municipality": self.stage.cast.fjordvik}

    # --- people

    def child(self, told: Child) -> Person:
        """A child with its adults and its care orders; once is enough."""
        if told.name in self.children:
            return self.children[told.name][1]
        one = Person.objects.create(
            **self.here, name=told.name, born_on=told.born_on, protection="strict" if told.protected else "none"
        )
        self.children[told.name] = told, one
        for tie in told.ties:
            Guardianship.objects.create(
                **self.here,
                child=one,
                guardian=self.stage.adults[tie.adult],
                responsibility=tie.responsibility,
                carer=tie.carer,
                known_on=tie.known_on,
                until_on=min(_turns_18(told.born_on), tie.over_on or LATER),
                informed_until=tie.told_until,
            )
        for order in told.orders:
            CareOrder.objects.create(
                **self.here,
                child=one,
                kind="order",
                service=self.stage.services["child_welfare"],
                from_on=order.first,
                until_on=order.last,
                hidden_place=order.hidden_place,
                recorded_at=NOW,
                recorded_by=self.stage.workers["Bodil"],
            )
        return one

    def cover(self, told: Covers) -> None:
        """Who stands in for whom."""
        workers = self.stage.workers
        Cover.objects.create(
            absent=workers[told.absent],
            covered_by=workers[told.by],
            service=self.stage.services[told.service],
            from_on=told.first,
            until_on=told.last,
            decided_by=workers["Rektor"],
        )

    # --- plans

    def plan(self, told: Situation, written: Iterable[Words], *, ask: Callable[[Plan, Situation], None]) -> Plan:
        """One plan. `ask` puts the question to the family and writes down its answers, and tells the oracle."""
        services, workers = self.stage.services, self.stage.workers
        child = self.child(told.child)
        plan = Plan.objects.create(
            **self.here,
            type="relay_log",
            guide=self.stage.cast.guide.code,
            guide_version=self.stage.cast.guide.version,
            child=child,
            purpose="Ha det bra",
            status="draft",
            level=self.stage.cast.guide.log_opens_at,
            service=services[told.author[1]],
            author=workers[told.author[0]],
            opened_at=NOW,
        )
        ask(plan, told)
        if told.status not in ("draft", "refused"):
            self._begin(plan, told)
        elif told.status == "refused":
            Plan.objects.at(plan.key).update(status="refused")
        self._people(plan, told)
        ConsentException.objects.bulk_create(
            ConsentException(
                **self.here,
                matter=plan.pk,
                made_by=child,
                service=services.get(one.service),
                worker=workers.get(one.worker),
                information_type=one.kind,
                made_at=NOW,
                ended_at=ended_at,
            )
            for those, ended_at in ((told.kept_back, None), (told.before.kept_back, NOW))
            for one in sorted(those, key=repr)
        )
        self.plans[plan.pk] = told
        for words in written:
            self.write(plan, told, words)
        return plan

    def _begin(self, plan: Plan, told: Situation) -> None:
        holder, place = told.holder
        consent = Consent.objects.filter(**self.here, matter=plan.pk).order_by("asked_at").first()
        if consent is None:
            consent = Consent.objects.create(
                **self.here,
                child=plan.child,
                matter=plan.pk,
                purpose="Ha det bra",
                from_on=TODAY,
                until_on=TODAY,
                status="refused",
                asked_at=NOW,
                asked_by=plan.author,
                settled_at=NOW,
            )
        for who, where in sorted(told.before.held):
            before = {"holder": self.stage.workers[who], "service": self.stage.services[where]}
            Baton.objects.create(**self.here, plan=plan, taken="opened", since_at=NOW, until_at=NOW, **before)
        closed = told.status == "closed"
        baton = Baton.objects.create(
            **self.here,
            plan=plan,
            holder=self.stage.workers[holder],
            service=self.stage.services[place],
            taken="opened",
            since_at=NOW,
            until_at=NOW if closed else None,
        )
        ended = {"closed_at": NOW, "closed_by": baton.holder_id, "close_reason": "moved"} if closed else {}
        Plan.objects.at(plan.key).update(status=told.status, baton=baton, consent=consent, active_since=TODAY, **ended)

    def _people(self, plan: Plan, told: Situation) -> None:
        services, workers = self.stage.services, self.stage.workers
        Participant.objects.bulk_create(
            Participant(
                **self.here,
                plan=plan,
                service=services[place],
                worker=workers[who],
                since_at=NOW,
                left_at=NOW if (who, place) in told.left else None,
            )
            for who, place in sorted(told.participants | told.left)
        )
        no: dict[str, Any] = {"answered_at": NOW, "decline_reason": "no_capacity"}
        for those, answer in (
            (told.invited, {}),
            (told.before.declined, no | {"answer": "declined", "answered_by": plan.author}),
            (told.before.called_off, {"left_at": NOW}),
        ):
            for who, place in sorted(those):
                asked = {"service": services[place], "invited_by": plan.author, "invited_worker": workers[who]}
                Participation.objects.create(**self.here, plan=plan, invited_at=NOW, **asked, **answer)
        for those, answer in (
            (told.offered, {"state": "open"}),
            (told.before.turned_down, no | {"state": "declined", "answered_by": plan.author_id}),
        ):
            for who, place in sorted(those):
                offer = {"to_worker": workers[who], "to_service": services[place], "offered_by": plan.author}
                BatonOffer.objects.create(**self.here, plan=plan, offered_at=NOW, open_until=LATER, **offer, **answer)

    def write(self, plan: Plan, told: Situation, words: Words) -> Entry:
        """One entry. The rule of secrecy that stands on the row is held against the program's own in test_oracle."""
        service, author = self.stage.services[words.service], self.stage.workers[words.author]
        people = {told.child.name: plan.child, **self.stage.adults}
        source = next((s for s in self.stage.services.values() if s.type == words.source_type), service)
        entry = Entry(
            **self.here,
            plan=plan,
            child=plan.child,
            about=people[words.about],
            third_party=words.third_party,
            kind="note",
            information_type=words.kind,
            regime=rule_of(words),
            service=service,
            source=source,
            author=author,
            written_at=NOW,
            text="Noe",
        )
        self.waiting.append(entry)
        self.waiting.extend(
            Hiding(
                **self.here,
                entry=entry,
                child=plan.child,
                hidden_from=one.whom,
                person=self.stage.adults.get(one.adult),
                reason=one.reason,
                judgement="Vurdert.",
                hidden_at=NOW,
                hidden_by=author,
                lifted_at=lifted_at,
                lifted_by=author if lifted_at else None,
            )
            for those, lifted_at in ((words.hidden, None), (words.shown_again, NOW))
            for one in sorted(those, key=repr)
        )
        for who, place in sorted(words.told_to):
            decision = Disclosure.objects.create(
                **self.here,
                child=plan.child,
                matter=plan.pk,
                from_service=service,
                to_service=self.stage.services[place],
                to_worker=self.stage.workers[who],
                rule="WO-FVL67-13B-7",
                purpose="Verne barnet.",
                necessity="Det haster.",
                decided_at=NOW,
                decided_by=author,
                family_told_on=TODAY,
            )
            DisclosedItem.objects.create(**self.here, disclosure=decision, item=entry.pk)
        self.entries[entry.pk] = told, words
        return entry

    def settle(self) -> "World":
        """Put what is written into the database, all at once."""
        for model in (Entry, Hiding):
            model.objects.bulk_create(row for row in self.waiting if isinstance(row, model))
        self.waiting.clear()
        return self


def copied(grants: Collection[Grant], plan: Plan) -> None:
    """The same yes for another plan: rows that the real actions once wrote, under a question of their own."""
    questions: dict[UUID, Consent] = {}
    for one in grants:
        if one.consent_id not in questions:
            consent = Consent.objects.at(one.consent.key).get()
            consent.pk, consent.child, consent.matter, consent._state.adding = None, plan.child, plan.pk, True
            consent.id = Consent._meta.pk.get_default()
            consent.save(force_insert=True)
            questions[one.consent_id] = consent
    names = [f.attname for f in Grant._meta.fields if f.attname not in ("id", "consent_id", "matter", "about_id")]
    Grant.objects.bulk_create(
        Grant(
            consent=questions[one.consent_id],
            matter=plan.pk,
            about=plan.child if one.about_id == one.consent.child_id else one.about,
            **{name: getattr(one, name) for name in names},
        )
        for one in grants
    )


def _turns_18(born_on: date) -> date:
    try:
        return born_on.replace(year=born_on.year + 18)
    except ValueError:
        return date(born_on.year + 18, 3, 1)


# --- the comparison ------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """How much has been compared, and how often the answer was yes and no."""

    yes: int = 0
    no: int = 0

    @property
    def all(self) -> int:
        """Every decision."""
        return self.yes + self.no

    def add(self, yes: int, of: int) -> None:
        """One reader's answers on one day."""
        self.yes, self.no = self.yes + yes, self.no + of - yes


def young_people(world: World) -> list[tuple[Reader, Actor]]:
    """Each child, reading for itself."""
    return [
        (
            Reader("young_person", told.name),
            Actor(kind=ActorKind.YOUNG_PERSON, id=one.pk, born_on=told.born_on),
        )
        for told, one in world.children.values()
    ]


def of_the_child_wrongly(world: World) -> list[tuple[Reader, Actor]]:
    """Not so in the world: an adult, a worker, and one whose day of birth nobody knows, with the id of a child."""
    told, one = next(iter(world.children.values()))
    return [
        *((Reader(kind, "the child's"), Actor(kind=ActorKind(kind), id=one.pk)) for kind in ("guardian", "worker")),
        (Reader("young_person", told.name), Actor(kind=ActorKind.YOUNG_PERSON, id=one.pk)),
    ]


def compare(
    world: World, readers: Iterable[tuple[Reader, Actor]], days: Iterable[date]
) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Every reader on every day: the answers about plans and about entries, counted by the kind of reader.

    Raises:
        AssertionError: with everything the two say differently.
    """
    plans, entries = dict[str, Tally](), dict[str, Tally]()
    told: list[str] = []
    readers = list(readers)
    world.settle()
    for on in days:
        for reader, actor in readers:
            told += _plans_differ(world, reader, actor, on, plans.setdefault(reader.kind, Tally()))
            told += _entries_differ(world, reader, actor, on, entries.setdefault(reader.kind, Tally()))
    alike = Counter(one.partition("\n")[0] for one in told)
    assert told == [], f"{alike}\n" + "\n".join({one.partition("\n")[0]: one for one in told}.values())
    return plans, entries


def _plans_differ(world: World, reader: Reader, actor: Actor, on: date, tally: Tally) -> list[str]:
    rows = Plan.objects.filter(**world.here)
    seen = set(PLAN.list(rows, actor=actor, on=on).order_by("pk").values_list("pk", flat=True))
    should = {pk for pk, told in world.plans.items() if sees_plan(reader, told, on)}
    tally.add(len(should), len(world.plans))
    return [_say(reader, on, pk in seen, world.plans[pk], "the plan") for pk in seen ^ should]


def _entries_differ(world: World, reader: Reader, actor: Actor, on: date, tally: Tally) -> list[str]:
    rows = Entry.objects.filter(**world.here)
    seen = set(ENTRY.list(rows, actor=actor, on=on).order_by("pk").values_list("pk", flat=True))
    should = {pk for pk, (told, words) in world.entries.items() if sees_words(reader, told, words, on)}
    tally.add(len(should), len(world.entries))
    return [_say(reader, on, pk in seen, *world.entries[pk]) for pk in seen ^ should]


def _say(reader: Reader, on: date, seen: bool, told: Situation, what: object) -> str:
    side = "filter yes, oracle no" if seen else "filter no, oracle yes"
    of = f"{what.author}, {what.kind}" if isinstance(what, Words) else what
    who = f"{reader.name} {reader.service}" if reader.kind == "worker" else reader.kind
    return f"{side}: {who}, of {of}\n  {reader} on {on}\n  {what}\n  {replace(told, leaders={})}"
