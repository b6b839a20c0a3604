from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "helhet.newsletter"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the outbox whose letters these are."""
        from helhet.newsletter.composing import CONFIRM, ISSUE, Confirmations, Issues
        from helhet.post.composers import register

        register(CONFIRM, Confirmations())
        register(ISSUE, Issues())
