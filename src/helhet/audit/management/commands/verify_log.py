"""`verify_log`: compute the whole log anew, and name the first row that is not as it was sealed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from helhet.audit.sealing.findings import Report
from helhet.audit.sealing.key import NoKey
from helhet.audit.sealing.note import Checkpoint, Note, NoteError, Verifier
from helhet.audit.sealing.stored import municipalities, newest_checkpoint
from helhet.audit.sealing.verify import Kept, verify_kept, verify_log
from helhet.audit.tasks import seal_key
from helhet.web.clock import now

NOT_WHOLE, ONLY_ITSELF = 1, 3

BY_KEY = "Signatures were checked by the public key {keys}."
BY_ITSELF = """\
AGREES WITH ITSELF is not WHOLE: signatures were checked only by the keys that stand beside them in the same database.
Whoever has all rights there can have changed anything, and sealed it anew with a key of their own, and this would not
show it. Give the log's public key with --key, as it was written down elsewhere, or a --checkpoint kept outside."""
NO_OUTSIDE = """\
No checkpoint from outside was compared (--checkpoint): if somebody had the key too and sealed everything anew, or cut
off the end, this would not show it."""


class Command(BaseCommand):
    help = (
        "Verify the log from its rows, and against checkpoints kept outside. Ends with 0 where all is whole, with 1 "
        "where something is wrong, and with 3 where it agrees with itself and no key was there to tell more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", type=UUID, help="one log; without it, all")
        parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="a checkpoint kept outside")
        parser.add_argument(
            "--key",
            action="append",
            default=[],
            help="the log's public key as it was written down outside; an earlier one too, where it was changed. "
            "The key this process itself could seal with is used as well",
        )
        parser.add_argument("--witness-leaves", type=Path, help="what a witness kept from export_leaves")

    def handle(self, *args: Any, **options: Any) -> None:
        one = options["municipality"]
        logs = [one] if one else municipalities()
        keys = _keys(options["key"])
        outside = [_outside(path, keys) for path in options["checkpoint"]]
        unknown = {stated.origin for whose, stated, _ in outside if whose not in logs}
        if unknown:
            raise CommandError(
                f"there is no log {', '.join(sorted(unknown))} here: nothing of it is left, or it is another's"
            )
        if one is None and options["witness_leaves"]:
            raise CommandError("say which --municipality the witness's leaves are of")
        if not logs:
            raise CommandError("there is no log here: nothing was verified")
        codes = [self._verify(log, keys, outside, options["witness_leaves"]) for log in logs]
        if keys:
            self.stdout.write(BY_KEY.format(keys=", ".join(str(key) for key in keys)))
        if ONLY_ITSELF in codes:
            self.stdout.write(BY_ITSELF)
        if not outside:
            self.stdout.write(NO_OUTSIDE)
        code = NOT_WHOLE if NOT_WHOLE in codes else max(codes)
        if code:
            raise SystemExit(code)

    def _verify(
        self,
        log: UUID,
        keys: list[Verifier],
        outside: list[tuple[UUID, Checkpoint, Verifier]],
        leaves: Path | None,
    ) -> int:
        kept = [(stated, by) for whose, stated, by in outside if whose == log]
        trusted = {key.of_log(log) for key in keys} | {by for _, by in kept}
        report = verify_log(
            log, at=now(), outside=[stated for stated, _ in kept], trusted=trusted, progress=self._progress
        )
        if leaves:
            verify_kept(_kept(leaves), report)
        code = NOT_WHOLE if not report.whole else 0 if trusted else ONLY_ITSELF
        self.stderr.write("\r", ending="")
        self._tell(log, report, {0: "whole", NOT_WHOLE: "NOT WHOLE", ONLY_ITSELF: "AGREES WITH ITSELF"}[code])
        return code

    def _tell(self, log: UUID, report: Report, verdict: str) -> None:
        self.stdout.write(
            f"{log}: {report.rows} rows under {report.seals} seals, {report.checkpoints} checkpoints compared, "
            f"{report.outside} of them from outside, {report.waiting} rows waiting for a seal: {verdict}"
        )
        for finding in report.findings:
            self.stdout.write(f"  {finding.breach}: {finding.words}")

    def _progress(self, rows: int) -> None:
        self.stderr.write(f"\r{rows} rows read", ending="")


def _keys(given: list[str]) -> list[Verifier]:
    """The public keys given, and that of the key this process could seal with itself. Raises CommandError."""
    try:
        keys = [Verifier.parse(one) for one in given]
    except NoteError as error:
        raise CommandError(f"--key: {error}") from error
    try:
        return [*keys, seal_key().public]
    except NoKey:
        return keys


def _outside(path: Path, keys: list[Verifier]) -> tuple[UUID, Checkpoint, Verifier]:
    """Whose log a checkpoint is of, what it states, and by which key its signature holds. Raises CommandError.

    Where no key is known, by the one in the database: if it signed what was kept outside, it was the log's key then.
    """
    try:
        signed = Note.parse(path.read_text("utf-8"))
        stated = Checkpoint.parse(signed.text)
        whose = UUID(stated.origin.rpartition("/")[2])
        known, newest = [key.of_log(whose) for key in keys], newest_checkpoint(whose)
        if not known and newest is None:
            raise NoteError(f"give the log's public key with --key: there is no log {stated.origin} here")
        if not known and newest:
            known = [Verifier.parse(str(newest[1]))]
        return whose, stated, _signer(signed, known)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        where = "" if keys else " (checked by the key in the database; if that was changed, give --key)"
        raise CommandError(f"{path}: {error}{where}") from error


def _signer(signed: Note, known: list[Verifier]) -> Verifier:
    """The first of some keys whose signature under a note holds. Raises NoteError."""
    for key in known[:-1]:
        try:
            key.check(signed)
        except NoteError:
            continue
        return key
    known[-1].check(signed)
    return known[-1]


def _kept(path: Path) -> Iterator[Kept]:
    """The lines of a witness. Raises CommandError."""
    try:
        with path.open(encoding="ascii") as lines:
            for line in lines:
                yield Kept.parse(line)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise CommandError(f"{path} holds something else than leaves: {error}") from error
