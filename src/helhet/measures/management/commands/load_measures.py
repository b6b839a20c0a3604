"""`load_measures`: the register of measures from the files that come with the project."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from helhet.measures.registry.load import load_register
from helhet.measures.registry.reader import RegisterError


class Command(BaseCommand):
    help = "Load the register of measures and how they are graded; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_register()
        except RegisterError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"measures: {report.created} created, {report.updated} updated, {report.unchanged} unchanged, "
            f"{report.withdrawn} withdrawn"
        )
        call_command("index_search", stdout=self.stdout)
