"""`load_library`: the items that come with the program; and search told anew of all there is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhet.core.actors import Actor
from helhet.library.queries import all_published
from helhet.library.searchable import ROOM, texts_of
from helhet.library.seed.load import load_library
from helhet.library.seed.read import SeedFault
from helhet.search.actions import forget, put
from helhet.web.clock import now


class Command(BaseCommand):
    help = "Publish the library's own items, and tell search anew of everything published; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_library(at=now())
        except SeedFault as fault:
            raise CommandError(str(fault)) from fault
        forget(room=ROOM, actor=Actor.system())
        found = put(texts=[text for version in all_published() for text in texts_of(version)], actor=Actor.system())
        self.stdout.write(f"items: {loaded.new} new, {loaded.there} there already; search: {found} texts")
