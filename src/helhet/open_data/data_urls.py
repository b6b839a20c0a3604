"""The catalogue for programs: one address for every language, and a suffix for each form."""

from django.urls import path

from helhet.open_data import views

app_name = "open_data_catalogue"
urlpatterns = [
    path("catalogue", views.negotiated, name="catalogue"),
    path("catalogue.ttl", views.turtle, name="turtle"),
    path("catalogue.jsonld", views.json_ld, name="json_ld"),
    path("catalogue.rdf", views.xml, name="xml"),
]
