"""`load_library`: the items that come with the program; and search told anew of all there is to read."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from helhet.library.seed.load import load_library
from helhet.library.seed.read import SeedFault
from helhet.web.clock import now


class Command(BaseCommand):
    help = "Publish the library's own items, and tell search anew of everything published; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_library(at=now())
        except SeedFault as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"items: {loaded.new} new, {loaded.there} there already")
        call_command("index_search", stdout=self.stdout)
