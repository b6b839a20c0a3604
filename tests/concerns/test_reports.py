"""M9 and criterion 25: facts and clocks only, at any time, with nobody's leave, seen by nobody else."""

from datetime import date, timedelta

import pytest

from helhet.audit.models import AuditEntry
from helhet.clocks.models import Clock
from helhet.clocks.tasks import send_due_reminders
from helhet.concerns.actions import (
    ConcernRefused,
    NotTheAuthor,
    decide,
    record_no_talk,
    record_report,
    record_report_answer,
    share_with_leader,
    write_note,
)
from helhet.concerns.models import Concern, ProtectionReport
from helhet.concerns.queries import FEEDBACK, reports_by
from helhet.post.models import Letter
from tests.cast import NOW, TODAY, Cast, after
from tests.concerns.conftest import SignIn
from tests.concerns.story import address


def reports(note: Concern, cast: Cast, *, sent_on: date = TODAY) -> ProtectionReport:
    return record_report(concern=note, sent_on=sent_on, actor=cast.as_kari, at=NOW)


def test_a_report_needs_no_talk_no_finished_note_no_sharing_and_no_leader(cast: Cast) -> None:
    empty = write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="?",
        guide=cast.guide,
        actor=cast.as_kari,
        at=NOW,
    )
    reports(empty, cast)
    decided = decide(concern=empty, decision=Concern.Decision.REPORT, actor=cast.as_kari, at=NOW)
    assert (decided.answers, decided.shared_with, decided.talks.count()) == ({}, None, 0)


def test_a_report_can_be_recorded_after_the_note_is_decided(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    record_no_talk(concern=note, reason="Flyttet.", actor=cast.as_kari, at=NOW)
    decide(concern=note, decision=Concern.Decision.NOTHING, actor=cast.as_kari, at=NOW)
    sign_in(cast.kari).post(address(note, "report/"), {"sent_on": "2026-11-24"})
    assert [sent.report.sent_on for sent in reports_by(cast.as_kari, note)] == [TODAY]


def test_a_note_is_not_decided_as_reported_before_it_is(cast: Cast, note: Concern) -> None:
    with pytest.raises(ConcernRefused) as refused:
        decide(concern=note, decision=Concern.Decision.REPORT, actor=cast.as_kari, at=NOW)
    assert refused.value.code == "not_sent"


def test_m9_an_answer_is_due_in_three_weeks_and_the_reporter_alone_is_reminded(cast: Cast, note: Concern) -> None:
    report = reports(note, cast)
    record_no_talk(concern=note, reason="Meldt.", actor=cast.as_kari, at=NOW)
    decide(concern=note, decision=Concern.Decision.REPORT, actor=cast.as_kari, at=NOW)
    clock = Clock.objects.get(about=report.pk)
    assert (clock.code, clock.due_on, clock.owner, clock.leader) == (
        FEEDBACK,
        TODAY + timedelta(days=21),
        cast.kari,
        cast.kari,
    )
    assert send_due_reminders(on=TODAY + timedelta(days=20), at=after(20)) == 0
    assert send_due_reminders(on=TODAY + timedelta(days=21), at=after(21)) == 1
    assert [letter.to_worker for letter in Letter.objects.all()] == [cast.kari]


def test_m9_the_answer_ends_the_clock(cast: Cast, note: Concern) -> None:
    report = reports(note, cast)
    answered = record_report_answer(
        report=report, answered_on=after(9).date(), investigation=True, actor=cast.as_kari, at=after(10)
    )
    assert (answered.answered_on, answered.investigation) == (date(2026, 12, 3), True)
    assert Clock.objects.get(about=report.pk).outcome == "met"


@pytest.mark.parametrize(
    ("answered_on", "code"),
    [
        pytest.param(TODAY - timedelta(days=1), "before_sent", id="before it was sent"),
        pytest.param(TODAY + timedelta(days=1), "not_yet", id="a day to come"),
    ],
)
def test_m9_a_day_the_answer_cannot_have_come(answered_on: date, code: str, cast: Cast, note: Concern) -> None:
    with pytest.raises(ConcernRefused) as refused:
        record_report_answer(
            report=reports(note, cast), answered_on=answered_on, investigation=False, actor=cast.as_kari, at=NOW
        )
    assert refused.value.code == code


def test_only_a_report_that_has_been_sent_is_recorded(cast: Cast, note: Concern) -> None:
    with pytest.raises(ConcernRefused) as refused:
        reports(note, cast, sent_on=TODAY + timedelta(days=1))
    assert refused.value.code == "not_yet"


def test_a_report_from_before_the_law_had_the_deadline_has_no_clock(cast: Cast, note: Concern) -> None:
    report = reports(note, cast, sent_on=date(2022, 12, 31))
    assert [sent.due_on for sent in reports_by(cast.as_kari, note)] == [None]
    assert Clock.objects.filter(about=report.pk).count() == 0


def test_25_a_report_is_shown_to_nobody_but_its_sender(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    share_with_leader(concern=note, actor=cast.as_kari, at=NOW)
    report = reports(note, cast)
    assert "You reported to child welfare" in sign_in(cast.kari).get(address(note)).content.decode()
    assert reports_by(cast.as_rektor, note) == []
    rektor = sign_in(cast.rektor)
    for path in ("/notes/", address(note)):
        page = rektor.get(path).content.decode()
        assert ("reported" in page, str(report.pk) in page) == (False, False)
    for other in (cast.nils, cast.jonas, cast.amir):
        assert sign_in(other).get(address(note, f"report/{report.pk}/")).status_code == 404


def test_the_duty_is_ones_own_and_nobody_records_it_for_another(cast: Cast, note: Concern) -> None:
    share_with_leader(concern=note, actor=cast.as_kari, at=NOW)
    with pytest.raises(NotTheAuthor):
        record_report(concern=note, sent_on=TODAY, actor=cast.as_rektor, at=NOW)


def test_the_trail_holds_the_day_and_nothing_of_the_report(cast: Cast, note: Concern) -> None:
    report = reports(note, cast)
    entry = AuditEntry.objects.get(event="worker:report:send")
    assert entry.details == {"report": str(report.pk), "sent_on": "2026-11-24"}


def test_the_answer_is_written_down_in_a_browser(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    report = reports(note, cast, sent_on=date(2026, 11, 2))
    kari = sign_in(cast.kari)
    path = address(note, f"report/{report.pk}/")
    assert kari.get(path).status_code == 200
    kari.post(path, {"answered_on": "2026-11-20", "investigation": "no"})
    report.refresh_from_db()
    assert (report.answered_on, report.investigation) == (date(2026, 11, 20), False)
    again = kari.post(path, {"answered_on": "2026-11-20", "investigation": "yes"})
    assert again.status_code == 422
