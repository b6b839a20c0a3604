"""The log's addresses for witnesses outside."""

from django.urls import path

from helhet.audit import views

app_name = "log"
urlpatterns = [
    path("<uuid:municipality>/checkpoint", views.checkpoint, name="checkpoint"),
    path("<uuid:municipality>/consistency", views.consistency_proof, name="consistency"),
]
