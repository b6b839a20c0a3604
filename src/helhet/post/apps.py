from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "helhet.post"
    default_auto_field = "django.db.models.BigAutoField"
