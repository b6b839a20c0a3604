"""`verify_log`: compute the whole log anew, and name the first row that is not as it was sealed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from helhet.audit.queries import every_log, latest_checkpoint
from helhet.audit.sealing.findings import Report
from helhet.audit.sealing.note import Checkpoint, Note, NoteError, Verifier
from helhet.audit.sealing.verify import Kept, verify_kept, verify_log


class Command(BaseCommand):
    help = "Verify the log from its rows, and against checkpoints kept outside. Ends with 1 where something is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", type=UUID, help="one log; without it, all")
        parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="a checkpoint kept outside")
        parser.add_argument(
            "--key", help="the log's public key as it was written down outside; else the log's own word"
        )
        parser.add_argument("--witness-leaves", type=Path, help="what a witness kept from export_leaves")

    def handle(self, *args: Any, **options: Any) -> None:
        one = options["municipality"]
        logs = [one] if one else every_log()
        outside = [self._outside(path, options["key"]) for path in options["checkpoint"]]
        if one is None and options["witness_leaves"]:
            raise CommandError("say which --municipality the witness's leaves are of")
        reports = [self._verify(log, outside, options["witness_leaves"]) for log in logs]
        unknown = {stated.origin for whose, stated in outside if whose not in logs}
        if unknown:
            raise CommandError(
                f"there is no log {', '.join(sorted(unknown))} here: nothing of it is left, or it is another's"
            )
        if not all(report.whole for report in reports):
            raise SystemExit(1)

    def _verify(self, log: UUID, outside: list[tuple[UUID, Checkpoint]], leaves: Path | None) -> Report:
        report = verify_log(log, outside=[stated for whose, stated in outside if whose == log], progress=self._progress)
        if leaves:
            verify_kept(_kept(leaves), report)
        self.stderr.write("\r", ending="")
        self.stdout.write(
            f"{log}: {report.rows} rows under {report.seals} seals, {report.checkpoints} checkpoints compared, "
            f"{report.waiting} rows waiting for a seal: {'whole' if report.whole else 'NOT WHOLE'}"
        )
        for finding in report.findings:
            self.stdout.write(f"  {finding.breach}: {finding.words}")
        return report

    def _progress(self, rows: int) -> None:
        self.stderr.write(f"\r{rows} rows read", ending="")

    def _outside(self, path: Path, key: str | None) -> tuple[UUID, Checkpoint]:
        """Whose log a checkpoint is of, and what it states. Raises CommandError where its signature does not hold."""
        try:
            signed = Note.parse(path.read_text("utf-8"))
            stated = Checkpoint.parse(signed.text)
            whose = UUID(stated.origin.rpartition("/")[2])
            ours = latest_checkpoint(whose)
            known = key or (ours.key if ours else "")
            if not known:
                raise NoteError(f"give the log's public key with --key: there is no log {stated.origin} here")
            Verifier.parse(known).check(signed)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise CommandError(f"{path}: {error}") from error
        return whose, stated


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
