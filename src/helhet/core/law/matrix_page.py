"""The matrix of who may tell whom, as a page: one table to see the whole, and what opens from each service."""

from collections.abc import Iterable
from datetime import date

from helhet.core.law.law_services import ANY, LawService
from helhet.core.law.matrix import Cell, matrix
from helhet.core.law.parameters import parameter
from helhet.core.law.sharing import Channel, rules_between

COLUMNS: tuple[tuple[str, tuple[LawService, ...]], ...] = (
    ("kindergarten, school, PPT", (LawService.KINDERGARTEN, LawService.SCHOOL, LawService.PPT)),
    ("follow-up", (LawService.FOLLOW_UP,)),
    ("municipal health", (LawService.MUNICIPAL_HEALTH,)),
    ("specialist health, dental", (LawService.SPECIALIST_HEALTH, LawService.DENTAL)),
    ("child welfare", (LawService.CHILD_WELFARE,)),
    ("social services, Nav", (LawService.SOCIAL_SERVICES, LawService.NAV)),
    ("crisis centre, family counselling", (LawService.CRISIS_CENTRE, LawService.FAMILY_COUNSELLING)),
    ("integration", (LawService.INTEGRATION,)),
    ("mediation", (LawService.MEDIATION,)),
    ("police", (LawService.POLICE,)),
)

SIGNS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("C", "the one it is about says yes", frozenset()),
    ("T", "the giver's own tasks require it", frozenset({"WO-FVL67-13B-5", "WO-BVL-13-1-3", "WO-KRIS-5-3"})),
    ("H", "for health care; the patient can say no", frozenset({"WO-HPL-25"})),
    ("E", "the school or county asks, at a change or transition", frozenset({"WO-OPPL-25-1", "WO-OPPL-25-1-3"})),
    ("N", "inside the joint Nav office", frozenset({"WO-NAV-16"})),
    ("B", "about benefits and employment", frozenset({"WO-NAV-8"})),
    ("P", "the receiver's tasks require it: the police alone", frozenset({"WO-POLREG-30"})),
    ("S", "a task in the effort against negative social control", frozenset({"WO-NSK-5"})),
    ("D", "danger to life or health", frozenset({"WO-FVL67-13B-7", "WO-HPL-31"})),
    ("R", "the giver must tell", frozenset()),
    ("O", "the receiver can order it", frozenset()),
    ("i", "a duty to inform that lifts nothing", frozenset()),
)
"""What a sign stands for, and the rules it stands for where the channel alone does not say it."""

SIGN_OF_CHANNEL = {
    Channel.WITH_CONSENT: "C",
    Channel.MUST_REPORT: "R",
    Channel.ON_ORDER: "O",
    Channel.INFORM_DUTY: "i",
}


def matrix_page(on: date) -> str:
    """The page, computed from the rules in force on a day."""
    cells = matrix(on)
    lines = [
        "# Who may tell whom",
        "",
        f"Computed from the rules on sharing, as in force on {on}. Nothing may be told unless a rule opens for it,",
        "and only as far as it says. A sign tells that there *is* a rule, never that it fits the case. An empty cell",
        "is a pair of one and the same.",
        "",
        *(f"* **{sign}**: {words}" for sign, words, _ in SIGNS),
        "",
        "Left out, as they are the same towards everyone: to talk without names, what everyone knows, the same case,",
        "very weighty interests in health and family counselling. Left out too is what is only likely. A sign stands",
        "where any of the services in a column has it. Duties to avert serious crime and to answer the one who",
        "reported count among R.",
        "",
        "| from \\ to | " + " | ".join(name for name, _ in COLUMNS) + " |",
        "| --- |" + " --- |" * len(COLUMNS),
        *(_row(giver, cells) for giver in LawService),
        "",
        *(line for giver in LawService for line in _from(giver, [c for c in cells if c.giver is giver])),
        "## Between two of the same kind",
        "",
        "One school and another, child welfare here and there. Only rules that name the kind; what holds towards all",
        "holds here too.",
        "",
        *(line for service in LawService for line in _among(service, on)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _row(giver: LawService, cells: Iterable[Cell]) -> str:
    own = [cell for cell in cells if cell.giver is giver]
    groups = [[cell for cell in own if cell.receiver in receivers] for _, receivers in COLUMNS]
    return f"| {_name(giver)} | " + " | ".join(_signs(group) for group in groups) + " |"


def _signs(cells: Iterable[Cell]) -> str:
    found = set()
    for cell in cells:
        found |= {sign for channel, sign in SIGN_OF_CHANNEL.items() if cell.rules[channel]}
        found |= {sign for sign, _, ids in SIGNS if not ids.isdisjoint(cell.rules[Channel.WITHOUT_CONSENT])}
    return " ".join(sign for sign, _, _ in SIGNS if sign in found)


def _from(giver: LawService, cells: list[Cell]) -> list[str]:
    """A rule a line, with everyone it reaches: what is the same for many receivers is said once."""
    lines = [f"## From {_name(giver)}", ""]
    for channel in cells[0].rules:
        reach: dict[str, list[LawService]] = {}
        for cell in cells:
            for id in cell.rules[channel]:
                reach.setdefault(id, []).append(cell.receiver)
        if reach:
            lines += [f"**{channel.replace('_', ' ').capitalize()}**", ""]
            lines += [_line(id, receivers, len(cells)) for id, receivers in reach.items()]
            lines.append("")
    return lines


def _among(service: LawService, on: date) -> list[str]:
    kind = frozenset({service})
    found = [rule for rule in rules_between(kind, kind, on) if ANY not in rule.details["receivers"]]
    return [f"* {_name(service)}: `{rule.id}` {rule.paragraph}" for rule in found]


def _line(id: str, receivers: list[LawService], all_others: int) -> str:
    rule = parameter(id)
    to = "all" if len(receivers) == all_others else ", ".join(_name(r) for r in receivers)
    unsure = "" if rule.confidence == "confirmed" else f" ({rule.confidence}: informs only)"
    return f"* `{id}` {rule.paragraph}, to {to}{unsure}"


def _name(service: LawService) -> str:
    return {"ppt": "PPT", "nav": "Nav"}.get(service, service.replace("_", " "))
