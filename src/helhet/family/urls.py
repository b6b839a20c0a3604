"""The family's addresses."""

from django.urls import path

from helhet.family import views

app_name = "family"
urlpatterns = [
    path("", views.home, name="home"),
    path("<key:plan>/", views.plan, name="plan"),
    path("<key:plan>/log", views.log, name="log"),
    path("texts/<key:entry>/", views.text, name="text"),
]
