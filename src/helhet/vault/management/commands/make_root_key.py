"""`make_root_key`: a new root key, added to the file it is kept in or printed for the environment."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from helhet.vault.root import add_to, made


class Command(BaseCommand):
    help = "Make a root key: added to the file in HELHET_ROOT_KEY_FILE; printed, once, where none is set."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ROOT_KEY_FILE:
            name = add_to(Path(settings.ROOT_KEY_FILE))
            self.stdout.write(f"{name} is in {settings.ROOT_KEY_FILE} and wraps from now on. Keep a copy of the file.")
        else:
            self.stdout.write(made())
