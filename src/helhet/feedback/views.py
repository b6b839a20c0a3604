"""Whether a page helped: the reader's two steps, what changed for everybody, and the editors' inbox."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from helhet.core.actors import Actor
from helhet.feedback import actions, queries
from helhet.feedback.forms import ReplyForm, Words
from helhet.feedback.models import Reply
from helhet.feedback.pages import Page, page_that_answers
from helhet.people.desk import WRITERS, at_desk
from helhet.web.clock import now, today
from helhet.web.decorators import for_everyone, from_everyone
from helhet.web.open_form import is_fresh, is_from_elsewhere


@from_everyone
@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """Yes or no has been pressed at the foot of a page. On to what they may want to write; counted if it is ours."""
    page = _page(request, request.POST.get("page", ""))
    answer = request.POST.get("found") == "yes"
    ours = not is_from_elsewhere(request) and not request.POST.get("website")
    if ours and is_fresh(request.POST.get("stamp", ""), f"found {page.path}", now()):
        actions.say_found(page=page, found=answer, actor=Actor.reader(), on=today())
    return redirect(_address("feedback:more", page, found=answer))


@from_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: HttpRequest) -> HttpResponse:
    """What they may want to write."""
    page = _page(request, request.GET.get("page", ""))
    answer = request.GET.get("found") == "yes"
    form = Words(request if request.method == "POST" else None, about=f"words {page.path}", at=now())
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_feedback(
                page=page, found=answer, words=form.cleaned_data["words"], actor=Actor.reader(), on=today()
            )
            return redirect(_address("feedback:thanks", page))
        except actions.TooMany:
            form.add_error(None, gettext("So many have written today that we cannot take in more. Try tomorrow."))
    context = {"form": form, "about": page, "found": answer, "own_address": True}
    return render(request, "feedback/more.html", context, status=422 if form.errors else 200)


@from_everyone
@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest) -> HttpResponse:
    """It has arrived, and what happens with it."""
    about = _page(request, request.GET.get("page", ""))
    return render(request, "feedback/thanks.html", {"about": about, "own_address": True})


@for_everyone
def changed(request: HttpRequest) -> HttpResponse:
    """What changed thanks to readers."""
    found = [(one, f"/{get_language()}{one.page}") for one in queries.changes()]
    return render(request, "feedback/changed.html", {"changes": found, "own_address": True})


def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for the editors, and where people look in vain."""
    at_desk(request, *WRITERS)
    start = request.GET.get("from", "")
    after = int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 0
    waiting = queries.waiting(after=after)
    context = {
        "waiting": waiting[: queries.AT_ONCE],
        "more": f"?from={after + queries.AT_ONCE}" if len(waiting) > queries.AT_ONCE else "",
        "answered": queries.answered(),
        "found": queries.found_by_page(on=today()),
        "here": "feedback",
    }
    return render(request, "feedback/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, feedback: UUID) -> HttpResponse:
    """One piece of feedback, and what is done about it."""
    actor = at_desk(request, *WRITERS)
    one = queries.feedback_at(feedback)
    if one is None:
        raise Http404
    others = queries.others_about(one)
    form = ReplyForm(request.POST or None, others=others, initial={"language": one.language})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.reply(
                to=one,
                also=[UUID(other) for other in told.get("also", ())],
                outcome=Reply.Outcome(told["outcome"]),
                text=told["text"],
                language=told["language"],
                public=told["public"],
                actor=actor,
                at=now(),
            )
            messages.success(request, gettext("Written down."))
            return redirect("feedback_desk:inbox")
        except actions.AlreadyAnswered:
            form.add_error(None, gettext("Somebody else has answered this in the meantime."))
    context = {"form": form, "one": one, "page": Page(one.page, one.language), "here": "feedback"}
    return render(request, "feedback/answer.html", context, status=422 if request.method == "POST" else 200)


def _page(request: HttpRequest, address: str) -> Page:
    """The page somebody speaks of. Raises Http404: it is none anybody may read, or it is not there."""
    page = page_that_answers(address, request=request)
    if page is None:
        raise Http404
    return page


def _address(name: str, page: Page, *, found: bool | None = None) -> str:
    asked = {"page": page.address} | ({} if found is None else {"found": "yes" if found else "no"})
    return f"{reverse(name)}?{urlencode(asked)}"
