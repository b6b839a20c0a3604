"""`database_roles`: the roles of a PostgreSQL database and what each may do. After each migrate; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from helhet.operations.roles import statements


class Command(BaseCommand):
    help = "Make the roles of a PostgreSQL database and grant each what it needs, in one transaction."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print", action="store_true", help="only write the SQL")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print"]:
            self.stdout.write(";\n".join(["BEGIN", *statements(), "COMMIT"]) + ";")
            return
        if connection.vendor != "postgresql":
            raise CommandError("roles are PostgreSQL's: SQLite has none, whoever can read the file can read it all")
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements():
                cursor.execute(statement)
        self.stdout.write("the roles and what each may do are as the models say")
