"""What goes out and comes in: checkpoints as files for witnesses to copy, and the witnesses' own signatures."""

import logging
import os
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction

from helhet.audit.models import Checkpoint
from helhet.audit.queries import checkpoint_at, latest_checkpoint, noted
from helhet.audit.sealing.note import Checkpoint as Stated
from helhet.audit.sealing.note import Note, NoteError, Verifier
from helhet.audit.sealing.stored import begun

log = logging.getLogger(__name__)


def publish(folder: Path, *, on: date) -> int:
    """Write each log's newest checkpoint as `<municipality>/checkpoint`, and as the day's; gives how many were new.

    A checkpoint that cannot be written, whatever stands in it, holds up no other log's.
    """
    new = 0
    for one in begun():
        try:
            new += _publish(folder / str(one), one, on)
        except Exception:  # the next one's witnesses must not wait for it
            log.exception("the checkpoint of the log of municipality %s was not laid out", one)
    return new


def _publish(folder: Path, municipality: UUID, on: date) -> int:
    newest = latest_checkpoint(municipality)
    if newest is None:
        return 0
    text, path = noted(newest), folder / "checkpoint"
    if path.exists() and path.read_text("utf-8") == text:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in (on.isoformat(), "checkpoint"):
        half = folder / f".{name}"
        half.write_text(text, "utf-8")
        os.replace(half, folder / name)  # whoever copies finds a whole file
    return 1


@transaction.atomic
def add_witness(*, municipality: UUID, signed: Note, witness: Verifier) -> Checkpoint:
    """Keep a witness's signature under the checkpoint it is of.

    Raises:
        NoteError: it does not hold, or is of something else than was signed here.
    """
    signature = witness.check(signed)
    ours = checkpoint_at(municipality, Stated.parse(signed.text).size)
    if ours is None or Note.parse(ours.note).text != signed.text:
        raise NoteError("this log never signed such a checkpoint")
    if str(signature) not in ours.witnesses:
        ours.witnesses += str(signature)
        Checkpoint.objects.filter(municipality=municipality, pk=ours.pk).update(witnesses=ours.witnesses)
    return ours
