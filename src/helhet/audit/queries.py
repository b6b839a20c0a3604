"""Reading the seals: checkpoints and proofs. None of it holds anything about a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from helhet.audit.models import AuditEntry, Chain, Checkpoint, Log, Seal, SealedRow
from helhet.audit.sealing.batch import Batch
from helhet.audit.sealing.merkle import (
    Hashes,
    Node,
    ProofError,
    Span,
    consistency_spans,
    inclusion_spans,
    perfect,
    prove,
)
from helhet.audit.sealing.rows import Leaf, Row, of_chains
from helhet.audit.sealing.sealer import chain_of


@dataclass(frozen=True, slots=True)
class Proven:
    """A row with its place, and the way from its leaf to the root of the latest checkpoint."""

    row: Row
    leaf: Leaf
    in_seal: list[bytes]
    in_tree: list[bytes]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of some compartments are numbered, how many of those are still there, and how many wait."""

    numbered: int
    there: int
    waiting: int

    @property
    def whole(self) -> bool:
        """Every numbered row is there."""
        return self.there == self.numbered


def latest_checkpoint(municipality: UUID) -> Checkpoint | None:
    """The newest checkpoint of one log."""
    return Checkpoint.objects.filter(municipality=municipality).order_by("-size").first()


def checkpoint_at(municipality: UUID, size: int) -> Checkpoint | None:
    """The checkpoint of one size, where one was signed."""
    return Checkpoint.objects.filter(municipality=municipality, size=size).first()


def noted(checkpoint: Checkpoint) -> str:
    """A checkpoint as it is given out: with the log's signature, and the witnesses'."""
    return checkpoint.note + checkpoint.witnesses


def consistency(municipality: UUID, old: int, new: int) -> list[bytes]:
    """The proof that the log of one size is the beginning of the log of another. Raises ProofError."""
    size = Log.objects.filter(municipality=municipality).values_list("size", flat=True).first() or 0
    if new > size:
        raise ProofError(f"the log has {size} seals")
    spans = consistency_spans(old, new)
    return prove(spans, _hashes(municipality, spans))


def chains_of(municipality: UUID, *, child: UUID, matter: UUID, compartments: Iterable[str]) -> dict[str, UUID]:
    """The chains of some compartments, by compartment; nothing where nothing of the municipality is sealed."""
    salt = Log.objects.filter(municipality=municipality).values_list("chain_salt", flat=True).first()
    if salt is None:
        return {}
    lines = {name: f"{child.hex}\n{matter.hex}\n{name}" for name in compartments}
    return {name: UUID(chain_of(bytes(salt), belongs)) for name, belongs in lines.items()}


def count_rows(municipality: UUID, *, child: UUID, matter: UUID, compartments: frozenset[str]) -> Count:
    """Whether every numbered row of these compartments is there."""
    chains = chains_of(municipality, child=child, matter=matter, compartments=compartments)
    rows = AuditEntry.objects.filter(
        municipality=municipality, child=child, matter=matter, compartment__in=compartments
    )
    sealed = Exists(SealedRow.objects.filter(municipality=OuterRef("municipality"), entry=OuterRef("pk")))
    numbers = Chain.objects.filter(municipality=municipality, chain__in=chains.values()).values_list("rows", flat=True)
    return Count(numbered=sum(numbers), there=rows.filter(sealed).count(), waiting=rows.exclude(sealed).count())


def proven_rows(checkpoint: Checkpoint, chains: Iterable[UUID]) -> list[Proven]:
    """Every sealed row of some chains, each with its proof against a checkpoint, in the order of their numbers."""
    municipality, size = checkpoint.municipality, checkpoint.size
    rows = [(leaf, row) for leaf, row in of_chains(municipality, list(chains)) if leaf.seal < size]
    numbers = {leaf.seal for leaf, _ in rows}
    batches = _batches(municipality, numbers)
    spans = {number: inclusion_spans(number, size) for number in numbers}
    hashes = _hashes(municipality, [span for own in spans.values() for span in own])
    ways = {number: prove(own, hashes) for number, own in spans.items()}
    return [Proven(row, leaf, batches[leaf.seal].proof(leaf.slot), ways[leaf.seal]) for leaf, row in rows]


def _batches(municipality: UUID, numbers: set[int]) -> dict[int, Batch]:
    leaves: dict[int, dict[int, bytes]] = {number: {} for number in numbers}
    under = SealedRow.objects.filter(municipality=municipality, seal__in=numbers).order_by("seal", "slot")
    for seal, slot, leaf in under.values_list("seal", "slot", "leaf"):
        leaves[seal][slot] = bytes(leaf)
    seeds = Seal.objects.filter(municipality=municipality, number__in=numbers).order_by("number")
    return {number: Batch(leaves[number], bytes(seed)) for number, seed in seeds.values_list("number", "seed")}


def _hashes(municipality: UUID, spans: Iterable[Span]) -> Hashes:
    """The hashes of all perfect subtrees in some spans, read at once: each stands in the seal that completed it."""
    wanted = {node.last for start, end in spans for node in perfect(start, end)}
    rows = Seal.objects.filter(municipality=municipality, number__in=wanted).order_by("number")
    nodes = {number: bytes(found) for number, found in rows.values_list("number", "nodes")}

    def found(node: Node) -> bytes:
        return nodes[node.last][32 * node.height :][:32]

    return found
