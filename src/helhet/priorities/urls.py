"""The coordinator's desk: which municipality, and everything below its number."""

from django.urls import include, path

from helhet.priorities.views import draft, parts, report

app_name = "priorities"
in_one = [
    path("", draft.home, name="home"),
    path("begin/", draft.begin, name="begin"),
    path("draft/", draft.draft, name="draft"),
    path("draft/about/", draft.about, name="about"),
    path("draft/adopt/", draft.adopt, name="adopt"),
    path("draft/figures/<uuid:challenge>/", parts.figures, name="figures"),
    path("draft/<slug:kind>/new/<uuid:above>/", parts.new, name="new"),
    path("draft/<slug:kind>/<uuid:part>/", parts.part, name="part"),
    path("draft/<slug:kind>/<uuid:part>/up/", parts.up, name="up"),
    path("draft/<slug:kind>/<uuid:part>/remove/", parts.remove, name="remove"),
    path("figures/<uuid:thread>/", parts.reading, name="reading"),
    path("report/<int:year>/", report.report, name="report"),
    path("report/<int:year>/report.pdf", report.report_pdf, name="report_pdf"),
]
urlpatterns = [path("", draft.choose, name="choose"), path("<slug:town>/", include(in_one))]
