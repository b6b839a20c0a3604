"""The demo's addresses."""

from django.urls import path

from helhet.demo import views

urlpatterns = [
    path("", views.sign_in, name="sign_in"),
    path("out/", views.sign_out, name="sign_out"),
    path("mail/", views.mail, name="demo_mail"),
    path("as/<uuid:worker>/", views.as_worker, name="demo_as_worker"),
    path("family/<key:person>/", views.as_family, name="demo_as_family"),
]
