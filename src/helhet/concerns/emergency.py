"""Whom to ring when it may be acute: national numbers, free, open day and night.

116 111 is answered by the emergency child welfare service (barnevernvakt) nearest to the caller, or by the one in
Kristiansand, and is for worried adults as well (https://www.116111.no/omalarmtelefonen, read 2026-11-24).
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Line:
    """One number, who answers, and when to choose it."""

    number: str
    who: Promise
    when: Promise


LINES: Final = (
    Line("112", _("Police"), _("There is danger now.")),
    Line("113", _("Medical emergency"), _("Somebody is hurt or very ill.")),
    Line(
        "116 111",
        _("Alarm telephone for children and young people"),
        _("When child welfare is closed. For adults too."),
    ),
)
