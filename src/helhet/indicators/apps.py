"""The room of figures."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "helhet.indicators"
