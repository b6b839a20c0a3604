"""Open data for people: without signing in, in the language the address says."""

from django.urls import path

from helhet.open_data import views

app_name = "open_data"
urlpatterns = [path("", views.home, name="home")]
