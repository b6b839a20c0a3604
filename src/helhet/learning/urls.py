"""The learning paths' addresses: the paths for anyone, what is one's own behind the sign-in."""

from django.urls import path

from helhet.learning import views

app_name = "learning"
urlpatterns = [
    path("", views.paths, name="list"),
    path("mine/", views.mine, name="mine"),
    path("<slug:path>/", views.path, name="path"),
    path("<slug:path>/mine/", views.progress, name="progress"),
    path("<slug:path>/certificate/", views.certificate, name="certificate"),
    path("<slug:path>/forget/", views.forget_path, name="forget"),
    path("<slug:path>/steps/<slug:step>/", views.step, name="step"),
]
