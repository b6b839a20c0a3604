"""The addresses of the municipality's picture: for anyone, without signing in."""

from django.urls import path

from helhet.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.find, name="find"),
    path("figures/", views.figures, name="figures"),
    path("figures/<slug:indicator>/", views.everywhere, name="everywhere"),
    path("figures/<slug:indicator>/figures.csv", views.everywhere_csv, name="everywhere_csv"),
    path("figures/<slug:indicator>/figures.json", views.everywhere_json, name="everywhere_json"),
    path("<str:place>/", views.picture, name="picture"),
    path("<str:place>/figures.csv", views.picture_csv, name="picture_csv"),
    path("<str:place>/<slug:indicator>/", views.one_figure, name="figure"),
    path("<str:place>/<slug:indicator>/figures.csv", views.figure_csv, name="figure_csv"),
    path("<str:place>/<slug:indicator>/figures.json", views.figure_json, name="figure_json"),
    path("<str:place>/<slug:indicator>/chart.svg", views.figure_svg, name="figure_svg"),
]
