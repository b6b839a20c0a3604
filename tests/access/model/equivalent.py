"""Mutants that change nothing, each with the reason why."""

AT_WORK = "the other half of each such ground, a yes that opens to a service, is asked of those at work only too"
HELD = "a baton that somebody holds today is an open plan's: closing lays it down"
HIDDEN = "hidden_from_me is said of the reader, so that the ground beside it bars the very same"


def _only_at_work(plan_or_entry: str, *anchors: str) -> dict[str, str]:
    """An anchor of work that others could hold as well."""
    return {
        f"grounds.bind_{plan_or_entry}: {what} | return Q(Found({anchor})) if is_worker else False": AT_WORK
        for anchor in anchors
        for what in ("always True", "True for False")
    }


EQUIVALENT: dict[str, str] = {
    **{f"plan_{way}: without open": HELD for way in ("cover", "cover_health", "leader", "leader_health")},
    **{
        f"entry_cover_{what}: without open": HELD
        for what in ("general", "health", "child_welfare", "social", "family_counselling", "child_alone")
    },
    **{f"entry_hidden_{who}: without {who}": HIDDEN for who in ("subject", "guardian", "carer")},
    **_only_at_work("plan", "_part_of(actor, 'pk', left_at=None)", "_invitations(actor)", "_offers(actor, 'pk')"),
    **_only_at_work(
        "entry",
        "_part_of(actor, 'plan_id', left_at=None)",
        "_covered(actor, on, plan='plan_id')",
        "_offers(actor, 'plan_id')",
        "_plan().filter(**held)",
    ),
    "grounds._hidden_from: True for False | return False": "no ground asks it of those at work, or of the program",
    "conditions.consented: True for False | return False": AT_WORK.replace("a yes that opens to a service", "the tie"),
    "conditions.lifted: True for False | return False": AT_WORK.replace("a yes that opens to a service", "the tie"),
    "conditions.about_actor: without None | return actor.regime not in (None, Regime.HEALTH)": (
        "whoever is under no law of secrecy at work is not at work, as every tie asked for beside it wants"
    ),
    "conditions.about_actor: turns on < actor.born_on | if actor.born_on is None or on < actor.born_on:": (
        "on the day of birth a child is under 15 by either branch"
    ),
    "filter._codes: backwards | return tuple((ground.code for ground in found if not any((HOLDS + condition.name in "
    "not_held for condition in ground.when))))": "the reasons that hold have no order among them",
    "statement.Statement: without connections[alias].vendor | key = (grounds().version, epoch(on), "
    "connections[alias].vendor, many, *_kind(actor, on))": "one process asks one kind of database",
    "statement.Statement: backwards | many = tuple(((name, len(value)) for name, value in values.items() "
    "if isinstance(value, tuple)))": "a key read from its end is as good a key",
    "statement.Statement: backwards | return tuple((next(pool) for _ in given)) if isinstance(given, tuple) else "
    "next(pool)": "the stand-ins of a list are found again wherever they stand in it",
    "statement.Statement: backwards | asked = tuple(dict.fromkeys((place for place in places if place is not None)))": (
        "what is asked for has no order: each place in the text names its number"
    ),
    "statement._kind: turns on < born | under_15 = None if born is None or on < born else "
    "fvl_18_not_shown_confidential(born, on).met": (
        "the filter takes a child on its day of birth and one whose day nobody knows for under 15 alike"
    ),
    "statement._kind: turns actor.service is None | return (actor.kind, actor.service is None, actor.service_type, "
    "actor.leads, actor.health_personnel, under_15)": "it tells the same two apart by the other word",
    "statement._Known: always False | return value if self._connection.features.has_native_uuid_field else value.hex": (
        "SQLite, which alone the mutants are tried on, has no ids of its own kind; test_statement is run on both"
    ),
    **dict.fromkeys(
        (
            f"filter.Terms: without {what} | most = max(rests.values(), "
            "key=lambda rest: (len(rest), sorted(map(sorted, rest))))"
            for what in ("len(rest)", "sorted(map(sorted, rest))")
        ),
        "which of several shared terms is taken out first decides the length of the text, not its meaning",
    ),
}
