"""The action guides' addresses: for anyone, without signing in."""

from django.urls import path

from helhet.plans.views import guides

app_name = "guides"
urlpatterns = [
    path("", guides.packs, name="list"),
    path("<slug:code>/<int:version>/", guides.pack, name="pack"),
]
