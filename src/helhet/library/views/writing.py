"""One version at the desk: writing, looking at it as it will be read, and the second pair of eyes."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from helhet.core.publishing import PublishingRefused, VersionState
from helhet.library import actions, forms, queries
from helhet.library.actions import Conflict
from helhet.library.editing import at_the_desk, desk_page, editor_of, version_at
from helhet.library.forms import LISTS, VersionForm, form_for, kept
from helhet.library.models import Version
from helhet.library.searchable import LANGUAGES
from helhet.library.shown import page_of
from helhet.library.words import LANGUAGE, REFUSED, STATE
from helhet.web import autosave
from helhet.web.clock import now, today
from helhet.web.forms import Form
from helhet.web.refusals import refuse

LONGEST = 9
"""Digits of a count of savings that are read."""


@at_the_desk
def write(request: HttpRequest, text: UUID) -> HttpResponse:
    """A draft to write in; what is no draft any more leads to how it will be read."""
    found = version_at(text)
    if request.method == "POST":
        return _save(request, found, now())
    if found.state != VersionState.DRAFT:
        return redirect("library_desk:preview", text=found.pk)
    return _page(request, found, form_for(kept(found)))


def _save(request: HttpRequest, found: Version, at: datetime) -> HttpResponse:
    """Keep what was typed, by the button or by itself."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    saves = _count(request.POST.get(autosave.VERSION, ""))
    try:
        saved = actions.save_version(version=found, saves=saves, content=form.content, actor=editor_of(request), at=at)
    except Conflict as conflict:
        return _put_together(request, form, conflict.current, at)
    except PublishingRefused as refused:
        refuse(form, refused, REFUSED)
        return _page(request, found, form, 422)
    if autosave.is_autosave(request):
        return autosave.saved(version=saved.saves, at=saved.changed_at)
    messages.success(request, _("Saved."))
    return redirect(f"library_desk:{_next(request)}", text=found.pk)


def _next(request: HttpRequest) -> str:
    """Where the button that saved leads on to: nobody leaves the page without what they typed being kept."""
    then = request.POST.get("then", "")
    return then if then in {"preview", "pictures"} else "write"


def _count(told: str) -> int:
    """How often a version had been saved when the page was made; none that is, for what is no count."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= LONGEST else 0


def _put_together(request: HttpRequest, form: VersionForm, current: Version, at: datetime) -> HttpResponse:
    """Somebody has saved since: what only one has touched is put together, the rest is for a person to choose.

    Lists are never put together unasked: two sets of ticks have no order a person would see.
    """
    theirs, mine = kept(current), form.values
    merged = autosave.merge(autosave.base_of(request), mine, theirs)
    lists = {name for name in LISTS if mine.get(name, "") != theirs.get(name, "")}
    merged = autosave.Merged(
        {**merged.fields, **{name: mine.get(name, "") for name in lists}}, merged.unsettled | lists
    )
    if merged.unsettled:
        return autosave.conflict(
            request,
            differences=[
                autosave.Difference(
                    name=name,
                    label=str(form[name].label),
                    mine=mine.get(name, ""),
                    theirs=theirs.get(name, ""),
                    my_words=mine.get(name, ""),
                    their_words=theirs.get(name, ""),
                )
                for name in form.fields
                if name in merged.unsettled
            ],
            merged=merged,
            theirs=theirs,
            version=current.saves,
            action=reverse("library_desk:write", kwargs={"text": current.pk}),
            same_person=False,
        )
    together = VersionForm(merged.fields)
    if not together.is_valid():
        return _page(request, current, together, 422)
    try:
        saved = actions.save_version(
            version=current, saves=current.saves, content=together.content, actor=editor_of(request), at=at
        )
    except Conflict as once_more:  # a third, in the same instant
        return _put_together(request, form, once_more.current, at)
    if autosave.is_autosave(request):
        others = {name: value for name, value in merged.fields.items() if value != mine.get(name, "")}
        return autosave.saved(version=saved.saves, at=saved.changed_at, fields=others)
    messages.success(request, _("Saved. What another has written meanwhile is here too."))
    return redirect("library_desk:write", text=current.pk)


def _page(request: HttpRequest, version: Version, form: VersionForm, status: int = 200) -> HttpResponse:
    context = {
        "version": version,
        "form": form,
        "base": autosave.base_for(kept(version)),
        "note": queries.last_note(version),
        "pictures": queries.pictures_of(version.item),
    }
    return render(request, "library/write.html", context, status=status)


@require_safe
@at_the_desk
def preview(request: HttpRequest, text: UUID) -> HttpResponse:
    """A version as it will be read (`?in=nn`), with what can be done with it now."""
    found = version_at(text)
    asked = request.GET.get("in", "")
    code = asked if asked in LANGUAGES else "nb"
    who = editor_of(request)
    context = {
        "version": found,
        "page": page_of(found, code),
        "languages": [(one, LANGUAGE[one], one == code) for one in LANGUAGES],
        "state": STATE[found.state],
        "is_draft": found.state == VersionState.DRAFT,
        "waits": found.state == VersionState.SENT,
        "scheduled": found.state == VersionState.APPROVED,
        "may_approve": who.publishes and who.id not in found.facts().writers,
        "today": today(),
        "form": Form(),
    }
    return render(request, "library/preview.html", context)


@require_POST
@at_the_desk
def send(request: HttpRequest, text: UUID) -> HttpResponse:
    """Ask for another pair of eyes."""
    found = version_at(text)
    try:
        actions.send(version=found, actor=editor_of(request), at=now())
    except PublishingRefused as refused:
        messages.error(request, str(REFUSED[refused.code][1]))
        return redirect("library_desk:write", text=found.pk)
    messages.success(request, _("Sent. A publisher who has not written in it reads it now."))
    return redirect("library_desk:home")


class Answering(View):
    """An answer to what was sent: a form with a button, beside the way back to the text."""

    form: type[Form]
    template = ""

    def get(self, request: HttpRequest, text: UUID) -> HttpResponse:
        return self.page(request, version_at(text), self.form())

    def post(self, request: HttpRequest, text: UUID) -> HttpResponse:
        found, form = version_at(text), self.form(request.POST)
        if form.is_valid():
            try:
                self.do(request, found, form)
            except PublishingRefused as refused:
                refuse(form, refused, REFUSED)
            else:
                return redirect("library_desk:home")
        return self.page(request, found, form, 422)

    def do(self, request: HttpRequest, version: Version, form: Form) -> None:
        """The action."""
        raise NotImplementedError

    def page(self, request: HttpRequest, version: Version, form: Form, status: int = 200) -> HttpResponse:
        """The form, with what it is about."""
        context = {"version": version, "page": page_of(version, "nb"), "form": form}
        return render(request, self.template, context, status=status)


@desk_page
class Back(Answering):
    """Back to its writer, with what should be changed."""

    form = forms.BackForm
    template = "library/back.html"

    def do(self, request: HttpRequest, version: Version, form: Form) -> None:
        actions.send_back(version=version, note=form.cleaned_data["note"], actor=editor_of(request), at=now())
        messages.success(request, _("It is a draft again, and your words stand above it."))


@desk_page
class Approve(Answering):
    """Let it out as it was read, now or later. `?version=` is how often what was read had been saved."""

    form = forms.ApproveForm
    template = "library/approve.html"

    def do(self, request: HttpRequest, version: Version, form: Form) -> None:
        at = now()
        assert isinstance(form, forms.ApproveForm)
        actions.approve(
            version=version,
            saves=_count(request.GET.get(autosave.VERSION, "")),
            publish_at=form.moment(at),
            actor=editor_of(request),
            at=at,
        )
        messages.success(request, _("Let out. Anybody can read it from its moment on."))


@desk_page
class Pictures(View):
    """The item's pictures, and one more."""

    def get(self, request: HttpRequest, text: UUID) -> HttpResponse:
        return self.page(request, version_at(text), forms.PictureForm())

    def post(self, request: HttpRequest, text: UUID) -> HttpResponse:
        found, form = version_at(text), forms.PictureForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, found, form, 422)
        given = form.cleaned_data
        actions.add_picture(
            item=found.item,
            made=form.made,
            alt_nb=given["alt_nb"],
            alt_nn=given["alt_nn"],
            credit=given["credit"],
            actor=editor_of(request),
            at=now(),
        )
        messages.success(request, _("Added. Copy its line into the text where it belongs."))
        return redirect("library_desk:pictures", text=found.pk)

    def page(self, request: HttpRequest, version: Version, form: forms.PictureForm, status: int = 200) -> HttpResponse:
        """The pictures and the form."""
        context = {"version": version, "form": form, "pictures": queries.pictures_of(version.item)}
        return render(request, "library/pictures.html", context, status=status)
