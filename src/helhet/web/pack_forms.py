"""A guide pack's form as a form on the screen: its labels, help, lengths and code lists, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms as fields
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helhet.core.guides import Form as PackForm
from helhet.core.guides import FormField, GuidePack
from helhet.web import forms

YES, NO = "yes", "no"


def pack_fields(form: PackForm, pack: GuidePack) -> dict[str, fields.Field]:
    """The fields of a pack's form by key, in its order. Put them in `self.fields` of a form.

    Raises:
        LookupError: a field asks for a code list the pack does not have.
    """
    return {one.key: _field(one, pack) for one in form.fields}


def answers_in(form: PackForm, values: Mapping[str, Any]) -> dict[str, str]:
    """What was answered, as it is kept: text by key; an empty answer is no answer.

    A line break is one character, whichever way the browser sent it.
    """
    told = {one.key: _kept(values.get(one.key)) for one in form.fields}
    return {key: value for key, value in told.items() if value}


def answer_in_words(field: FormField, answer: str, pack: GuidePack) -> str:
    """A kept answer as it is read: the code's own words, yes or no, or the text itself."""
    if field.kind == "yes_no":
        return {YES: _("Yes"), NO: _("No")}.get(answer, answer)
    if field.kind == "choice" and field.code_list:
        texts = {code.key: code.text for code in pack.codes(field.code_list)}
        return texts[answer].in_language(_language()) if answer in texts else answer
    return answer


class Draft(forms.Form):
    """A form that takes in whatever is there, however unfinished: what is typed is worth more than its shape.

    What is required is still marked so, and a text that is too long is kept whole; both are asked for later.
    """

    def full_clean(self) -> None:
        """Django's own, with nothing required and nothing too long."""
        required = [field for field in self.fields.values() if field.required]
        for field in self.fields.values():
            field.required = False
            field.validators = [each for each in field.validators if not isinstance(each, MaxLengthValidator)]
        super().full_clean()
        for field in required:
            field.required = True


def _field(field: FormField, pack: GuidePack) -> fields.Field:
    language = _language()
    common: dict[str, Any] = {
        "label": field.label.in_language(language),
        "help_text": field.help.in_language(language),
        "required": field.required,
    }
    match field.kind:
        case "text":
            return fields.CharField(max_length=field.max_length, **common)
        case "long":
            return forms.Prose(max_length=field.max_length, rows=4, **common)
        case "date":
            return forms.DateField(**common)
        case "yes_no":
            return fields.ChoiceField(choices=[(YES, _("Yes")), (NO, _("No"))], widget=forms.ChoiceCards, **common)
        case "choice":
            assert field.code_list
            codes = [(code.key, code.text.in_language(language)) for code in pack.codes(field.code_list)]
            if field.required:
                return fields.ChoiceField(choices=codes, widget=forms.ChoiceCards, **common)
            # One can think again: an optional choice must be possible to take back.
            return fields.ChoiceField(choices=[("", _("Not answered")), *codes], **common)


def _kept(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "").replace("\r\n", "\n")


def _language() -> str:
    return get_language() or "nb"
