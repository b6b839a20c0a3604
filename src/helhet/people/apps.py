from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "helhet.people"
    default_auto_field = "django.db.models.BigAutoField"
