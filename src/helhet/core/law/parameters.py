"""Reads and looks up the law's parameters (`parameters/*/*.toml`). A file with an error is not read at all."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from helhet.core.law.parameter import Kind, LawError, Parameter, Value
from helhet.core.law.rows import read_row

FOLDER = Path(__file__).parent / "parameters"


@cache
def law() -> Mapping[str, Parameter]:
    """The platform's own parameters, by id."""
    return read_parameters(FOLDER)


def parameter(id: str) -> Parameter:
    """One parameter. Raises LawError for an unknown id."""
    try:
        return law()[id]
    except KeyError:
        raise LawError(f"{id}: no such parameter in the law") from None


def governing(id: str, on: date) -> Parameter:
    """The rule that answers on a day: this one, or the one that has taken its place by then (`replaces`).

    Raises LawError for an unknown id. When neither is in force it is this one, which then says so itself.
    """
    rule = parameter(id)
    if rule.in_force(on):
        return rule
    return next((r for r in law().values() if id in r.replaces and r.in_force(on)), rule)


def value_on(id: str, on: date) -> Value:
    """What the rule says on a day. Raises LawError for an unknown id, or when nothing is in force."""
    return parameter(id).value_on(on)


def opens_anything(id: str, on: date) -> bool:
    """Whether anything may rest on the rule on a day. Raises LawError for an unknown id."""
    return parameter(id).opens_anything(on)


def opening_value_on(id: str, on: date) -> Value:
    """As `value_on`, and raises LawError when the rule only informs: for what decides who may do what."""
    rule = parameter(id)
    value = rule.value_on(on)
    if not rule.opens_anything(on):
        raise LawError(f"{id} ({rule.paragraph}): only confirmed law opens anything")
    return value


def read_parameters(folder: Path) -> Mapping[str, Parameter]:
    """Read and check every file in a folder.

    Raises:
        LawError: one line with the file, the id and what to mend.
    """
    found: dict[str, Parameter] = {}
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            rows = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise LawError(f"{name}: {error}") from None
        for id, row in rows.items():
            if id in found:
                raise LawError(f"{name}: {id}: stands in {found[id].file} too")
            try:
                found[id] = read_row(name, id, row)
            except (ValueError, TypeError) as error:
                raise LawError(f"{name}: {id}: {error}") from None
    _check_replaced(found)
    for id, rule in found.items():
        _check_what_it_runs_after(id, rule, found)
    return MappingProxyType(found)


def _check_replaced(found: Mapping[str, Parameter]) -> None:
    """What is replaced exists, and by one rule only: an old question has one answer."""
    replaced: dict[str, str] = {}
    for rule in found.values():
        for old in rule.replaces:
            if old not in found:
                raise LawError(f"{rule.file}: {rule.id}: replaces {old}, which is not there")
            if old in replaced:
                raise LawError(f"{rule.file}: {rule.id}: replaces {old}, as {replaced[old]} does")
            replaced[old] = rule.id


def _check_what_it_runs_after(id: str, rule: Parameter, found: Mapping[str, Parameter]) -> None:
    """A deadline can run from the end of another one; that one is there, and the way ends."""
    seen, after = {id}, rule.details.get("after")
    while after:
        if after not in found or found[str(after)].kind is not Kind.DEADLINE:
            raise LawError(f"{rule.file}: {id}: runs after {after}, which is no deadline")
        if after in seen:
            raise LawError(f"{rule.file}: {id}: runs after itself")
        seen.add(str(after))
        after = found[str(after)].details.get("after")
