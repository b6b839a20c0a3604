"""Verifying a whole log: everything is computed anew from the rows, and compared with seals, chains and checkpoints.

Read some seals at a time: what it holds in memory grows with the number of chains, not of rows. What can be named is
said in docs/operations/log.md: the row, while stored leaves disagree with rows or with each other; after everything
has been sealed anew, the stretch between the last good and the first bad checkpoint from outside, and the row again
where a witness has kept leaves.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from helhet.audit.models import INSTALLATION, AuditEntry, Log, SealedRow
from helhet.audit.sealing import note, stored
from helhet.audit.sealing.batch import SLOTS, Batch
from helhet.audit.sealing.canonical import FIRST
from helhet.audit.sealing.findings import MOST, Breach, Progress, Report
from helhet.audit.sealing.merkle import Frontier, leaf_hash
from helhet.audit.sealing.rows import LEAF, Leaf, Row, all_chain_ends, hashed, leaf_in, row_in, rows_by_id, sealed
from helhet.audit.sealing.sealer import BEGINNING, SLACK, chain_of

STEP = 32
"""Seals read at a time: up to 8192 rows."""
PLACES = range(SLOTS)
"""The slots of a seal."""

End = tuple[int, bytes, str]
"""Where a chain has come to: number, leaf and row."""
NO_END: End = (0, FIRST, "")
_SEAL, _NUMBER = itemgetter(1), itemgetter(5)
LEAF_HOLDS = (str, int, int, bytes, str, int, bytes)
SEAL_HOLDS = (int, int, bytes, bytes)
"""What kinds of values stand in a leaf and in a seal."""


class Kept(NamedTuple):
    """A leaf as a witness has kept it, with all that it takes to compute it anew from its row."""

    entry: UUID
    seal: int
    slot: int
    number: int
    previous: bytes
    leaf: bytes

    @classmethod
    def parse(cls, line: str) -> "Kept":
        """Read one line of `export_leaves`. Raises ValueError."""
        entry, seal, slot, number, previous, leaf = line.split()
        return cls(UUID(entry), int(seal), int(slot), int(number), bytes.fromhex(previous), bytes.fromhex(leaf))

    def __str__(self) -> str:
        return f"{self.entry} {self.seal} {self.slot} {self.number} {self.previous.hex()} {self.leaf.hex()}"


def verify_log(
    municipality: UUID,
    *,
    at: datetime,
    outside: Sequence[note.Checkpoint] = (),
    trusted: Collection[note.Verifier] = (),
    progress: Progress = lambda rows: None,
) -> Report:
    """Compute one municipality's log anew and say what is not as it was sealed; it never stops at what it finds.

    `at` is the moment by the clock: what waits longer than it should is told. `outside` are checkpoints somebody else
    has kept, of this log, with signatures that hold. `trusted` are the log's public keys as they are known from
    elsewhere than its database; without any, its own checkpoints are checked by the keys that stand beside them, which
    says only that they fit each other.
    """
    with _as_of_now():
        return _Verification(municipality, at, outside, frozenset(trusted), progress).run()


@contextmanager
def _as_of_now() -> Iterator[None]:
    """Everything is read as it is at one moment: what is sealed meanwhile, on a site that runs, is not there yet."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")  # to start them takes longer than a step
            yield
        return
    with connection.cursor() as cursor:  # Django's own would begin as a writer, and hold up everybody
        cursor.execute("BEGIN")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def verify_kept(lines: Iterable[Kept], report: Report) -> None:
    """Compare rows as they are now with the leaves a witness has kept: names the row whatever was sealed since."""
    rest = iter(lines)
    while part := list(islice(rest, 1000)):
        now = rows_by_id(report.municipality, [one.entry for one in part])
        for one in part:
            row = now.get(one.entry)
            if row is None:
                words = f"row {one.entry} is gone; a witness has its leaf (seal {one.seal})"
                report.add(Breach.DELETED, words, one.entry, seal=one.seal)
            elif _leaf(row, one.seal, one.slot, one.number, one.previous) != one.leaf:
                words = f"row {one.entry} is not what a witness has kept the leaf of (seal {one.seal})"
                report.add(Breach.EDITED, words, one.entry, seal=one.seal)


def leaves_kept(municipality: UUID, *, first: int = 0) -> Iterator[Kept]:
    """What a witness keeps, from a seal on, so that it can name the row whatever happens."""
    size = Log.objects.filter(municipality=municipality).values_list("size", flat=True).first() or 0
    rows = SealedRow.objects.filter(municipality=municipality, seal__gte=first, seal__lt=size)
    for one in rows.order_by("seal", "slot").iterator():
        yield Kept(one.entry, one.seal, one.slot, one.number, bytes(one.previous), bytes(one.leaf))


class _Verification:
    """One run over one log."""

    def __init__(
        self,
        municipality: UUID,
        at: datetime,
        outside: Sequence[note.Checkpoint],
        trusted: frozenset[note.Verifier],
        progress: Progress,
    ) -> None:
        self.municipality, self.at, self.trusted = municipality, at, trusted
        self.here = municipality.hex
        self.report = Report(municipality)
        self.progress = progress
        self.size, self.salt = 0, b""
        self.stopped_at: datetime | None = None
        self.tree = Frontier()
        self.there = 0
        """Sealed rows that are still there."""
        self.broken = False
        """A seal is missing: roots after it cannot be computed."""
        self.good = 0
        """The size of the last checkpoint whose root was right."""
        self.own = 0
        """The log's own checkpoints that were read."""
        self.newest: tuple[Any, Any] | None = None
        """The size and the key of the newest."""
        self.by_others: list[tuple[int, note.Verifier]] = []
        """The sizes of those signed by a key that is not trusted, and the key."""
        self.outside: dict[int, list[note.Checkpoint]] = defaultdict(list)
        for one in outside:
            self.outside[one.size].append(one)
        self.wrong: list[tuple[Any, ...]] = []
        self.ends: dict[str, End] = {}

    def run(self) -> Report:
        """Everything there is to compare."""
        self._begin()
        first = 0
        while first < self.size:
            seals = stored.seals(self.municipality, first=first, before=self.size, limit=STEP)
            before = int(seals[-1][0]) + 1 if seals else self.size  # never by numbers: there may be a hole of any size
            self._step(seals, first, before)
            self.progress(self.report.rows)
            first = before
        self._name_the_wrong()
        self._chains()
        self._ends()
        self._unsealed()
        return self.report

    def _begin(self) -> None:
        """What the log says of itself, and its newest checkpoint beside it."""
        own = stored.own_row(self.municipality)
        if own:
            self.stopped_at = own.stopped_at
            if type(own.size) is int and own.size >= 0 and type(own.salt) is bytes:
                self.size, self.salt = own.size, own.salt
            else:
                self.report.add(Breach.EDITED, "the log's own row says no size, or has no salt")
        self.newest = newest = stored.newest_checkpoint(self.municipality)
        if newest is None:
            if self.size:
                self.report.add(Breach.RESEALED, "the log has seals and no checkpoint")
        elif type(newest[0]) is not int:
            self.report.add(Breach.EDITED, f"the newest checkpoint is of {newest[0]!r} seals")
        elif newest[0] != self.size:
            words = f"the newest checkpoint says {newest[0]} seals, the log says {self.size}"
            self.report.add(Breach.TRUNCATED if newest[0] > self.size else Breach.INSERTED, words)

    def _step(self, seals: Sequence[tuple[Any, ...]], first: int, before: int) -> None:
        under = {
            seal: self._rows(list(rows))
            for seal, rows in groupby(sealed(self.municipality, first=first, before=before), _SEAL)
        }
        own: dict[Any, list[tuple[Any, Any]]] = defaultdict(list)
        for size, *rest in stored.checkpoints(self.municipality, after=first, to=before):
            own[size].append((rest[0], rest[1]))
            self.own += 1
        following = first
        for number, rows, seed, nodes in seals:
            if (type(number), type(rows), type(seed), type(nodes)) != SEAL_HOLDS or number < following:
                self.report.add(Breach.EDITED, f"what stands as seal {number!r} is none", seal=following)
                continue
            self._gone(following, number)
            self._seal(number, rows, seed, nodes, under.get(number, {}))
            stated = [self._own(number + 1, *one) for one in own.pop(number + 1, ())]
            if not self.broken:
                self._roots(number + 1, [one for one in stated if one])
            following = number + 1
        self._gone(following, before)
        if own:
            size = next(iter(own))
            words = f"there is no seal for the log's own checkpoint of {size!r} seals"
            self.report.add(Breach.EDITED, words, seal=int(size) - 1)

    def _gone(self, first: int, before: int) -> None:
        """Seals from one number to before another are not there."""
        if first < before:
            which = f"seal {first} is gone" if before == first + 1 else f"seals {first} to {before - 1} are gone"
            self.report.add(Breach.DELETED, which, seal=first)
            self.broken = True

    def _own(self, size: int, text: Any, key: Any) -> note.Checkpoint | None:
        """The log's own checkpoint of a size; none where it does not hold."""
        try:
            if type(text) is not str or type(key) is not str:
                raise note.NoteError("something else than text stands where text belongs")
            verifier, signed = note.Verifier.parse(key), note.Note.parse(text)
            verifier.check(signed)
            stated = note.Checkpoint.parse(signed.text)
            if verifier.kind != note.LOG or stated.size != size or stated.origin != verifier.name:
                raise note.NoteError(f"it is of {stated.size} seals of {stated.origin}, signed by {verifier.name}")
            if not stated.origin.endswith(f"/{self.municipality}"):
                raise note.NoteError("it is another log's")
        except ValueError as error:
            words = f"the log's own checkpoint of {size} seals was not signed by the log's key: {error}"
            self.report.add(Breach.RESEALED, words, seal=size - 1)
            return None
        if self.trusted and verifier not in self.trusted:
            self.by_others.append((size, verifier))
        return stated

    def _rows(self, rows: list[tuple[Any, ...]]) -> dict[int, bytes]:
        """The leaves under one seal, by slot: each follows the one before it in its chain, and is its row's."""
        self.report.rows += len(rows)
        rows = [found for found in rows if self._is_leaf(found)]
        self.there += len(rows)
        rows.sort(key=_NUMBER)
        ends, here, salt = self.ends, self.here, self.salt
        under: dict[int, bytes] = {}
        for found in rows:
            entry, _, _, leaf, chain, number, previous = found[:LEAF]
            before_it = ends.get(chain, NO_END)
            if previous != before_it[1] or number != before_it[0] + 1:
                self._does_not_follow(leaf_in(found), before_it)
            ends[chain] = number, leaf, entry
            try:
                now, belongs = hashed(found, here)
                right = now == leaf and chain_of(salt, belongs) == chain
            except (ValueError, TypeError):  # SQLite keeps text where bytes belong, and what is no text where it does
                right = False
            if not right:
                self._wrong(found)
            if found[2] in under or found[2] not in PLACES:
                words = f"{said(entry)} was put in slot {found[2]} of seal {found[1]}, which is none or taken"
                self.report.add(Breach.INSERTED, words, id_of(entry), seal=found[1])
            under[found[2]] = leaf
        return under

    def _is_leaf(self, found: tuple[Any, ...]) -> bool:
        """What stands as a leaf holds what a leaf does."""
        if tuple(map(type, found[:LEAF])) == LEAF_HOLDS:
            return True
        words = f"{said(found[0])} has no leaf: something else stands where it did, under seal {found[1]}"
        self.report.add(Breach.EDITED, words, id_of(found[0]), seal=int(found[1]))
        return False

    def _wrong(self, found: tuple[Any, ...]) -> None:
        """A row is not what was sealed, in the chain it belongs to; or it is not there."""
        if found[-1] is None:
            leaf = leaf_in(found)
            self.there -= 1
            words = f"{said(leaf.entry)} is gone: it stood in slot {leaf.slot} of seal {leaf.seal}"
            self.report.add(Breach.DELETED, words, id_of(leaf.entry), seal=leaf.seal)
        elif len(self.wrong) < MOST:
            self.wrong.append(found)

    def _seal(self, number: int, rows: int, seed: bytes, nodes: bytes, under: dict[int, bytes]) -> None:
        self.report.seals += 1
        root = leaf_hash(Batch(under, seed).root)
        now = b"".join(self.tree.append(root))
        if len(under) < rows:
            words = f"{rows - len(under)} of the {rows} rows under seal {number} are gone, with their leaves"
            self.report.add(Breach.DELETED, words, seal=number)
        elif len(under) > rows:
            words = f"{len(under) - rows} rows were put under seal {number}, which has {rows}"
            self.report.add(Breach.INSERTED, words, seal=number)
        elif root != nodes[:32]:
            words = f"the leaves under seal {number} are not those that were sealed"
            self.report.add(Breach.EDITED, words, seal=number)
        elif now != nodes:
            words = f"seal {number} does not follow from the seals before it"
            self.report.add(Breach.EDITED, words, seal=number)

    def _roots(self, size: int, own: Iterable[note.Checkpoint]) -> None:
        root = self.tree.root()
        states = [(one, "a checkpoint from outside") for one in self.outside.get(size, ())]
        states += [(one, "the log's own checkpoint") for one in own]
        for state, whose in states:
            self.report.checkpoints += 1
            self.report.outside += whose == "a checkpoint from outside"
            if state.root != root:
                words = (
                    f"{whose} of {size} seals has another root: "
                    f"something under the seals {self.good} to {size - 1} was changed and sealed anew"
                )
                self.report.add(Breach.RESEALED, words, seal=size - 1)
                return
        if states:
            self.good = size

    def _name_the_wrong(self) -> None:
        """A row that does not fit its leaf was moved, where it fits another's place; else it was edited."""
        wrong = [(leaf_in(found), row) for found in self.wrong if (row := row_in(found, self.here))]
        for leaf, row in wrong:
            where = f"in slot {leaf.slot} of seal {leaf.seal}"
            if any(_fits(row, leaf, other) for other, _ in wrong if other is not leaf):
                words = f"{said(leaf.entry)} was moved: it does not belong {where}"
                self.report.add(Breach.REORDERED, words, id_of(leaf.entry), seal=leaf.seal)
            else:
                words = f"{said(leaf.entry)}, {where}, is not what was sealed"
                self.report.add(Breach.EDITED, words, id_of(leaf.entry), seal=leaf.seal)

    def _does_not_follow(self, leaf: Leaf, end: End) -> None:
        """A row follows the one before it in its chain, and the first follows nothing."""
        number, _, entry = end
        if leaf.number != number + 1:
            words = f"number {number + 1} of a chain is gone: next comes {said(leaf.entry)}, number {leaf.number}"
            self.report.add(Breach.DELETED, words, seal=leaf.seal)
        elif entry:
            words = f"{said(entry)} has another leaf than the one {said(leaf.entry)} follows"
            self.report.add(Breach.EDITED, words, id_of(entry), seal=leaf.seal)
        else:
            words = f"{said(leaf.entry)} is the first of its chain, and follows another"
            self.report.add(Breach.EDITED, words, id_of(leaf.entry), seal=leaf.seal)

    def _chains(self) -> None:
        """Every chain ends where the sealer wrote that it ends."""
        for chain, rows, last in all_chain_ends(self.municipality):
            number, leaf, entry = self.ends.pop(chain, NO_END)
            if type(rows) is not int:
                self.report.add(Breach.EDITED, f"a chain says it has {rows!r} rows")
            elif number < rows:
                self.report.add(Breach.TRUNCATED, f"a chain has lost its end: it had {rows} rows, and has {number}")
            elif number > rows:
                words = f"{said(entry)} stands after the end of its chain"
                self.report.add(Breach.INSERTED, words, id_of(entry))
            elif leaf != last:
                words = f"{said(entry)}, the last of its chain, has another leaf than was sealed"
                self.report.add(Breach.EDITED, words, id_of(entry))
        for _, _, entry in self.ends.values():
            self.report.add(Breach.INSERTED, f"{said(entry)} stands in a chain nobody began", id_of(entry))

    def _ends(self) -> None:
        """Nothing stands after the end, or before the beginning; and the end is not before what was signed outside."""
        for entry, seal in stored.nowhere(self.municipality, size=self.size, limit=3):
            words = f"{said(entry)} stands under seal {seal!r}, which was never made"
            self.report.add(Breach.INSERTED, words, id_of(entry))
        if stored.more_seals(self.municipality, size=self.size):
            words = f"there are seals after number {self.size - 1}, where the log ends, or before the first"
            self.report.add(Breach.TRUNCATED, words)
        set_back = self.newest is not None and self.newest[0] != self.size  # told already
        if not set_back and stored.count_checkpoints(self.municipality) != self.own:
            self.report.add(Breach.INSERTED, "there are checkpoints of sizes the log never had")
        if self.by_others:
            (size, verifier), many = self.by_others[0], len(self.by_others)
            words = f"{many} of the log's own checkpoints are signed by a key that is not known to be the log's"
            self.report.add(Breach.RESEALED, f"{words}, from {size} seals on: {verifier}", seal=size - 1)
        cut = sorted(size for size in self.outside if size > self.size)
        if cut:
            words = f"a checkpoint from outside says {cut[-1]} seals, and there are {self.size}: the end is cut off"
            self.report.add(Breach.TRUNCATED, words)

    def _unsealed(self) -> None:
        """What has no seal was written in these minutes, or nobody seals, or it was put there afterwards.

        Rows are counted first: only where there are too many are all looked at, one by one.
        """
        if self.stopped_at:
            words = f"the log could not be continued from {self.stopped_at:%Y-%m-%d %H:%M:%S} UTC on"
            self.report.add(Breach.STANDS_STILL, f"{words}: mend what is named here, and run seal_log")
        rows = AuditEntry.objects.filter(municipality=self.municipality).count()
        if rows == self.there:
            return
        own = stored.own_row(INSTALLATION)
        looked_at = own.looked_at if own else None
        since = _since(min(looked_at, self.at), self.stopped_at) if looked_at else BEGINNING
        self.report.waiting = stored.count_unsealed(self.municipality, since=since)
        early, late = self.at - SLACK, self.at + SLACK
        begin = None if rows > self.there + self.report.waiting else since
        for entry, at in stored.unsealed(self.municipality, since=begin, before=early, after=late, limit=3):
            moment = stored.moment_from(at)
            if moment is None or not since <= moment <= late:
                words = "has no seal, and is not among what waits for one: it was put there afterwards"
                self.report.add(Breach.INSERTED, f"{said(entry)} {words}", id_of(entry))
            elif not self.stopped_at and (looked_at is None or looked_at < early):
                words = f"the sealer stands still: rows have waited for it since {moment:%Y-%m-%d %H:%M:%S} UTC"
                self.report.add(Breach.STANDS_STILL, words)
                return


def _since(looked_at: datetime, stopped_at: datetime | None) -> datetime:
    """From which moment on a row may still wait: what the sealer has passed by was not there when it looked."""
    return max(min(looked_at, stopped_at or looked_at), BEGINNING + SLACK) - SLACK


def id_of(entry: Any) -> UUID | None:
    """A row's id; none where what stands there is none."""
    return UUID(entry) if type(entry) is str and stored.is_id(entry) else None


def said(entry: Any) -> str:
    """A row, as it is named."""
    return f"row {id_of(entry) or repr(entry)}"


def _leaf(row: Row, seal: int, slot: int, number: int, previous: bytes) -> bytes | None:
    """The leaf a row has in a place; none where it is no row of ours."""
    try:
        return row.leaf(seal, slot, number, previous)
    except (ValueError, TypeError):
        return None


def _fits(row: Row, own: Leaf, other: Leaf) -> bool:
    """The row would be right in another's place: where it stands in the tree, or in the chain as well."""
    in_tree = _leaf(row, other.seal, other.slot, own.number, bytes(own.previous))
    in_both = _leaf(row, other.seal, other.slot, other.number, bytes(other.previous))
    return bytes(own.leaf) in (in_tree, in_both) or in_both == bytes(other.leaf)
