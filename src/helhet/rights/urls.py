"""The guide to rights: for anybody, in the language the address says."""

from django.urls import path

from helhet.rights.views import ages, asking, who

app_name = "rights"
urlpatterns = [
    path("", ages.home, name="home"),
    path("age/", ages.age, name="age"),
    path("age/ladder/", ages.ladder, name="ladder"),
    path("ask/", asking.path, name="ask"),
    path("ask/all/", asking.everything, name="everything"),
    path("ask/all/<slug:ask>/", asking.one, name="one"),
    path("who/", who.map_of_all, name="who"),
    path("who/<slug:body>/", who.one, name="body"),
]
