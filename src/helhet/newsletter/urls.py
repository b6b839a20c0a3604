"""The newsletter for everybody; inside the language."""

from django.urls import path

from helhet.newsletter import views
from helhet.newsletter.feed import Issues
from helhet.web.decorators import for_everyone

app_name = "newsletter"
urlpatterns = [
    path("", views.archive, name="archive"),
    path("feed.atom", for_everyone(Issues()), name="feed"),
    path("sign-up/", views.sign_up, name="sign_up"),
    path("sign-up/asked/", views.asked, name="asked"),
    path("confirm/<slug:token>/", views.confirm, name="confirm"),
    path("leave/<slug:token>/", views.leave, name="leave"),
    path("<slug:slug>/", views.issue, name="issue"),
]
