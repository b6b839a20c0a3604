"""The editors' inbox."""

from django.urls import path

from helhet.feedback import views

app_name = "feedback_desk"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<uuid:feedback>/", views.answer, name="answer"),
]
