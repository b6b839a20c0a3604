from django.apps import AppConfig


class FamilyConfig(AppConfig):
    name = "helhet.family"
    default_auto_field = "django.db.models.BigAutoField"
