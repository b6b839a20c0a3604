"""Every address."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.views.i18n import set_language

from helhet.people.keys import KeyConverter
from helhet.web.views import health, not_connected

register_converter(KeyConverter, "key")

handler500 = "helhet.web.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("language/", login_not_required(set_language), name="language"),
    path("notes/", include("helhet.concerns.urls")),
    path("family/", include("helhet.family.urls")),
    path("log/", include("helhet.audit.urls")),
    path("guides/", include("helhet.plans.guide_urls")),
    path("demo/", include("helhet.demo.urls")) if settings.DEMO else path("sign-in/", not_connected, name="sign_in"),
    path("", include("helhet.plans.urls")),
]
