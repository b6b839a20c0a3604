from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "helhet.open_data"
