"""Cases a lawyer would try, one line each: who they are, what is written, who looks on which day, and the answer.

The answer stands here, from the law. The filter and the oracle are both held against it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from helhet.core.actors import Actor, ActorKind
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.doors import ENTRY
from tests.access.model.asking import put
from tests.access.model.blocks import ALL, plan_of, words, world_of
from tests.access.model.stage import set_stage
from tests.access.model.world import LATER, World, _turns_18
from tests.access.oracle import Child, Hidden, KeptBack, Order, Reader, Situation, Tie, sees_words
from tests.cast import TODAY

DAY = timedelta(days=1)
EVE = TODAY - DAY
LONG_AGO = date(2000, 1, 1)
MONA, PER = Tie("Mona", "yes", LONG_AGO), Tie("Per", "yes", LONG_AGO)
FRIDA = Tie("Frida", "no", LONG_AGO, carer=True)
TEACHER, NURSE, WELFARE, NAV = (
    ("Kari", "school", "school"),
    ("Jonas", "clinic", "health"),
    ("Bodil", "child_welfare", "child_welfare"),
    ("Nora", "nav", "work_welfare"),
)
SCHOOL_NURSE = ("Sigrid", "school", "health")
TO_SCHOOL = {"lines": {"school": ALL}}
TO_CLINIC = {"lines": {"school": ("agreement",), "clinic": ALL}}
LEAP, NINE = date(2012, 2, 29), date(2017, 11, 24)
WISH, WEIGHTY = Hidden("guardians", "childs_wish"), Hidden("guardians", "weighty_reasons")


def turns(years: int, on: date = TODAY) -> date:
    """Born so as to reach an age that day."""
    return on.replace(year=on.year - years)


@dataclass(frozen=True)
class Case:
    """One line."""

    says: str
    wrote: tuple[str, str, str]
    looks: str | tuple[str, str]
    sees: bool
    born: date = NINE
    on: date = TODAY
    ties: tuple[Tie, ...] = (MONA, PER)
    orders: tuple[Order, ...] = ()
    protected: bool = False
    about: str = ""
    third_party: bool = False
    hidden: tuple[Hidden, ...] = ()
    told_to: tuple[tuple[str, str], ...] = ()
    asked: dict[str, Any] | None = None
    plan: dict[str, Any] | None = None


def no_to_sharing(_capacity: str, question: str) -> bool:
    return question != "sharing"


IN_CARE = (Order(TODAY - 90 * DAY),)
TILL_TODAY = (Order(TODAY - 90 * DAY, TODAY),)
BOTH_AND_FRIDA = (MONA, PER, FRIDA)
HIDDEN_PLACE = (Order(TODAY - 90 * DAY, hidden_place=True),)

CASES = [
    # --- who the adults are: barnelova §§ 30, 35-38 and 47, vergemålsloven § 8
    Case("a parent with responsibility reads what the school writes", TEACHER, "Mona", True),
    Case(
        "a father without responsibility has a right to ask, not to look",
        TEACHER,
        "Per",
        False,
        ties=(MONA, Tie("Per", "no", LONG_AGO)),
    ),
    Case("responsibility nobody knows of is none", TEACHER, "Per", False, ties=(MONA, Tie("Per", "unknown", LONG_AGO))),
    Case("a stepfather is nobody's guardian", TEACHER, "Frida", False, ties=(MONA, PER, Tie("Frida", "no", LONG_AGO))),
    Case(
        "a third person who got the responsibility after a death reads",
        TEACHER,
        "Frida",
        True,
        ties=(Tie("Mona", "yes", LONG_AGO, over_on=EVE), Tie("Frida", "yes", LONG_AGO)),
    ),
    Case("whoever got it reads from that day", TEACHER, "Per", True, ties=(MONA, Tie("Per", "yes", TODAY))),
    Case("and not the day before", TEACHER, "Per", False, ties=(MONA, Tie("Per", "yes", TODAY)), on=EVE),
    Case(
        "who lost it by a judgment that day reads no more",
        TEACHER,
        "Per",
        False,
        ties=(MONA, replace(PER, over_on=TODAY)),
    ),
    Case("and did the day before", TEACHER, "Per", True, ties=(MONA, replace(PER, over_on=TODAY)), on=EVE),
    Case(
        "who has lost the right to be told is not told",
        TEACHER,
        "Per",
        False,
        ties=(MONA, replace(PER, told_until=TODAY)),
    ),
    Case("a mother of seventeen with responsibility is a guardian as any other", TEACHER, "Mona", True, born=turns(1)),
    Case(
        "the day before eighteen a parent reads the school's words", TEACHER, "Mona", True, born=turns(18, TODAY + DAY)
    ),
    Case("on the eighteenth birthday no more", TEACHER, "Mona", False, born=turns(18)),
    Case(
        "born on 29 February: 28 February of the eighteenth year is the day before",
        TEACHER,
        "Mona",
        True,
        born=LEAP,
        on=date(2030, 2, 28),
    ),
    Case("born on 29 February: of age on 1 March", TEACHER, "Mona", False, born=LEAP, on=date(2030, 3, 1)),
    # --- what is about others: forvaltningsloven §§ 13, 18 and 19
    Case("one parent's own matters are not the other's", TEACHER, "Per", False, about="Mona"),
    Case("they are one's own", TEACHER, "Mona", True, about="Mona"),
    Case("nor the child's, at fourteen or at sixteen", TEACHER, "child", False, about="Mona", born=turns(16)),
    Case("a text that tells of a sibling too is not shown to a parent", TEACHER, "Mona", False, third_party=True),
    Case("nor to a party under fifteen", TEACHER, "child", False, third_party=True, born=turns(15, TODAY + DAY)),
    Case("but from fifteen", TEACHER, "child", True, third_party=True, born=turns(15)),
    Case(
        "born on 29 February: fifteen on 1 March",
        TEACHER,
        "child",
        False,
        third_party=True,
        born=LEAP,
        on=date(2027, 2, 28),
    ),
    Case("and shown then", TEACHER, "child", True, third_party=True, born=LEAP, on=date(2027, 3, 1)),
    # --- health: pbrl. §§ 3-4, 4-3 and 5-1
    Case("a parent reads the nurse's words about a fifteen-year-old", NURSE, "Mona", True, born=turns(16, TODAY + DAY)),
    Case("from sixteen health is the young person's own", NURSE, "Mona", False, born=turns(16)),
    Case("what the school writes is not health, at seventeen either", TEACHER, "Mona", True, born=turns(17)),
    Case("a twelve-year-old's reasons are respected", NURSE, "Mona", False, born=turns(12), hidden=(WISH,)),
    Case("the child reads it all the same", NURSE, "child", True, born=turns(12), hidden=(WISH,)),
    Case("weighty reasons hold at any age", NURSE, "Mona", False, hidden=(WEIGHTY,)),
    Case(
        "kept from one of two parents, the other reads",
        NURSE,
        "Mona",
        True,
        hidden=(Hidden("adult", "weighty_reasons", "Per"),),
    ),
    Case("and the one does not", NURSE, "Per", False, hidden=(Hidden("adult", "weighty_reasons", "Per"),)),
    Case(
        "refused to the patient for danger to life, § 5-1 second paragraph",
        NURSE,
        "child",
        False,
        born=turns(15),
        hidden=(Hidden("subject", "danger_to_patient"),),
    ),
    Case(
        "whoever represents the patient may see it, third paragraph",
        NURSE,
        "Mona",
        True,
        born=turns(15),
        hidden=(Hidden("subject", "danger_to_patient"),),
    ),
    Case(
        "a parent's illness is the parent's to tell of, and the nurse's to keep",
        NURSE,
        ("Kari", "school"),
        False,
        about="Mona",
        asked=TO_SCHOOL,
    ),
    Case(
        "with the parent's own yes the teacher may know",
        NURSE,
        ("Kari", "school"),
        True,
        about="Mona",
        asked=TO_SCHOOL | {"about": {"Mona": {"school": ("health",)}}},
    ),
    Case(
        "the child's shielded matter is not lifted by the parents' yes",
        NURSE,
        ("Kari", "school"),
        False,
        born=turns(13),
        hidden=(WISH,),
        asked=TO_SCHOOL,
    ),
    Case(
        "but by the child's own",
        NURSE,
        ("Kari", "school"),
        True,
        born=turns(13),
        hidden=(WISH,),
        asked=TO_SCHOOL | {"and_alone": {"school": ("health",)}},
    ),
    # --- child welfare: bvl. §§ 3-2, 4-2, 5-1 and 12-6, pbrl. § 3-4 sixth paragraph, opplæringslova § 24-4
    Case("foster parents are told of health", NURSE, "Frida", True, ties=BOTH_AND_FRIDA, orders=IN_CARE),
    Case("and of school", TEACHER, "Frida", True, ties=BOTH_AND_FRIDA, orders=IN_CARE),
    Case(
        "of nothing else: not child welfare's own words", WELFARE, "Frida", False, ties=BOTH_AND_FRIDA, orders=IN_CARE
    ),
    Case("nor Nav's", NAV, "Frida", False, ties=BOTH_AND_FRIDA, orders=IN_CARE),
    Case("placed by agreement (§ 3-2), nothing is taken over", NURSE, "Frida", False, ties=BOTH_AND_FRIDA),
    Case("and the parents are told as before", NURSE, "Mona", True, ties=BOTH_AND_FRIDA),
    Case("on the order's last day they still are", TEACHER, "Frida", True, ties=BOTH_AND_FRIDA, orders=TILL_TODAY),
    Case("the day after they are not", TEACHER, "Frida", False, ties=BOTH_AND_FRIDA, orders=TILL_TODAY, on=TODAY + DAY),
    Case(
        "a foster home that is left is told nothing more",
        TEACHER,
        "Frida",
        False,
        ties=(MONA, PER, replace(FRIDA, over_on=TODAY)),
        orders=IN_CARE,
    ),
    Case(
        "from sixteen foster parents are not told of health",
        NURSE,
        "Frida",
        False,
        ties=BOTH_AND_FRIDA,
        orders=IN_CARE,
        born=turns(16),
    ),
    Case(
        "what the child withholds it withholds from them too",
        NURSE,
        "Frida",
        False,
        ties=BOTH_AND_FRIDA,
        orders=IN_CARE,
        born=turns(13),
        hidden=(WISH,),
    ),
    Case("parents keep responsibility under an order, and read", TEACHER, "Mona", True, orders=IN_CARE),
    Case("unless the place is kept from them", TEACHER, "Mona", False, orders=HIDDEN_PLACE),
    Case(
        "danger: child welfare keeps its own words from a parent",
        WELFARE,
        "Mona",
        False,
        hidden=(Hidden("guardians", "danger"),),
    ),
    # --- a shielded address: folkeregisterloven § 10-4
    Case("a child at a shielded address: no text to a parent", TEACHER, "Mona", False, protected=True),
    Case("nor to the child, who can be made to show it", TEACHER, "child", False, born=turns(16), protected=True),
    Case(
        "one parent's shielded address shields all",
        TEACHER,
        "Mona",
        False,
        ties=(MONA, replace(Tie("Vera", "yes", LONG_AGO), protected=True)),
    ),
    Case("those at work read on", TEACHER, ("Kari", "school"), True, protected=True),
    # --- those at work: forvaltningsloven §§ 13-13 b, hpl. §§ 21-25
    Case("a colleague without a part in it reads nothing", TEACHER, ("Nils", "school"), False),
    Case("a leader sees who and when, not what", TEACHER, ("Rektor", "school"), False, asked=TO_SCHOOL),
    Case("the nurse's words are no teacher's without a yes", NURSE, ("Kari", "school"), False),
    Case("with the parents' yes they are", NURSE, ("Kari", "school"), True, asked=TO_SCHOOL),
    Case(
        "a nurse employed at the school is bound as health personnel",
        SCHOOL_NURSE,
        ("Kari", "school"),
        False,
        plan={"participants": {("Kari", "school"), ("Sigrid", "school")}},
    ),
    Case(
        "a teacher's words do not become health by being about sleep",
        ("Kari", "school", "health"),
        ("Kari", "school"),
        True,
    ),
    Case("two hats: acting for the school one does not read the clinic's", NURSE, ("Jonas", "school"), False),
    Case(
        "who has left the plan keeps what the own service wrote",
        NURSE,
        ("Jonas", "clinic"),
        True,
        plan={"participants": {("Kari", "school")}, "left": {("Jonas", "clinic")}},
    ),
    Case(
        "and nothing that others wrote",
        TEACHER,
        ("Jonas", "clinic"),
        False,
        plan={"participants": {("Kari", "school")}, "left": {("Jonas", "clinic")}},
        asked=TO_CLINIC,
    ),
    Case("a substitute reads what the holder may", NURSE, ("Nils", "school"), True, asked=TO_SCHOOL),
    Case("not after the last day", NURSE, ("Nils", "school"), False, asked=TO_SCHOOL, on=TODAY + 8 * DAY),
    Case("the next municipality reads nothing", TEACHER, ("Amir", "other"), False),
    Case(
        "told without consent: the one told reads just that",
        NURSE,
        ("Kari", "school"),
        True,
        told_to=(("Kari", "school"),),
    ),
    Case("a colleague of theirs does not", NURSE, ("Nils", "school"), False, told_to=(("Kari", "school"),)),
    Case(
        "what the family keeps back from the clinic is kept back",
        TEACHER,
        ("Jonas", "clinic"),
        False,
        asked=TO_CLINIC,
        plan={"kept_back": {KeptBack(service="clinic")}},
    ),
    Case(
        "a no to the sharing opens nothing to others",
        TEACHER,
        ("Jonas", "clinic"),
        False,
        asked=TO_CLINIC | {"says": no_to_sharing},
    ),
    Case(
        "a yes that begins tomorrow opens nothing today",
        TEACHER,
        ("Jonas", "clinic"),
        False,
        asked=TO_CLINIC | {"first": TODAY + DAY},
    ),
    Case(
        "and opens tomorrow",
        TEACHER,
        ("Jonas", "clinic"),
        True,
        asked=TO_CLINIC | {"first": TODAY + DAY},
        on=TODAY + DAY,
    ),
    Case(
        "on its last day it holds",
        TEACHER,
        ("Jonas", "clinic"),
        True,
        asked=TO_CLINIC | {"last": TODAY + DAY},
        on=TODAY + DAY,
    ),
    Case(
        "and the day after not",
        TEACHER,
        ("Jonas", "clinic"),
        False,
        asked=TO_CLINIC | {"last": TODAY + DAY},
        on=TODAY + 2 * DAY,
    ),
    # --- a yes and the birthdays
    Case(
        "the parents' yes about school reaches to the day before fifteen",
        TEACHER,
        ("Jonas", "clinic"),
        True,
        born=turns(15, TODAY + 5 * DAY),
        asked=TO_CLINIC,
        on=TODAY + 4 * DAY,
    ),
    Case(
        "from then on the young person must say yes too",
        TEACHER,
        ("Jonas", "clinic"),
        False,
        born=turns(15, TODAY + 5 * DAY),
        asked=TO_CLINIC,
        on=TODAY + 5 * DAY,
    ),
    Case(
        "the parents' yes about health reaches to the day before sixteen",
        NURSE,
        ("Kari", "school"),
        True,
        born=turns(16, TODAY + 5 * DAY),
        asked=TO_SCHOOL,
        on=TODAY + 4 * DAY,
    ),
    Case(
        "and no further",
        NURSE,
        ("Kari", "school"),
        False,
        born=turns(16, TODAY + 5 * DAY),
        asked=TO_SCHOOL
        | {"lines": {"school": ("agreement", "health")}, "says": lambda capacity, _q: capacity == "guardians"},
        on=TODAY + 5 * DAY,
    ),
    Case(
        "what a seventeen-year-old said yes to stands at eighteen",
        TEACHER,
        ("Jonas", "clinic"),
        True,
        born=turns(18, TODAY + 5 * DAY),
        asked=TO_CLINIC,
        on=TODAY + 5 * DAY,
    ),
    Case(
        "a parent who dies after both said yes: it stands by the one who is left",
        TEACHER,
        ("Jonas", "clinic"),
        True,
        asked=TO_CLINIC,
        ties=(MONA, replace(PER, over_on=TODAY + 3 * DAY)),
        on=TODAY + 4 * DAY,
    ),
    Case(
        "closed: the last holder reads as far as the yes reaches",
        NURSE,
        ("Kari", "school"),
        True,
        asked=TO_SCHOOL,
        plan={"status": "closed"},
    ),
    Case(
        "closed: nobody else who took part",
        TEACHER,
        ("Jonas", "clinic"),
        False,
        asked=TO_CLINIC,
        plan={"status": "closed"},
    ),
]


def _told(case: Case, name: str) -> Situation:
    child = Child(name, case.born, protected=case.protected, ties=case.ties, orders=case.orders)
    return plan_of(child, **(case.plan or {}))


def _ask(world: World, case: Case) -> Callable[[Plan, Situation], None]:
    def ask(plan: Plan, told: Situation) -> None:
        if case.asked is not None:
            how = dict(case.asked)
            alone = how.pop("and_alone", None)
            put(world, plan, told, **how)
            if alone:
                put(world, plan, told, alone, by=("Jonas", "clinic"), asks_plan=False, alone=True)

    return ask


def _reader(world: World, case: Case, name: str) -> tuple[Reader, Actor]:
    if case.looks == "child":
        child = world.children[name][1]
        return Reader("young_person", name), Actor(ActorKind.YOUNG_PERSON, id=child.pk, born_on=case.born)
    if isinstance(case.looks, str):
        return Reader("guardian", case.looks), Actor(ActorKind.GUARDIAN, id=world.stage.adults[case.looks].pk)
    actor = world.stage.places[case.looks]
    return Reader("worker", *case.looks, health=actor.regime == "health"), actor


def _answers(world: World, cases: Iterable[Case]) -> list[tuple[Case, bool, bool]]:
    """Each case in a plan of its own: what the filter says, and what the oracle says."""
    made = []
    for number, case in enumerate(cases):
        name, plan_pk = f"Barn {number}", None
        told = _told(case, name)
        written = words(*case.wrote, case.about or name, third_party=case.third_party)
        written = replace(written, hidden=set(case.hidden), told_to=set(case.told_to))
        plan_pk = world.plan(told, [written], ask=_ask(world, case)).pk
        made.append((case, name, told, written, plan_pk))
    world.settle()
    answers = []
    for case, name, told, written, plan_pk in made:
        reader, actor = _reader(world, case, name)
        rows = Entry.objects.filter(**world.here, plan=plan_pk)
        by_filter = ENTRY.list(rows, actor=actor, on=case.on).exists()
        answers.append((case, by_filter, sees_words(reader, told, written, case.on)))
    return answers


@pytest.mark.django_db
def test_every_case_is_answered_as_the_law_says() -> None:
    answers = _answers(world_of(set_stage()), CASES)
    wrong = [
        (case.says, f"filter {seen}, oracle {told}") for case, seen, told in answers if {seen, told} != {case.sees}
    ]
    assert wrong == []
    assert len(answers) == len({case.says for case in CASES}) > 75
    assert _turns_18(LEAP) == date(2030, 3, 1) < LATER
