from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "helhet.flow"
    default_auto_field = "django.db.models.BigAutoField"
