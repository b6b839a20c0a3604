"""The sealer: gives each row its place and its number, and signs what then stands. One at a time, and only here.

Writers take no lock and read nothing: a row is inserted plainly, and gets its seal seconds later. Rows are committed
in another order than their moments, so each look reaches back `SLACK` before the one before it and takes what has no
seal yet. What is older than that and still unsealed was not written by this program in its time: it is left for
`verify_log` to name.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache, reduce
from hashlib import sha256
from operator import or_
from secrets import token_bytes
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from helhet.audit.models import INSTALLATION, Checkpoint, Log, Seal
from helhet.audit.sealing.batch import SLOTS, Batch, places
from helhet.audit.sealing.canonical import FIRST
from helhet.audit.sealing.key import SealKey
from helhet.audit.sealing.merkle import Frontier, Node, leaf_hash, perfect
from helhet.audit.sealing.rows import (
    ChainEnd,
    Leaf,
    Row,
    add_leaves,
    begin_chains,
    chain_ends,
    chains_astray,
    keep_sizes,
    move_chain_ends,
    moved_here,
    waiting,
)
from helhet.audit.sealing.stored import db_moment, last_sealed_at, octets, own_row, standing_still

log = logging.getLogger(__name__)

SLACK = timedelta(minutes=10)
"""Longer than any request's transaction lasts."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
AT_ONCE = 32 * SLOTS
"""Rows sealed in one transaction: few enough that on SQLite nobody waits long."""


def seal_log(*, key: SealKey, at: datetime, late: bool = False) -> int:
    """Seal every row that waits, in every municipality; gives how many. With `late`, however old they are.

    Two at once do no harm: the second waits for the first, and finds what is left. A log that cannot be continued, for
    what somebody or a fault left in it, holds up no other: the program's log names it, and so does `standing_still`.
    What it leaves is looked for each time from when it stopped, until nothing is left.
    """
    with transaction.atomic():
        _only_sealer()
        since = BEGINNING if late else _looked_at(at) - SLACK
    stopped = standing_still()
    sealed = _Look(key, at, leave=stopped).seal(since)
    Log.objects.filter(municipality=INSTALLATION).update(looked_at=at)
    for here, moment in stopped.items():
        look = _Look(key, at, only=here)
        sealed += look.seal(BEGINNING if late else (moment or at) - SLACK)
        if not look.left:
            Log.objects.filter(municipality=UUID(here)).update(stopped_at=None)
            log.warning("the log of municipality %s is sealed on", UUID(here))
    return sealed


def _only_sealer() -> None:
    """Nobody else seals until the transaction ends: they wait here."""
    held = Log.objects.select_for_update().filter(municipality=INSTALLATION).values_list("municipality")
    if not held:
        Log.objects.get_or_create(municipality=INSTALLATION)
        list(held.all())


def _looked_at(at: datetime) -> datetime:
    """When the last whole look began; where somebody has taken that away, when something was last sealed."""
    own = own_row(INSTALLATION)
    found = own.looked_at if own else None
    if found is None:
        ever, found = last_sealed_at()
        if not ever:
            return BEGINNING + SLACK  # the first look of all
    return max(BEGINNING + SLACK, min(found or at, at))


class BrokenTree(Exception):
    """The seals a tree goes on from are not there."""


class _Look:
    """One look for what waits, in all logs but some, or in one only."""

    def __init__(self, key: SealKey, at: datetime, *, only: str | None = None, leave: Collection[str] = ()) -> None:
        self.key, self.at, self.only = key, at, only
        self.without = set(leave)
        """Logs that are left alone in this look."""
        self.left: set[str] = set()
        """Rows that could not be sealed, though they are rows of ours."""

    def seal(self, since: datetime) -> int:
        """Seal what waits from a moment on, some thousand rows in each transaction; gives how many."""
        sealed, skip, moment = 0, 0, db_moment(since)
        while True:
            with transaction.atomic():
                _only_sealer()
                found = waiting(since=moment, skip=skip, limit=AT_ONCE, only=self.only)
                ours = [row for _, row in found if row and row.here not in self.without]
                done = self._seal(ours)
            sealed += len(done)
            if len(found) < AT_ONCE or self.only in self.without or found[-1][0] is None:
                return sealed
            stay = sum(1 for at, row in found if at == found[-1][0] and not (row and row.id in done))
            skip = stay + (skip if found[-1][0] == moment else 0)
            moment = found[-1][0]

    def _seal(self, rows: list[Row]) -> set[str]:
        """Seal rows of many municipalities together; each by itself where that fails. Gives those sealed."""
        every = _by_municipality(rows)
        try:
            with transaction.atomic():
                _seal(every, self.key, self.at)
            return {row.id for row in rows}
        except Exception:  # whatever it is: it is found and named below, where each log stands by itself
            return {one for here, own in every.items() for one in self._seal_one(here, own)}

    def _seal_one(self, here: str, rows: list[Row]) -> set[str]:
        """Seal one municipality's rows: all, or else those whose chains can be continued. Gives those sealed."""
        try:
            with transaction.atomic():
                _seal({here: rows}, self.key, self.at)
            return {row.id for row in rows}
        except Exception as fault:
            why = fault
        moved, sound = set[str](), list[Row]()
        try:
            with transaction.atomic():
                moved = moved_here(rows)
                sound = _sound(here, [row for row in rows if row.id not in moved])
                _seal(_by_municipality(sound), self.key, self.at)
        except Exception as fault:
            why, sound = fault, []
            self.without.add(here)
        done = {row.id for row in sound}
        left = {row.id for row in rows} - done - moved
        self.left |= left
        if moved:
            log.error("rows sealed in another log stand in that of municipality %s: they are left", UUID(here))
        if left:
            self._stop(here, why, len(left))
        return done

    def _stop(self, here: str, why: Exception, rows: int) -> None:
        """Say which log could not be continued, once; and keep since when."""
        own = Log.objects.filter(municipality=UUID(here))
        if own.exists() and not own.filter(stopped_at=None).update(stopped_at=self.at):
            return
        log.error(
            "the log of municipality %s cannot be continued (%s rows wait): %s: %s; verify_log says more",
            UUID(here), rows, type(why).__name__, str(why).partition("\n")[0],
        )  # fmt: skip


def _sound(here: str, rows: list[Row]) -> list[Row]:
    """Those of some rows whose chains end as the sealer wrote that they end."""
    salt = octets(_logs([here])[here].chain_salt)
    chains = {row.id: chain_of(salt, row.belongs) for row in rows}
    astray = chains_astray(here, set(chains.values()))
    return [row for row in rows if chains[row.id] not in astray]


def _by_municipality(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.here].append(row)
    return found


@lru_cache(maxsize=65536)
def chain_of(salt: bytes, belongs: str) -> str:
    """The chain of a child, matter and compartment, as lines. Its name tells nothing without the log's own salt."""
    return sha256(salt + belongs.encode()).hexdigest()[:32]


def frontiers_of(sizes: Mapping[UUID, int]) -> dict[UUID, Frontier]:
    """The trees of some municipalities at a size, as far as they must be known to add to them or to find a root.

    Raises BrokenTree.
    """
    nodes = {municipality: perfect(0, size) for municipality, size in sizes.items()}
    last = [Q(municipality=one, number__in=[node.last for node in own]) for one, own in nodes.items() if own]
    seals = Seal.objects.filter(reduce(or_, last)).order_by("municipality", "number") if last else Seal.objects.none()
    found = {
        (one, number): octets(hashes) for one, number, hashes in seals.values_list("municipality", "number", "nodes")
    }
    return {one: Frontier(sizes[one], [_hash(found, one, node) for node in own]) for one, own in nodes.items()}


def _hash(found: Mapping[tuple[UUID, int], bytes], municipality: UUID, node: Node) -> bytes:
    hashed = found.get((municipality, node.last), b"")[32 * node.height :][:32]
    if len(hashed) != 32:
        raise BrokenTree(f"seal {node.last}, which the next goes on from, is gone or not whole")
    return hashed


def _seal(rows: dict[str, list[Row]], key: SealKey, at: datetime) -> None:
    """Seal rows of many municipalities: few statements, however many those are."""
    if not rows:
        return
    logs = _logs(rows)
    trees = frontiers_of({log.municipality: log.size for log in logs.values()})
    every = [_Sealing(logs[one], trees[logs[one].municipality], own, at) for one, own in rows.items()]
    begun = chain_ends(rows, {chain for one in every for chain in one.chains})
    for one in every:
        one.ends = {chain: begun.get(chain) or ChainEnd(0, FIRST) for chain in one.chains}
    add_leaves((one.here, leaf) for one in every for leaf in one.leaves())
    Seal.objects.bulk_create(seal for one in every for seal in one.seals)
    begin_chains({one.here: {chain: end for chain, end in one.ends.items() if chain not in begun} for one in every})
    move_chain_ends({one.here: {chain: end for chain, end in one.ends.items() if chain in begun} for one in every})
    keep_sizes({one.here: one.tree.size for one in every})
    Checkpoint.objects.bulk_create(one.checkpoint(key) for one in every)


class _Sealing:
    """One municipality's log while its rows are sealed."""

    def __init__(self, log: Log, tree: Frontier, rows: list[Row], at: datetime) -> None:
        self.municipality, self.here = log.municipality, log.municipality.hex
        self.tree, self.rows, self.at = tree, rows, at
        salt = octets(log.chain_salt)
        self.chains = [chain_of(salt, row.belongs) for row in rows]
        self.ends: dict[str, ChainEnd] = {}
        self.seals: list[Seal] = []

    def leaves(self) -> Iterator[Leaf]:
        """Every row's leaf, seal by seal: computed while the database writes down those before it.

        More rows than a seal has places for make several, and the tree's size, which anyone may see, grows by as many:
        it tells that a whole municipality left more than 256 rows between two looks, and of whom or what nothing.
        """
        for first in range(0, len(self.rows), SLOTS):
            part = range(first, min(first + SLOTS, len(self.rows)))
            under = [self._leaf(i, slot) for slot, i in zip(places(len(part)), part, strict=True)]
            yield from under
            self._put_seal(under)

    def _leaf(self, i: int, slot: int) -> Leaf:
        """The next in its chain."""
        row, chain, seal = self.rows[i], self.chains[i], self.tree.size
        end = self.ends[chain]
        number, previous = end.rows + 1, end.last
        leaf = row.leaf(seal, slot, number, previous)
        end.rows, end.last = number, leaf
        return Leaf(row.id, seal, slot, leaf, chain, number, previous)

    def _put_seal(self, under: list[Leaf]) -> None:
        seed, number = token_bytes(16), self.tree.size
        nodes = self.tree.append(leaf_hash(Batch({one.slot: one.leaf for one in under}, seed).root))
        seal = Seal(municipality=self.municipality, number=number, at=self.at, rows=len(under), seed=seed)
        seal.nodes = b"".join(nodes)
        self.seals.append(seal)

    def checkpoint(self, key: SealKey) -> Checkpoint:
        """What is signed of the log as it is now."""
        size, note = self.tree.size, key.sign(self.municipality, self.tree.size, self.tree.root())
        verifier = key.verifier(self.municipality)
        return Checkpoint(municipality=self.municipality, size=size, at=self.at, note=str(note), key=str(verifier))


def _logs(municipalities: Collection[str]) -> dict[str, Log]:
    """The logs of some municipalities; those that have none yet begin."""
    known = Log.objects.only("municipality", "size", "chain_salt")
    logs = {one.hex: log for one, log in known.in_bulk([UUID(one) for one in municipalities]).items()}
    new = {one: Log(municipality=UUID(one)) for one in municipalities if one not in logs}
    Log.objects.bulk_create(new.values())
    return logs | new
