"""The sealer: gives each row its place and its number, and signs what then stands. One at a time, and only here.

Writers take no lock and read nothing: a row is inserted plainly, and gets its seal seconds later. Rows are committed
in another order than their moments, so each look reaches back `SLACK` before the one before it and takes what has no
seal yet. What is older than that and still unsealed was not written by this program in its time: it is left for
`verify_log` to name.
"""

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
from helhet.audit.sealing.canonical import FIRST, NotCanonical
from helhet.audit.sealing.key import SealKey
from helhet.audit.sealing.merkle import Frontier, leaf_hash, perfect
from helhet.audit.sealing.rows import (
    ChainEnd,
    Leaf,
    Row,
    add_leaves,
    begin_chains,
    chain_ends,
    keep_sizes,
    move_chain_ends,
    waiting,
)

SLACK = timedelta(minutes=10)
"""Longer than any request's transaction lasts."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
AT_ONCE = 32 * SLOTS
"""Rows sealed in one transaction: few enough that on SQLite nobody waits long."""


def seal_log(*, key: SealKey, at: datetime, late: bool = False) -> int:
    """Seal every row that waits, in every municipality; gives how many. With `late`, however old they are.

    Two at once do no harm: the second waits for the first, and finds what is left.
    """
    with transaction.atomic():
        looked_at = _only_sealer().looked_at
    if looked_at is None:  # the first look of all; or somebody has taken away when the last one was
        looked_at = Checkpoint.objects.order_by("-at").values_list("at", flat=True).first()
    since = BEGINNING if late or looked_at is None else looked_at - SLACK
    sealed = 0
    while True:
        with transaction.atomic():
            _only_sealer()
            rows = waiting(since=since, limit=AT_ONCE)
            ours = [row for row in rows if row.canonical]
            if ours:
                _seal(_by_municipality(ours), key, at)
        sealed += len(ours)
        if len(rows) < AT_ONCE:
            Log.objects.filter(municipality=INSTALLATION).update(looked_at=at)
            return sealed
        if not ours and rows[-1].at == since:
            raise NotCanonical("nothing but rows that nobody here has written: run verify_log")
        since = rows[-1].at


def _only_sealer() -> Log:
    """Nobody else seals until the transaction ends: they wait here."""
    Log.objects.get_or_create(municipality=INSTALLATION)
    return Log.objects.select_for_update().get(municipality=INSTALLATION)


def _by_municipality(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.named[33:65]].append(row)
    return found


@lru_cache(maxsize=65536)
def chain_of(salt: bytes, belongs: str) -> str:
    """The chain of a child, matter and compartment, as lines. Its name tells nothing without the log's own salt."""
    return sha256(salt + belongs.encode()).hexdigest()[:32]


def frontiers_of(sizes: Mapping[UUID, int]) -> dict[UUID, Frontier]:
    """The trees of some municipalities at a size, as far as they must be known to add to them or to find a root."""
    nodes = {municipality: perfect(0, size) for municipality, size in sizes.items()}
    last = [Q(municipality=one, number__in=[node.last for node in own]) for one, own in nodes.items() if own]
    seals = Seal.objects.filter(reduce(or_, last)).order_by("municipality", "number") if last else Seal.objects.none()
    found = {
        (one, number): bytes(hashes) for one, number, hashes in seals.values_list("municipality", "number", "nodes")
    }
    return {
        one: Frontier(sizes[one], [found[one, node.last][32 * node.height :][:32] for node in own])
        for one, own in nodes.items()
    }


def _seal(rows: dict[str, list[Row]], key: SealKey, at: datetime) -> None:
    """Seal rows of many municipalities: few statements, however many those are."""
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
        salt = bytes(log.chain_salt)
        self.chains = [chain_of(salt, row.belongs) for row in rows]
        self.ends: dict[str, ChainEnd] = {}
        self.seals: list[Seal] = []

    def leaves(self) -> Iterator[Leaf]:
        """Every row's leaf, seal by seal: computed while the database writes down those before it."""
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
        return Leaf(row.named[:32], seal, slot, leaf, chain, number, previous)

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
    logs = {one.hex: log for one, log in Log.objects.in_bulk([UUID(one) for one in municipalities]).items()}
    new = {one: Log(municipality=UUID(one)) for one in municipalities if one not in logs}
    Log.objects.bulk_create(new.values())
    return logs | new
