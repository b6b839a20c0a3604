"""The addresses of wonder notes: opaque keys, no names."""

from django.urls import path

from helhet.concerns.views import lists, note, steps

app_name = "concerns"
urlpatterns = [
    path("", lists.notes, name="list"),
    path("new/", lists.new, name="new"),
    path("<key:note>/", note.note, name="note"),
    path("<key:note>/read/", note.read, name="read"),
    path("<key:note>/share/", steps.share, name="share"),
    path("<key:note>/talk/", steps.talk, name="talk"),
    path("<key:note>/no-talk/", steps.no_talk, name="no_talk"),
    path("<key:note>/decide/", steps.decide, name="decide"),
    path("<key:note>/report/", steps.report, name="report"),
    path("<key:note>/report/<uuid:report>/", steps.report_answer, name="report_answer"),
]
