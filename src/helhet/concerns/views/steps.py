"""The steps of a wonder, one page each, with the guide's words beside. A report is no step: it is always open."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from helhet.access.door import Nothing
from helhet.concerns import actions
from helhet.concerns.actions import ConcernRefused
from helhet.concerns.forms import DecideForm, NoTalkForm, ReportAnswerForm, ReportForm, TalkForm
from helhet.concerns.models import Concern, ConcernTalk
from helhet.concerns.queries import guide_of, reports_by, talked_with_parents
from helhet.concerns.views.common import around, own_note, sent, steps_for
from helhet.concerns.words import SENTENCES
from helhet.core.guides import Step, StepAction
from helhet.core.law.parameters import parameter
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.web.forms import Form
from helhet.web.refusals import refuse

DUTY = "MR-BVL-13-2"
"""The duty to report, as the law's parameters have it: everyone's own."""

ACTIONS = {
    "share": StepAction.CONCERN_SHARE,
    "talk": StepAction.CONCERN_TALK,
    "no_talk": StepAction.CONCERN_TALK,
    "decide": StepAction.CONCERN_DECIDE,
}
"""Which of the guide's steps a page is."""


def share(request: HttpRequest, note: Key) -> HttpResponse:
    """Let the leader read."""
    actor, at, concern = own_note(request, note)

    def act(form: Form) -> None:
        actions.share_with_leader(concern=concern, actor=actor, at=at)

    return _step(request, concern, Form(sent(request)), act, "share", _("Shared with your leader."))


def talk(request: HttpRequest, note: Key) -> HttpResponse:
    """Write down a talk with the child or the parents."""
    actor, at, concern = own_note(request, note)
    form = TalkForm(sent(request), acute=concern.acute, today=day_of(at))

    def act(form: Form) -> None:
        told = form.cleaned_data
        actions.record_talk(
            concern=concern,
            talked_with=ConcernTalk.With(told["talked_with"]),
            held_on=told["held_on"],
            words=told["words"],
            actor=actor,
            at=at,
        )

    return _step(request, concern, form, act, "talk", _("The talk is written down."))


def no_talk(request: HttpRequest, note: Key) -> HttpResponse:
    """Write down why there was no talk with the parents."""
    actor, at, concern = own_note(request, note)
    form = NoTalkForm(sent(request))

    def act(form: Form) -> None:
        actions.record_no_talk(concern=concern, reason=form.cleaned_data["reason"], actor=actor, at=at)

    return _step(request, concern, form, act, "no_talk", _("It is written down."))


def decide(request: HttpRequest, note: Key) -> HttpResponse:
    """End the wonder."""
    actor, at, concern = own_note(request, note)
    form = DecideForm(sent(request), pack=guide_of(concern))

    def act(form: Form) -> None:
        told = form.cleaned_data
        decision = Concern.Decision(told["decision"])
        actions.decide(concern=concern, decision=decision, reason=told["reason"], actor=actor, at=at)

    return _step(
        request,
        concern,
        form,
        act,
        "decide",
        _("It is decided."),
        reported=bool(reports_by(actor, concern)),
        needs_talk=not (concern.acute or talked_with_parents(concern)),
    )


def report(request: HttpRequest, note: Key) -> HttpResponse:
    """Write down that one has reported. Open at any time, and asks for nothing but the day."""
    actor, at, concern = own_note(request, note)
    form = ReportForm(sent(request), today=day_of(at))

    def act(form: Form) -> None:
        actions.record_report(concern=concern, sent_on=form.cleaned_data["sent_on"], actor=actor, at=at)

    return _step(request, concern, form, act, "report", _("It is written down."), duty=parameter(DUTY))


def report_answer(request: HttpRequest, note: Key, report: UUID) -> HttpResponse:
    """Write down child protection's answer."""
    actor, at, concern = own_note(request, note)
    mine = next((one.report for one in reports_by(actor, concern) if one.report.pk == report), None)
    if mine is None:
        raise Nothing
    form = ReportAnswerForm(sent(request), today=day_of(at))

    def act(form: Form) -> None:
        actions.record_report_answer(report=mine, **form.cleaned_data, actor=actor, at=at)

    return _step(request, concern, form, act, "report_answer", _("The answer is written down."), mine=mine)


def _step(
    request: HttpRequest,
    concern: Concern,
    form: Form,
    act: Callable[[Any], None],
    name: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """One step beside the guide's words for it: a form, one action, and back to the note."""
    if form.is_valid():
        try:
            act(form)
        except ConcernRefused as refused:
            refuse(form, refused, SENTENCES)
        else:
            messages.success(request, done)
            return redirect("concerns:note", note=concern.key)
    page = around(concern) | more | {"form": form, "steps": steps_at(name, concern)}
    return render(request, f"concerns/{name}.html", page, status=422 if form.is_bound else 200)


def steps_at(page: str, concern: Concern) -> tuple[Step, ...]:
    """The guide's words for a page. When it may be acute, none that speak of the parents."""
    action = ACTIONS.get(page)
    if action is None or (concern.acute and action is StepAction.CONCERN_TALK):
        return ()
    return steps_for(guide_of(concern), action, concern.service)
