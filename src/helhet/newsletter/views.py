"""The newsletter for everybody: the archive, signing up, saying yes, and leaving by one click."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from helhet.core.actors import Actor
from helhet.newsletter import actions, data, markdown, queries
from helhet.newsletter.forms import SignUpForm, TopicsForm
from helhet.newsletter.links import keys, subscription_in
from helhet.web.clock import now
from helhet.web.decorators import for_everyone, from_everyone
from helhet.web.pager import moment, older_than

FORM = "newsletter sign-up"
"""What the sign-up's stamp is bound to."""


@for_everyone
def archive(request: HttpRequest) -> HttpResponse:
    """Every issue that was sent, newest first."""
    found = queries.sent_issues(before=moment(request.GET.get("before", "")))
    shown = found[: queries.AT_ONCE]
    older = older_than(shown[-1].sent_at) if len(found) > len(shown) and shown[-1].sent_at else ""
    return render(request, "newsletter/archive.html", {"issues": shown, "older": older, "here": "newsletter"})


@for_everyone
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue, at its permanent address."""
    found = queries.sent_issue(slug)
    if found is None:
        raise Http404
    topics = [data.topics()[code].name for code in found.topics if code in data.topics()]
    context = {"issue": found, "html": markdown.html(found.body), "topics": topics, "here": "newsletter"}
    return render(request, "newsletter/issue.html", context)


@from_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for letters. What it answers is the same whether the address is known or not."""
    posted = request.method == "POST"
    form = SignUpForm(request if posted else None, about=FORM, at=now(), initial={"language": get_language()})
    if posted and form.is_valid():
        told = form.cleaned_data
        try:
            actions.ask_to_subscribe(
                address=told["address"],
                topics=told["topics"],
                language=told["language"],
                actor=Actor.reader(),
                at=now(),
            )
            return redirect("newsletter:asked")
        except actions.TooMany:
            form.add_error(None, gettext("So many are signing up that we must wait a little. Try again in an hour."))
    context = {"form": form, "agreement": data.agreement().text, "here": "newsletter", "own_address": True}
    return render(request, "newsletter/sign_up.html", context, status=422 if form.errors else 200)


@for_everyone
def asked(request: HttpRequest) -> HttpResponse:
    """Look in your mail."""
    return render(request, "newsletter/asked.html", {"here": "newsletter", "own_address": True})


@from_everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the question. Opening it says nothing: mail programs open links too. The button says yes.

    Ticked is what the letter said. Whoever holds the link may tick otherwise.
    """
    context = {"here": "newsletter", "own_address": True}
    asked_for = queries.sign_up_with(token, at=now())
    if asked_for is None:
        return render(request, "newsletter/spent.html", context, status=410)
    posted = request.method == "POST"
    form = TopicsForm(request.POST if posted else None, initial={"topics": asked_for.topics})
    if not (posted and form.is_valid()):
        agreed = data.agreements()[asked_for.agreed].text
        context |= {"form": form, "agreement": agreed}
        return render(request, "newsletter/confirm.html", context, status=422 if form.errors else 200)
    try:
        actions.confirm(token=token, topics=form.cleaned_data["topics"], actor=Actor.reader(), at=now())
    except actions.LinkSpent:
        return render(request, "newsletter/spent.html", context, status=410)
    return render(request, "newsletter/confirmed.html", context)


@from_everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One click (RFC 8058): a post leaves, with no cookie, no question and no other page. Opening it never does."""
    subscription = subscription_in(token, by=keys())
    if subscription is None:
        raise Http404
    context = {"here": "newsletter", "own_address": True}
    if request.method != "POST":
        return render(request, "newsletter/leave.html", context)
    actions.leave(subscription=subscription, actor=Actor.reader())
    return render(request, "newsletter/left.html", context)
