"""The room as Django knows it."""

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created

from helhet.operations import routing


class OperationsConfig(AppConfig):
    """Where the tables are spread over machines, every statement is sent so that it can be handed on."""

    name = "helhet.operations"

    def ready(self) -> None:
        """Listen for connections."""
        if settings.DISTRIBUTED:
            connection_created.connect(routing.begin)
