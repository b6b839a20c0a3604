"""Who may see what, told a second time: plain Python from the law and the casework, sharing nothing with the product.

No database, no product code, no rule file: persons with their days of birth, ties, answers given by whom on which day.
The product has one rule, the compiled filter; this is what it is held against. Where the two disagree, one of them is
wrong. The paragraph stands beside each answer. The law's ages are written out here, so that a wrong one there is found.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

OPEN = {"active", "closing"}
HEALTH_SERVICES = {"health_clinic", "bup", "hospital", "dental"}  # their people work under helsepersonelloven ch. 5
OTHER_SECRECY = {
    "child_welfare": "child_welfare",  # bvl. § 13-1
    "nav": "social",  # stl. § 44 and NAV-loven § 7
    "family_counselling": "family_counselling",  # fam. §§ 5-7
}
STRICTEST_FIRST = ("health", "family_counselling", "child_welfare", "social", "general")
ASKED_AS = {"health": "health", "child_welfare": "child_welfare", "work_welfare": "social"}
"""Whose yes a kind of information was asked for under; every other kind is the general rule's (fvl. § 13)."""
KEPT_FROM_PARENTS = {"childs_wish", "weighty_reasons"}  # pbrl. § 3-4 second and third paragraph
EVERYTHING = "everything"


@dataclass(frozen=True)
class Reader:
    """Who looks: a worker for one service, an adult of the family, the young person; or the program."""

    kind: str
    name: str
    service: str = ""
    health: bool = False
    """Bound as health personnel: by profession, or by the service's own act."""


@dataclass(frozen=True)
class Tie:
    """An adult's tie to the child. Unknown responsibility is none (law.md 7)."""

    adult: str
    responsibility: str
    known_on: date
    carer: bool = False
    told_until: date | None = None
    protected: bool = False
    over_on: date | None = None
    """From this day they answer for the child no more: a death, an adoption, responsibility or a home that is lost."""


@dataclass(frozen=True)
class Order:
    """Child welfare has the care from a day to a day, both included (bvl. §§ 4-2, 4-3, 5-1)."""

    first: date
    last: date | None = None
    hidden_place: bool = False


@dataclass(frozen=True)
class Child:
    """The child, and everyone around it."""

    name: str
    born_on: date
    protected: bool = False
    ties: tuple[Tie, ...] = ()
    orders: tuple[Order, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What one of those asked was asked, of `plan`, `sharing` and `own`, and what of it they said yes to, which day."""

    name: str
    capacity: str
    asked: frozenset[str]
    on: date | None = None
    yes: frozenset[str] = frozenset()

    def said_no(self, question: str) -> bool:
        """A no is an answer too."""
        return self.on is not None and question in self.asked - self.yes


@dataclass
class Question:
    """One question to the family: services, kinds of information, about whom, from a day to a day."""

    by: str
    first: date
    last: date
    lines: frozenset[tuple[str, str, str]]
    """Service, kind of information, about whom."""
    answers: tuple[Answer, ...]
    asks_plan: bool = True
    alone: bool = False
    """Put to the child alone, about what is rightly kept from the parents (pbrl. § 4-3)."""
    one_guardian: bool = False
    taken_back: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class KeptBack:
    """An exception: an empty field means all."""

    service: str = ""
    worker: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Hidden:
    """Something hidden today: from all who answer for the child, from one adult, or from the child."""

    whom: str
    reason: str
    adult: str = ""


@dataclass(frozen=True)
class Cover:
    """Someone stands in for someone, in a service, from a day to a day."""

    absent: str
    by: str
    service: str
    first: date
    last: date


@dataclass(frozen=True)
class Before:
    """What was so once and is so no more. Nothing here ever asks for it: it decides nothing."""

    held: frozenset[tuple[str, str]] = frozenset()
    declined: frozenset[tuple[str, str]] = frozenset()
    """An invitation."""
    called_off: frozenset[tuple[str, str]] = frozenset()
    """An invitation too, before it was answered."""
    turned_down: frozenset[tuple[str, str]] = frozenset()
    """The baton."""
    kept_back: frozenset[KeptBack] = frozenset()


@dataclass
class Situation:
    """One plan, as far as visibility goes."""

    child: Child
    status: str
    author: tuple[str, str]
    self_consent_age: int
    holder: tuple[str, str] = ("", "")
    participants: set[tuple[str, str]] = field(default_factory=set)
    left: set[tuple[str, str]] = field(default_factory=set)
    invited: set[tuple[str, str]] = field(default_factory=set)
    offered: set[tuple[str, str]] = field(default_factory=set)
    covers: tuple[Cover, ...] = ()
    leaders: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    kept_back: set[KeptBack] = field(default_factory=set)
    before: Before = Before()


@dataclass
class Words:
    """One entry: who wrote it where and has it from whom, what kind of information it is, and about whom."""

    service: str
    service_type: str
    author: str
    kind: str
    about: str
    author_health: bool = False
    source_type: str = ""
    third_party: bool = False
    hidden: set[Hidden] = field(default_factory=set)
    shown_again: set[Hidden] = field(default_factory=set)
    """What once hid it: decides nothing."""
    told_to: set[tuple[str, str]] = field(default_factory=set)
    """To whom it has been told by a decision without consent."""


@dataclass(frozen=True)
class Note:
    """A wonder note."""

    author: str
    service: str
    shared_with: str = ""


# --- the three things that can be looked at ------------------------------------------------------------------------


def sees_note(reader: Reader, note: Note) -> bool:
    """Private to its author and the leader it is shared with, in the service it was written in (1.4, criterion 24)."""
    return reader.kind == "worker" and reader.service == note.service and reader.name in (note.author, note.shared_with)


def sees_plan(reader: Reader, plan: Situation, on: date) -> bool:
    """That the plan exists, for whom, and who holds it."""
    if reader.kind == "guardian":
        return _answers_for(reader, plan.child, on) or _cares_for(reader, plan.child, on)
    if reader.kind == "young_person":  # own data at any age: GDPR art. 15, law.md 5.5
        return reader.name == plan.child.name
    return reader.kind == "worker" and bool(sees_plan_as(reader, plan, on))


def sees_plan_as(reader: Reader, plan: Situation, on: date) -> set[str]:
    """As what one at work sees that the plan exists: everything that holds. No other role reads content (lesson 6)."""
    me = (reader.name, reader.service)
    if plan.status == "draft":
        return {"opener"} if me == plan.author else set()
    if plan.status == "closed":  # Settled 13
        return {"last_holder"} if me == plan.holder else set()
    if plan.status not in OPEN:
        return set()
    inside = _inside(plan, reader.service, on)
    ways = {
        "participant": inside and me in plan.participants,
        "invited": inside and me in plan.invited,
        "offered": inside and me in plan.offered,
        "cover": _covers(reader, plan, on),
        "leader": reader.service == plan.holder[1] and plan.leaders.get(reader.service) == reader.name,
        "holder": me == plan.holder,  # also when the consent is gone: somebody must be able to ask anew
    }
    return {way for way, holds in ways.items() if holds}


def sees_words(reader: Reader, plan: Situation, words: Words, on: date) -> bool:
    """What is written."""
    match reader.kind:
        case "worker":
            return _worker_sees(reader, plan, words, on)
        case "guardian":
            return _adult_sees(reader, plan.child, words, on)
        case "young_person":
            return _child_sees(reader, plan.child, words, on)
    return False


def _worker_sees(reader: Reader, plan: Situation, words: Words, on: date) -> bool:
    me = (reader.name, reader.service)
    if me in words.told_to:  # fvl. § 13 b, hpl. § 23: a decision that needs no consent, so no exception bars it
        return True
    if own_record_as(reader, plan, words):
        return True
    kept = any(_keeps(one, reader, words) for one in plan.kept_back)
    if kept and words.service != reader.service:  # R9, criterion 15; never a service's own record
        return False
    takes_part = me in plan.participants | plan.offered or _covers(reader, plan, on)
    if not (takes_part if plan.status in OPEN else plan.status == "closed" and me == plan.holder):
        return False
    if words.third_party:  # fvl. § 13 a nr. 1: everyone whose secret it is must say yes, and one has not been asked
        return False
    childs_matter = rule_of(words) == "health" and any(one.reason in KEPT_FROM_PARENTS for one in words.hidden)
    childs_alone = childs_matter and 12 <= _years(plan.child.born_on, on) < 16  # pbrl. § 4-3 first para. c
    by_family = not childs_alone and _lifted(plan, reader.service, words, on, alone=False)
    return by_family or (childs_matter and _lifted(plan, reader.service, words, on, alone=True))


def own_record_as(reader: Reader, plan: Situation, words: Words) -> set[str]:
    """The service's own record, plan or no plan (Settled 7), for those who had a part in it (law.md 1.2, 2).

    What health personnel are bound by is no matter for a colleague who is not (hpl. §§ 21 and 25; law.md 1, 4).
    """
    if words.service != reader.service:
        return set()
    wrote = words.author == reader.name
    part = wrote or (reader.name, reader.service) in plan.participants | plan.left
    if reader.health:
        return {"own_service"} if part else set()
    return ({"author"} if wrote else set()) | ({"own_service"} if part and rule_of(words) != "health" else set())


def _adult_sees(reader: Reader, child: Child, words: Words, on: date) -> bool:
    parent, carer = _answers_for(reader, child, on), _cares_for(reader, child, on)
    # pbrl. § 3-4 sixth para. tells carers of health, opplæringslova § 24-4 of school; nothing tells them of the rest
    if not (parent or (carer and rule_of(words) in ("health", "general"))):
        return False
    if _shielded(child, on):  # folkeregisterloven § 10-4: any text can hold a place (law.md 5.5)
        return False
    if any(one.whom == "guardians" or one.adult == reader.name for one in words.hidden):  # pbrl. § 3-4, bvl. § 12-6
        return False
    if words.about not in (child.name, reader.name) or words.third_party:  # fvl. § 13; criterion 18
        return False
    # pbrl. § 4-3: from 16 the young decide over their own health matters; a parent's own are the parent's
    return not (rule_of(words) == "health" and words.about == child.name and _years(child.born_on, on) >= 16)


def _child_sees(reader: Reader, child: Child, words: Words, on: date) -> bool:
    if reader.name != child.name or _shielded(child, on):
        return False
    if any(one.whom == "subject" for one in words.hidden):  # bvl. § 12-6, fvl. § 19
        return False
    if words.about != child.name:  # hpl. § 21, fvl. §§ 13 and 19: an adult's own matters, which only they can lift
        return False
    return not words.third_party or _years(child.born_on, on) >= 15  # fvl. § 18


def rule_of(words: Words) -> str:
    """The rule of secrecy: of the writer's profession and service and of the source, the stricter (law.md 3.1)."""

    def of(service_type: str) -> str:
        return "health" if service_type in HEALTH_SERVICES else OTHER_SECRECY.get(service_type, "general")

    writer = "health" if words.author_health else of(words.service_type)
    return min(writer, of(words.source_type or words.service_type), key=STRICTEST_FIRST.index)


# --- ties ----------------------------------------------------------------------------------------------------------


def _answers_for(reader: Reader, child: Child, on: date) -> bool:
    """Parental responsibility, known, under 18 (vgml. § 8), the right to be told not lost (barnelova § 47)."""
    return any(one.responsibility == "yes" for one in _ties(reader, child, on))


def _cares_for(reader: Reader, child: Child, on: date) -> bool:
    """The child lives with them after a care order (pbrl. § 3-4 sixth para.)."""
    return _in_care(child, on) and any(one.carer for one in _ties(reader, child, on))


def _ties(reader: Reader, child: Child, on: date) -> Iterable[Tie]:
    for one in child.ties:
        told = one.told_until is None or on < one.told_until
        told = told and _lasts(one, on)
        if one.adult == reader.name and one.known_on <= on and told and _years(child.born_on, on) < 18:
            yield one


def _in_care(child: Child, on: date) -> bool:
    return any(one.first <= on and (one.last is None or on <= one.last) for one in child.orders)


def _shielded(child: Child, on: date) -> bool:
    """The child's address, or that of an adult around it, is protected, or the place is kept from the parents."""
    hidden = any(one.hidden_place and one.first <= on and (one.last is None or on <= one.last) for one in child.orders)
    return child.protected or hidden or any(one.protected for one in child.ties)


def _covers(reader: Reader, plan: Situation, on: date) -> bool:
    """Stands in for the holder today, in the service that holds: is then the one responsible (Settled 11)."""
    return any(
        (one.absent, one.service) == plan.holder
        and (one.by, one.service) == (reader.name, reader.service)
        and one.first <= on <= one.last
        for one in plan.covers
        if plan.status in OPEN
    )


def _keeps(one: KeptBack, reader: Reader, words: Words) -> bool:
    return one.service in ("", reader.service) and one.worker in ("", reader.name) and one.kind in ("", words.kind)


# --- consent: from the answers and the days of birth ---------------------------------------------------------------


def _inside(plan: Situation, service: str, on: date) -> bool:
    """Some of what is the child's is open to the service today: then it may know that there is a plan (R4)."""
    child = plan.child.name
    return any(
        _stands(plan, one, service, on)
        and ((_shared(plan, one, kind, on)) or (kind == "agreement" and service == one.by))
        for one in plan.questions
        for to, kind, about in one.lines
        if to == service and about == child
    )


def _lifted(plan: Situation, service: str, words: Words, on: date, *, alone: bool) -> bool:
    """Those whose secret it is have said yes to this service knowing this kind of thing about this one, for today."""
    for one in plan.questions:
        if one.alone is not alone or (service, words.kind, words.about) not in one.lines:
            continue
        if not _stands(plan, one, service, on):
            continue
        if words.about == plan.child.name:
            if _shared(plan, one, words.kind, on) and _right_people(plan, one, rule_of(words), on):
                return True
        elif any(
            a.name == words.about and "own" in a.yes for a in one.answers
        ):  # law.md 3.3: their own consent, no other's
            return True
    return False


def _stands(plan: Situation, one: Question, service: str, on: date) -> bool:
    """Answered, not taken back (R9), inside its days, and the plan it is for is still wanted."""
    if one.taken_back & {service, EVERYTHING} or not one.first <= on <= one.last or not _answered(one):
        return False
    given = _given(one)
    asked_for_plan = [one] if one.asks_plan else [q for q in plan.questions if _wanted(plan, q, given)]
    return any(_wanted(plan, q, on) for q in asked_for_plan)


def _answered(one: Question) -> bool:
    """All has been said: a no to the sharing settles the sharing. A no to the plan leaves nothing to stand."""
    if any(a.said_no("plan") for a in one.answers):
        return False
    no = any(a.said_no("sharing") for a in one.answers)
    return not any(a.on is None and a.asked - ({"sharing"} if no else set()) for a in one.answers)


def _given(one: Question) -> date:
    return max(a.on for a in one.answers if a.on is not None)


def _wanted(plan: Situation, one: Question, on: date) -> bool:
    """The plan itself: by the guide's age for it, within the law's (Settled 9; criterion 16)."""
    if not one.asks_plan or not _answered(one) or EVERYTHING in one.taken_back or on < _given(one):
        return False
    days = _days(plan.child, _given(one), on)
    return all(_plan_askers(plan, day) <= _said(plan.child, one, "plan", day) for day in days)


def _plan_askers(plan: Situation, on: date) -> set[str]:
    years = _years(plan.child.born_on, on)
    if years >= 18 or years >= plan.self_consent_age:
        return {"child"}
    return {"guardians", "child_welfare"} if _in_care(plan.child, on) else {"guardians"}


def _shared(plan: Situation, one: Question, kind: str, on: date) -> bool:
    """The sharing was said yes to by everyone asked, who are the ones to ask about this kind of thing."""
    no = any(a.said_no("sharing") for a in one.answers)
    return not no and _right_people(plan, one, ASKED_AS.get(kind, "general"), on)


def _right_people(plan: Situation, one: Question, rule: str, on: date) -> bool:
    """On the day of the last answer, and on every day since, all the law requires are among those who said yes."""
    said = {a.capacity for a in one.answers if "sharing" in a.yes}
    names = {a.name for a in one.answers if "sharing" in a.yes}
    given = _given(one)
    if "guardians" in said and not one.one_guardian and not _parents(plan.child, given) <= names:
        return False
    return all(
        _secrecy_askers(rule, plan.child, day, alone=one.alone) <= _said(plan.child, one, "sharing", day)
        for day in _days(plan.child, given, on)
    )


def _said(child: Child, one: Question, question: str, on: date) -> set[str]:
    """In which capacities yes was said by somebody who still has it that day. Of two parents the one left is enough."""
    there = {
        "guardians": _parents(child, on),
        "carers": {tie.adult for tie in child.ties if tie.carer and tie.known_on <= on and _lasts(tie, on)},
    }
    return {a.capacity for a in one.answers if question in a.yes and a.name in there.get(a.capacity, {a.name})}


def _secrecy_askers(rule: str, child: Child, on: date, *, alone: bool) -> set[str]:
    """Law.md 3.3, row by row. Where no provision settles it, everyone who might hold the right."""
    years, in_care = _years(child.born_on, on), _in_care(child, on)
    if years >= 18:  # vgml. § 8
        return {"child"}
    if rule == "health":
        if years >= 16 or (alone and years >= 12):  # pbrl. § 4-3 first para. b and c
            return {"child"}
        return {"child_welfare", "carers"} if in_care else {"guardians"}  # pbrl. § 4-4 first and fourth para.
    if rule == "family_counselling":
        if years >= 16:  # fam. § 6
            return {"child"}
        return {"guardians", "child_welfare"} if in_care else {"guardians"}
    # fvl. § 13 a nr. 1 names no age; from 15 the young have a say of their own (opplæringslova § 24-5, bvl. § 12-3)
    return {"guardians"} | ({"child"} if years >= 15 else set()) | ({"child_welfare"} if in_care else set())


def _parents(child: Child, on: date) -> set[str]:
    return {o.adult for o in child.ties if o.responsibility == "yes" and o.known_on <= on and _lasts(o, on)}


def _lasts(tie: Tie, on: date) -> bool:
    return tie.over_on is None or on < tie.over_on


def _days(child: Child, first: date, last: date) -> list[date]:
    """The days from one to another on which others may have become the ones to ask."""
    turns = [_birthday(child.born_on, years) for years in (12, 15, 16, 18)]
    turns += [tie.over_on for tie in child.ties if tie.over_on]
    for one in child.orders:
        turns += [one.first] + ([date.fromordinal(one.last.toordinal() + 1)] if one.last else [])
    return [first, *(day for day in turns if first < day <= last)]


def _birthday(born_on: date, years: int) -> date:
    """Born on 29 February: 1 March in a year without that day."""
    leap_day = (born_on.month, born_on.day) == (2, 29)
    year = born_on.year + years
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 3, 1) if leap_day and not is_leap else date(year, born_on.month, born_on.day)


def _years(born_on: date, on: date) -> int:
    return sum(_birthday(born_on, years) <= on for years in range(1, 100))
