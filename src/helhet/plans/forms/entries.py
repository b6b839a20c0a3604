"""Correcting an entry, and keeping it from the guardians."""

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.web import forms


class Correct(forms.Form):
    """A better wording; the old one stays."""

    text = forms.Prose(label=_("The corrected words"), max_length=600)


class CloseToGuardians(forms.Form):
    """A health worker's own judgement, written down with its reason (pbrl. § 3-4). The program judges nothing."""

    reason = fields.ChoiceField(
        label=_("Why should this stay between the child and you?"),
        choices=[
            ("childs_wish_12_16", _("The child is 12 to 16 and does not want it told, for reasons to be respected")),
            ("weighty_reasons", _("Weighty regard for the child speaks for it")),
        ],
        widget=fields.RadioSelect,
    )
