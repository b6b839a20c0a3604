"""Reports to child protection (bekymringsmelding): that one was sent, and its clock. Never its words.

The duty is personal (bvl. § 13-2 and its mirrors): no action here asks for anyone's leave, for a talk, for a
finished note or for a decision, and none hands the report to anybody.
"""

from datetime import date, datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_clock, start_law_clock
from helhet.concerns.actions.refusals import ConcernRefused, NotTheAuthor
from helhet.concerns.models import Concern, ProtectionReport
from helhet.concerns.queries import FEEDBACK, wrote
from helhet.core.actors import Actor
from helhet.core.law.parameters import parameter
from helhet.core.moments import day_of
from helhet.people.models import Worker


@transaction.atomic
def record_report(*, concern: Concern, sent_on: date, actor: Actor, at: datetime) -> ProtectionReport:
    """Write down that the author has reported, at any time, also after the note is decided.

    Starts the clock for child protection's answer (bvl. § 13-3), where the law had one that day.

    Raises:
        NotTheAuthor: somebody else's note.
        ConcernRefused: `not_yet`, a day to come.
    """
    if not wrote(concern, actor):
        raise NotTheAuthor
    if sent_on > day_of(at):
        raise ConcernRefused("not_yet")
    report = ProtectionReport.objects.create(
        municipality_id=concern.municipality_id,
        concern=concern,
        sent_on=sent_on,
        recorded_at=at,
        recorded_by_id=actor.id,
    )
    if parameter(FEEDBACK).in_force(sent_on):
        start_law_clock(
            deadline=FEEDBACK,
            from_on=sent_on,
            matter=concern,
            about=report,
            child=concern.child_id,
            owner=Worker.objects.get(pk=actor.id),
            actor=actor,
        )
    trail.record(Event.REPORT_SENT, about=concern, actor=actor, at=at, report=report.pk, sent_on=sent_on)
    return report


@transaction.atomic
def record_report_answer(
    *, report: ProtectionReport, answered_on: date, investigation: bool, actor: Actor, at: datetime
) -> ProtectionReport:
    """Write down that child protection answered, and whether it has opened an investigation.

    Raises:
        NotTheAuthor: somebody else's report.
        ConcernRefused: `answered`, it is written down already; `not_yet`, a day to come; `before_sent`.
    """
    report = (
        ProtectionReport.objects.select_for_update(of=("self",))
        .filter(municipality_id=report.municipality_id)
        .select_related("concern")
        .get(pk=report.pk)
    )
    if report.recorded_by_id != actor.id or not wrote(report.concern, actor):
        raise NotTheAuthor
    if report.answered_on:
        raise ConcernRefused("answered")
    if answered_on > day_of(at):
        raise ConcernRefused("not_yet")
    if answered_on < report.sent_on:
        raise ConcernRefused("before_sent")
    report.answered_on, report.investigation = answered_on, investigation
    report.save(update_fields=["answered_on", "investigation"])
    end_clock(about=report, code=FEEDBACK, actor=actor, at=at)
    trail.record(Event.REPORT_ANSWERED, about=report.concern, actor=actor, at=at, report=report.pk)
    return report
