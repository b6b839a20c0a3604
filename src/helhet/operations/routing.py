"""In a spread database: a statement that gives its municipality gives it to its subqueries too.

Citus sends a statement to one machine when *each* table about a child, in each subquery, is held to one municipality by
a value. That a subquery equates its municipality with the row's outside is not enough, and one that follows the row
outside can't be asked of all machines with a LIMIT or an OFFSET. So, as a statement is sent:

* what is equated with a given municipality, or with one of several, is given them as well: `U0.m = (plan.m)` becomes
  `(U0.m = (plan.m) AND U0.m = %s)`, which changes no answer;
* where some table is asked in several municipalities, or in all, `EXISTS(SELECT … LIMIT 1 OFFSET 0)` loses its end,
  which changes none either.

Sources: github.com/citusdata/citus/issues/4644 and /2846 (a value for each table), and in Citus's own
`query_pushdown_planning.c` the errors "Limit in subquery …" and "Offset clause is currently unsupported when a subquery
references a column from another query". That it is so with what the program sends, `tests/one_machine.py` asks
PostgreSQL's planner.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from helhet.operations.placement import Placement, placed

TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|%%|%[sb]|\w+|[<>=!]+|\S""")
QUESTIONS = {"SELECT", "UPDATE", "DELETE"}
AFTER_A_CONDITION = {
    "WHERE", "JOIN", "LEFT", "INNER", "CROSS", "ON", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "FOR", "WINDOW",
    "RETURNING",
}  # fmt: skip
AFTER_A_TABLE = AFTER_A_CONDITION | {"SET"}
NOT_READ = {"UNION", "INTERSECT", "EXCEPT", "RIGHT", "FULL"}
"""A question with one of these is left as it is, and counts as asked everywhere; the program sends none."""

COLUMNS = {"municipality", "municipality_id"}
KEPT = 4096
"""Statements whose reading is remembered; the program sends some hundreds."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a statement, where it stands in the text, and which value it waits for (`%s`, `%b`), by number."""

    text: str
    start: int
    end: int
    value: int | None = None


@dataclass(slots=True)
class Group:
    """What stands between two parentheses, or between CASE and END; the whole statement is one too."""

    start: int = 0
    end: int = 0
    around: "Group | None" = None
    before: str = ""
    """The word it stands behind, as EXISTS; CASE for what stands between CASE and END."""
    words: "list[Word | Group]" = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)
    """Of a question: the tables it asks, by the names it gives them."""
    given: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The names whose municipality is given, each with the numbers of the values it is among."""

    def owner(self, name: str) -> "Group | None":
        """The question in which a name is a table: this one, or the nearest around it."""
        if name in self.tables:
            return self
        return self.around.owner(name) if self.around else None


Words = Sequence[Word | Group]
Edit = tuple[int, int, str, tuple[int, ...]]
"""From where to where in the text, what stands there instead, and the values it waits for."""


class Reading(NamedTuple):
    """What there is to say of a statement: nothing of one that only adds rows."""

    edits: list[Edit]
    """What gives its subqueries what it gives."""
    everywhere: list[str]
    """The names of the tables about children that are asked in every municipality all the same."""
    several: list[str]
    """Those that are given more than one."""


def read(sql: str) -> Reading:
    """Read a statement, question by question."""
    spread, found = _spread(), Reading([], [], [])
    for question in _questions(_tree(sql)):
        found.edits.extend(_give(question))
        for name, table in question.tables.items():
            if table in spread and len(question.given.get(name, ())) != 1:
                (found.several if name in question.given else found.everywhere).append(name)
    return found


@lru_cache(maxsize=KEPT)
def routed(sql: str) -> tuple[str, tuple[int, ...] | None]:
    """The statement as Citus can send it on, and which value stands in each of its places; None: as they are."""
    if not sql.startswith(("SELECT", "UPDATE", "DELETE", "(")):
        return sql, None
    edits, everywhere, several = read(sql)
    if everywhere or several:
        edits += _endings(_tree(sql))
    return _edited(sql, edits) if edits else (sql, None)


def send(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Django's hook for every statement (`execute_wrappers`)."""
    if not many and isinstance(params, list | tuple):
        sql, params = _bound(sql, params)
    return execute(sql, params, many, context)


def sent(connection: Any, sql: str, params: list[Any]) -> tuple[str, list[Any]]:
    """The same for a statement that goes past Django's cursor: as it is sent on this connection."""
    return _bound(sql, params) if send in connection.execute_wrappers else (sql, params)


def begin(*, connection: Any, **_: Any) -> None:
    """So on this connection from now on; a receiver of Django's `connection_created`."""
    if connection.vendor == "postgresql" and send not in connection.execute_wrappers:
        connection.execute_wrappers.append(send)


def _bound(sql: str, params: Sequence[Any]) -> tuple[str, list[Any]]:
    text, order = routed(sql.strip())
    return text, list(params) if order is None else [params[number] for number in order]


@lru_cache(maxsize=1)
def _spread() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in placed(Placement.DISTRIBUTED))


# Reading: a statement as groups within groups, its questions, and what must hold for each row of their answers.


def _tree(sql: str) -> Group:
    whole = here = Group(0, len(sql))
    number, before = {start: n for n, start in enumerate(_places(sql))}, ""
    for found in TOKEN.finditer(sql):
        text = found[0]
        if text in ("(", "CASE"):
            inner = Group(found.start(), len(sql), here, before if text == "(" else text)
            here.words.append(inner)
            here = inner
        elif text in (")", "END") and here.around:
            here.end = found.end()
            here = here.around
        else:
            here.words.append(Word(text, found.start(), found.end(), number.get(found.start())))
        before = text
    return whole


def _places(sql: str) -> list[int]:
    """Where a value stands, in psycopg's words: `%b` in binary; `%%` is a sign."""
    return [found.start() for found in re.finditer("%%|%[sb]", sql) if found[0] != "%%"]


def _questions(group: Group) -> Iterator[Group]:
    """Each SELECT, UPDATE and DELETE, from outside in."""
    said = _said(group.words)
    if said and said[0] in QUESTIONS:
        group.tables = dict(_tables(said))
        yield group
    for word in group.words:
        if isinstance(word, Group):
            yield from _questions(word)


def _said(words: Words) -> list[str]:
    """The words themselves, without quotes; a group is an empty one."""
    return [word.text.strip('"') if isinstance(word, Word) else "" for word in words]


def _tables(said: list[str]) -> Iterator[tuple[str, str]]:
    for number, word in enumerate(said):
        table, alias = (*said[number + 1 :], "", "")[:2]
        if word in ("FROM", "JOIN", "UPDATE") and table.isidentifier():
            yield (table if alias in AFTER_A_TABLE or not alias.isidentifier() else alias), table


def _conditions(question: Group, *clauses: str) -> Iterator[tuple[Words, str]]:
    """The conjuncts of its WHERE, or of its ONs too, and there the table that is joined."""
    said = _said(question.words)
    if NOT_READ & set(said):
        return
    for number, word in enumerate(said):
        if word in clauses:
            rest = range(number + 1, len(said))
            last = next((one for one in rest if said[one] in AFTER_A_CONDITION), len(said))
            for condition in _conjuncts(question.words[number + 1 : last]):
                yield condition, said[number - 1] if word == "ON" else ""


def _conjuncts(words: Words) -> Iterator[Words]:
    said = _said(words)
    if "OR" in said:
        return
    ands = [number for number, word in enumerate(said) if word == "AND"]
    for left, right in zip([-1, *ands], [*ands, len(said)], strict=True):
        part = words[left + 1 : right]
        if len(part) == 1 and isinstance(part[0], Group) and part[0].before != "CASE":
            yield from _conjuncts(part[0].words)
        else:
            yield part


def _sides(condition: Words) -> list[Words]:
    """What is equated with what, or is among what. Nothing for any other condition."""
    said = _said(condition)
    at = next((number for number, word in enumerate(said) if word in ("=", "IN")), None)
    return [] if at is None else [_bare(condition[:at]), _bare(condition[at + 1 :])]


def _bare(words: Words) -> Words:
    return _bare(words[0].words) if len(words) == 1 and isinstance(words[0], Group) else words


def _name(side: Words, question: Group) -> str:
    """The table whose municipality it is, by its name; empty for anything else."""
    said = _said(side)
    if len(said) == len(question.tables) == 1 and said[0] in COLUMNS:
        return next(iter(question.tables))
    return said[0] if len(said) == 3 and said[1] == "." and said[2] in COLUMNS else ""


# Giving.


def _give(question: Group) -> Iterator[Edit]:
    """Find what is given in a question, and give it what is given outside."""
    for condition, _joined in _conditions(question, "WHERE"):
        for side, other in _both_ways(condition):
            values = tuple(word.value for word in other[::2] if isinstance(word, Word) and word.value is not None)
            if _name(side, question) in question.tables and values and _said(other) == ([",", "%s"] * len(values))[1:]:
                question.given.setdefault(_name(side, question), values)
    tied = [
        (condition, side, _name(side, question), _name(other, question))
        for condition, joined in _conditions(question, "WHERE", "ON")
        for side, other in _both_ways(condition)
        if _name(side, question) in question.tables and _name(other, question)
        if not joined or joined in (_name(side, question), _name(other, question))  # else an outer join ties nothing
    ]
    _spread_within(question, tied)
    for condition, side, name, outside in tied:
        owner = None if outside in question.tables else question.owner(outside)
        if name not in question.given and owner and outside in owner.given:
            values = question.given[name] = owner.given[outside]
            column = "".join(word.text for word in side if isinstance(word, Word))
            among = "= %s" if len(values) == 1 else f"IN ({', '.join(['%s'] * len(values))})"
            yield condition[0].start, condition[0].start, "(", ()
            yield condition[-1].end, condition[-1].end, f" AND {column} {among})", values
            _spread_within(question, tied)


def _both_ways(condition: Words) -> list[tuple[Words, Words]]:
    sides = _sides(condition)
    return [(sides[0], sides[1]), (sides[1], sides[0])] if sides else []


def _spread_within(question: Group, tied: list[tuple[Words, Words, str, str]]) -> None:
    """What is equated within one question is given alike: that much PostgreSQL's planner sees by itself."""
    for _ in question.tables:
        for _condition, _side, name, other in tied:
            if other in question.given:
                question.given.setdefault(name, question.given[other])


def _endings(group: Group) -> list[Edit]:
    """The ends of what is only asked whether it is there."""
    found = [edit for word in group.words if isinstance(word, Group) for edit in _endings(word)]
    said = _said(group.words)
    if group.before == "EXISTS" and "LIMIT" in said:
        at = said.index("LIMIT")
        if said[at:] in (["LIMIT", "1"], ["LIMIT", "1", "OFFSET", "0"]):
            found.append((group.words[at].start, group.words[-1].end, "", ()))
    return found


def _edited(sql: str, edits: list[Edit]) -> tuple[str, tuple[int, ...]]:
    """The text with its edits, and the values in the order of their places."""
    own = [(start, start + 2, sql[start : start + 2], (number,)) for number, start in enumerate(_places(sql))]
    text, order, at = list[str](), list[int](), 0
    for start, end, instead, numbers in sorted([*edits, *own], key=lambda edit: edit[:2]):
        text += [sql[at:start], instead]
        order += numbers
        at = end
    return "".join([*text, sql[at:]]), tuple(order)
