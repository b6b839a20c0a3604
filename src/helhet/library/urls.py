"""The library's addresses: for anyone, without signing in."""

from django.urls import path

from helhet.library.views import public

app_name = "library"
urlpatterns = [
    path("", public.front, name="front"),
    path("search/", public.search, name="search"),
    path("<slug:slug>/", public.item, name="item"),
]
