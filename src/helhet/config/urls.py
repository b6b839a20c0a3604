"""Every address."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.views.i18n import set_language

from helhet.people.keys import KeyConverter

register_converter(KeyConverter, "key")

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", login_not_required(set_language), name="language"),
    path("", include("helhet.plans.urls")),
]
