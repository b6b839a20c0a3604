"""Rows of the log in their canonical form, and the leaves over them: millions, some at a time.

SQL by hand, the same for both databases but for a few words: Django would make an object of every row and every id,
and sealing and verifying would take ten times as long. Each column is read as it stands and only the ids, moments and
JSON become text in the database: what is put together there could hide what a column really holds.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from helhet.audit.sealing.canonical import NAMED, SHOWN, canonical_json, is_canonical, leaf_of, named_hash
from helhet.audit.sealing.stored import db_id, fetch, id_as_text, is_id, moment_as_text, moment_from

IDS = frozenset({"child", "matter", "object", "actor", "service"})
JSON = frozenset({"grounds", "details"})
ITS_ROW = {
    "sqlite": "(SELECT * FROM audit_auditentry WHERE municipality = %s) e ON e.id = s.entry",
    "postgresql": (
        "LATERAL (SELECT * FROM audit_auditentry WHERE municipality = %s AND id = s.entry LIMIT 1) e ON true"
    ),
}
"""How each database finds the row of a leaf: by its key, one by one, and the municipality by its value, so that it is
asked on one machine where the tables are spread.

These tables grow by the second, and PostgreSQL's own idea of them is always old: left to choose, it now and then reads
a whole table for every few rows. A LIMIT inside keeps it to the key, and so does OFFSET 0 under EXISTS.
"""

COLUMNS = (*SHOWN, *(name for name in NAMED if name not in ("id", "municipality")), "salt")
"""What is read of a row, beside its id and its municipality."""
HOLDS = (*[str] * (len(COLUMNS) + 1), bytes)
"""What kinds of values stand in a row: texts, and the salt."""


class Row(NamedTuple):
    """A row of the log: its two halves in canonical form, its salt, and child, matter and compartment by themselves."""

    shown: str
    named: str
    salt: bytes
    belongs: str
    """What decides its chain."""

    @property
    def id(self) -> str:
        """The row's own id."""
        return self.named[:32]

    @property
    def here(self) -> str:
        """Whose log it stands in: the municipality's id."""
        return self.named[33:65]

    @property
    def named_hash(self) -> bytes:
        """The hash of the half that can be withheld. Raises NotCanonical."""
        return named_hash(self.salt, self.named)

    def leaf(self, seal: int, slot: int, number: int, previous: bytes) -> bytes:
        """The leaf it has in a place. Raises NotCanonical."""
        return leaf_of(seal, slot, number, previous, self.named_hash, self.salt, self.shown)


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


def waiting(*, since: Any, skip: int, limit: int, only: str | None = None) -> list[tuple[Any, Row | None]]:
    """The rows without a seal, the oldest first, from a moment on, but for the first few; of one municipality or all.

    Each with its moment as the database takes it, to go on from. Where there is no row, what stands there cannot be
    sealed: it was not written here, and is left for `verify_log` to name.

    In the order of the index and no finer: a sort would look at all that waits to find the first.
    """
    here = "e.municipality = %s AND " if only else ""
    sql = f"""
        SELECT {id_as_text("e.id")}, {id_as_text("e.municipality")}, {_columns()} FROM audit_auditentry e
        WHERE {here}e.at >= %s AND NOT EXISTS (
            SELECT 1 FROM audit_sealedrow s WHERE s.municipality = e.municipality AND s.entry = e.id LIMIT 1 OFFSET 0
        )
        ORDER BY e.at LIMIT %s OFFSET %s
    """  # noqa: S608  (built from the names above)
    given = [*([only] if only else []), since, limit, skip]
    whole, zone = (_has_a_moment, "+00") if connection.vendor == "postgresql" else (_of_its_kind, "")
    with closing(fetch(sql, given)) as rows:  # a fault must not leave the connection busy
        return [(_said_back(found[2], zone), _sealable(found) if whole(found) else None) for found in rows]


def _said_back(at: Any, zone: str) -> Any:
    return f"{at}{zone}" if type(at) is str else at


def _sealable(found: tuple[Any, ...]) -> Row | None:
    """The row, if it has the one form: two rows must never share it."""
    row = _row(found[0], found[1], found[2:])
    return row if is_canonical(row.salt, row.shown, row.named) else None


def _has_a_moment(found: tuple[Any, ...]) -> bool:
    """Every field holds what it is for: PostgreSQL keeps nothing else, but for moments without end."""
    return found[2] is not None


def _of_its_kind(found: tuple[Any, ...]) -> bool:
    """Every field holds what it is for, in SQLite, which keeps anything."""
    return (
        tuple(map(type, found)) == HOLDS
        and is_id(found[0]) is not None
        and is_id(found[1]) is not None
        and moment_from(found[2]) is not None
    )


def sealed(municipality: UUID, *, first: int, before: int) -> Iterator[tuple[Any, ...]]:
    """The leaves under the seals from the first to before another, each followed by its row, seal by seal.

    `leaf_in`, `row_in` and `hashed` read them: to make an object of each would take longer than to verify it.
    """
    return _leaves(municipality, "LEFT JOIN", among="seal >= %s AND seal < %s", given=[first, before], by="s.seal")


def leaf_in(found: tuple[Any, ...]) -> Leaf:
    """The leaf."""
    return Leaf._make(found[:LEAF])


def row_in(found: tuple[Any, ...], municipality: str) -> Row | None:
    """The row; none where it is gone."""
    return _row(found[0], municipality, found[LEAF:]) if found[-1] is not None else None


def hashed(found: tuple[Any, ...], municipality: str) -> tuple[bytes, str]:
    """The leaf that the row has in its place, and what decides its chain. Raises NotCanonical."""
    entry, seal, slot, _, _, number, previous = found[:LEAF]
    shown, named, salt, belongs = _said(entry, municipality, found[LEAF:])
    return leaf_of(seal, slot, number, previous, named_hash(salt, named), salt, shown), belongs


def rows_by_id(municipality: UUID, ids: Sequence[UUID]) -> dict[UUID, Row]:
    """Those of some rows that are still there."""
    sql = f"""
        SELECT {id_as_text("e.id")}, {_columns()} FROM audit_auditentry e
        WHERE e.municipality = %s AND e.id IN ({", ".join(["%s"] * len(ids))})
    """  # noqa: S608  (built from the names above)
    found = fetch(sql, [db_id(one) for one in (municipality, *ids)])
    return {UUID(one[0]): _row(one[0], municipality.hex, one[1:]) for one in found}


def of_chains(municipality: UUID, chains: Sequence[UUID]) -> Iterator[tuple[Leaf, Row]]:
    """The sealed rows of some chains that are still kept, in the order of their numbers."""
    among, given = f"chain IN ({', '.join(['%s'] * len(chains))})", [db_id(one) for one in chains]
    for found in _leaves(municipality, "JOIN", among=among, given=given, by="s.chain, s.number"):
        yield leaf_in(found), _row(found[0], municipality.hex, found[LEAF:])


def add_leaves(leaves: Iterable[tuple[str, Leaf]]) -> None:
    """Write down where rows stand, each with its municipality."""
    columns = ("municipality", "entry", "seal", "slot", "leaf", "chain", "number", "previous")
    _add("audit_sealedrow", columns, ((here, *leaf) for here, leaf in leaves))


@dataclass(slots=True)
class ChainEnd:
    """How many rows a chain has, and the leaf of the last."""

    rows: int
    last: bytes


def chain_ends(municipalities: Collection[str], chains: Collection[str]) -> dict[str, ChainEnd]:
    """Where these chains end; one that has no row yet is not among them."""
    sql = f"""
        SELECT {id_as_text("chain")}, "rows", last FROM audit_chain
        WHERE municipality {_among(municipalities)} AND chain {_among(chains)}
    """  # noqa: S608  (built from the names above)
    found = fetch(sql, [*_given(municipalities), *_given(chains)])
    return {chain: ChainEnd(rows, last) for chain, rows, last in found}


def all_chain_ends(municipality: UUID) -> Iterator[tuple[str, int, bytes]]:
    """Every chain of a log: its name, how many rows it has, and the leaf of the last."""
    sql = f'SELECT {id_as_text("chain")}, "rows", last FROM audit_chain WHERE municipality = %s ORDER BY chain'  # noqa: S608
    yield from fetch(sql, [db_id(municipality)])


Ends = Mapping[str, ChainEnd]


def begin_chains(ends: Mapping[str, Ends]) -> None:
    """Write down where chains end that had no row before, by municipality."""
    rows = ((chain, here, end.rows, end.last) for here, own in ends.items() for chain, end in own.items())
    _add("audit_chain", ("chain", "municipality", "rows", "last"), rows)


def move_chain_ends(ends: Mapping[str, Ends]) -> None:
    """Write down where chains end now, by municipality."""
    values: Iterable[Sequence[Any]]
    if connection.vendor == "postgresql":
        sql = """
            UPDATE audit_chain c SET "rows" = new."rows", last = new.last
            FROM unnest(%b::uuid[], %b::bigint[], %b::bytea[]) new (chain, "rows", last)
            WHERE c.chain = new.chain AND c.municipality = %s
        """
        values = (
            (list(own), [end.rows for end in own.values()], [end.last for end in own.values()], here)
            for here, own in ends.items()
        )
    else:
        sql = 'UPDATE audit_chain SET "rows" = %s, last = %s WHERE chain = %s AND municipality = %s'
        values = ((end.rows, end.last, chain, here) for here, own in ends.items() for chain, end in own.items())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # by the key, as above; in the sealer's transaction alone
        cursor.executemany(sql, list(values))


def moved_here(rows: Sequence[Row]) -> set[str]:
    """Those of some rows without a seal that have their leaf in another log."""
    ids = [row.id for row in rows]
    sql = f"SELECT {id_as_text('entry')} FROM audit_sealedrow WHERE entry {_among(ids)}"  # noqa: S608
    return {entry for (entry,) in fetch(sql, _given(ids))}


def chains_astray(here: str, chains: Collection[str]) -> set[str]:
    """Those of some chains that do not end where the sealer wrote that they end, or that stand in another log."""
    numbers = f"""
        SELECT {id_as_text("chain")}, max(number) FROM audit_sealedrow
        WHERE municipality = %s AND chain {_among(chains)} GROUP BY chain
    """  # noqa: S608  (built from the names above)
    ends = f"""
        SELECT {id_as_text("chain")}, {id_as_text("municipality")}, "rows", last FROM audit_chain
        WHERE chain {_among(chains)}
    """  # noqa: S608  (built from the names above)
    most = dict(fetch(numbers, [here, *_given(chains)]))
    begun = {chain: (whose, rows, type(last)) for chain, whose, rows, last in fetch(ends, _given(chains))}
    return {chain for chain in {*most, *begun} if begun.get(chain) != (here, most.get(chain, 0), bytes)}


def keep_sizes(sizes: Mapping[str, int]) -> None:
    """Write down how far logs are sealed, by municipality."""
    with connection.cursor() as cursor:
        sql = "UPDATE audit_log SET size = %s WHERE municipality = %s"
        cursor.executemany(sql, [(size, here) for here, size in sizes.items()])


def _add(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Add many rows; PostgreSQL takes them while the next are made."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
            cursor.executemany(sql, list(rows))


def _among(values: Collection[str]) -> str:
    return "= ANY(%b::uuid[])" if connection.vendor == "postgresql" else f"IN ({', '.join(['%s'] * len(values))})"


def _given(values: Collection[str]) -> list[Any]:
    return [list(values)] if connection.vendor == "postgresql" else list(values)


def _said(entry: str, municipality: str, columns: tuple[Any, ...]) -> tuple[str, str, bytes, str]:
    """Both halves of a row as lines, its salt, and what decides its chain."""
    (
        at, child, matter, compartment, event, outcome, actor_kind, grounds, version, details,
        object_kind, thing, actor, service, request, salt,
    ) = columns  # fmt: skip
    if at.__class__ is str and len(at) == len("2026-11-24 09:00:00"):
        at = f"{at}.000000"
    belongs = f"{child}\n{matter}\n{compartment}"
    what = f"{event}\n{outcome}\n{actor_kind}\n{canonical_json(grounds)}\n{version}\n{canonical_json(details)}"
    named = f"{entry}\n{municipality}\n{object_kind}\n{thing}\n{actor}\n{service}\n{request}"
    return f"{at}\n{belongs}\n{what}", named, salt, belongs


def _row(entry: str, municipality: str, columns: tuple[Any, ...]) -> Row:
    return Row._make(_said(entry, municipality, columns))


def _leaves(municipality: UUID, join: str, *, among: str, given: list[Any], by: str) -> Iterator[tuple[Any, ...]]:
    """Leaves, each with its row: put in order before their rows are looked up, so that the first come at once."""
    here = db_id(municipality)
    sql = f"""
        SELECT {id_as_text("s.entry")}, s.seal, s.slot, s.leaf, {id_as_text("s.chain")}, s.number, s.previous,
            {_columns()}
        FROM (SELECT * FROM audit_sealedrow s WHERE municipality = %s AND {among} ORDER BY {by}) s
        {join} {ITS_ROW[connection.vendor]} ORDER BY {by}
    """  # noqa: S608  (built from the names above)
    return fetch(sql, [here, *given, here])


def _columns() -> str:
    """The fields of a row as they are hashed, but for the JSON."""
    return ", ".join(map(_as_text, COLUMNS))


def _as_text(name: str) -> str:
    column = f"e.{name}"
    if name in IDS:
        return id_as_text(column)
    if name == "at":
        return moment_as_text(column)
    return f"{column}::text" if name in JSON and connection.vendor == "postgresql" else column
