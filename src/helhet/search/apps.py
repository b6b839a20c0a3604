"""The room as Django knows it."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "helhet.search"
    label = "search"
