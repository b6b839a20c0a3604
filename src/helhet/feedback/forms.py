"""What a reader writes about a page, and what an editor does about it."""

from typing import Any

from django import forms as fields
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from helhet.core.national_id import is_written_in
from helhet.feedback.models import LONGEST, Feedback, Reply
from helhet.web import forms
from helhet.web.open_form import OpenForm

NAMES_SOMEBODY = _(
    "This looks like a national identity number. Take it out, and send the rest once more. Nothing has been stored."
)


class Words(OpenForm):
    """What was missing, or what helped."""

    words = forms.Prose(
        label=_("What should we know?"),
        help_text=_(
            "Do not write about yourself, a child or anybody else: no names, no numbers, no illness. We read all of "
            "it, but we cannot answer you, since we do not know who you are."
        ),
        max_length=LONGEST,
        rows=4,
    )

    def clean_words(self) -> str:
        """Raises ValidationError where it seems to hold a national identity number."""
        words: str = self.cleaned_data["words"]
        if is_written_in(words):
            raise fields.ValidationError(NAMES_SOMEBODY, code="national_id")
        return words


class ReplyForm(forms.Form):
    """What was done about it, and whether everybody may read that."""

    outcome = fields.ChoiceField(label=_("What did you do?"), choices=Reply.Outcome, widget=forms.ChoiceCards())
    text = forms.Prose(
        label=_("In words"),
        required=False,
        max_length=600,
        help_text=_("For the other editors. If you tick below, everybody can read it: do not repeat what was written."),
    )
    public = fields.BooleanField(
        label=_("Show it on the page “What has changed”"),
        required=False,
    )
    language = fields.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    also = fields.MultipleChoiceField(
        label=_("This answers these too"), required=False, widget=fields.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: list[Feedback], **more: Any) -> None:
        super().__init__(*args, **more)
        if others:
            self.fields["also"].choices = [(str(one.pk), one.words) for one in others]  # type: ignore[attr-defined]
        else:
            del self.fields["also"]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a change without words, or words that name somebody."""
        cleaned: dict[str, Any] = super().clean() or {}
        text, outcome = cleaned.get("text", ""), cleaned.get("outcome")
        if is_written_in(text):
            self.add_error("text", fields.ValidationError(NAMES_SOMEBODY, code="national_id"))
        if cleaned.get("public") and outcome and outcome != Reply.Outcome.CHANGED:
            self.add_error("public", _("Only what has changed is shown there."))
        elif cleaned.get("public") and not text:
            self.add_error("text", _("Say what has changed."))
        return cleaned
