"""`legal_hold`: hold a plan or a note so that nothing of it goes, or lift the hold again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhet.retention.actions.holding import lift_hold, place_hold
from helhet.retention.management.commands._matters import add_matter, matter_in, whoever_decided
from helhet.retention.models import LegalHold
from helhet.web.clock import now


class Command(BaseCommand):
    help = "Hold a plan or a note for a reason, or lift the hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["place", "lift"])
        add_matter(parser)
        parser.add_argument("--reason", required=True, choices=[reason.value for reason in LegalHold.Reason])

    def handle(self, *args: Any, **options: Any) -> None:
        matter, actor = matter_in(options), whoever_decided(options)
        reason = LegalHold.Reason(options["reason"])
        act = place_hold if options["what"] == "place" else lift_hold
        try:
            act(matter=matter, reason=reason, actor=actor, at=now())
        except LegalHold.DoesNotExist:
            raise CommandError(f"it is not held for {reason.value}") from None
        self.stdout.write("held" if act is place_hold else "lifted")
