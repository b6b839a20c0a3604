"""The sealer: gives each row its place and its number, and signs what then stands. One at a time, and only here.

Writers take no lock and read nothing: a row is inserted plainly, and gets its seal seconds later. Rows are committed
in another order than their moments, so each look reaches back `SLACK` before the one before it and takes what has no
seal yet. What is older than that and still unsealed was not written by this program in its time: it is left for
`verify_log` to name.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from secrets import token_bytes
from uuid import UUID

from django.db import transaction

from helhet.audit.models import INSTALLATION, Checkpoint, Log, Seal
from helhet.audit.sealing.batch import SLOTS, Batch, places
from helhet.audit.sealing.canonical import FIRST, leaf_of
from helhet.audit.sealing.key import SealKey
from helhet.audit.sealing.merkle import Frontier, leaf_hash, perfect
from helhet.audit.sealing.rows import ChainEnd, Leaf, Row, add_leaves, chain_ends, keep_chain_ends, waiting

SLACK = timedelta(minutes=10)
"""Longer than any request's transaction lasts."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
AT_ONCE = 16 * SLOTS
"""Rows sealed in one transaction: few enough that on SQLite nobody waits long."""


def seal_log(*, key: SealKey, at: datetime, late: bool = False) -> int:
    """Seal every row that waits, in every municipality; gives how many. With `late`, however old they are.

    Two at once do no harm: the second waits for the first, and finds what is left.
    """
    with transaction.atomic():
        looked_at = _only_sealer().looked_at
    since = BEGINNING if late or looked_at is None else looked_at - SLACK
    sealed = 0
    while True:
        with transaction.atomic():
            _only_sealer()
            rows = waiting(since=since, limit=AT_ONCE)
            for municipality, own in _by_municipality(rows).items():
                _seal(municipality, own, key, at)
        sealed += len(rows)
        if len(rows) < AT_ONCE:
            Log.objects.filter(municipality=INSTALLATION).update(looked_at=at)
            return sealed
        since = rows[-1].at


def _only_sealer() -> Log:
    """Nobody else seals until the transaction ends: they wait here."""
    Log.objects.get_or_create(municipality=INSTALLATION)
    return Log.objects.select_for_update().get(municipality=INSTALLATION)


def _by_municipality(rows: list[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.municipality].append(row)
    return found


@lru_cache(maxsize=65536)
def chain_of(salt: bytes, belongs: str) -> str:
    """The chain of a child, matter and compartment, as lines. Its name tells nothing without the log's own salt."""
    return sha256(salt + belongs.encode()).hexdigest()[:32]


def frontier_of(municipality: UUID, size: int) -> Frontier:
    """The tree of one municipality at a size, as far as it must be known to add to it or to find its root."""
    nodes = perfect(0, size)
    found = dict(
        Seal.objects.filter(municipality=municipality, number__in=[node.last for node in nodes])
        .order_by("number")
        .values_list("number", "nodes")
    )
    return Frontier(size, [bytes(found[n.last])[32 * n.height :][:32] for n in nodes])


def _seal(municipality: UUID, rows: list[Row], key: SealKey, at: datetime) -> None:
    log, _ = Log.objects.get_or_create(municipality=municipality)
    salt = bytes(log.chain_salt)
    chains = [chain_of(salt, row.belongs) for row in rows]
    begun = chain_ends(municipality, set(chains))
    ends = {chain: begun.get(chain) or ChainEnd(0, FIRST) for chain in chains}
    tree = frontier_of(municipality, log.size)
    seals, leaves = [], []
    for first in range(0, len(rows), SLOTS):
        part = range(first, min(first + SLOTS, len(rows)))
        under = [
            _link(ends[chains[i]], chains[i], tree.size, slot, rows[i])
            for slot, i in zip(places(len(part)), part, strict=True)
        ]
        seed = token_bytes(16)
        batch = Batch({one.slot: one.leaf for one in under}, seed)
        number, nodes = tree.size, b"".join(tree.append(leaf_hash(batch.root)))
        seals.append(Seal(municipality=municipality, number=number, at=at, rows=len(part), seed=seed, nodes=nodes))
        leaves += under
    Seal.objects.bulk_create(seals)
    add_leaves(municipality, leaves)
    keep_chain_ends(municipality, ends, begun=begun)
    log.size = tree.size
    log.save(update_fields=["size"])
    Checkpoint.objects.create(
        municipality=municipality,
        size=tree.size,
        at=at,
        note=str(key.sign(municipality, tree.size, tree.root())),
        key=str(key.verifier(municipality)),
    )


def _link(end: ChainEnd, chain: str, seal: int, slot: int, row: Row) -> Leaf:
    """The row's leaf: the next in its chain."""
    previous, number = end.last, end.rows + 1
    leaf = leaf_of(seal, slot, number, previous, *row.hashes)
    end.rows, end.last = number, leaf
    return Leaf(row.named[:32], seal, slot, leaf, chain, number, previous)
