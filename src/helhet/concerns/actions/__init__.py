"""The wonder note from the first word to a decision within its days; and, at any time, a report."""

from helhet.concerns.actions.deciding import decide
from helhet.concerns.actions.refusals import ConcernRefused, Conflict, NotTheAuthor
from helhet.concerns.actions.reporting import record_report, record_report_answer
from helhet.concerns.actions.sharing import mark_read, record_no_talk, record_talk, share_with_leader
from helhet.concerns.actions.writing import save_note, write_note

__all__ = [
    "ConcernRefused",
    "Conflict",
    "NotTheAuthor",
    "decide",
    "mark_read",
    "record_no_talk",
    "record_report",
    "record_report_answer",
    "record_talk",
    "save_note",
    "share_with_leader",
    "write_note",
]
