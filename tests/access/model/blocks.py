"""The blocks of the small model: each an exhaustive product of what can bear on one another, the rest held still."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from helhet.access.models import Grant
from helhet.plans.models import Plan
from tests.access.model.asking import put
from tests.access.model.stage import Stage
from tests.access.model.world import World, copied
from tests.access.oracle import Before, Child, Cover, Hidden, KeptBack, Order, Question, Situation, Tie, Words
from tests.cast import TODAY

SOON = TODAY + timedelta(days=40)
EVE = SOON - timedelta(days=1)
FEBRUARY_28, MARCH_1 = date(2027, 2, 28), date(2027, 3, 1)
DAYS = (TODAY, SOON, FEBRUARY_28, MARCH_1)

ALL = ("agreement", "school", "home", "child_voice", "health", "child_welfare", "work_welfare")
BOTH = (Tie("Mona", "yes", date(2000, 1, 1)), Tie("Per", "yes", date(2000, 1, 1)))
FRIDA = Tie("Frida", "no", date(2000, 1, 1), carer=True)
AWAY = Cover("Kari", "Nils", "school", TODAY, TODAY + timedelta(days=7))
COVERS = (
    AWAY,
    replace(AWAY, by="Sigrid"),
    replace(AWAY, by="Rektor", first=EVE, last=SOON),
    replace(AWAY, by="Jonas", service="clinic", last=SOON),  # where Kari does not hold it
)
LEADERS = {"school": "Rektor", "clinic": "Ledende", "ppt": "Pia", "child_welfare": "Bodil", "nav": "Nora"}


def turning(years: int, on: date) -> date:
    """Born so as to reach an age on a day."""
    return on.replace(year=on.year - years)


BIRTHS = {
    "nine": turning(10, SOON),
    "nineteen": turning(20, SOON),
    "born on 29 February": date(2012, 2, 29),
    **{f"{years} that day": turning(years, SOON) for years in (12, 15, 16, 18)},
    **{f"{years} the day after": turning(years, SOON + timedelta(days=1)) for years in (12, 15, 16, 18)},
}
"""Days of birth around each limit, seen from the model's days."""

ORDERS: dict[str, tuple[Order, ...]] = {
    "at home": (),
    "in care": (Order(TODAY - timedelta(days=90)),),
    "in care until then": (Order(TODAY - timedelta(days=90), EVE),),
}


def plan_of(child: Child, **changed: object) -> Situation:
    """Kari's plan at the school, which Jonas, Bodil and Petra take part in."""
    told = Situation(
        child=child,
        status="active",
        author=("Kari", "school"),
        self_consent_age=15,
        holder=("Kari", "school"),
        participants={("Kari", "school"), ("Jonas", "clinic"), ("Bodil", "child_welfare"), ("Petra", "ppt")},
        covers=COVERS,
        leaders=LEADERS,
    )
    return replace(told, **changed)


def words(author: str, service: str, kind: str, about: str, **more: object) -> Words:
    """What one of the stage's people writes; Sigrid and Petra as health personnel."""
    types = {"school": "primary_school", "clinic": "health_clinic", "other": "primary_school"}
    told = Words(service, types.get(service, service), author, kind, about)
    return replace(told, author_health=author in ("Sigrid", "Petra"), **more)


KINDS_OF_WORDS = (
    ("Kari", "school", "school"),
    ("Kari", "school", "health"),
    ("Jonas", "clinic", "health"),
    ("Jonas", "clinic", "agreement"),
    ("Petra", "ppt", "school"),
    ("Bodil", "child_welfare", "child_welfare"),
    ("Nora", "nav", "work_welfare"),
)


STATES = ("draft", "active", "closing", "closed", "refused")
JONAS = ("stranger", "invited", "offered", "participant", "left", "holder")
KEPT_BACK = [
    frozenset({KeptBack(service="clinic")}),
    frozenset({KeptBack(worker="Jonas")}),
    frozenset({KeptBack(service="clinic", kind="school")}),
    frozenset({KeptBack(kind="school")}),
    frozenset({KeptBack(service="school", worker="Jonas")}),
    frozenset({KeptBack(worker="Kari", kind="health"), KeptBack(service="ppt")}),
]


def world_of(stage: Stage) -> World:
    """An empty world, in which others stand in for Kari."""
    world = World(stage)
    for one in COVERS:
        world.cover(one)
    return world


def small(stage: Stage) -> World:
    """Of each block what it takes to tell every rule, and every part of every condition, from its neighbours."""
    world = world_of(stage)
    consents_bear(
        world,
        ages=("nine", "12 that day", "15 that day", "16 that day"),
        cares=("at home",),
        asked=("yes to all", "no to the sharing", "the child alone"),
    )
    consents_bear(world, ages=("nine",), cares=("at home",), asked=("begins then", "runs out"))
    ties_bear(world, states=("draft", "active", "closed"), consents=("all",), kept_by=("participant",))
    ties_bear(world, states=("active",), consents=("taken back",), kept_by=())
    alone_bears(world)
    families_bear(world, small=True)
    return world


def consents_bear(
    world: World,
    *,
    ages: Collection[str] | None = None,
    cares: Collection[str] | None = None,
    asked: Collection[str] | None = None,
) -> World:
    """Ages × care × the guide's age × what is asked and answered × rules of secrecy; every question a real one."""
    everywhere = dict.fromkeys(("school", "clinic", "child_welfare", "ppt"), ALL)
    for (age, born_on), (care, orders), (said, ask) in product(BIRTHS.items(), ORDERS.items(), ASKED.items()):
        if orders and said not in ("yes to all", "no to the sharing", "the child alone"):
            continue
        if age not in (ages or BIRTHS) or care not in (cares or ORDERS) or said not in (asked or ASKED):
            continue
        child = Child(f"{age}, {care}", born_on, ties=(*BOTH, FRIDA), orders=orders)
        near = said == "yes to all" and age[:2] in ("15", "16") and not orders
        for guide in (15, 16) if near else (15,):

            def asks(plan: Plan, told: Situation, ask=ask) -> None:  # type: ignore[no-untyped-def]
                ask(world, plan, told, everywhere)

            told = plan_of(child, self_consent_age=guide)
            world.plan(told, list(_written_under_consent(child.name)), ask=asks)
    return world


def _written_under_consent(child: str) -> Iterator[Words]:
    yield from (words(author, service, kind, child) for author, service, kind in KINDS_OF_WORDS)
    yield words("Kari", "school", "health", child, source_type="health_clinic")
    for reason in ("childs_wish", "weighty_reasons", "close_relations"):
        yield words("Jonas", "clinic", "health", child, hidden={Hidden("guardians", reason)})
    yield words("Bodil", "child_welfare", "health", child, hidden={Hidden("guardians", "danger")})
    yield words("Jonas", "clinic", "health", "Mona")
    yield words("Kari", "school", "home", "Per")
    yield words("Kari", "school", "school", child, third_party=True)


def _ask_all(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(world, plan, told, lines, about={"Mona": {"school": ("health",), "child_welfare": ("health",)}})


def _no_sharing(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(
        world, plan, told, lines,
        about={"Mona": {"ppt": ("health",), "child_welfare": ("health",)}},
        says=lambda capacity, question: question != "sharing",
    )  # fmt: skip


def _no_plan(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(world, plan, told, lines, says=lambda capacity, question: question != "plan")


def _child_says_no(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(world, plan, told, lines, says=lambda capacity, question: capacity != "child")


def _not_of_herself(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(
        world, plan, told, lines,
        about={"Mona": {"school": ("health",)}, "Per": {"clinic": ("home",)}},
        says=lambda capacity, question: question != "own",
    )  # fmt: skip


def _only_health(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(world, plan, told, dict.fromkeys(lines, ("health",)))


def _begins_then(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(world, plan, told, lines, first=SOON)


def _runs_out(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(world, plan, told, lines, last=EVE)


def _alone(world, plan, told, lines):  # type: ignore[no-untyped-def]
    put(world, plan, told, {"school": ("agreement", "school"), "clinic": ALL})
    health = {"child_welfare": ("health",), "ppt": ("health",), "school": ("health",)}
    put(world, plan, told, health, by=("Jonas", "clinic"), asks_plan=False, alone=True)


def _nothing(world, plan, told, lines):  # type: ignore[no-untyped-def]
    """Nobody has been asked."""


ASKED = {
    "yes to all": _ask_all,
    "no to the sharing": _no_sharing,
    "no to the plan": _no_plan,
    "the child says no": _child_says_no,
    "not about themselves": _not_of_herself,
    "only health": _only_health,
    "begins then": _begins_then,
    "runs out": _runs_out,
    "the child alone": _alone,
    "nothing asked": _nothing,
}


def ties_bear(
    world: World,
    *,
    states: Collection[str] = STATES,
    consents: Collection[str] = ("nothing", "agreement", "all", "taken back"),
    kept_by: Collection[str] = ("participant", "holder", "offered"),
) -> World:
    """The plan's state × how Jonas is tied to it × consent; and exceptions × disclosure × tie."""
    stage = world.stage
    child = Child("Ella", BIRTHS["nine"], ties=BOTH)
    yes = _yes_once(world, child)
    every = product(states, JONAS, consents, [frozenset[KeptBack]()])
    kept = product(("active", "closed"), kept_by, ["all"], KEPT_BACK)
    for state, jonas, consent, kept_back in (*every, *kept):
        them = {("Jonas", "clinic")}
        told = plan_of(
            child,
            status=state,
            author=("Jonas", "clinic") if jonas == "stranger" else ("Kari", "school"),
            holder=("Jonas", "clinic") if jonas == "holder" else ("Kari", "school"),
            participants={("Kari", "school"), ("Petra", "ppt"), ("Sigrid", "school")}
            | (them if jonas == "participant" else set()),
            left={("Pia", "ppt")} | (them if jonas == "left" else set()),
            invited=them if jonas == "invited" else set(),
            offered=them if jonas == "offered" else set(),
            kept_back=set(kept_back),
            before=Before(
                held=frozenset({("Kari", "school")} if jonas == "holder" else ()),
                declined=frozenset({("Bodil", "child_welfare")}),
                called_off=frozenset({("Ledende", "clinic")}),
                turned_down=frozenset({("Rektor", "school")}),
                kept_back=frozenset({KeptBack(service="clinic"), KeptBack(kind="school")}),
            ),
        )

        def asks(plan: Plan, told: Situation, consent=consent) -> None:  # type: ignore[no-untyped-def]
            grants, question = yes
            if consent == "nothing":
                return
            mine = [one for one in grants if consent != "agreement" or one.information_type == "agreement"]
            copied(mine, plan)
            anew = replace(
                question,
                lines=frozenset(one for one in question.lines if consent != "agreement" or one[1] == "agreement"),
                taken_back=set(),
            )
            if consent == "taken back":
                Grant.objects.filter(**world.here, matter=plan.pk, service=stage.services["clinic"]).update(
                    ended_at=plan.opened_at, ended_by=stage.adults["Mona"].pk
                )
                anew.taken_back.add("clinic")
            told.questions.append(anew)

        world.plan(told, list(_written_between(child.name)), ask=asks)
    return world


def _written_between(child: str) -> Iterator[Words]:
    yield words("Kari", "school", "school", child)
    yield words("Nils", "school", "agreement", child)
    yield words("Sigrid", "school", "health", child)
    yield words("Kari", "school", "health", child, source_type="health_clinic")
    yield words("Jonas", "clinic", "health", child)
    yield words("Jonas", "school", "school", child)
    yield words("Pia", "ppt", "school", child, told_to={("Jonas", "clinic")})
    yield words("Petra", "ppt", "school", child, third_party=True, told_to={("Jonas", "clinic"), ("Nora", "nav")})
    yield words("Bodil", "child_welfare", "child_welfare", child, told_to={("Kari", "school")})
    yield words("Nora", "nav", "work_welfare", child)
    yield words("Nora", "nav", "home", child, source_type="family_counselling")


def alone_bears(world: World) -> World:
    """What a fourteen-year-old lifts alone, and what the parents no longer can × the tie of the one it is told to."""
    child = Child("Ida", BIRTHS["15 the day after"], ties=BOTH)
    ties = (("active", "participant"), ("active", "offered"), ("active", "holder"), ("closed", "holder"))
    ties += (("closed", "participant"), ("closed", "offered"))
    for (state, pia), asked in product(ties, ("yes to all", "the child alone")):
        her = {("Pia", "ppt")}
        told = plan_of(
            child,
            status=state,
            holder=("Pia", "ppt") if pia == "holder" else ("Kari", "school"),
            participants={("Jonas", "clinic")} | (her if pia == "participant" else set()),
            offered=her if pia == "offered" else set(),
        )

        def asks(plan: Plan, told: Situation, asked=asked) -> None:  # type: ignore[no-untyped-def]
            ASKED[asked](world, plan, told, dict.fromkeys(("school", "clinic", "ppt"), ALL))

        hidden = {Hidden("guardians", "childs_wish")}
        world.plan(told, [words("Jonas", "clinic", "health", child.name, hidden=hidden)], ask=asks)
    return world


def _yes_once(world: World, child: Child) -> tuple[list[Grant], Question]:
    """The family's yes to everything, put and answered by the real actions, to be copied."""
    told = plan_of(child)

    def asks(plan: Plan, told: Situation) -> None:
        put(world, plan, told, dict.fromkeys(("school", "clinic", "child_welfare", "ppt"), ALL))

    plan = world.plan(told, [], ask=asks)
    grants = list(Grant.objects.filter(**world.here, matter=plan.pk).select_related("consent").order_by("pk"))
    return grants, told.questions[0]


def families_bear(world: World, *, small: bool = False) -> World:
    """Custody × care × protection × age × what is hidden from whom × about whom."""
    births = [BIRTHS[age] for age in ("nine", "15 that day", "16 that day", "18 that day", "15 the day after")]
    custody = product(births, MONA.values(), IN_CARE.values(), ["nothing"])
    protection = product(births, [MONA["yes"]], [IN_CARE["at home"], IN_CARE["in care until then"]], SHIELDED)
    if small:
        custody = (
            *product(births[:3], [MONA["yes"]], [IN_CARE["in care until then"]], ["nothing"]),
            *product(births[:1], MONA.values(), [()], ["nothing"]),
        )
        custody += tuple(product(births[:1], [MONA["yes"]], list(IN_CARE.values())[1:3], ["nothing"]))
        custody += tuple(product(births[2:4], [MONA["yes"]], list(IN_CARE.values())[:2], ["nothing"]))
        protection = product(births[:1], [MONA["yes"]], [IN_CARE["in care until then"]], SHIELDED)
    for number, (born_on, mona, orders, shield) in enumerate((*custody, *protection)):
        told_orders = tuple(replace(one, hidden_place=shield == "the place") for one in orders)
        vera = (Tie("Vera", "no", date(2000, 1, 1), protected=True),) if shield == "an adult" else ()
        per = Tie("Per", "yes", SOON if custody == "unknown" else date(2000, 1, 1))
        child = Child(
            f"Barn {number}",
            born_on,
            protected=shield == "the child",
            ties=(mona, per, FRIDA, *vera),
            orders=told_orders,
        )
        told = plan_of(child, status=STATES[number % len(STATES)])
        world.plan(told, list(_written_of(child.name)), ask=lambda plan, told: None)
    return world


MONA = {
    "yes": Tie("Mona", "yes", date(2000, 1, 1)),
    "no": Tie("Mona", "no", date(2000, 1, 1)),
    "unknown": Tie("Mona", "unknown", date(2000, 1, 1)),
    "no longer told": Tie("Mona", "yes", date(2000, 1, 1), told_until=SOON),
    "known from then": Tie("Mona", "yes", SOON),
}
IN_CARE = {
    "at home": (),
    "in care": (Order(TODAY - timedelta(days=90)),),
    "in care from then": (Order(SOON),),
    "in care until then": (Order(TODAY - timedelta(days=90), EVE),),
}
SHIELDED = ("the child", "an adult", "the place")


def _written_of(child: str) -> Iterator[Words]:
    for author, service, kind in KINDS_OF_WORDS:
        yield words(author, service, kind, child)
    for about in ("Mona", "Per", "Frida"):
        yield words("Jonas", "clinic", "health", about)
        yield words("Kari", "school", "home", about)
    yield words("Kari", "school", "school", child, third_party=True)
    both = (Hidden("guardians", "close_relations"), Hidden("subject", "close_relations"))
    for hidden in both:
        yield words("Kari", "school", "child_voice", child, hidden={hidden})
    yield words("Kari", "school", "child_voice", child, shown_again=set(both))
    for adult in ("Mona", "Frida"):
        yield words("Jonas", "clinic", "health", child, hidden={Hidden("adult", "weighty_reasons", adult)})
