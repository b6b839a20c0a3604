from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "helhet.access"
    default_auto_field = "django.db.models.BigAutoField"
