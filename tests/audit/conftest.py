"""A log of some children, sealed a few rows at a time; and a way past all that protects it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from helhet.audit.models import AuditEntry, Checkpoint
from helhet.audit.sealing.key import SealKey, new_key
from helhet.audit.sealing.note import Checkpoint as Stated
from helhet.audit.sealing.note import Note
from helhet.audit.sealing.sealer import seal_log
from helhet.audit.sealing.stored import db_id
from helhet.audit.sealing.verify import verify_log
from tests.cast import after

CHILDREN = 3


@dataclass
class Story:
    """One municipality's log, and whoever has all rights in its database."""

    key: SealKey = field(default_factory=lambda: new_key("log.example"))
    municipality: UUID = field(default_factory=uuid4)
    children: list[UUID] = field(default_factory=lambda: [uuid4() for _ in range(CHILDREN)])
    rows: list[UUID] = field(default_factory=list)
    outside: list[Stated] = field(default_factory=list)
    """What a witness has kept."""

    def write(self, count: int = 1, *, day: float | None = None, **fields: Any) -> None:
        """Somebody looks at the plans of the children, one after the other."""
        for _ in range(count):
            n = len(self.rows)
            child = self.children[n % CHILDREN]
            row = AuditEntry.objects.create(
                **{
                    "at": after(n if day is None else day),
                    "municipality": self.municipality,
                    "child": child,
                    "matter": child,
                    "compartment": "family",
                    "object_kind": "plan",
                    "object": child,
                    "event": "any:plan:read",
                    "outcome": "read",
                    "actor_kind": "worker",
                    "actor": uuid4(),
                    "grounds": ["plan_participant", "plan_holder"],
                    "details": {"part": "school", "number": n, "a": "æ"},
                }
                | fields
            )
            self.rows.append(row.pk)

    def seal(self) -> None:
        """Seal what waits; a witness keeps the checkpoint."""
        seal_log(key=self.key, at=after(len(self.rows)))
        newest = Checkpoint.objects.filter(municipality=self.municipality).order_by("-size")[0]
        self.outside.append(Stated.parse(Note.parse(newest.note).text))

    def found(self, *, outside: Sequence[Stated] = ()) -> list[tuple[str, UUID | None]]:
        """What a verification finds: what was done, and to which row."""
        return [
            (one.breach.value, one.row)
            for one in verify_log(self.municipality, outside=outside, at=after(len(self.rows))).findings
        ]

    def sql(self, statement: str, *values: Any) -> None:
        """Do as somebody does who has all rights in the database."""
        with connection.cursor() as cursor:
            cursor.execute(statement, [db_id(v) if isinstance(v, UUID) else v for v in values])


@pytest.fixture
def story(db: None) -> Story:
    """Three children, nine rows under three seals, each with its checkpoint outside."""
    story = Story()
    for _ in range(3):
        story.write(3)
        story.seal()
    return story
