"""`index_search`: search told anew of everything anybody may read, room by room."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import import_string

from helhet.core.actors import Actor
from helhet.search.actions import forget, put


class Command(BaseCommand):
    help = "Tell search anew of everything anybody may read; safe to run again, and needed after each load."

    def handle(self, *args: Any, **options: Any) -> None:
        for room, source in settings.SEARCHED.items():
            texts = list(import_string(source)())
            with transaction.atomic():
                forget(room=room, actor=Actor.system())
                found = put(texts=texts, actor=Actor.system())
            self.stdout.write(f"{room}: {found} texts")
