from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "helhet.concerns"
    default_auto_field = "django.db.models.BigAutoField"
