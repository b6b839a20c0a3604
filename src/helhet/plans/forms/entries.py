"""Correcting an entry, and hiding it from one of the family."""

from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.core.hiding import HiddenFrom, HidingReason, hiding_reasons
from helhet.people.models import Person
from helhet.plans.forms.choices import language
from helhet.web import forms


class Correct(forms.Form):
    """A better wording; the old one stays."""

    text = forms.Prose(label=_("The corrected words"), max_length=600)


class Hide(forms.Form):
    """A professional's own judgement, in words, with the reason the law gives for it. The program judges nothing."""

    hidden_from = fields.ChoiceField(label=_("From whom is it hidden?"), widget=fields.RadioSelect)
    reason = fields.ChoiceField(label=_("Which reason does the law give?"), widget=forms.ChoiceCards())
    judgement = forms.Prose(label=_("Your judgement"), max_length=600, rows=3)

    def __init__(self, *args: Any, reasons: tuple[HidingReason, ...], adults: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adults = {str(adult.pk): adult for adult in adults}
        whom = self.fields["hidden_from"]
        assert isinstance(whom, fields.ChoiceField)
        possible = {one for reason in reasons for one in reason.hides_from}
        whom.choices = [
            *([(HiddenFrom.GUARDIANS.value, _("From everyone who answers for the child"))] if adults else []),
            *((pk, _("From %(name)s") % {"name": adult.name}) for pk, adult in self.adults.items()),
            *([(HiddenFrom.SUBJECT.value, _("From the child"))] if HiddenFrom.SUBJECT in possible else []),
        ]
        why = self.fields["reason"]
        assert isinstance(why, fields.ChoiceField)
        why.choices = [(one.code, one.words.in_language(language())) for one in reasons]
        why.widget = forms.ChoiceCards(
            choices=why.choices, help={one.code: one.question.in_language(language()) for one in reasons}
        )

    def clean(self) -> dict[str, Any]:
        """The reason must be one that hides from whoever is chosen."""
        clean: dict[str, Any] = super().clean() or {}
        reason = hiding_reasons().get(clean.get("reason", ""))
        if reason and "hidden_from" in clean and self.whom[0] not in reason.hides_from:
            self.add_error("hidden_from", _("The law does not give this reason for hiding it from the one you chose."))
        return clean

    @property
    def whom(self) -> tuple[HiddenFrom, Person | None]:
        """From whom: a kind, and the adult where it is one of them."""
        chosen = self.cleaned_data["hidden_from"]
        adult = self.adults.get(chosen)
        return (HiddenFrom.ADULT, adult) if adult else (HiddenFrom(chosen), None)
