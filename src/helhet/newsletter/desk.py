"""The editors' desk: write an issue, let another look it over, send it once, and see how far it has come."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helhet.newsletter import actions, data, markdown, queries
from helhet.newsletter.forms import IssueForm, filled
from helhet.newsletter.kinds import ISSUE
from helhet.newsletter.models import Issue
from helhet.people.desk import WRITERS, at_desk, has_task
from helhet.people.models import Appointment
from helhet.post.queries import progress
from helhet.web.clock import now

PUBLISHER = Appointment.Role.PUBLISHER


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """What is being written, and what was sent."""
    at_desk(request, *WRITERS)
    context = {
        "drafts": queries.drafts(),
        "sent": queries.sent_issues()[: queries.AT_ONCE],
        "subscribers": queries.subscribers(),
        "here": "newsletter",
    }
    return render(request, "newsletter/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new issue."""
    actor = at_desk(request, *WRITERS)
    form = IssueForm(request.POST or None, initial={"language": "nb"})
    if request.method == "POST" and form.is_valid():
        made = actions.begin_issue(**form.cleaned_data, actor=actor, at=now())
        return redirect("newsletter_desk:issue", issue=made.pk)
    return render(request, "newsletter/write.html", {"form": form, "here": "newsletter"}, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, issue: UUID) -> HttpResponse:
    """Write on a draft. Who comes second sees both texts, and loses none."""
    actor = at_desk(request, *WRITERS)
    found = _issue(issue)
    if found.sent_at:
        return redirect("newsletter_desk:issue", issue=found.pk)
    form = IssueForm(request.POST or None, initial=filled(found))
    version, theirs = found.version, None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_issue(issue=found, version=_version(request), **form.cleaned_data, actor=actor, at=now())
            return redirect("newsletter_desk:issue", issue=found.pk)
        except actions.OthersWords:
            version, theirs = found.version, found.body
            form.add_error(
                "body",
                gettext("Somebody has written since you began. Their text stands below; save again to keep yours."),
            )
        except actions.AlreadySent:
            form.add_error(None, gettext("It has been sent in the meantime, and stays as it was sent."))
    elif request.method == "POST":
        version = _version(request)
    context = {"form": form, "issue": found, "version": version, "theirs": theirs, "here": "newsletter"}
    return render(request, "newsletter/write.html", context, status=_status(request))


@require_safe
def look(request: HttpRequest, issue: UUID) -> HttpResponse:
    """An issue as its readers will see it, both ways, and what can be done with it."""
    actor = at_desk(request, *WRITERS)
    found = _issue(issue)
    context: dict[str, Any] = {
        "issue": found,
        "html": markdown.html(found.body),
        "text": markdown.text(found.body),
        "topics": [data.topics()[code].name for code in found.topics if code in data.topics()],
        "here": "newsletter",
    }
    if found.sent_at:
        context["progress"] = progress(kind=ISSUE, about=found.pk)
    else:
        publishes = has_task(request, PUBLISHER)
        own = queries.has_written(found, actor.id)
        context |= {
            "publishes": publishes,
            "own": own,
            "may_send": publishes and not own and found.ready_at is not None,
            "receivers": len(queries.receivers(found.topics)),
        }
    return render(request, "newsletter/look.html", context)


@require_POST
def ready(request: HttpRequest, issue: UUID) -> HttpResponse:
    """It can be looked over."""
    actor = at_desk(request, *WRITERS)
    found = _issue(issue)
    try:
        actions.ask_to_look_over(issue=found, version=_version(request), actor=actor, at=now())
        messages.success(request, gettext("A publisher who has not written in it can send it now."))
    except (actions.OthersWords, actions.AlreadySent) as no:
        messages.warning(request, _why_not(no))
    return redirect("newsletter_desk:issue", issue=found.pk)


@require_POST
def send(request: HttpRequest, issue: UUID) -> HttpResponse:
    """Let it out."""
    actor = at_desk(request, PUBLISHER)
    found = _issue(issue)
    try:
        actions.send_issue(issue=found, version=_version(request), actor=actor, at=now())
        messages.success(request, gettext("It is on its way, and stands in the archive."))
    except (actions.OwnWords, actions.NotReady, actions.OthersWords, actions.AlreadySent) as no:
        messages.warning(request, _why_not(no))
    return redirect("newsletter_desk:issue", issue=found.pk)


def _why_not(no: Exception) -> str:
    if isinstance(no, actions.OwnWords):
        return gettext("You have written in it yourself. Somebody else has to send it.")
    if isinstance(no, actions.NotReady):
        return gettext("Nobody has said that it can be looked over.")
    if isinstance(no, actions.OthersWords):
        return gettext("Somebody has written in it since you read it. Read it once more.")
    return gettext("It has been sent already.")


def _issue(pk: UUID) -> Issue:
    found = queries.issue_at(pk)
    if found is None:
        raise Http404
    return found


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
