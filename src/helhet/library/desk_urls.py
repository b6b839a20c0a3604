"""The editors' addresses."""

from django.urls import path

from helhet.library.views import desk, writing

app_name = "library_desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("new/", desk.New.as_view(), name="new"),
    path("items/<uuid:item>/", desk.history, name="history"),
    path("items/<uuid:item>/again/", desk.again, name="again"),
    path("items/<uuid:item>/keep/", desk.keep, name="keep"),
    path("items/<uuid:item>/look-through/", desk.LookThrough.as_view(), name="look_through"),
    path("items/<uuid:item>/address/", desk.Move.as_view(), name="move"),
    path("items/<uuid:item>/withdraw/", desk.Withdraw.as_view(), name="withdraw"),
    path("versions/<uuid:text>/", writing.write, name="write"),
    path("versions/<uuid:text>/preview/", writing.preview, name="preview"),
    path("versions/<uuid:text>/send/", writing.send, name="send"),
    path("versions/<uuid:text>/back/", writing.Back.as_view(), name="back"),
    path("versions/<uuid:text>/approve/", writing.Approve.as_view(), name="approve"),
    path("versions/<uuid:text>/pictures/", writing.Pictures.as_view(), name="pictures"),
]
