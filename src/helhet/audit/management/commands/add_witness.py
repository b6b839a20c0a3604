"""`add_witness MUNICIPALITY FILE --key KEY`: keep a witness's signature with the checkpoint it is of."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from helhet.audit.sealing.note import Note, NoteError, Verifier
from helhet.audit.sealing.outside import add_witness


class Command(BaseCommand):
    help = "Check a checkpoint that a witness has signed, and keep the signature with ours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", type=UUID)
        parser.add_argument("file", type=Path, help="the checkpoint with the witness's signature under it")
        parser.add_argument("--key", required=True, help="the witness's public key, as the witness publishes it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            signed, witness = Note.parse(options["file"].read_text("utf-8")), Verifier.parse(options["key"])
            kept = add_witness(municipality=options["municipality"], signed=signed, witness=witness)
        except NoteError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        self.stdout.write(f"{witness.name} has signed the checkpoint of {kept.size} seals")
