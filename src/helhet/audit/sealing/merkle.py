"""The tree over a log (RFC 6962, section 2.1): hashes, roots, and proofs that a leaf is in and that nothing is gone.

A tree is known by the hashes of its perfect subtrees, each named by its height and its place among those of that
height, counted from the left. Whoever has those can make every proof; see `Node`.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

EMPTY = sha256(b"").digest()
"""The root of the tree without leaves."""


class Node(NamedTuple):
    """A perfect subtree: 2 ** height leaves, from leaf number place * 2 ** height on."""

    height: int
    place: int

    @property
    def last(self) -> int:
        """The leaf that completes it."""
        return ((self.place + 1) << self.height) - 1


Hashes = Callable[[Node], bytes]
"""Where the hash of a perfect subtree is found."""


class ProofError(ValueError):
    """A proof that does not hold, or one that cannot be asked for; the message says which."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """All that must be kept of a tree to add to it: one hash for each set bit of its size, the largest first."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add the hash of a leaf. Gives the subtrees it completes, from the leaf itself and up."""
        completed = [leaf]
        size = self.size
        while size & 1:
            completed.append(node_hash(self.hashes.pop(), completed[-1]))
            size >>= 1
        self.hashes.append(completed[-1])
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        return _fold(self.hashes)


def perfect(start: int, end: int) -> list[Node]:
    """The perfect subtrees that together are the leaves from start to before end, from the left.

    `start` is a multiple of the largest of them, as it always is in a proof.
    """
    found = []
    while start < end:
        height = (end - start).bit_length() - 1
        found.append(Node(height, start >> height))
        start += 1 << height
    return found


def root_of(start: int, end: int, hashes: Hashes) -> bytes:
    """The root over the leaves from start to before end."""
    return _fold([hashes(node) for node in perfect(start, end)])


Span = tuple[int, int]
"""Leaves from the first to before the second."""


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Which roots prove that a leaf is in the tree of this size (RFC 6962, 2.1.1), in the proof's order.

    Raises:
        ProofError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ProofError(f"leaf {index} is not in a tree of {size}")
    spans: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Which roots prove that the tree of the old size is the beginning of the new one (RFC 6962, 2.1.2).

    Raises:
        ProofError: the sizes are not in order.
    """
    if not 0 < old <= new:
        raise ProofError(f"no proof from {old} to {new}")
    spans: list[Span] = []
    start, end, whole = 0, new, True
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start, whole = middle, False
    return ([] if whole else [(start, end)]) + spans[::-1]


def prove(spans: Iterable[Span], hashes: Hashes) -> list[bytes]:
    """The hashes of a proof."""
    return [root_of(start, end, hashes) for start, end in spans]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root a leaf and its proof lead to. Raises ProofError where the proof has the wrong length."""
    spans = inclusion_spans(index, size)
    if len(spans) != len(proof):
        raise ProofError("the proof has the wrong length")
    root = leaf
    for (start, _), sibling in zip(spans, proof, strict=True):
        root = node_hash(root, sibling) if index < start else node_hash(sibling, root)
    return root


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise ProofError unless the leaf stands at this place in the tree with this root."""
    if root_from_inclusion(leaf, index, size, proof) != root:
        raise ProofError(f"leaf {index} is not in the tree")


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raise ProofError unless the old tree is the beginning of the new one."""
    spans = consistency_spans(old, new)
    if len(spans) != len(proof):
        raise ProofError("the proof has the wrong length")
    known = list(zip(spans, proof, strict=True))
    before = after = old_root
    if known and known[0][0][1] == old:  # the old tree is no subtree of the new one: the proof brings its last part
        before = after = known.pop(0)[1]
    for (start, _), sibling in known:
        if start >= old:
            after = node_hash(after, sibling)
        else:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
    if (before, after) != (old_root, new_root):
        raise ProofError(f"the tree of {old} is not the beginning of the tree of {new}")


def _fold(hashes: Sequence[bytes]) -> bytes:
    """The root over perfect subtrees that stand beside each other, each smaller than the one before."""
    if not hashes:
        return EMPTY
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def _split(size: int) -> int:
    """The largest power of two below a size of two or more."""
    return 1 << ((size - 1).bit_length() - 1)
