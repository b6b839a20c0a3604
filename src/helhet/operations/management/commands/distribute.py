"""`distribute`: spread the tables over machines with Citus. How, and how back: docs/operations/scaling.md."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from helhet.operations import distribution


class Command(BaseCommand):
    help = (
        "Write the SQL that spreads the tables over machines by municipality, run it, or see whether all is in place."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--print", action="store_true", help="only write the SQL (what happens without an option)")
        how.add_argument("--run", action="store_true", help="run it, step by step; safe to run again")
        how.add_argument("--check", action="store_true", help="say what was left out; ends with 1 if anything was")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--keys", action="store_true", help="only the composite keys; for any PostgreSQL")
        what.add_argument("--back", action="store_true", help="the keys as the migrations make them")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("only PostgreSQL can be spread over machines")
        if options["check"]:
            self._check()
            return
        if options["keys"]:
            statements = distribution.swap_keys()
        elif options["back"]:
            statements = distribution.swap_keys_back()
        else:
            statements = distribution.spread()
        if not options["run"]:
            self.stdout.write(";\n".join(statements) + ";")
            return
        if not (options["keys"] or options["back"]) and not distribution.has_citus():
            raise CommandError("this database has no Citus: CREATE EXTENSION citus, or --keys for the keys alone")
        self._run(statements)

    def _run(self, statements: list[str]) -> None:
        """One transaction a step: what was done stays done, and the next try goes on from there."""
        with connection.cursor() as cursor:
            for number, statement in enumerate(statements, 1):
                cursor.execute(statement)
                self.stdout.write(f"\r{number} of {len(statements)}", ending="")
        self.stdout.write("\ndone")

    def _check(self) -> None:
        found = distribution.left_out()
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("nothing was left out")
