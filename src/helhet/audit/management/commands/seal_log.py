"""`seal_log`: seal now what waits, as the worker does every few seconds."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from helhet.audit.sealing.key import NoKey
from helhet.audit.sealing.sealer import seal_log
from helhet.audit.sealing.stored import standing_still
from helhet.audit.tasks import seal_key
from helhet.web.clock import now


class Command(BaseCommand):
    help = "Seal the rows of the log that wait for a seal. Ends with 1 where some log cannot be continued."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--late",
            action="store_true",
            help="also rows too old to wait: after you know from verify_log why they have no seal",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sealed = seal_log(key=seal_key(), at=now(), late=options["late"])
        except NoKey as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{sealed} rows sealed")
        if stopped := standing_still():
            logs = ", ".join(str(UUID(one)) for one in stopped)
            raise CommandError(f"not sealed on, for what stands in them: the logs of {logs}; verify_log says more")
