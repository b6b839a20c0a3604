"""`rotate_keys`: new keys for old while the site runs. Run again, it goes on where it was interrupted."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from helhet.vault import rotation


class Command(BaseCommand):
    help = "Change the keys on one level (docs/operations/keys.md). The site may run, and it can be interrupted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        level = parser.add_mutually_exclusive_group(required=True)
        level.add_argument("--root", action="store_true", help="wrap everything by the current root key")
        level.add_argument("--municipality", action="store_true", help="a new key for each municipality")
        level.add_argument("--children", action="store_true", help="a new key for each child; seals every text anew")
        level.add_argument(
            "--throw-away", type=int, metavar="DAYS",
            help="destroy children's keys replaced so many days ago: older copies of the database become unreadable",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["root"]:
            rotation.rotate_root(self.tell)
        elif options["municipality"]:
            rotation.rotate_municipalities(self.tell)
        elif options["children"]:
            rotation.rotate_children(self.tell)
        else:
            waiting = rotation.throw_away(self.tell, days=options["throw_away"])
            self.stdout.write(f"{waiting} replaced keys are kept for later")
        self.stdout.write("done")

    def tell(self, what: str, done: int, total: int) -> None:
        """One line a hundred, and the last."""
        if done % 100 == 0 or done == total:
            self.stdout.write(f"{what}: {done} of {total}")
