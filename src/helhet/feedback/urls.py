"""What readers say: the public addresses (inside the language), and the editors' desk."""

from django.urls import path

from helhet.feedback import views

app_name = "feedback"
urlpatterns = [
    path("found/", views.found, name="found"),
    path("more/", views.more, name="more"),
    path("thanks/", views.thanks, name="thanks"),
    path("changed/", views.changed, name="changed"),
]
