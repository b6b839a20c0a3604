"""Asking the child alone: the judgement first, then which services."""

from datetime import date
from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.core.hiding import CHILDS_WISH, hiding_reasons
from helhet.people.models import Service
from helhet.plans.forms.choices import language, services
from helhet.web import forms


class AskAlone(forms.Form):
    """Why the parents are rightly kept out of it, in words; which services may know of it; for what, and how long."""

    reason = forms.Prose(max_length=600, rows=4)
    service = fields.MultipleChoiceField(
        label=_("Which services may know of it?"),
        widget=fields.CheckboxSelectMultiple,
        help_text=_("Only the health matter that is kept from the parents, and nothing else."),
    )
    purpose = forms.Prose(label=_("What is it for?"), max_length=300, rows=2)
    until_on = forms.DateField(label=_("Until"))

    def __init__(self, *args: Any, around: list[Service], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["reason"].label = hiding_reasons()[CHILDS_WISH].question.in_language(language())
        service = self.fields["service"]
        assert isinstance(service, fields.MultipleChoiceField)
        service.choices = services(around)

    def clean_until_on(self) -> date:
        """A day to come."""
        day: date = self.cleaned_data["until_on"]
        if day < self.on:
            raise fields.ValidationError(_("Choose today or a later day."))
        return day
