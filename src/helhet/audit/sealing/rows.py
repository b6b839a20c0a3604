"""Rows of the log as text in their canonical form, and the leaves over them: millions, some at a time.

SQL by hand, the same for both databases but for three words: Django would make an object of every row and every id,
and sealing and verifying would take ten times as long.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, UUIDField

from helhet.audit.sealing.canonical import NAMED, SHOWN, canonical_json, halves, leaf_of

KIND = dict.fromkeys(("id", "municipality", "child", "matter", "object", "actor", "service"), "id") | {
    "at": "at",
    "grounds": "json",
    "details": "json",
}
AS_TEXT: dict[str, dict[str, str]] = {
    "sqlite": {"id": "coalesce({0}, '')", "at": "substr({0} || '.000000', 1, 26)", "line": "char(10)"},
    "postgresql": {
        "id": "coalesce(replace({0}::text, '-', ''), '')",
        "at": "to_char({0} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "json": "{0}::text",
        "line": "chr(10)",
    },
}
"""How each database says an id, a moment and JSON as text, and a line break."""


class Row(NamedTuple):
    """A row of the log: its two halves in canonical form, its salt, and child, matter and compartment by themselves."""

    shown: str
    named: str
    salt: bytes
    belongs: str
    """What decides its chain."""

    @property
    def id(self) -> UUID:
        """The row's own id."""
        return UUID(self.named[:32])

    @property
    def municipality(self) -> UUID:
        """Whose log it stands in."""
        return UUID(self.named[33:65])

    @property
    def at(self) -> datetime:
        """When it happened."""
        return datetime.fromisoformat(self.shown[:26]).replace(tzinfo=UTC)

    @property
    def hashes(self) -> tuple[bytes, bytes]:
        """The hashes of both halves. Raises NotCanonical."""
        return halves(self.salt, self.shown, self.named)


class Leaf(NamedTuple):
    """Where a row stands, as the sealer wrote it down."""

    entry: str
    seal: int
    slot: int
    leaf: bytes
    chain: str
    number: int
    previous: bytes


LEAF = len(Leaf._fields)


def waiting(*, since: datetime, limit: int) -> list[Row]:
    """The rows without a seal, in whatever municipality, the oldest first, from a moment on."""
    sql = f"""
        SELECT {_columns()} FROM audit_auditentry e
        WHERE e.at >= %s AND NOT EXISTS (
            SELECT 1 FROM audit_sealedrow s WHERE s.municipality = e.municipality AND s.entry = e.id
        )
        ORDER BY e.at, e.id LIMIT %s
    """  # noqa: S608  (built from the names above)
    return [_row(found) for found in _fetch(sql, [_moment(since), limit])]


def sealed(municipality: UUID, *, first: int, before: int) -> list[tuple[Any, ...]]:
    """The leaves under the seals from the first to before another, each followed by its row, in no order.

    `leaf_in`, `row_in` and `hashed` read them: to make an object of each would take longer than to verify it.
    """
    sql = f"{_leaves('LEFT JOIN')} AND s.seal >= %s AND s.seal < %s"
    return _fetch(sql, [_id(municipality), first, before])


def leaf_in(found: tuple[Any, ...]) -> Leaf:
    """The leaf."""
    return Leaf._make(found[:LEAF])


def row_in(found: tuple[Any, ...]) -> Row | None:
    """The row; none where it is gone."""
    return _row(found[LEAF:]) if found[-1] is not None else None


def hashed(found: tuple[Any, ...]) -> tuple[bytes, str]:
    """The leaf that the row has in its place, and what decides its chain. Raises NotCanonical."""
    _, seal, slot, _, _, number, previous, at, belongs, what, grounds, version, details, named, salt = found
    shown = f"{at}\n{belongs}\n{what}\n{canonical_json(grounds)}\n{version}\n{canonical_json(details)}"
    return leaf_of(seal, slot, number, previous, *halves(salt, shown, named)), belongs


def rows_by_id(municipality: UUID, ids: Sequence[UUID]) -> dict[UUID, Row]:
    """Those of some rows that are still there."""
    sql = f"""
        SELECT {_columns()} FROM audit_auditentry e
        WHERE e.municipality = %s AND e.id IN ({", ".join(["%s"] * len(ids))})
    """  # noqa: S608  (built from the names above)
    rows = (_row(found) for found in _fetch(sql, [_id(one) for one in (municipality, *ids)]))
    return {row.id: row for row in rows}


def of_chains(municipality: UUID, chains: Sequence[UUID]) -> Iterator[tuple[Leaf, Row]]:
    """The sealed rows of some chains that are still kept, in the order of their numbers."""
    sql = f"{_leaves('JOIN')} AND s.chain IN ({', '.join(['%s'] * len(chains))}) ORDER BY s.chain, s.number"
    for found in _fetch(sql, [_id(one) for one in (municipality, *chains)]):
        yield Leaf._make(found[:LEAF]), _row(found[LEAF:])


def add_leaves(municipality: UUID, leaves: Iterable[Leaf]) -> None:
    """Write down where rows stand."""
    here = _id(municipality)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO audit_sealedrow (entry, municipality, seal, slot, leaf, chain, number, previous) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [(one.entry, here, *one[1:]) for one in leaves],
        )


@dataclass(slots=True)
class ChainEnd:
    """How many rows a chain has, and the leaf of the last."""

    rows: int
    last: bytes


def chain_ends(municipality: UUID, chains: Collection[str]) -> dict[str, ChainEnd]:
    """Where these chains end; one that has no row yet is not among them."""
    sql = f"""
        SELECT {AS_TEXT[connection.vendor]["id"].format("chain")}, "rows", last FROM audit_chain
        WHERE municipality = %s AND chain IN ({", ".join(["%s"] * len(chains))})
    """  # noqa: S608  (built from the names above)
    found = _fetch(sql, [_id(municipality), *chains])
    return {chain: ChainEnd(rows, bytes(last)) for chain, rows, last in found}


def keep_chain_ends(municipality: UUID, ends: Mapping[str, ChainEnd], *, begun: Collection[str]) -> None:
    """Write down where chains end now. `begun` are those that had rows before."""
    here = _id(municipality)
    new = [(end.rows, end.last, here, chain) for chain, end in ends.items() if chain not in begun]
    old = [(end.rows, end.last, here, chain) for chain, end in ends.items() if chain in begun]
    with connection.cursor() as cursor:
        if new:
            cursor.executemany(
                'INSERT INTO audit_chain ("rows", last, municipality, chain) VALUES (%s, %s, %s, %s)', new
            )
        if old:
            cursor.executemany(
                'UPDATE audit_chain SET "rows" = %s, last = %s WHERE municipality = %s AND chain = %s', old
            )


def _fetch(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _row(found: tuple[Any, ...]) -> Row:
    at, belongs, what, grounds, version, details, named, salt = found
    shown = f"{at}\n{belongs}\n{what}\n{canonical_json(grounds)}\n{version}\n{canonical_json(details)}"
    return Row(shown, named, bytes(salt), belongs)


def _id(value: UUID) -> Any:
    return UUIDField().get_db_prep_value(value, connection)


def _moment(value: datetime) -> Any:
    return DateTimeField().get_db_prep_value(value, connection)


def _leaves(join: str) -> str:
    id_as_text = AS_TEXT[connection.vendor]["id"].format
    return f"""
        SELECT {id_as_text("s.entry")}, s.seal, s.slot, s.leaf, {id_as_text("s.chain")}, s.number, s.previous,
            {_columns()}
        FROM audit_sealedrow s {join} audit_auditentry e ON e.municipality = s.municipality AND e.id = s.entry
        WHERE s.municipality = %s
    """  # noqa: S608  (built from the names above)


def _columns() -> str:
    """The fields of a row, as few pieces of text: the database joins what needs no second look."""
    pieces = (SHOWN[:1], SHOWN[1:4], SHOWN[4:7], *((name,) for name in SHOWN[7:]), NAMED)
    says = AS_TEXT[connection.vendor]

    def text(name: str) -> str:
        return says.get(KIND.get(name, ""), "{0}").format(f"e.{name}")

    return ", ".join([*(f" || {says['line']} || ".join(text(name) for name in piece) for piece in pieces), "e.salt"])
