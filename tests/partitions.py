"""Every question about a child names the municipality: asked of each statement the program sends in any test.

The rows about children are spread over machines by municipality. A statement that gives its value goes to one machine;
a join that doesn't equate it cannot be answered at all, and no lock or change goes to all of them. So the SQL itself is
read, whoever wrote it, wherever it ran: as it would be sent in a spread database (operations/routing.py). And what the
reading finds to go to one machine, PostgreSQL's own planner must find too (one_machine.py).
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.utils import CursorWrapper

import helhet
from helhet.audit.sealing import stored
from helhet.operations import routing
from helhet.operations.placement import Placement, placed
from tests import one_machine

SRC = Path(helhet.__file__).parent
TESTS = Path(__file__).parent

EVERYWHERE = {
    "access/current.py:_family": "who is signed in: an account is known before its person's municipality is",
    "audit/management/commands/seal_log.py:handle": "the logs that stand still, to name them",
    "audit/management/commands/verify_log.py:handle": "the logs there are, to verify each",
    "audit/sealing/outside.py:publish": "the logs there are, to lay out each one's checkpoint",
    "clocks/tasks.py:send_due_reminders": "the day's reminders, wherever they are due",
    "concerns/queries.py:decided_notes": "a worker's own notes, by author",
    "concerns/queries.py:my_notes": "a worker's own notes, by author",
    "concerns/queries.py:overdue_in_my_unit": "a leader's clocks, by leader",
    "family/queries.py:_plans": "a guardian's or young person's plans, by their own id",
    "plans/actions/staff.py:_touched": "what somebody who leaves holds and is asked, by worker and service",
    "plans/actions/staff.py:end_membership": "the places of somebody who leaves, by worker and service",
    "plans/queries/day.py:_asked": "questions put to one worker, by worker",
    "plans/queries/day.py:_lost": "measures in the plans one worker holds, by holder",
    "plans/queries/day.py:_said_no": "answers in the plans one worker holds, by holder",
    "plans/queries/day.py:_stuck": "what is stuck in the plans held in one unit, by service",
    "plans/queries/day.py:my_day": "one worker's clocks, by owner",
    "plans/queries/day.py:my_plans": "the plans one worker has a part in, by worker",
    "audit/sealing/rows.py:chain_ends": "the sealer's, of the logs it seals",
    "audit/sealing/rows.py:chains_astray": "the sealer's, to see that a chain stands in no other log",
    "audit/sealing/rows.py:moved_here": "the sealer's, to see that a row has no leaf in another log",
    "audit/sealing/rows.py:waiting": "the sealer's, what waits in any log",
    "audit/sealing/sealer.py:_logs": "the logs it seals",
    "audit/sealing/sealer.py:_looked_at": "when anything was last sealed, in any log",
    "audit/sealing/sealer.py:seal_log": "one sealer for all logs; when it last looked, where that was taken away",
    "plans/queries/news.py:newest": "the newest one service might see, along its feed, by service",
    "plans/queries/disclosed.py:_told": "what one worker was told, by receiver; what one service told, by giver",
    "plans/queries/record.py:own_record": "what one service has written, by service",
    "plans/queries/unit.py:_held": "the plans whose baton is in one unit, by service",
    "plans/queries/unit.py:_people": "batons and clocks in one unit, by service and leader",
    "plans/queries/unit.py:batons_of": "the batons of one worker, by holder",
    "post/actions.py:mark_seen": "where one worker's letters are, by receiver",
    "people/queries.py:destroyed_texts": "every key ever destroyed, to put right an older copy of the key store",
    "vault/queries.py:_one_key": "at the start: a sealed text of any child, to see that the keys are its own",
    "plans/tasks.py:expire_due_offers": "the day's offers that ran out, wherever they are",
}
"""Where a statement may ask all machines, and why. Its joins equate the municipality all the same."""

NOT_ASKED = {
    "demo": "loads and looks after invented people, on one machine",
}
"""Rooms whose statements are not read."""

PASS_ON = {
    "people/partition.py", "vault/fields.py", "access/statement.py", "access/lookup.py", "plans/queries/parts.py",
    "audit/sealing/stored.py",
}  # fmt: skip
"""What puts a question for somebody else."""

TOKEN = re.compile(r""""[^"]*"|'[^']*'|\(\s*SELECT\b|[()]|[^"'()]+""")
TABLE = re.compile(r"""(?:FROM|JOIN|UPDATE)\s+"(\w+)"(?:\s+([A-Z]+\d+)\b)?""")
SIDE = r"""(?:"?(\w+)"?\."municipality(?:_id)?")"""
GIVEN = re.compile(rf"""{SIDE} (?:= \(?%s|IN \()""")
SAME = re.compile(rf"""{SIDE} = \(?{SIDE}""")


OF_NO_ROWS = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")
"""Statements that ask and change nothing, each with a name of its own: there is nothing to read in them."""
ASKING = ("SELECT", "UPDATE", "DELETE", "WITH", "(")
END = re.compile(r"\b(?:LIMIT|OFFSET)\b")
LOCKED = re.compile(r"\bFOR (?:NO KEY )?UPDATE\b")
MOVED = re.compile(r"""^UPDATE "\w+" SET (?:(?! WHERE ).)*"municipality(?:_id)?" =""")
INSERTED = re.compile(r"""^INSERT INTO "(\w+)\"""")
TARGET = re.compile(r"""ON CONFLICT *\([^)]*"municipality(?:_id)?\"""")


class LostPartition(AssertionError):
    """A statement about a child does not say in which municipality."""


@dataclass(slots=True)
class Block:
    """One SELECT, UPDATE or DELETE, with its subqueries cut out."""

    parent: "Block | None"
    parts: list[str] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)

    def finish(self) -> None:
        """Read which tables it asks, by the names it gives them."""
        self.tables = {alias or table: table for table, alias in TABLE.findall(self.text)}

    @property
    def text(self) -> str:
        """The block's own words."""
        return "".join(self.parts)

    def owner(self, alias: str) -> "Block":
        """The block an alias stands in: this one, or the nearest around it."""
        if alias in self.tables or self.parent is None:
            return self
        return self.parent.owner(alias)


def blocks(sql: str) -> list[Block]:
    """The statement and each of its subqueries, the statement first."""
    every, kinds = [Block(None)], list[bool]()
    open_now = every[:]
    for token in TOKEN.findall(sql):
        if token.startswith("(") and len(token) > 1:
            inner = Block(open_now[-1], ["SELECT"])
            open_now[-1].parts.append("(%s")  # a subquery stands where a value could
            open_now.append(inner)
            every.append(inner)
            kinds.append(True)
        elif token == ")" and kinds.pop():
            open_now.pop()
            open_now[-1].parts.append(")")
        else:
            if token == "(":
                kinds.append(False)
            open_now[-1].parts.append(token)
    for one in every:
        one.finish()
    return every


@cache
def about_children() -> frozenset[str]:
    """The names of the tables about children, and of the trail: those that are spread by municipality."""
    return frozenset(model._meta.db_table for model in placed(Placement.DISTRIBUTED))


@cache
def on_one_machine() -> frozenset[str]:
    """The names of the tables that are not spread and not whole on every machine."""
    return frozenset(model._meta.db_table for model in placed(Placement.LOCAL))


@cache
def faults(sql: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tables about children whose municipality is not given in a statement, and those joined without it.

    Equality carries: what is equated with something given is given.
    """
    if not sql.startswith(ASKING):
        return (), ()
    every = blocks(sql)
    names = {(id(b), alias) for b in every for alias, table in b.tables.items() if table in about_children()}
    group = {name: name for name in names}

    def root(name: tuple[int, str]) -> tuple[int, str]:
        return name if group[name] == name else root(group[name])

    given = set()
    for block in every:
        for one, other in SAME.findall(block.text):
            pair = [(id(block.owner(alias)), alias) for alias in (one, other)]
            if all(name in names for name in pair):
                group[root(pair[0])] = root(pair[1])
        given |= {(id(block.owner(alias)), alias) for alias in GIVEN.findall(block.text)} & names
    good = {root(name) for name in given}
    first = next((root((id(b), alias)) for b in every for alias in b.tables if (id(b), alias) in names), None)
    lost = sorted(name[1] for name in names if root(name) not in good)
    loose = sorted(name[1] for name in names if root(name) not in good | {first})
    return tuple(lost), tuple(loose)


@cache
def refused(sql: str) -> str:
    """What the engine would not do, whoever asks and for whatever reason; empty where it would."""
    asked = {table for table, _ in TABLE.findall(sql)}
    inserted = INSERTED.match(sql)
    if inserted and inserted[1] in about_children() and "ON CONFLICT" in sql and not TARGET.search(sql):
        return "settles a conflict without the municipality"
    if not asked & about_children():
        return ""
    if asked & on_one_machine():
        return "joins what lies on one machine with what is spread"
    if MOVED.match(sql):
        return "moves a row to a municipality"
    lost, _ = faults(sql)
    if lost and sql.startswith(("UPDATE", "DELETE")):
        return "changes rows in every municipality at once"
    if lost and LOCKED.search(sql):
        return "locks rows in every municipality at once"
    return ""


def asked_by() -> str:
    """The function of the program that sends a statement, as `plans/queries/day.py:my_day`; empty for a test's own."""
    frame = sys._getframe(1)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        inner = frame.f_code.co_name.startswith("<")  # a comprehension is its function
        passes_on = path.relative_to(SRC).as_posix() in PASS_ON if path.is_relative_to(SRC) else False
        if path.is_relative_to(SRC) and not passes_on and not inner:
            return f"{path.relative_to(SRC).as_posix()}:{frame.f_code.co_name}"
        if path.is_relative_to(TESTS) and path.name != "partitions.py" and path.name != "strict.py":
            return ""
        frame = frame.f_back  # type: ignore[assignment]
    return ""


@cache
def on_its_way(sql: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The tables asked in every municipality, those joined without it, and what the engine would not do at all."""
    text, _ = routing.routed(sql)
    lost, loose = faults(text)
    found = routing.read(text)
    never = refused(text)
    if found.everywhere or found.several:
        if any(END.search(block.text) for block in blocks(text)[1:]):
            never = never or "ends a subquery that is asked in several municipalities"
        if LOCKED.search(text):
            never = never or "locks rows in several municipalities at once"
    return tuple(sorted({*lost, *found.everywhere})) if sql.startswith(ASKING) else (), loose, never


def look_at(sql: str, params: Any = None) -> None:
    """Raise LostPartition for a statement of the program's that does not say in which municipality."""
    if sql.startswith(OF_NO_ROWS):
        return
    sql = sql.strip()
    lost, loose, never = on_its_way(sql)
    if not lost and not never:
        if params is not None:
            to_one_machine(sql, params)
        return
    who = asked_by()
    everywhere = who in EVERYWHERE or "/migrations/" in who  # a migration goes over all there is, once
    if not who or who.split("/")[0] in NOT_ASKED:
        return
    if never and "/migrations/" not in who:
        raise LostPartition(f"{who} {never}:\n{sql}")
    if everywhere and not loose:
        return
    what = f"joins {', '.join(loose)} without" if loose else f"asks {', '.join(lost)} in every"
    raise LostPartition(f"{who} {what} municipality:\n{sql}")


EXPLAINED = set[str]()


def to_one_machine(sql: str, params: Any) -> None:
    """Raise LostPartition where PostgreSQL finds more machines than the reading did."""
    if connection.vendor != "postgresql" or sql in EXPLAINED or not sql.startswith(ASKING):
        return
    EXPLAINED.add(sql)
    if not any(table in sql for table in about_children()) or not (who := asked_by()) or "/migrations/" in who:
        return
    text, order = routing.routed(sql)
    if routing.read(text).several:
        return
    machines = one_machine.asked(text, params if order is None else [params[number] for number in order])
    if len(machines) > 1:
        raise LostPartition(f"{who} goes to {len(machines)} of {one_machine.MACHINES} machines:\n{text}")


@pytest.fixture(autouse=True, scope="session")
def every_statement_names_its_partition() -> Iterator[None]:
    """Reads each statement before it is sent, in every thread."""
    execute = CursorWrapper._execute_with_wrappers  # type: ignore[attr-defined]

    def read_and_execute(self: CursorWrapper, sql: str, params: Any, many: bool, executor: Any) -> Any:
        look_at(sql, None if many or self.db.alias != DEFAULT_DB_ALIAS else params or ())
        return execute(self, sql, params, many, executor)

    def read_and_stream(connection: Any, sql: str, params: list[Any]) -> tuple[str, list[Any]]:
        look_at(sql, params)
        return routing.sent(connection, sql, params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CursorWrapper, "_execute_with_wrappers", read_and_execute)
        patch.setattr(stored, "sent", read_and_stream)
        yield
    one_machine.leave()
