"""The sealed log: what an insert costs beside a plain one, and how fast rows are sealed and verified.

Works on whatever database Django is set up with, migrated, empty or full. It adds municipalities of its own, with rows
as a working day leaves them: ids by their moment, chains of 10 to 50 looks, grounds from the rule set, the part read.
It removes nothing but the two plain tables it makes. Everything is measured by the clock on the wall; where the machine
has other things to do, `..._of_cpu` says what this process used of it by itself.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from random import Random
from secrets import token_bytes
from statistics import median
from threading import Barrier
from time import perf_counter, process_time
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from helhet.audit.append import new_id
from helhet.audit.models import AuditEntry
from helhet.audit.sealing.key import new_key
from helhet.audit.sealing.rows import rows_by_id
from helhet.audit.sealing.sealer import seal_log
from helhet.audit.sealing.verify import verify_log
from helhet.core.access import Effect, Resource, grounds
from helhet.web.clock import now

Numbers = dict[str, float]
MUNICIPALITIES = 8
LOOKS = range(10, 51)
"""How many rows a chain has."""
FIELDS = AuditEntry._meta.local_concrete_fields
TABLE = AuditEntry._meta.db_table
COLUMNS = ", ".join(f'"{field.column}"' for field in FIELDS)
INSERT = f"INSERT INTO {{}} ({COLUMNS}) VALUES ({', '.join(['%s'] * len(FIELDS))})"  # noqa: S608
SQLITE_WRITERS = 2


def append(writers: int = 16, rows: int = 24_000, rounds: int = 6) -> Numbers:
    """How fast rows are added by many writers, each row in a transaction of its own.

    The statement is the one that `trail.record` ends in; its values are made beforehand. In each round the same number
    of rows goes into three tables, in turn, and the order moves on:

    - `log`: the log itself
    - `plain`: the same columns, key and indexes, in a table that is nobody's log; the salt is the same in each row
    - `bare`: as `plain`, without the index by time, which is there for the sealer

    Gives rows/s of each (the middle round), and `ratio` (log ÷ plain) and `ratio_bare` (log ÷ bare), the middle of the
    rounds' own. Each writer is a thread with a connection of its own. SQLite has one lock for all who write, so that
    more writers measure only who gets it: there are never more than two there.
    """
    writers = writers if connection.vendor == "postgresql" else min(writers, SQLITE_WRITERS)
    each = rows // rounds // writers
    tables = {"log": TABLE, "plain": "bench_plain", "bare": "bench_bare"}
    _drop(tables)
    for name in ("plain", "bare"):
        _create(tables[name], by_time=name == "plain")
    rates: dict[str, list[float]] = {name: [] for name in tables}
    try:
        with _Writers(writers) as pool:
            for turn in range(rounds + 1):
                for place in range(len(tables)):
                    name = list(tables)[(place + turn) % len(tables)]
                    values = list(_values(_rows(each * writers, at=now()), salt=None if name == "log" else bytes(32)))
                    seconds = pool.insert(INSERT.format(tables[name]), values)
                    if turn:  # the first round warms up
                        rates[name].append(len(values) / seconds)
    finally:
        _drop(tables)
    middle = {name: median(found) for name, found in rates.items()}
    ratios = {
        label: median(a / b for a, b in zip(rates["log"], rates[other], strict=True))
        for label, other in (("ratio", "plain"), ("ratio_bare", "bare"))
    }
    return {"writers": writers, **middle, **ratios}


def sealing(rows: int = 200_000) -> Numbers:
    """How fast rows are sealed: chosen, hashed, numbered, signed and committed.

    Gives `rows` and `rows_per_second`, and `rows_per_second_of_cpu`. What waited before is sealed first, unmeasured.
    The look for what waits reaches back ten minutes: what others wrote in them is looked through once more.
    """
    key = new_key("bench.example")
    seal_log(key=key, at=now())
    made = _batch(rows)
    measured = _measured(lambda: seal_log(key=key, at=now()))
    _sealed.append(made)
    return measured


def verifying(rows: int = 200_000) -> Numbers:
    """How fast whole logs are computed anew and compared: those of the last batch that was sealed here, else of a new.

    Gives `rows` and `rows_per_second`, and `rows_per_second_of_cpu`: what one core does when the server has another.
    """
    if not _sealed:
        sealing(rows)

    def verify() -> int:
        reports = [verify_log(one, at=now()) for one in _sealed[-1]]
        if not all(report.whole for report in reports):
            raise AssertionError("the log is not whole")
        return sum(report.rows for report in reports)

    return _measured(verify)


def bare_hash(count: int = 300_000) -> Numbers:
    """The limit no sealing can pass: SHA-256 over as many bytes as a row has in its canonical form.

    Gives `bytes`, and `hashes_per_second`: one hash a row, of bytes that are there already.
    """
    municipality = uuid4()
    sample = list(_rows(500, at=now(), municipalities=[municipality]))
    AuditEntry.objects.bulk_create(sample)
    forms = rows_by_id(municipality, [row.pk for row in sample]).values()
    width = round(sum(len(row.shown) + len(row.named) + len(row.salt) for row in forms) / len(forms))
    form = bytes(width)
    start = perf_counter()
    for _ in range(count):
        sha256(form).digest()
    return {"bytes": width, "hashes_per_second": count / (perf_counter() - start)}


_sealed: list[list[UUID]] = []
"""The municipalities of each batch that was sealed."""


def _measured(work: Callable[[], int]) -> Numbers:
    start, cpu = perf_counter(), process_time()
    rows = work()
    seconds, cpu = perf_counter() - start, process_time() - cpu
    return {"rows": rows, "rows_per_second": rows / seconds, "rows_per_second_of_cpu": rows / cpu}


@dataclass(frozen=True)
class _Chain:
    municipality: UUID
    child: UUID
    plan: UUID
    compartment: str
    service: UUID
    workers: list[UUID]


def _rows(count: int, *, at: datetime, municipalities: list[UUID] | None = None) -> Iterator[AuditEntry]:
    """Looks at plans and entries, a tenth of a millisecond apart; some municipalities are larger than others."""
    lot = Random(count)
    places = municipalities or [uuid4() for _ in range(MUNICIPALITIES)]
    looks: list[_Chain] = []
    while len(looks) < count:
        place = places[int(len(places) * lot.random() ** 2)]
        told_to = lot.choice(("family", "family", "child", "work"))
        chain = _Chain(place, uuid4(), uuid4(), told_to, uuid4(), [uuid4() for _ in range(3)])
        looks += [chain] * lot.choice(LOOKS)
    del looks[count:]
    lot.shuffle(looks)
    rules = grounds()
    permits = {
        of: [one.code for one in rules.all if one.resource is of and one.effect is Effect.PERMIT]
        for of in (Resource.PLAN, Resource.ENTRY)
    }
    for n, chain in enumerate(looks):
        of = lot.choice((Resource.PLAN, Resource.ENTRY))
        part = lot.choice(("school", "health", "home", "child_voice", "agreement"))
        moment = at + timedelta(microseconds=100 * n)
        yield AuditEntry(
            id=new_id(moment),
            at=moment,
            municipality=chain.municipality,
            child=chain.child,
            matter=chain.plan,
            compartment=chain.compartment,
            object_kind=of.value,
            object=chain.plan if of is Resource.PLAN else uuid4(),
            event=f"any:{of.value}:read",
            outcome=AuditEntry.Outcome.READ,
            actor_kind="worker",
            actor=lot.choice(chain.workers),
            service=chain.service,
            grounds=sorted(lot.sample(permits[of], lot.randint(1, 3))),
            grounds_version=rules.version,
            request=uuid4().hex,
            details={"part": part} if of is Resource.ENTRY else {},
        )


def _values(rows: Iterator[AuditEntry], *, salt: bytes | None = None) -> Iterator[list[Any]]:
    """Rows as the database takes them."""
    for row in rows:
        row.salt = salt or token_bytes(32)
        yield [field.get_db_prep_save(getattr(row, field.attname), connection) for field in FIELDS]


def _batch(rows: int) -> list[UUID]:
    """Rows that wait for a seal, in municipalities of their own, which it gives."""
    municipalities = [uuid4() for _ in range(MUNICIPALITIES)]
    values = _values(_rows(rows, at=now(), municipalities=municipalities))
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {TABLE} ({COLUMNS}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            while part := list(islice(values, 10_000)):
                cursor.executemany(INSERT.format(TABLE), part)
    return municipalities


def _create(table: str, *, by_time: bool) -> None:
    """A table with the log's columns, checks, key and indexes."""
    parts = []
    for field in FIELDS:
        kind = field.db_parameters(connection)
        check = f" CHECK ({kind['check']})" if kind["check"] else ""
        parts.append(f'"{field.column}" {kind["type"]} {"" if field.null else "NOT NULL"}{check}')
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {table} ({', '.join(parts)}, PRIMARY KEY (id))")
        for index in AuditEntry._meta.indexes:
            if by_time or index.name != "audit_by_time":
                columns = ", ".join(f'"{name}" {order}' for name, order in index.fields_orders)
                cursor.execute(f"CREATE INDEX {table}_{index.name} ON {table} ({columns})")


def _drop(tables: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for name in set(tables.values()) - {TABLE}:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")


class _Writers:
    """Threads that begin at the same moment, each with a connection that stays open."""

    def __init__(self, count: int) -> None:
        self._connections = [connection.copy() for _ in range(count)]
        for one in self._connections:
            one.settings_dict["OPTIONS"].pop("pool", None)
            one.inc_thread_sharing()
        self._threads = ThreadPoolExecutor(count)
        self._begin = Barrier(count + 1)

    def __enter__(self) -> "_Writers":
        for one in self._connections:
            one.ensure_connection()
        return self

    def __exit__(self, *error: object) -> None:
        self._threads.shutdown()
        for one in self._connections:
            one.close()

    def insert(self, sql: str, values: list[list[Any]]) -> float:
        """Insert the rows, shared out among all; gives the seconds from the first to the last."""

        def write(own: Any, part: list[list[Any]]) -> None:
            self._begin.wait()
            with own.cursor() as cursor:
                for row in part:
                    cursor.execute(sql, row)

        count = len(self._connections)
        done = [self._threads.submit(write, own, values[n::count]) for n, own in enumerate(self._connections)]
        self._begin.wait()
        start = perf_counter()
        for one in done:
            one.result()
        return perf_counter() - start
