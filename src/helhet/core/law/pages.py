"""The law's parameters as pages a lawyer can read: one page a file, an index, who consents at what age."""

from collections.abc import Mapping
from datetime import date

from helhet.core.law.deadlines import only_reminds
from helhet.core.law.ladder_page import ladder_page
from helhet.core.law.matrix_page import matrix_page
from helhet.core.law.parameter import InForceBasis, Kind, Parameter, Standing, Unit, Value
from helhet.core.law.parameters import opening_value_on
from helhet.core.law.periods import birthday
from helhet.core.law.regimes import Regime
from helhet.core.law.who_consents import Who, who_consents, who_consents_to_plan

GUIDE_AGES = (15, 16)
"""The self-consent ages found in municipal guides, as examples."""

TITLES = {
    "ages": "Ages",
    "deadlines": "Deadlines",
    "duties": "Duties",
    "retention": "Keeping and archiving",
    "sharing": "Sharing information",
}
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905  read as a line
UNITS = {Unit.WORKING_DAY: "working day", Unit.PER_YEAR: "time"}


def pages(law: Mapping[str, Parameter]) -> dict[str, str]:
    """Every page by file name. The law is shown as on the latest day anyone checked it; no clock is read."""
    on = max(p.last_checked for p in law.values() if p.standing is Standing.LAW)
    stems = sorted({p.file.removesuffix(".toml") for p in law.values()})
    files = {f"{stem}.md": _page(stem, law, on) for stem in stems}
    return {
        "README.md": _index(stems, on),
        **files,
        "ladder.md": ladder_page(law, on),
        "matrix.md": matrix_page(on),
        "who-consents.md": _who_consents(on),
    }


def _index(stems: list[str], on: date) -> str:
    lines = [
        "# The law in numbers",
        "",
        f"What the platform takes from the law, shown as on {on}, the latest day anyone checked a rule; each rule",
        "tells its own. Printed from the program: change `src/helhet/core/law/parameters/`, then run",
        "`python -m helhet.core.law.print docs/law`.",
        "",
        "Only rules that are *confirmed* and in force open anything. The others inform. An act adopted",
        "without a day in force never applies until someone enters the day. Old values stay.",
        "",
        *(f"* [{_title(stem)}]({stem}.md)" for stem in stems),
        "* [The ladder of ages: what begins and ends, age by age](ladder.md)",
        "* [Who may tell whom](matrix.md)",
        "* [Who consents, age by age](who-consents.md)",
    ]
    return "\n".join(lines) + "\n"


def _page(stem: str, law: Mapping[str, Parameter], on: date) -> str:
    rules = [rule for rule in law.values() if rule.file == f"{stem}.toml"]
    return f"# {_title(stem)}\n\n" + "\n".join(_section(rule, law, on) for rule in rules)


def _title(stem: str) -> str:
    """As in "Ages: health", from the folder and the file."""
    folder, _, file = stem.partition("/")
    title = TITLES.get(folder, folder)
    return f"{title}: {file.replace('_', ' ')}" if file else title


def _section(rule: Parameter, law: Mapping[str, Parameter], on: date) -> str:
    lines = [
        f"## {rule.paragraph}",
        "",
        f"`{rule.id}` · {rule.statute} · {rule.standing} · <{rule.source}>  ",
        f"Confidence: {rule.confidence}. Last checked: {rule.last_checked}.",
        "",
        f"* Bokmål: {rule.text.nb}",
        f"* Nynorsk: {rule.text.nn}",
        f"* English: {rule.text.en}",
        *([f"* A person weighs: {rule.judgement.en}"] if rule.judgement else []),
        "",
        *(f"{_value(rule, v, on)}  " for v in rule.values),
        *(f"Takes the place of {law[id].paragraph}.  " for id in rule.replaces),
        "; ".join(f"{name.replace('_', ' ')}: {_words(detail)}" for name, detail in rule.details.items()),
        *(["", "*Reminds only: missing it is no breach.*"] if _reminds(rule) else []),
    ]
    return "\n".join(lines) + "\n"


def _reminds(rule: Parameter) -> bool:
    return rule.kind is Kind.DEADLINE and only_reminds(rule)


def _words(detail: str | tuple[str, ...]) -> str:
    words = (detail,) if isinstance(detail, str) else detail
    return ", ".join({"*": "any", "n_a": "not applicable"}.get(w, w.replace("_", " ")) for w in words)


def _value(rule: Parameter, value: Value, on: date) -> str:
    says = []
    if value.value is not None:
        says.append(_length(value))
    if value.age_from is not None:
        says.append(f"from {value.age_from} ({value.from_basis})")
    if value.age_to is not None:
        says.append(f"to {value.age_to} ({value.to_basis})")
    what = f"**{', '.join(says)}**: " if says else ""
    if value.since is None:
        return what + (
            "adopted, no day in force set" if rule.standing is Standing.LAW else "no day known; never applies"
        )
    state = "in force" if value.in_force(on) else "not in force"
    until = f" until {value.until}" if value.until else ""
    if value.in_force_basis is InForceBasis.OBSERVED:
        return f"{what}seen to be so on {value.since}{until}; when it began is not known"
    return f"{what}{state}, since {value.since}{until} (day of the {value.in_force_basis.replace('_', ' ')})"


def _length(value: Value) -> str:
    """As in "10 working days", "4 times a year" and "1 October"."""
    if value.unit is Unit.DAY_OF_YEAR:
        month, day = map(int, str(value.value).split("-"))
        return f"{day} {MONTHS[month - 1]}"
    unit = UNITS.get(value.unit, str(value.unit)) if value.unit else ""
    plural = "" if value.value == 1 else "s"
    return f"{value.value} {unit}{plural}" + (" a year" if value.unit is Unit.PER_YEAR else "")


def _who_consents(on: date) -> str:
    of_age = opening_value_on("AGE-VERGE-8", on).age_from or 0
    rows: dict[str, list[Who]] = {}
    births = [birthday(on, -age) for age in range(of_age + 1)]
    for age in GUIDE_AGES:
        rows[f"The plan itself, guide's age {age}"] = [who_consents_to_plan(b, on, age) for b in births]
    for regime in Regime:
        name = regime.replace("_", " ")
        rows[f"Secrecy: {name}"] = [who_consents(regime, b, on) for b in births]
        if regime is Regime.GENERAL:
            rows[f"Secrecy: {name}, about the schooling"] = [
                who_consents(regime, b, on, education_matter=True) for b in births
            ]
        if regime is Regime.HEALTH:
            rows[f"Secrecy: {name}, rightly hidden from parents"] = [
                who_consents(regime, b, on, properly_hidden=True) for b in births
            ]
        rows[f"Secrecy: {name}, after a care order"] = [who_consents(regime, b, on, care_order=True) for b in births]
    starts = [
        age
        for age in range(of_age + 1)
        if age == 0 or any(_cell(row[age]) != _cell(row[age - 1]) for row in rows.values())
    ]
    ends = [*(start - 1 for start in starts[1:]), None]
    heads = [_band(start, end) for start, end in zip(starts, ends, strict=True)]
    table = [
        "| | " + " | ".join(heads) + " |",
        "| --- |" + " --- |" * len(heads),
        *(f"| {name} | " + " | ".join(_cell(row[a]) for a in starts) + " |" for name, row in rows.items()),
    ]
    lines = [
        "# Who consents, age by age",
        "",
        f"Computed from the rules as in force on {on}. All named in a cell must consent. *Not settled*: no",
        "provision says who alone may consent, so everyone who might is asked. It is about the child's own",
        "information; what concerns the parents needs their consent. The child is heard at every age.",
        "",
        *table,
    ]
    return "\n".join(lines) + "\n"


def _band(start: int, end: int | None) -> str:
    if end is None:
        return f"{start}+"
    return f"{start}" if start == end else f"{start}–{end}"


def _cell(who: Who) -> str:
    names = " + ".join(sorted(capacity.replace("_", " ") for capacity in who.required))
    return names if who.settled else f"{names} *(not settled)*"
