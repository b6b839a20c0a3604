"""Inviting a service, offering the baton, and answering."""

from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.core.guides import GuidePack
from helhet.people.models import Service, Worker
from helhet.plans.forms.choices import codes, workers
from helhet.web import forms


class _Who(forms.Form):
    """A worker in a service."""

    who = fields.ChoiceField(label=_("Who?"))

    def __init__(self, *args: Any, people: list[tuple[Worker, Service]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, fields.ChoiceField)
        who.choices = [("", _("Choose")), *workers(people)]


class Invite(_Who):
    """Ask a service to take part."""

    task = forms.Prose(
        label=_("What do you hope they can help with?"),
        help_text=_("And how the family best likes to be met."),
        max_length=300,
        rows=3,
    )


class Offer(_Who):
    """Ask another to hold the baton."""

    family_wish = forms.Prose(
        label=_("What do the child and the family want?"),
        help_text=_("Ask them before you ask the other. They see who has been asked."),
        max_length=300,
        rows=2,
    )
    handover = forms.Prose(
        label=_("What should the family not have to tell again?"), max_length=600, rows=3, required=False
    )


class Decline(forms.Form):
    """No, and why."""

    reason = fields.ChoiceField(label=_("Why not?"), widget=fields.RadioSelect)
    words = forms.Prose(label=_("In your own words"), max_length=300, rows=2, required=False)

    def __init__(self, *args: Any, guide: GuidePack, reasons: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, fields.ChoiceField)
        reason.choices = codes(guide, reasons)
