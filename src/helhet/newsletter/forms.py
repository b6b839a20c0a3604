"""What a reader signs up with, and what an editor writes."""

from typing import Any

from django import forms as fields
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helhet.newsletter import data
from helhet.web import forms
from helhet.web.open_form import OpenForm

LANGUAGE = "nb"


def _named() -> list[tuple[str, str]]:
    return [(one.code, one.name.in_language(get_language() or LANGUAGE)) for one in data.open_topics()]


class TopicsForm(forms.Form):
    """What the owner of an address wants to read about."""

    topics = fields.MultipleChoiceField(
        label=_("What do you want to read about?"), widget=fields.CheckboxSelectMultiple, choices=_named
    )


class SignUpForm(OpenForm):
    """An address, and what its owner wants to read about."""

    address = fields.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=fields.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": _("This does not look like an e-mail address.")},
    )
    topics = fields.MultipleChoiceField(
        label=_("What do you want to read about?"), widget=fields.CheckboxSelectMultiple, choices=_named
    )
    language = fields.ChoiceField(label=_("Language of the text around the letters"), choices=settings.LANGUAGES)


class IssueForm(forms.Form):
    """An issue: a subject, a text in Markdown, and what it is about."""

    subject = fields.CharField(
        label=_("Subject"), max_length=120, help_text=_("What the letter is about, in few words.")
    )
    topics = fields.MultipleChoiceField(
        label=_("Topics"),
        widget=fields.CheckboxSelectMultiple,
        choices=_named,
        help_text=_("It goes to everybody who has chosen one of them."),
    )
    language = fields.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    body = forms.Prose(
        label=_("The text"),
        rows=18,
        max_length=20_000,
        help_text=_(
            "Markdown: a line that begins with ## is a heading, - begins a point, [words](address) is a link. Say in "
            "the words where a link leads. Pictures and HTML are not shown. Nothing about a child, ever."
        ),
    )

    def clean_subject(self) -> str:
        """Raises ValidationError for a subject of several lines, which no letter can carry."""
        subject: str = self.cleaned_data["subject"]
        if len(subject.splitlines()) > 1:
            raise ValidationError(_("One line only."), code="lines")
        return subject


def filled(issue: Any) -> dict[str, Any]:
    """What a form begins with for an issue there is."""
    return {name: getattr(issue, name) for name in IssueForm.base_fields}
