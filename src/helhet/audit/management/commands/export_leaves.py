"""`export_leaves MUNICIPALITY`: what a witness keeps to name a row whatever happens here. It tells how many rows."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from helhet.audit.sealing.verify import leaves_kept


class Command(BaseCommand):
    help = "Print the leaves of one log, for a witness to keep: row, seal, slot, number, the leaf before, the leaf."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", type=UUID)
        parser.add_argument("--from", dest="first", type=int, default=0, help="the first seal")

    def handle(self, *args: Any, **options: Any) -> None:
        for one in leaves_kept(options["municipality"], first=options["first"]):
            self.stdout.write(str(one))
