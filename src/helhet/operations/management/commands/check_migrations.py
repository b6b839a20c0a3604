"""`check_migrations`: can every migration be run while the site is open? Part of `./run check`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhet.operations.migrations import every_fault


class Command(BaseCommand):
    help = "Read all migrations, and stop at what would hold up or break an open site. Needs no database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = every_fault()
        if found:
            raise CommandError("\n".join(found))
