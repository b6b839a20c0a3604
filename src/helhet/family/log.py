"""The log as the family can take it with them: every row they may know of, and the proof that it stands as sealed.

What a row says of names and places is told as on the page. Around a child at a shielded address the half of the row
that says who and what is withheld, and its hash given instead: the proof holds all the same.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from helhet.access.filter import grounds_of
from helhet.audit.queries import Proven, chains_of, latest_checkpoint, noted, proven_rows
from helhet.audit.sealing.canonical import NAMED
from helhet.core.actors import Actor
from helhet.core.compartments import known_to, own
from helhet.core.moments import day_of
from helhet.family.discretion import Discretion
from helhet.family.queries import DOOR, check_family
from helhet.people.keys import Key
from helhet.people.models import Service, Worker
from helhet.plans.models import Plan

FORMAT = "helhet-log-2"


def log_to_take(actor: Actor, key: Key, *, at: datetime) -> dict[str, Any]:
    """The rows this reader may know of, with proofs against the latest checkpoint; the look is logged.

    What is written in these seconds has no seal yet, and comes the next time.

    Raises:
        Nothing: no such plan for this reader.
    """
    check_family(actor, key, at=at)
    plan: Plan = DOOR.look(key, actor=actor, on=day_of(at), at=at)
    compartments = known_to(reader=actor.id, child=plan.child_id, why=grounds_of(plan))
    checkpoint = latest_checkpoint(plan.municipality_id)
    chains = chains_of(plan.municipality_id, child=plan.child_id, matter=plan.pk, compartments=compartments)
    rows = proven_rows(checkpoint, chains.values()) if checkpoint else []
    names = {chain.hex: _public(name, actor) for name, chain in chains.items()}
    told = _Told(rows, Discretion.around(plan.child, on=day_of(at)))
    lines = [told.line(one, names[one.leaf.chain]) for one in rows]
    return {
        "format": FORMAT,
        "checkpoint": noted(checkpoint) if checkpoint else "",
        "key": checkpoint.key if checkpoint else "",
        "rows": sorted(lines, key=lambda line: (line["compartment"], line["number"])),
    }


def _public(compartment: str, reader: Actor) -> str:
    return "own" if compartment == own(reader.id) else compartment


class _Told:
    """Rows as this family may be told of them."""

    def __init__(self, rows: list[Proven], discretion: Discretion) -> None:
        self._discretion = discretion
        who = [dict(zip(NAMED, one.row.named.split("\n"), strict=True)) for one in rows]
        self._workers = Worker.objects.in_bulk({UUID(one["actor"]) for one in who})
        self._services = Service.objects.in_bulk({UUID(one["service"]) for one in who if one["service"]})

    def line(self, one: Proven, compartment: str) -> dict[str, Any]:
        """One row, with all that its proof needs."""
        row, leaf = one.row, one.leaf
        line = {
            "compartment": compartment,
            "number": leaf.number,
            "seal": leaf.seal,
            "slot": leaf.slot,
            "previous": leaf.previous.hex(),
            "shown": row.shown,
            "shown_salt": row.salt[:16].hex(),
            "in_seal": [part.hex() for part in one.in_seal],
            "in_tree": [part.hex() for part in one.in_tree],
            "who": self._who(row.named),
        }
        if self._discretion.shielded:
            return line | {"named_hash": row.named_hash.hex()}
        return line | {"named": row.named, "named_salt": row.salt[16:].hex()}

    def _who(self, named: str) -> str:
        fields = dict(zip(NAMED, named.split("\n"), strict=True))
        worker = self._workers.get(UUID(fields["actor"]))
        service = self._services.get(UUID(fields["service"])) if fields["service"] else None
        if worker is None or service is None:
            return ""
        return f"{self._discretion.name(worker)}, {self._discretion.place(service)}"
