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

desks: list[URLPattern | URLResolver] = [  # where what anybody may read is written
    path("", desk, name="desk"),
    path("library/", include("helhet.library.desk_urls")),
    path("newsletter/", include("helhet.newsletter.desk_urls")),
    path("feedback/", include("helhet.feedback.desk_urls")),
    path("priorities/", include("helhet.priorities.urls")),
]

handler500 = "helhet.web.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("language/", login_not_required(set_language), name="language"),
    path("notes/", include("helhet.concerns.urls")),
    path("family/", include("helhet.family.urls")),
    path("flow/", include("helhet.flow.urls")),
    path("log/", include("helhet.audit.urls")),
    path("desk/", include(desks)),
    path("demo/", include("helhet.demo.urls")) if settings.DEMO else path("sign-in/", not_connected, name="sign_in"),
    path("rights/", include("helhet.rights.data_urls")),
    path("pictures/<uuid:picture>/", picture, name="picture"),
    path("open-data/", include("helhet.open_data.data_urls")),
    path("", include("helhet.plans.urls")),
    *i18n_patterns(  # the public storey: its addresses say their language
        path("", front, name="front"),
        path("guides/", include("helhet.plans.guide_urls")),
        path("measures/", include("helhet.measures.urls")),
        path("learning/", include("helhet.learning.urls")),
        path("newsletter/", include("helhet.newsletter.urls")),
        path("feedback/", include("helhet.feedback.urls")),
        path("municipalities/", include("helhet.priorities.public_urls")),
        path("municipalities/", include("helhet.indicators.urls")),
        path("rights/", include("helhet.rights.urls")),
        path("library/", include("helhet.library.urls")),
        path("open-data/", include("helhet.open_data.urls")),
    ),
]
