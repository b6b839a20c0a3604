"""`load_registry`: municipalities and counties from the files that come with the project."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhet.people.registry.load import load_registry
from helhet.people.registry.rows import RegistryError


class Command(BaseCommand):
    help = "Load Norway's municipalities and counties, and their changes; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_registry()
        except RegistryError as error:
            raise CommandError(str(error)) from error
        for name, loaded in (("organisations", report.organisations), ("changes", report.changes)):
            self.stdout.write(
                f"{name}: {loaded.created} created, {loaded.updated} updated, "
                f"{loaded.unchanged} unchanged, {loaded.unlisted} not in the files"
            )
