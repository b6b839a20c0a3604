"""Cover during an absence: who is away, who stands in, from when until when."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms as fields
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.people.models import Membership
from helhet.web import forms

REFUSED: Mapping[str, tuple[str | None, Promise]] = {
    "same_person": ("covered_by", _("Somebody else must stand in.")),
    "ends_before_it_begins": ("until_on", _("The last day is before the first.")),
    "not_in_service": (None, _("Both must work in the unit.")),
    "not_leader": (None, _("Only the unit's leader arranges this.")),
    "is_leader": (None, _("The unit needs a new leader before you can leave it.")),
}


class CoverForm(forms.Form):
    """Somebody is away for a while."""

    absent = fields.ChoiceField(label=_("Who is away"))
    covered_by = fields.ChoiceField(
        label=_("Who stands in"),
        help_text=_("Is responsible for the plans meanwhile. The families see the name and how to reach them."),
    )
    from_on = forms.DateField(label=_("First day away"))
    until_on = forms.DateField(label=_("Last day away"), help_text=_("The cover ends by itself after this day."))

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.worker_id), f"{one.worker.name}, {one.worker.title}") for one in members]
        for name in ("absent", "covered_by"):
            field = self.fields[name]
            assert isinstance(field, fields.ChoiceField)
            field.choices = [("", "–"), *people]


class LeftForm(forms.Form):
    """Nothing to fill in: the step before is to read what will happen."""
