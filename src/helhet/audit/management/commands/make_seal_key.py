"""`make_seal_key NAME FILE`: the key that seals the log. Once for an installation, by whoever runs it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from helhet.audit.sealing.key import new_key, write_key
from helhet.audit.sealing.note import NoteError


class Command(BaseCommand):
    help = "Make the key that seals the log, in a file only its owner can read. A key is never written over."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the logs are called, such as helhet.fjordvik.example")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = new_key(options["name"])
            write_key(key, options["file"])
        except NoteError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}") from error
        self.stdout.write(
            f"{options['file']}: set HELHET_SEAL_KEY to it, for the worker only, and keep a copy elsewhere.\n"
            f"Write down its public key where the database's administrators do not reach, for verify_log --key:\n"
            f"{key.public}"
        )
