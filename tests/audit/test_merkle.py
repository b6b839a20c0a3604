"""The tree, against the RFC's own words written out plainly; and proofs that must not hold."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.audit.sealing.merkle import (
    EMPTY,
    Frontier,
    Node,
    ProofError,
    check_consistency,
    check_inclusion,
    consistency_spans,
    inclusion_spans,
    leaf_hash,
    perfect,
    prove,
    root_of,
)


def mth(entries: list[bytes]) -> bytes:
    """RFC 6962, 2.1: the Merkle tree hash, as it is defined."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: list[bytes]) -> list[bytes]:
    """RFC 6962, 2.1.1: PATH(m, D[n])."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """RFC 6962, 2.1.2: SUBPROOF(m, D[n], b)."""
    if m == len(entries):
        return [] if whole else [mth(entries)]
    k = split(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], whole), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def split(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def hashes_of(entries: list[bytes]):  # type: ignore[no-untyped-def]
    """Where the perfect subtrees of some entries are found."""
    return lambda node: mth(entries[node.place << node.height : (node.place + 1) << node.height])


some = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_the_rfcs(entries: list[bytes]) -> None:
    tree = Frontier()
    for entry in entries:
        tree.append(leaf_hash(entry))
    assert tree.root() == mth(entries) == root_of(0, len(entries), hashes_of(entries))


def test_the_empty_tree() -> None:
    assert Frontier().root() == EMPTY == mth([])


@given(some)
def test_each_leaf_completes_the_subtrees_that_end_with_it(entries: list[bytes]) -> None:
    tree, hashes = Frontier(), hashes_of(entries)
    for number, entry in enumerate(entries):
        completed = tree.append(leaf_hash(entry))
        nodes = [Node(height, number >> height) for height in range(len(completed))]
        assert [node.last for node in nodes] == [number] * len(nodes)
        assert completed == [hashes(node) for node in nodes]


@given(some, st.data())
def test_an_inclusion_proof_is_the_rfcs_and_holds(entries: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(entries) - 1))
    proof = prove(inclusion_spans(index, len(entries)), hashes_of(entries))
    assert proof == path(index, entries)
    check_inclusion(leaf_hash(entries[index]), index, len(entries), proof, mth(entries))


@given(some, st.data())
def test_a_consistency_proof_is_the_rfcs_and_holds(entries: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(entries)))
    proof = prove(consistency_spans(old, len(entries)), hashes_of(entries))
    assert proof == subproof(old, entries, True)
    check_consistency(old, mth(entries[:old]), len(entries), mth(entries), proof)


@given(some, st.data())
def test_a_proof_with_anything_changed_does_not_hold(entries: list[bytes], data: st.DataObject) -> None:
    size = len(entries)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    other = sha256(b"other").digest()
    inclusion = prove(inclusion_spans(index, size), hashes_of(entries))
    for proof in [[*inclusion, other], *([*inclusion[:i], other, *inclusion[i + 1 :]] for i in range(len(inclusion)))]:
        with pytest.raises(ProofError):
            check_inclusion(leaf_hash(entries[index]), index, size, proof, mth(entries))
    with pytest.raises(ProofError):
        check_inclusion(other, index, size, inclusion, mth(entries))
    consistency = prove(consistency_spans(old, size), hashes_of(entries))
    for i in range(len(consistency)):
        changed = [*consistency[:i], other, *consistency[i + 1 :]]
        with pytest.raises(ProofError):
            check_consistency(old, mth(entries[:old]), size, mth(entries), changed)
    for roots in ((other, mth(entries)), (mth(entries[:old]), other)):
        with pytest.raises(ProofError):
            check_consistency(old, roots[0], size, roots[1], consistency)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_proof_leads_from_nothing_or_backwards(old: int, new: int) -> None:
    with pytest.raises(ProofError):
        consistency_spans(old, new)


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_of_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(ProofError):
        inclusion_spans(index, 3)


@given(st.integers(0, 5000))
def test_a_tree_is_one_perfect_subtree_for_each_bit_of_its_size(size: int) -> None:
    nodes = perfect(0, size)
    assert sum(1 << node.height for node in nodes) == size
    assert len(nodes) == size.bit_count()
