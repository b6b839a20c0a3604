"""The room as Django knows it."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "helhet.library"
    label = "library"

    def ready(self) -> None:
        """Tell the outbox whose letters these are."""
        from helhet.library.actions import REVIEW
        from helhet.library.letters import Reviews
        from helhet.post.composers import register

        register(REVIEW, Reviews())
