"""The register's addresses: for anyone, without signing in."""

from django.urls import path

from helhet.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.register, name="list"),
    path("compare/", views.compare, name="compare"),
    path("grades/", views.grades, name="grades"),
    path("<slug:known>/", views.measure, name="measure"),
]
