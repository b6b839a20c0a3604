"""The sentences of refusals: for each code the field it belongs to, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DECIDED = _("This note is decided and can no longer be changed. Your text stands here: copy it if you need it.")

SENTENCES: Final[Mapping[str, tuple[str | None, Promise]]] = {
    "decided": (None, DECIDED),
    "elsewhere": ("municipality", _("Your service does not serve that municipality.")),
    "incomplete": (None, _("The note needs a little more first. What is missing is named below.")),
    "own_leader": (None, _("You lead the unit yourself.")),
    "not_yet": (None, _("That day has not come yet.")),
    "before_sent": ("answered_on", _("That is before the report was sent.")),
    "answered": (None, _("The answer is written down already.")),
    "acute": ("talked_with", _("You have said that it may be acute. Then the parents are not contacted first.")),
    "no_talk": (None, _("Write down the talk with the parents first, or why there was none.")),
    "not_sent": ("decision", _("Write down which day you reported first. It takes one date, and nobody's leave.")),
}
