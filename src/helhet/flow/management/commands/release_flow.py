"""`release_flow`: count the newest half-year that is over, where it is not counted."""

from typing import Any

from django.core.management.base import BaseCommand

from helhet.flow.tasks import count_what_is_over
from helhet.web.clock import now


class Command(BaseCommand):
    help = "Count the newest half-year that can be, in each municipality where it is not. The worker does so every day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{count_what_is_over(at=now())} counted")
