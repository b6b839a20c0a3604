"""`archive_receipt`: write down that the archive has answered for a plan or a note."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from helhet.retention.actions.receiving import ReceiptRefused, record_receipt
from helhet.retention.management.commands._matters import add_matter, matter_in, whoever_decided
from helhet.web.clock import now

REFUSED = {
    "not_ended": "it is still in use",
    "before_it_ended": "the archive answered before it ended, so not for all of it",
    "ahead": "that day has not come",
    "other_package": "this number stands with another day or another checksum",
}


class Command(BaseCommand):
    help = "Write down the archive's receipt for a plan or a note."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_matter(parser)
        parser.add_argument("--received", required=True, type=date.fromisoformat, help="the day, as 2026-11-24")
        parser.add_argument("--reference", required=True, help="the archive's own number")
        parser.add_argument("--checksum", required=True, help="the package's SHA-256, as the archive gave it back")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            record_receipt(
                matter=matter_in(options),
                received_on=options["received"],
                reference=options["reference"],
                checksum=options["checksum"],
                actor=whoever_decided(options),
                at=now(),
            )
        except ReceiptRefused as refused:
            raise CommandError(REFUSED[refused.code]) from None
        except ValidationError as error:
            raise CommandError(f"{', '.join(sorted(error.message_dict))}: not in the form it must have") from None
        self.stdout.write("written down")
