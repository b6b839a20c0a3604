"""The same rights for machines: one address for every language, and a suffix for each form."""

from django.urls import path

from helhet.rights.views import data

app_name = "rights_data"
urlpatterns = [
    path("services", data.negotiated, name="services"),
    path("services.ttl", data.turtle, name="turtle"),
    path("services.jsonld", data.json_ld, name="json_ld"),
]
