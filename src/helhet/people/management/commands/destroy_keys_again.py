"""`destroy_keys_again`: after an older copy of the key store was put back, destroy what had been destroyed since."""

from typing import Any

from django.core.management.base import BaseCommand

from helhet.people.queries import destroyed_texts
from helhet.vault import keys


class Command(BaseCommand):
    help = "Destroy every key the trail says is destroyed; safe to run again (docs/operations/keys.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        again = 0
        for municipality, child, at in destroyed_texts():
            if not keys.is_destroyed(child=child, municipality=municipality):
                keys.destroy(child=child, municipality=municipality, at=at)
                again += 1
        self.stdout.write(f"destroyed again: {again}")
