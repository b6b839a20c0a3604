"""The parts of the draft: write a new one, write on it, put it higher, take it out. And own figures read anew."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helhet.indicators.shown import in_figures
from helhet.priorities import actions
from helhet.priorities.forms import (
    ChallengeForm,
    MeasureForm,
    OwnTargetForm,
    PriorityForm,
    PublishedTargetForm,
    ReadingForm,
    Written,
    part_initial,
)
from helhet.priorities.models import Challenge, Part, Priority, Programme, RunMeasure, Target
from helhet.priorities.queries import in_force, part_in, published_figure, published_figures, readings_of, target_in
from helhet.priorities.views.common import Desk, desk_of, draft_at
from helhet.priorities.views.saving import Row, write
from helhet.web.clock import now, today

TITLES = {
    "challenge": (_("A new challenge"), _("The challenge")),
    "target": (_("A figure and a target"), _("The figure and its target")),
    "priority": (_("A new priority"), _("The priority")),
    "measure": (_("A new measure"), _("The measure")),
}
ABOVE = {"target": "challenge", "priority": "challenge", "measure": "priority"}
"""What each kind stands under; a challenge stands under the version itself."""


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, town: str, kind: str, above: UUID) -> HttpResponse:
    """Write a new part. `?figure=` names a published figure; without it a target is the municipality's own."""
    desk = desk_of(request, town)
    programme = draft_at(desk)
    part = _under(programme, kind, above)
    part_form = _form(desk, part, figure=request.GET.get("figure", ""))
    form = part_form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        for name, value in form.values().items():
            setattr(part, name, value)
        actions.add_part(part=part, actor=desk.actor, at=now())
        messages.success(request, gettext("Saved."))
        return redirect(_at(desk, part))
    context = desk.page | {"title": _title(kind, part, form, 0), "under": _above(part), "form": form}
    return render(request, "priorities/write.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, town: str, kind: str, part: UUID) -> HttpResponse:
    """Write on a part."""
    desk, at = desk_of(request, town), now()
    programme = draft_at(desk)
    found = _part(programme, kind, part)

    def fresh() -> Part:
        return part_in(programme, kind, part) or found

    def keep(version: int, values: dict[str, Any]) -> int:
        return actions.change_part(part=found, version=version, values=values, actor=desk.actor, at=at).version

    row = Row(
        form=lambda sent: _form(desk, fresh())(sent),
        keep=keep,
        version=lambda: fresh().version,
        own=lambda: programme.changed_by_id == desk.actor.id,
        at=at,
    )
    page = desk.page | {
        "title": _title(kind, found, row.form(None), 1),
        "under": _above(found),
        "saves": request.path,
        "remove": desk.at("remove", kind, part),
    }
    return write(request, row, page=page, back=_at(desk, found))


@require_POST
def up(request: HttpRequest, town: str, kind: str, part: UUID) -> HttpResponse:
    """Put a part before the one above it."""
    desk = desk_of(request, town)
    found = _part(draft_at(desk), kind, part)
    actions.move_part_up(part=found, actor=desk.actor, at=now())
    return redirect(_at(desk, found))


@require_POST
def remove(request: HttpRequest, town: str, kind: str, part: UUID) -> HttpResponse:
    """Take a part out, with what stands under it."""
    desk = desk_of(request, town)
    actions.remove_part(part=_part(draft_at(desk), kind, part), actor=desk.actor, at=now())
    messages.success(request, gettext("It is taken out."))
    return redirect(desk.at("draft"))


@require_safe
def figures(request: HttpRequest, town: str, challenge: UUID) -> HttpResponse:
    """Which figure: one that is published about the municipality, or one it counts itself."""
    desk = desk_of(request, town)
    found = _part(draft_at(desk), "challenge", challenge)
    known = [
        (one.indicator, one.latest, in_figures(one.latest.number, one.indicator.unit))
        for one in published_figures(desk.organisation)
        if one.latest and one.latest.number is not None
    ]
    context = desk.page | {"challenge": found, "figures": known}
    return render(request, "priorities/figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, town: str, thread: UUID) -> HttpResponse:
    """What an own figure is now."""
    desk = desk_of(request, town)
    current = in_force(desk.organisation)
    target = target_in(current, thread) if current else None
    if target is None or not target.own:
        raise Http404
    form = ReadingForm(request.POST or None, target=target, today=today())
    if request.method == "POST" and form.is_valid():
        actions.note_reading(
            target=target, organisation=desk.organisation, **form.cleaned_data, actor=desk.actor, at=now()
        )
        messages.success(request, gettext("Saved."))
        return redirect(desk.at("home"))
    known = readings_of(desk.organisation, [thread]).get(thread, [])
    context = desk.page | {"form": form, "target": target, "readings": known}
    return render(request, "priorities/reading.html", context, status=422 if request.method == "POST" else 200)


def _under(programme: Programme, kind: str, above: UUID) -> Part:
    """An empty part of a kind, under what it is to stand under. Raises Http404."""
    if kind == "challenge" and above == programme.pk:
        return Challenge(programme=programme)
    over = part_in(programme, ABOVE.get(kind, ""), above)
    if isinstance(over, Challenge) and kind == "target":
        return Target(programme=programme, challenge=over)
    if isinstance(over, Challenge):
        return Priority(programme=programme, challenge=over)
    if isinstance(over, Priority):
        return RunMeasure(programme=programme, priority=over)
    raise Http404


def _part(programme: Programme, kind: str, pk: UUID) -> Part:
    found = part_in(programme, kind, pk)
    if found is None:
        raise Http404
    return found


def _form(desk: Desk, part: Part, *, figure: str = "") -> Callable[[Any], Written]:
    """How a part's form is made."""
    initial = {} if part._state.adding else part_initial(part)
    language = part.programme.language
    if isinstance(part, Challenge):
        return lambda sent: ChallengeForm(sent, initial=initial)
    if isinstance(part, Priority):
        return lambda sent: PriorityForm(sent, initial=initial)
    if isinstance(part, RunMeasure):
        return lambda sent: MeasureForm(sent, initial=initial, language=language, organisation=desk.organisation)
    assert isinstance(part, Target)
    code = part.indicator or figure
    if not code:
        begin = {"unit": "percent", "target_year": part.programme.last_year} if part._state.adding else initial
        return lambda sent: OwnTargetForm(sent, initial=begin)
    series = published_figure(desk.organisation, code)
    if series is None:
        raise Http404
    latest = series.latest
    begin = {"period": latest.period.label if latest else "", "target_year": part.programme.last_year} | initial
    return lambda sent: PublishedTargetForm(sent, initial=begin, series=series, language=language)


def _title(kind: str, part: Part, form: Written, which: int) -> str:
    if isinstance(form, PublishedTargetForm):
        return form.series.indicator.name.in_language(part.programme.language)
    return str(TITLES[kind][which])


def _above(part: Part) -> str:
    """The title of what a part stands under; a challenge stands under nothing."""
    return getattr(part, part.UNDER).title if part.UNDER else ""


def _at(desk: Desk, part: Part) -> str:
    return f"{desk.at('draft')}#p{part.pk}"
