"""The editors' desk."""

from django.urls import path

from helhet.newsletter import desk

app_name = "newsletter_desk"
urlpatterns = [
    path("", desk.issues, name="list"),
    path("new/", desk.begin, name="new"),
    path("<uuid:issue>/", desk.look, name="issue"),
    path("<uuid:issue>/write/", desk.write, name="write"),
    path("<uuid:issue>/ready/", desk.ready, name="ready"),
    path("<uuid:issue>/send/", desk.send, name="send"),
]
