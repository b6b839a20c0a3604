"""Who may see what, told a second time: plain Python from the law and the casework, sharing nothing with the product.

No database, no product code, no rule file. The product has one rule, the compiled filter; this is what it is held
against. Where the two disagree, one of them is wrong. Sources stand beside each answer.
"""

from dataclasses import dataclass, field
from datetime import date

OPEN = {"active", "closing"}


@dataclass(frozen=True)
class Reader:
    """Who looks: a worker for one service, a guardian, the young person; or the program."""

    kind: str
    name: str
    service: str = ""
    born_on: date | None = None


@dataclass
class Tie:
    """An adult's tie to the child. Unknown responsibility is none; it ends on the 18th birthday (law.md 7)."""

    guardian: str
    responsibility: str
    known_on: date
    until_on: date


@dataclass
class Yes:
    """A consent as it stands: this service, this kind of information, first and last day, taken back or not."""

    service: str
    kind: str
    first: date
    last: date
    taken_back: bool = False


@dataclass
class KeptBack:
    """An exception: an empty field means all."""

    service: str = ""
    worker: str = ""
    kind: str = ""
    ended: bool = False


@dataclass
class Situation:
    """One plan, as far as visibility goes."""

    status: str
    child: str
    born_on: date
    author: str
    opened_by: str
    holder: str = ""
    holder_service: str = ""
    participants: set[tuple[str, str]] = field(default_factory=set)
    left: set[tuple[str, str]] = field(default_factory=set)
    invited: tuple[str, str] | None = None
    offered: tuple[str, str] | None = None
    cover: str = ""
    leaders: dict[str, str] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    consents: list[Yes] = field(default_factory=list)
    kept_back: list[KeptBack] = field(default_factory=list)


@dataclass(frozen=True)
class Words:
    """One entry: which service wrote it, who in it, what kind of information, closed to guardians or not."""

    service: str
    author: str
    kind: str
    closed: bool = False
    health: bool = False


def sees_plan(reader: Reader, plan: Situation, on: date) -> bool:
    """That the plan exists, for whom, and who holds it."""
    if reader.kind == "guardian":
        return _answers_for_the_child(reader, plan, on)
    if reader.kind == "young_person":  # own data at any age, GDPR art. 15
        return reader.name == plan.child
    if reader.kind != "worker":  # no role, and not the program, reads content (lesson 6)
        return False
    me = (reader.name, reader.service)
    if plan.status == "draft":
        return me == (plan.author, plan.opened_by)
    if plan.status in OPEN:
        holds_here = reader.service == plan.holder_service
        inside = any(_holds(yes, reader.service, on) for yes in plan.consents)
        asked = me in plan.participants or me in (plan.invited, plan.offered)
        covers = holds_here and reader.name == plan.cover
        leads = holds_here and plan.leaders.get(reader.service) == reader.name
        holds = me == (plan.holder, plan.holder_service)  # also when the consent is gone: somebody must ask anew
        return (inside and asked) or covers or leads or holds
    return plan.status == "closed" and me == (plan.holder, plan.holder_service)


def sees_words(reader: Reader, plan: Situation, words: Words, on: date) -> bool:
    """What is written."""
    if reader.kind == "guardian":  # never what is hidden (pbrl. § 3-4), nor health matters from 16 (pbrl. § 4-3)
        of_age = words.health and _years(plan.born_on, on) >= 16
        return _answers_for_the_child(reader, plan, on) and not words.closed and not of_age
    if reader.kind == "young_person":
        return reader.name == plan.child
    if reader.kind != "worker":
        return False
    me = (reader.name, reader.service)
    own = words.service == reader.service  # its own record, plan or no plan (design, settled 7)
    if own and (words.author == reader.name or me in plan.participants | plan.left):
        return True
    if not own and any(_keeps(one, reader, words) for one in plan.kept_back):  # R9: an exception beats consent
        return False
    if not any(_holds(yes, reader.service, on) and yes.kind == words.kind for yes in plan.consents):
        return False
    if plan.status in OPEN:
        covers = reader.service == plan.holder_service and reader.name == plan.cover
        return me in plan.participants or me == plan.offered or covers
    return plan.status == "closed" and me == (plan.holder, plan.holder_service)


def _answers_for_the_child(reader: Reader, plan: Situation, on: date) -> bool:
    return any(
        tie.guardian == reader.name and tie.responsibility == "yes" and tie.known_on <= on < tie.until_on
        for tie in plan.ties
    )


def _holds(yes: Yes, service: str, on: date) -> bool:
    return yes.service == service and not yes.taken_back and yes.first <= on <= yes.last


def _keeps(one: KeptBack, reader: Reader, words: Words) -> bool:
    return (
        not one.ended
        and one.service in ("", reader.service)
        and one.worker in ("", reader.name)
        and one.kind in ("", words.kind)
    )


def _years(born_on: date | None, on: date) -> int:
    if born_on is None:
        return -1
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
