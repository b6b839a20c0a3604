"""What a rule of retention is about: the kinds of record Helhet keeps, for how long, and counted from what."""

from enum import StrEnum


class Record(StrEnum):
    """What is kept. A plan is kept or let go with everything in it; the others are named where a rule differs."""

    PLAN = "plan"
    """A plan that was active once, with all that belongs to it."""
    REFUSED_PLAN = "refused_plan"
    """A draft the family said no to: only whom it was for, and what for."""
    ENTRY = "entry"
    CONSENT = "consent"
    DISCLOSURE = "disclosure"
    """That something was told from one service to another, and on which ground (utlevering)."""
    WONDER_NOTE = "wonder_note"
    """A note that led somewhere: to help in the unit, to more services, to a report; or is not decided yet."""
    ENDED_NOTE = "ended_note"
    """A note decided with "nothing more for now"."""
    CLOCK = "clock"
    LETTER = "letter"
    AUDIT_ROW = "audit_row"


class Keep(StrEnum):
    """What the rule says of keeping."""

    FOREVER = "forever_in_archive"
    """Preserved for posterity (bevares). A working copy may go when the archive has answered with a receipt."""
    UNTIL = "until"
    """May go when so long has passed."""
    WITH_THE_MATTER = "with_the_matter"
    """Kept as long as what it is about, and gone with it."""
    NEVER_ALONE = "never_alone"
    """Not taken out by itself: what is wrong is corrected beside it."""
    ONLY_BY_RULE = "only_by_rule"
    """Nothing goes because nobody asked for it to stay: a rule must say that it may."""
    SECRECY = "secrecy_lapses"
    """How long the duty of secrecy holds. Says nothing of keeping."""


COUNTED = frozenset({Keep.UNTIL, Keep.SECRECY})
"""What has a length, and something it is counted from."""


class CountedFrom(StrEnum):
    """What starts the time."""

    CHILD_BORN = "child_born"
    PLAN_CLOSED = "plan_closed"
    PLAN_REFUSED = "plan_refused"
    NOTE_DECIDED = "note_decided"
    WRITTEN = "written"
