"""`take_bounces`: read what came back from the bounce mailbox, a folder of files or one message on standard input."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhet.core.actors import Actor
from helhet.post.actions import note_bounce
from helhet.post.bounces import read_bounce
from helhet.post.queries import copy_named
from helhet.web.clock import now


class Command(BaseCommand):
    help = "Take in mail that came back (docs/operations/mail.md). What has been read in a folder is deleted there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", help="such as a Maildir's new/; without one, a message on stdin")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = {"hard": 0, "soft": 0, "other": 0}
        for path in self.files(options["folder"]):
            counts[self.take(path.read_bytes() if path else sys.stdin.buffer.read())] += 1
            if path:
                path.unlink()
        self.stdout.write(f"came back for good: {counts['hard']}, for now: {counts['soft']}, other: {counts['other']}")

    def files(self, folder: str | None) -> list[Path | None]:
        """What is to be read. Raises CommandError where there is no such folder."""
        if folder is None:
            return [None]
        if not Path(folder).is_dir():
            raise CommandError(f"{folder} is no folder")
        return [path for path in sorted(Path(folder).iterdir()) if path.is_file()]

    def take(self, raw: bytes) -> str:
        """One message: what it was."""
        bounce = read_bounce(raw)
        copy = copy_named(bounce.copy) if bounce else None
        if bounce is None or copy is None:
            return "other"
        note_bounce(copy=copy, hard=bounce.hard, actor=Actor.system(), at=now())
        return "hard" if bounce.hard else "soft"
