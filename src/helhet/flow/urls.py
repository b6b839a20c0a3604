"""The flow counts' addresses: the newest half-year, and each that was told."""

from django.urls import path

from helhet.flow import views

app_name = "flow"
urlpatterns = [
    path("", views.newest, name="newest"),
    path("<int:year>-<int:half>/", views.half_year, name="half_year"),
]
