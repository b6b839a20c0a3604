"""One seal: up to 256 rows in the places of a small tree, of which outside nobody can tell how many are taken.

The places no row has are filled with what only the seed tells from a row. So the number of rows somebody may not know
of cannot be read from a proof, a place, or the size of the tree.
"""

from collections.abc import Mapping
from hashlib import sha256
from secrets import token_bytes

from helhet.audit.sealing.merkle import Node, node_hash

HEIGHT = 8
SLOTS = 1 << HEIGHT


def places(rows: int) -> list[int]:
    """Places for so many rows, drawn by lot."""
    lots = token_bytes(4 * SLOTS)
    return sorted(range(SLOTS), key=lambda slot: lots[4 * slot : 4 * slot + 4])[:rows]


class Batch:
    """The tree of one seal, from the leaves by their slots and the seed."""

    def __init__(self, leaves: Mapping[int, bytes], seed: bytes) -> None:
        self._seed = seed
        self._levels: list[list[bytes | None]] = [[leaves.get(slot) for slot in range(SLOTS)]]
        for height in range(HEIGHT):
            below = self._levels[-1]
            pairs = zip(range(0, len(below), 2), below[::2], below[1::2], strict=True)
            self._levels.append(
                [
                    sha256(b"\x01" + (left or self._at(height, i)) + (right or self._at(height, i + 1))).digest()
                    if left or right
                    else None
                    for i, left, right in pairs
                ]
            )

    @property
    def root(self) -> bytes:
        """What the seal's leaf in the municipality's tree is made of."""
        return self._at(HEIGHT, 0)

    def proof(self, slot: int) -> list[bytes]:
        """The hashes beside the way from a slot to the root."""
        return [self._at(height, (slot >> height) ^ 1) for height in range(HEIGHT)]

    def _at(self, height: int, index: int) -> bytes:
        return self._levels[height][index] or filler(self._seed, Node(height, index))


def filler(seed: bytes, node: Node) -> bytes:
    """What stands where no row has a place."""
    return sha256(b"\x02" + seed + bytes([node.height, node.place])).digest()


def root_from(leaf: bytes, slot: int, proof: list[bytes]) -> bytes:
    """The root a leaf and its proof lead to."""
    root = leaf
    for height, sibling in enumerate(proof):
        root = node_hash(sibling, root) if slot >> height & 1 else node_hash(root, sibling)
    return root
