"""What must hold in a file of the register, beside its shape."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from helhet.core.guides.lines import Place
from helhet.core.guides.schema import Fault
from helhet.measures.kinds import Kind
from helhet.measures.registry.shape import Described, Grade, System, Systems
from helhet.measures.words import COUNTRIES, SETTINGS, TOPICS

RESERVED = frozenset({"compare", "grades"})
"""Words that are addresses of other pages."""


def faults_in(measure: Described, key: str, systems: Mapping[str, System]) -> Iterator[Fault]:
    """Everything wrong in one measure."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or len(key) > 40 or key in RESERVED:
        yield Fault(("name",), f"the file is named {key!r}; expected small letters, digits and hyphens, 40 at most")
    if (measure.kind == Kind.MEASURE) != bool(measure.levels):
        yield Fault(("levels",), "expected for a measure, and for nothing else")
    for name, codes, known in (
        ("topics", measure.topics, TOPICS),
        ("settings", measure.settings, SETTINGS),
    ):
        if not codes:
            yield Fault((name,), "expected at least one")
        yield from _unknown(name, codes, known)
    if not -1 <= measure.ages.first <= measure.ages.last <= 99:
        yield Fault(("ages",), "expected first to be -1 or more, and last to be as much or more, 99 at most")
    addresses: dict[Place, str] = {
        ("source",): measure.source,
        ("ages", "source"): measure.ages.source or measure.source,
        **{(name, "source"): fact.source for name in ("takes", "training", "cost") if (fact := getattr(measure, name))},
        **{("grades", place, "source"): grade.source for place, grade in enumerate(measure.grades)},
    }
    yield from (
        Fault(place, f"expected an address on the web, found {one!r}")
        for place, one in addresses.items()
        if not is_address(one)
    )
    for place, grade in enumerate(measure.grades):
        yield from _faults_in_grade(grade, place, systems)
    said = [(grade.system, grade.assessed) for grade in measure.grades]
    if len(set(said)) < len(said):
        yield Fault(("grades",), "expected one grade from each system on each day")


def _faults_in_grade(grade: Grade, place: int, systems: Mapping[str, System]) -> Iterator[Fault]:
    system = systems.get(grade.system)
    if system is None:
        yield Fault(("grades", place, "system"), f"expected one of {', '.join(systems)}; found {grade.system!r}")
        return
    steps = [step.code for step in system.steps]
    if grade.step and grade.step not in steps:
        expected = f"one of {', '.join(steps)}" if steps else "none, as the system has no scale"
        yield Fault(("grades", place, "step"), f"expected {expected}; found {grade.step!r}")
    if grade.raw and not grade.step:
        yield Fault(("grades", place, "raw"), "expected only together with a step")
    if not _is_day_or_year(grade.assessed):
        yield Fault(("grades", place, "assessed"), f"expected 2018-11-13, 2018 or nothing; found {grade.assessed!r}")
    yield from _unknown("countries", grade.countries, COUNTRIES, ("grades", place))


def faults_in_systems(file: Systems) -> Iterator[Fault]:
    """Everything wrong in the file of systems."""
    keys = [system.key for system in file.systems]
    if len(set(keys)) < len(keys):
        yield Fault(("systems",), "expected each key once")
    for place, system in enumerate(file.systems):
        codes = [step.code for step in system.steps]
        if len(set(codes)) < len(codes) or len(codes) == 1:
            yield Fault(("systems", place, "steps"), "expected no steps, or several with a code each")
        if not is_address(system.source):
            yield Fault(("systems", place, "source"), f"expected an address on the web, found {system.source!r}")


def is_address(text: str) -> bool:
    """Whether it can be linked to: http or https, with a host."""
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and "." in parts.netloc and not re.search(r"\s", text) and len(text) <= 400


def _unknown(name: str, codes: Collection[str], known: Mapping[str, object], at: Place = ()) -> Iterator[Fault]:
    for place, code in enumerate(codes):
        if code not in known:
            yield Fault((*at, name, place), f"expected one of {', '.join(known)}; found {code!r}")


def _is_day_or_year(text: str) -> bool:
    if re.fullmatch(r"(\d{4})?", text):
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
