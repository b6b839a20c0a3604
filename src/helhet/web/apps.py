"""The Django app that carries templates, static files and template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Knows no other app: whatever it shows is handed to it."""

    name = "helhet.web"
    label = "web"
