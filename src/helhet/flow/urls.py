"""The flow counts' addresses: which municipality, its newest half-year, and each that was told."""

from django.urls import path

from helhet.flow import views

app_name = "flow"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<slug:town>/", views.newest, name="newest"),
    path("<slug:town>/<int:year>-<int:half>/", views.half_year, name="half_year"),
]
