"""One municipality's children, their plans, and what is written in them. Nothing is drawn from anything but the seed.

Only the ciphers are new each time: keys and nonces are the vault's own.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.norway.bulk import Bulk
from bench.norway.country import Part, Place
from bench.norway.looks import look_back
from bench.norway.proportions import AT_HOME_IN, BESIDE, ENTRIES_A_PLAN, HIDDEN, KEPT_BACK, NOTES, SHIELDED
from bench.norway.words import FIRST_NAMES, LAST_NAMES, SENTENCES
from helhet.access.models import Consent, ConsentAnswer, ConsentException, ConsentLine, Grant, ProcessingBasis
from helhet.clocks.models import Clock, Reminder
from helhet.concerns.models import Concern
from helhet.core.consent import CHILDHOOD, lasts_until
from helhet.core.guides import GuidePack
from helhet.core.information import information_types
from helhet.core.law.periods import birthday
from helhet.core.law.regimes import Regime, regime_of_service
from helhet.core.law.who_consents import Capacity, secrecy_consenters, who_consents, who_consents_to_plan
from helhet.core.national_id import synthetic
from helhet.core.processing import bases
from helhet.people.models import Guardianship, Person
from helhet.plans.models import Baton, Entry, Feed, Goal, Hiding, Measure, Participant, Participation, Plan
from helhet.vault import ciphers
from helhet.vault.keys import municipality_key, new_child_key, opened_municipality_key
from helhet.vault.models import ChildKey, MunicipalityKey

AT_ONCE = 1000
"""Plans held in memory."""
ASKED_FOR = ("agreement", "school", "home", "child_voice")
"""What every service in a plan is let into; the service's own kind besides."""


class Municipality:
    """Makes the rows of one municipality, and the keys its texts are sealed with."""

    def __init__(self, place: Place, *, guide: GuidePack, seed: int, on: date) -> None:
        self.place, self.guide, self.on = place, guide, on
        self.rows, self.keys = Bulk(), list[ChildKey]()
        self._lots = Random(f"{seed} children {place.code}")
        self._id = UUID(place.id)
        self._outer = municipality_key(self._id, MunicipalityKey.Purpose.CHILDREN)
        self._index = opened_municipality_key(municipality_key(self._id, MunicipalityKey.Purpose.INDEX))
        self._serials = count(1)
        self._numbers: set[bytes] = set()

    def plans(self) -> Iterator[int]:
        """Every plan, and the notes beside them; stops at every so many, gives how many, and leaves them in `rows`."""
        ages = self._lots.choices(range(25), weights=self.place.ages, k=self.place.plans)
        for number, age in enumerate(ages, 1):
            self._plan(age)
            if number % AT_ONCE == 0:
                yield AT_ONCE
        for _ in range(round(self.place.plans * NOTES)):
            self._note()
        yield len(ages) % AT_ONCE

    def write(self) -> None:
        """Put what has been made so far into the databases."""
        ChildKey.objects.bulk_create(self.keys, batch_size=500)
        self.keys.clear()
        self.rows.write()

    # --- people

    def _new(self) -> str:
        return f"{self._lots.getrandbits(128):032x}"

    def _name(self) -> str:
        return f"{self._lots.choice(FIRST_NAMES)} {self._lots.choice(LAST_NAMES)}"

    def _child(self, age: int) -> tuple[str, date, Callable[..., bytes]]:
        """A child of an age, and what seals a text about it."""
        child = self._new()
        born_on = birthday(self.on, -age) - timedelta(days=self._lots.randrange(365))
        key = new_child_key(self._id, UUID(child), self._outer)
        self.keys.append(key)
        opened = ciphers.unwrap(bytes(key.wrapped), under=opened_municipality_key(self._outer), context=key.context)
        cipher, id = AESGCM(opened), key.pk

        def sealed(words: str, *, of: str, row: str) -> bytes:
            place = b"%s %s %s" % (of.encode(), bytes.fromhex(row), self._id.bytes)
            return ciphers.seal(words.encode(), key=id, cipher=cipher, place=place)

        number, found = self._number(born_on)
        self.rows.add(
            Person, id=child, municipality_id=self.place.id, name=self._name(), born_on=str(born_on),
            national_id=sealed(number, of="people_person.national_id", row=child), national_id_lookup=found,
            protection="strict" if self._lots.random() < SHIELDED else "none",
        )  # fmt: skip
        return child, born_on, sealed

    def _number(self, born_on: date) -> tuple[str, bytes]:
        """An invented number nobody else here has, and what it is found by."""
        day, month, year = born_on.day, born_on.month, born_on.year % 100
        while True:
            number = synthetic(day=day, month=month, year=year, serial=next(self._serials) * 7 % 1000)
            found = ciphers.keyed_index(number.encode(), key=self._index)
            if found not in self._numbers:
                self._numbers.add(found)
                return number, found

    def _guardians(self, child: str, born_on: date) -> list[str]:
        found = [self._new() for _ in range(1 if self._lots.random() < 0.2 else 2)]
        for one in found:
            self.rows.add(
                Person, id=one, municipality_id=self.place.id, name=self._name(), email=f"{one}@norway.example"
            )
            self.rows.add(
                Guardianship, id=self._new(), municipality_id=self.place.id, child_id=child, guardian_id=one,
                responsibility="yes", known_on=str(self.on - timedelta(days=500)), until_on=str(birthday(born_on, 18)),
            )  # fmt: skip
        return found

    def _parts(self, age: int) -> list[Part]:
        """The holder's service first, and those that help beside it."""
        home = next(type for type, ages in AT_HOME_IN.items() if age in ages)
        types = [home, *(one for one, share in BESIDE.items() if one is not home and self._lots.random() < share)]
        units = [self._lots.choice(self.place.units[one]) for one in types]
        return [Part(unit, self._lots.choice(unit.workers)) for unit in units]

    # --- one plan

    def _plan(self, age: int) -> None:
        lots, here, rows = self._lots, self.place.id, self.rows
        child, born_on, sealed = self._child(age)
        guardians = self._guardians(child, born_on) if age < 18 else []
        parts = self._parts(age)
        holder, plan, consent, baton = parts[0], self._new(), self._new(), self._new()
        opened_on = max(self.on - timedelta(days=lots.randrange(20, 330)), born_on)
        opened, until = _moment(opened_on, lots), opened_on + timedelta(days=365)
        purpose = sealed("Ha det trygt og greit, hjemme og sammen med andre.", of="plans_plan.purpose", row=plan)
        wanted, lifted = self._consent(consent, child, born_on, guardians, plan, parts, sealed, opened_on, until)
        evaluation = self.on + timedelta(days=lots.randrange(-5, 60))
        rows.add(
            Plan, id=plan, municipality_id=here, type="relay_log", guide=self.guide.code,
            guide_version=self.guide.version, child_id=child, purpose=purpose, status="active",
            level="1" if len(parts) == 1 else lots.choice("223"), service_id=holder.unit.id,
            author_id=holder.worker, opened_at=opened, consent_id=consent, active_since=str(opened_on),
            baton_id=baton, next_evaluation_on=str(evaluation),
        )  # fmt: skip
        rows.add(
            Baton, id=baton, municipality_id=here, plan_id=plan, holder_id=holder.worker, service_id=holder.unit.id,
            taken="opened", since_at=opened,
        )  # fmt: skip
        for part in parts:
            self._takes_part(part, plan, child, consent, holder, opened, opened_on, min(wanted, until), lifted)
        written = self._write(plan, child, guardians, parts, sealed, opened_on)
        self._clock(plan, child, holder, opened_on, evaluation)
        if lots.random() < KEPT_BACK:
            rows.add(
                ConsentException, id=self._new(), municipality_id=here, matter=plan, made_by_id=child,
                information_type=lots.choice(("home", "health")), made_at=opened,
            )  # fmt: skip
        look_back(
            rows, lots, here=here, child=child, plan=plan, parts=parts, kinds=written, since=opened_on, until=self.on
        )

    def _consent(
        self, consent: str, child: str, born_on: date, guardians: list[str], plan: str, parts: list[Part],
        sealed: Callable[..., bytes], given_on: date, until: date,
    ) -> tuple[date, dict[Regime, date]]:  # fmt: skip
        """Everyone the law asks has said yes to all of it; gives how long that is theirs to say."""
        here, rows, age = self.place.id, self.rows, self.guide.self_consent_age
        types = information_types()
        kinds = {one: types[one].regime for part in parts for one in (*ASKED_FOR, part.kind)}
        asks_plan = who_consents_to_plan(born_on, given_on, age).required
        asks_secrecy = secrecy_consenters(born_on, given_on, set(kinds.values()))
        wanted = lasts_until(
            born_on=born_on, from_on=given_on, until_on=birthday(born_on, CHILDHOOD.stop), givers=asks_plan,
            required_on=lambda day: who_consents_to_plan(born_on, day, age).required,
        )  # fmt: skip
        lifted = {
            regime: lasts_until(
                born_on=born_on, from_on=given_on, until_on=until, givers=asks_secrecy,
                required_on=lambda day, regime=regime: who_consents(regime, born_on, day).required,  # type: ignore[misc]
            )
            for regime in sorted(set(kinds.values()))
        }  # fmt: skip
        at = _moment(given_on, self._lots)
        rows.add(
            Consent, id=consent, municipality_id=here, child_id=child, matter=plan, service_id=parts[0].unit.id,
            purpose=sealed("At vi kan hjelpe sammen.", of="access_consent.purpose", row=consent),
            from_on=str(given_on), until_on=str(until), status="given", plan_status="given",
            plan_until_on=str(wanted), asked_at=at, asked_by_id=parts[0].worker, settled_at=at,
        )  # fmt: skip
        asked = {Capacity.GUARDIANS_WITH_RESPONSIBILITY: guardians, Capacity.YOUNG_PERSON: [child]}
        for capacity, givers in asked.items():
            if capacity not in asks_plan | asks_secrecy:
                continue
            plan_too, secrecy_too = capacity in asks_plan, capacity in asks_secrecy
            for giver in givers:
                rows.add(
                    ConsentAnswer, id=self._new(), municipality_id=here, consent_id=consent, giver_id=giver,
                    capacity=str(capacity), asks_plan=plan_too, asks_secrecy=secrecy_too,
                    plan_answer="given" if plan_too else "", answer="given" if secrecy_too else "", answered_at=at,
                    channel="oral", heard_by_id=parts[0].worker, language="nb",
                )  # fmt: skip
        return wanted, lifted

    def _takes_part(
        self, part: Part, plan: str, child: str, consent: str, holder: Part, opened: str, opened_on: date, last: date,
        lifted: dict[Regime, date],
    ) -> None:  # fmt: skip
        here, rows, types = self.place.id, self.rows, information_types()
        given = {f"{regime}_until": str(day) if (day := lifted.get(regime)) else None for regime in Regime}
        for kind in dict.fromkeys((*ASKED_FOR, part.kind)):
            line = {"service_id": part.unit.id, "information_type": kind, "about_id": child}
            rows.add(ConsentLine, id=self._new(), municipality_id=here, consent_id=consent, **line)
            rows.add(
                Grant, id=self._new(), municipality_id=here, consent_id=consent, matter=plan, from_on=str(opened_on),
                until_on=str(min(last, lifted[types[kind].regime])), given_at=opened, **line, **given,
            )  # fmt: skip
        if part is not holder:
            rows.add(
                Participation, id=self._new(), municipality_id=here, plan_id=plan, service_id=part.unit.id,
                invited_at=opened, invited_by_id=holder.worker, invited_worker_id=part.worker, opened_at=opened,
                answer="accepted", answered_at=opened, answered_by_id=part.worker, first_contact_on=str(opened_on),
            )  # fmt: skip
        rows.add(
            Participant, id=self._new(), municipality_id=here, plan_id=plan, service_id=part.unit.id,
            worker_id=part.worker, since_at=opened,
        )  # fmt: skip
        basis = bases()[part.unit.type]
        rule = basis.rule_on(opened_on)
        rows.add(
            ProcessingBasis, id=self._new(), municipality_id=here, child_id=child, matter=plan,
            service_id=part.unit.id, rule=rule.id if rule else "", articles=" ".join(basis.articles),
            from_on=str(opened_on),
        )  # fmt: skip

    # --- what is written

    def _write(
        self, plan: str, child: str, guardians: list[str], parts: list[Part], sealed: Callable[..., bytes], since: date
    ) -> list[str]:
        """A goal and a measure, and notes by everyone who takes part; gives the kinds of information there are."""
        lots, holder, last = self._lots, parts[0], (self.on - since).days
        goal = self._entry(plan, child, holder, "goal", "agreement", parts, sealed, since)
        self.rows.add(Goal, id=goal, municipality_id=self.place.id, plan_id=plan, entry_id=goal)
        measure = self._entry(plan, child, holder, "measure", "agreement", parts, sealed, since)
        self.rows.add(
            Measure, id=measure, municipality_id=self.place.id, plan_id=plan, entry_id=measure, goal_id=goal,
            arena="school", worker_id=holder.worker, state="running", proposed_at=_moment(since, lots),
            accepted_at=_moment(since + timedelta(days=1), lots), accepted_by=holder.worker,
            evaluate_on=str(self.on + timedelta(days=lots.randrange(60))),
        )  # fmt: skip
        kinds = ["agreement"]
        for _ in range(lots.randrange(2, 2 * ENTRIES_A_PLAN - 5)):
            part = lots.choice(parts)
            kind = part.kind if lots.random() < 0.6 else lots.choice(("school", "home", "child_voice"))
            day = since + timedelta(days=lots.randrange(1, max(2, last)))
            entry = self._entry(plan, child, part, "note", kind, parts, sealed, day)
            kinds.append(kind)
            if kind == "health" and guardians and lots.random() < HIDDEN * ENTRIES_A_PLAN:
                self._hide(entry, child, part, sealed, day)
        return kinds

    def _entry(
        self, plan: str, child: str, part: Part, kind: str, information: str, parts: list[Part],
        sealed: Callable[..., bytes], day: date,
    ) -> str:  # fmt: skip
        entry, at = self._new(), _moment(day, self._lots)
        words = self._lots.choice(SENTENCES[information])
        service = part.unit.id
        self.rows.add(
            Entry, id=entry, municipality_id=self.place.id, plan_id=plan, child_id=child, about_id=child, kind=kind,
            information_type=information, regime=str(regime_of_service(part.unit.type)), service_id=service,
            source_id=service, author_id=part.worker, written_at=at,
            text=sealed(words, of="plans_entry.text", row=entry),
        )  # fmt: skip
        for one in parts:
            self.rows.add(
                Feed,
                id=self._new(),
                municipality_id=self.place.id,
                service_id=one.unit.id,
                written_at=at,
                entry_id=entry,
            )
        return entry

    def _hide(self, entry: str, child: str, part: Part, sealed: Callable[..., bytes], day: date) -> None:
        one = self._new()
        self.rows.add(
            Hiding, id=one, municipality_id=self.place.id, entry_id=entry, child_id=child, hidden_from="guardians",
            reason="childs_wish", judgement=sealed("Ønsker det selv.", of="plans_hiding.judgement", row=one),
            hidden_at=_moment(day, self._lots), hidden_by_id=part.worker,
        )  # fmt: skip

    def _clock(self, plan: str, child: str, holder: Part, since: date, due: date) -> None:
        clock = self._new()
        self.rows.add(
            Clock, id=clock, municipality_id=self.place.id, code="evaluation_due", child=child, matter=plan,
            matter_kind="plan", about=plan, started_on=str(since), due_on=str(due), owner_id=holder.worker,
            leader_id=holder.unit.leader,
        )  # fmt: skip
        self.rows.add(
            Reminder, id=self._new(), municipality_id=self.place.id, clock_id=clock, on=str(due), to="owner",
            sent_at=_moment(due, self._lots) if due <= self.on else None,
        )  # fmt: skip

    def _note(self) -> None:
        """A private note about a child with no plan."""
        age = self._lots.choices(range(1, 19), weights=self.place.ages[1:19])[0]
        child, _born_on, sealed = self._child(age)
        part, note = self._parts(age)[0], self._new()
        at = _moment(self.on - timedelta(days=self._lots.randrange(40)), self._lots)
        words = '{"saw_heard": "Er ofte alene i friminuttene."}'
        self.rows.add(
            Concern, id=note, municipality_id=self.place.id, child_id=child, service_id=part.unit.id,
            author_id=part.worker, guide=self.guide.code, guide_version=self.guide.version,
            answers=sealed(words, of="concerns_concern.answers", row=note), written_at=at, changed_at=at,
        )  # fmt: skip


def _moment(day: date, lots: Random) -> str:
    """Some time of that day's work, in UTC, as the databases take it."""
    at = datetime.combine(day, time(7)) + timedelta(microseconds=lots.randrange(8 * 3600 * 10**6))
    return at.isoformat(" ", "microseconds")
