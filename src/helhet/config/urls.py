"""Every address."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.views.i18n import set_language

from helhet.config.desk import desk
from helhet.config.front import front
from helhet.library.views.pictures import picture
from helhet.people.keys import KeyConverter
from helhet.web.views import health, not_connected

register_converter(KeyConverter, "key")

handler500 = "helhet.web.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("language/", login_not_required(set_language), name="language"),
    path("notes/", include("helhet.concerns.urls")),
    path("family/", include("helhet.family.urls")),
    path("flow/", include("helhet.flow.urls")),
    path("log/", include("helhet.audit.urls")),
    path("demo/", include("helhet.demo.urls")) if settings.DEMO else path("sign-in/", not_connected, name="sign_in"),
    path("pictures/<uuid:picture>/", picture, name="picture"),
    path("desk/", desk, name="desk"),
    path("desk/library/", include("helhet.library.desk_urls")),
    path("", include("helhet.plans.urls")),
    *i18n_patterns(  # the public storey: its addresses say their language
        path("", front, name="front"),
        path("guides/", include("helhet.plans.guide_urls")),
        path("measures/", include("helhet.measures.urls")),
        path("learning/", include("helhet.learning.urls")),
        path("library/", include("helhet.library.urls")),
    ),
]
