"""Bring the register of the database in line with its files."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from helhet.measures.models import EvidenceGrade, GradingSystem, KnownMeasure
from helhet.measures.registry.reader import read_register
from helhet.measures.registry.shape import Described, Fact, Grade, Register, System

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did to the measures. `withdrawn`: no longer in the files; their pages stay."""

    created: int
    updated: int
    unchanged: int
    withdrawn: int


@transaction.atomic
def load_register(register: Register | None = None) -> LoadReport:
    """Create and update measures, grades and systems; a second run changes nothing.

    What is no longer in the files is withdrawn, not deleted: a plan may point at it. Raises RegisterError, before
    anything is written, when a file cannot be trusted.
    """
    register = register or read_register()
    _load_systems(register)
    here = {row.key: row for row in KnownMeasure.objects.prefetch_related("grades").order_by("key")}
    created, updated = [], []
    for key, described in register.measures.items():
        values, grades = _values(described), sorted((_grade(grade) for grade in described.grades), key=_one)
        row = here.get(key)
        if row is None:
            created.append(KnownMeasure.objects.create(key=key, **values))
        elif _differs(row, values) or _grades_of(row) != grades:
            KnownMeasure.objects.filter(pk=key).update(**values)
            EvidenceGrade.objects.filter(measure=key).delete()
            updated.append(row)
        else:
            continue
        EvidenceGrade.objects.bulk_create(EvidenceGrade(measure_id=key, **grade) for grade in grades)
    gone = KnownMeasure.objects.exclude(pk__in=register.measures).filter(withdrawn=False).update(withdrawn=True)
    unused = GradingSystem.objects.exclude(pk__in=[system.key for system in register.systems])
    unused.exclude(pk__in=EvidenceGrade.objects.values("system")).delete()
    unchanged = len(register.measures) - len(created) - len(updated)
    return LoadReport(len(created), len(updated), unchanged, gone)


def _load_systems(register: Register) -> None:
    here = {row.key: row for row in GradingSystem.objects.order_by("key")}
    for place, system in enumerate(register.systems):
        values = _system(system, place)
        row = here.get(system.key)
        if row is None or _differs(row, values):
            GradingSystem.objects.update_or_create(key=system.key, defaults=values)


def _system(system: System, place: int) -> Values:
    return {
        "place": place,
        "name": system.name,
        "owner": system.owner,
        "asks": system.asks,
        "steps": [asdict(step) for step in system.steps],
        "source": system.source,
    }


def _values(described: Described) -> Values:
    return {
        "kind": described.kind,
        "name": described.name,
        "aim": described.aim,
        "levels": [str(level) for level in described.levels],
        "topics": list(described.topics),
        "settings": list(described.settings),
        "first_age": described.ages.first,
        "last_age": described.ages.last,
        "ages_source": described.ages.source,
        "owner": described.owner,
        **_fact("takes", described.takes),
        **_fact("training", described.training),
        **_fact("cost", described.cost),
        "source": described.source,
        "checked_on": described.checked,
        "ended": described.ended,
        "withdrawn": False,
    }


def _fact(name: str, fact: Fact | None) -> Values:
    return {name: fact.text if fact else None, f"{name}_source": fact.source if fact else ""}


def _grade(grade: Grade) -> Values:
    return {
        "system_id": grade.system,
        "step": grade.step,
        "raw": grade.raw,
        "assessed": grade.assessed,
        "countries": list(grade.countries),
        "found": grade.found,
        "population": grade.population,
        "outcome": grade.outcome,
        "source": grade.source,
    }


def _grades_of(row: KnownMeasure) -> list[Values]:
    fields = [field.attname for field in EvidenceGrade._meta.local_fields if field.name not in {"id", "measure"}]
    return sorted(({name: getattr(grade, name) for name in fields} for grade in row.grades.all()), key=_one)


def _one(grade: Values) -> tuple[str, str]:
    """What there is one grade of: a system, and the day it graded."""
    return grade["system_id"], grade["assessed"]


def _differs(row: Any, values: Values) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())
