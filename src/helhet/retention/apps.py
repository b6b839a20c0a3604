from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "helhet.retention"
    default_auto_field = "django.db.models.BigAutoField"
