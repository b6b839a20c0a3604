"""Verifying a whole log: everything is computed anew from the rows, and compared with seals, chains and checkpoints.

Read some seals at a time: what it holds in memory grows with the number of chains, not of rows. What can be named is
said in docs/operations/log.md: the row, while stored leaves disagree with rows or with each other; after everything
has been sealed anew, the stretch between the last good and the first bad checkpoint from outside, and the row again
where a witness has kept leaves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from helhet.audit.models import INSTALLATION, AuditEntry, Checkpoint, Log, Seal, SealedRow
from helhet.audit.sealing import note
from helhet.audit.sealing.batch import SLOTS, Batch
from helhet.audit.sealing.canonical import FIRST, NotCanonical
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
    municipality: UUID, *, outside: Sequence[note.Checkpoint] = (), progress: Progress = lambda rows: None
) -> Report:
    """Compute one municipality's log anew and say what is not as it was sealed.

    `outside` are checkpoints somebody else has kept, of this log, with signatures that hold.
    """
    with _as_of_now():
        return _Verification(municipality, outside, progress).run()


@contextmanager
def _as_of_now() -> Iterator[None]:
    """Everything is read as it is at one moment: what is sealed meanwhile, on a site that runs, is not there yet."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
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
    for start in range(first, size, STEP):
        rows = SealedRow.objects.filter(municipality=municipality, seal__gte=start, seal__lt=start + STEP)
        for one in rows.order_by("seal", "slot"):
            yield Kept(one.entry, one.seal, one.slot, one.number, bytes(one.previous), bytes(one.leaf))


class _Verification:
    """One run over one log."""

    def __init__(self, municipality: UUID, outside: Sequence[note.Checkpoint], progress: Progress) -> None:
        self.municipality = municipality
        self.here = municipality.hex
        self.report = Report(municipality)
        self.progress = progress
        self.log = Log.objects.filter(municipality=municipality).first() or Log(municipality=municipality)
        self.salt = bytes(self.log.chain_salt)
        self.tree = Frontier()
        self.there = 0
        """Sealed rows that are still there."""
        self.broken = False
        """A seal is missing: roots after it cannot be computed."""
        self.good = 0
        """The size of the last checkpoint whose root was right."""
        self.outside: dict[int, list[note.Checkpoint]] = defaultdict(list)
        for one in outside:
            self.outside[one.size].append(one)
        self.wrong: list[tuple[Any, ...]] = []
        self.ends: dict[str, End] = {}

    def run(self) -> Report:
        """Everything there is to compare."""
        self._signature()
        for first in range(0, self.log.size, STEP):
            self._step(first, min(first + STEP, self.log.size))
            self.progress(self.report.rows)
        self._name_the_wrong()
        self._chains()
        self._ends()
        self._unsealed()
        return self.report

    def _signature(self) -> None:
        newest = self._own().order_by("-size").first()
        if newest is None:
            if self.log.size:
                self.report.add(Breach.RESEALED, "the log has seals and no checkpoint")
            return
        try:
            note.Verifier.parse(newest.key).check(note.Note.parse(newest.note))
        except note.NoteError as error:
            self.report.add(Breach.RESEALED, f"the newest checkpoint was not signed by the log's key: {error}")
        if newest.size != self.log.size:
            words = f"the newest checkpoint says {newest.size} seals, the log says {self.log.size}"
            self.report.add(Breach.TRUNCATED if newest.size > self.log.size else Breach.INSERTED, words)

    def _own(self) -> QuerySet[Checkpoint]:
        return Checkpoint.objects.filter(municipality=self.municipality)

    def _step(self, first: int, before: int) -> None:
        here = {"municipality": self.municipality}
        seals = {
            seal.number: seal
            for seal in Seal.objects.filter(**here, number__gte=first, number__lt=before).order_by("number")
        }
        notes = dict(self._own().filter(size__gt=first, size__lte=before).order_by("size").values_list("size", "note"))
        under = {
            seal: self._rows(list(rows))
            for seal, rows in groupby(sealed(self.municipality, first=first, before=before), _SEAL)
        }
        for number in range(first, before):
            seal = seals.get(number)
            if seal is None:
                self.report.add(Breach.DELETED, f"seal {number} is gone", seal=number)
                self.broken = True
                continue
            self._seal(seal, under.get(number, {}))
            if not self.broken:
                self._roots(number + 1, notes.get(number + 1))

    def _rows(self, rows: list[tuple[Any, ...]]) -> dict[int, bytes]:
        """The leaves under one seal, by slot: each follows the one before it in its chain, and is its row's."""
        self.report.rows += len(rows)
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
            except (NotCanonical, TypeError):  # TypeError: SQLite keeps text where bytes belong
                right = False
            if not right:
                self._wrong(found)
            if found[2] in under or found[2] not in PLACES:
                words = f"row {UUID(entry)} was put in slot {found[2]} of seal {found[1]}, which is none or taken"
                self.report.add(Breach.INSERTED, words, UUID(entry), seal=found[1])
            under[found[2]] = leaf
        return under

    def _wrong(self, found: tuple[Any, ...]) -> None:
        """A row is not what was sealed, in the chain it belongs to; or it is not there."""
        if found[-1] is None:
            leaf = leaf_in(found)
            self.there -= 1
            words = f"row {UUID(leaf.entry)} is gone: it stood in slot {leaf.slot} of seal {leaf.seal}"
            self.report.add(Breach.DELETED, words, UUID(leaf.entry), seal=leaf.seal)
        elif len(self.wrong) < MOST:
            self.wrong.append(found)

    def _seal(self, seal: Seal, under: dict[int, bytes]) -> None:
        self.report.seals += 1
        root = leaf_hash(Batch(under, bytes(seal.seed)).root)
        nodes = b"".join(self.tree.append(root))
        if len(under) < seal.rows:
            words = (
                f"{seal.rows - len(under)} of the {seal.rows} rows under seal {seal.number} are gone, with their leaves"
            )
            self.report.add(Breach.DELETED, words, seal=seal.number)
        elif len(under) > seal.rows:
            words = f"{len(under) - seal.rows} rows were put under seal {seal.number}, which has {seal.rows}"
            self.report.add(Breach.INSERTED, words, seal=seal.number)
        elif root != bytes(seal.nodes)[:32]:
            words = f"the leaves under seal {seal.number} are not those that were sealed"
            self.report.add(Breach.EDITED, words, seal=seal.number)
        elif nodes != bytes(seal.nodes):
            words = f"seal {seal.number} does not follow from the seals before it"
            self.report.add(Breach.EDITED, words, seal=seal.number)

    def _roots(self, size: int, own: str | None) -> None:
        root = self.tree.root()
        states = [(one, "a checkpoint from outside") for one in self.outside.get(size, ())]
        if own is not None:
            states.append((note.Checkpoint.parse(note.Note.parse(own).text), "the log's own checkpoint"))
        for state, whose in states:
            self.report.checkpoints += 1
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
            entry, where = UUID(leaf.entry), f"in slot {leaf.slot} of seal {leaf.seal}"
            if any(_fits(row, leaf, other) for other, _ in wrong if other is not leaf):
                words = f"row {entry} was moved: it does not belong {where}"
                self.report.add(Breach.REORDERED, words, entry, seal=leaf.seal)
            else:
                words = f"row {entry}, {where}, is not what was sealed"
                self.report.add(Breach.EDITED, words, entry, seal=leaf.seal)

    def _does_not_follow(self, leaf: Leaf, end: End) -> None:
        """A row follows the one before it in its chain, and the first follows nothing."""
        number, _, entry = end
        if leaf.number != number + 1:
            words = f"number {number + 1} of a chain is gone: next comes row {UUID(leaf.entry)}, number {leaf.number}"
            self.report.add(Breach.DELETED, words, seal=leaf.seal)
        elif entry:
            words = f"row {UUID(entry)} has another leaf than the one row {UUID(leaf.entry)} follows"
            self.report.add(Breach.EDITED, words, UUID(entry), seal=leaf.seal)
        else:
            words = f"row {UUID(leaf.entry)} is the first of its chain, and follows another"
            self.report.add(Breach.EDITED, words, UUID(leaf.entry), seal=leaf.seal)

    def _chains(self) -> None:
        """Every chain ends where the sealer wrote that it ends."""
        for chain, rows, last in all_chain_ends(self.municipality):
            number, leaf, entry = self.ends.pop(chain, NO_END)
            if number < rows:
                self.report.add(Breach.TRUNCATED, f"a chain has lost its end: it had {rows} rows, and has {number}")
            elif number > rows:
                words = f"row {UUID(entry)} stands after the end of its chain"
                self.report.add(Breach.INSERTED, words, UUID(entry))
            elif leaf != last:
                words = f"row {UUID(entry)}, the last of its chain, has another leaf than was sealed"
                self.report.add(Breach.EDITED, words, UUID(entry))
        for _, _, entry in self.ends.values():
            self.report.add(Breach.INSERTED, f"row {UUID(entry)} stands in a chain nobody began", UUID(entry))

    def _ends(self) -> None:
        """Nothing stands after the end, and the end is not before what was signed outside."""
        nowhere = Q(seal__gte=self.log.size) | Q(seal__lt=0)
        after = SealedRow.objects.filter(nowhere, municipality=self.municipality)
        for one in after.order_by("seal", "slot")[:3]:
            self.report.add(
                Breach.INSERTED, f"row {one.entry} stands under seal {one.seal}, which was never made", one.entry
            )
        if Seal.objects.filter(municipality=self.municipality, number__gte=self.log.size).exists():
            self.report.add(Breach.TRUNCATED, f"there are seals after number {self.log.size - 1}, where the log ends")
        cut = sorted(size for size in self.outside if size > self.log.size)
        if cut:
            words = f"a checkpoint from outside says {cut[-1]} seals, and there are {self.log.size}: the end is cut off"
            self.report.add(Breach.TRUNCATED, words)

    def _unsealed(self) -> None:
        """What has no seal was written in these minutes, or was put there afterwards.

        Rows are counted first: only where there are too many are they looked for one by one.
        """
        rows = AuditEntry.objects.filter(municipality=self.municipality)
        if rows.count() == self.there:
            return
        here = SealedRow.objects.filter(municipality=OuterRef("municipality"), entry=OuterRef("pk"))
        looked_at = Log.objects.filter(municipality=INSTALLATION).values_list("looked_at", flat=True).first()
        since = looked_at - SLACK if looked_at else BEGINNING
        self.report.waiting = rows.filter(~Exists(here), at__gte=since).count()
        if rows.count() > self.there + self.report.waiting:
            late = rows.filter(~Exists(here), at__lt=since).order_by("at", "id").values_list("pk", flat=True)
            for entry in late[:3]:
                words = f"row {entry} has no seal, and is older than what waits for one: it was put there afterwards"
                self.report.add(Breach.INSERTED, words, entry)


def _leaf(row: Row, seal: int, slot: int, number: int, previous: bytes) -> bytes | None:
    """The leaf a row has in a place; none where it is no row of ours."""
    try:
        return row.leaf(seal, slot, number, previous)
    except (NotCanonical, TypeError):
        return None


def _fits(row: Row, own: Leaf, other: Leaf) -> bool:
    """The row would be right in another's place: where it stands in the tree, or in the chain as well."""
    in_tree = _leaf(row, other.seal, other.slot, own.number, bytes(own.previous))
    in_both = _leaf(row, other.seal, other.slot, other.number, bytes(other.previous))
    return bytes(own.leaf) in (in_tree, in_both) or in_both == bytes(other.leaf)
