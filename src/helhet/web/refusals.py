"""When an action says no: the sentence, beside the field, with everything typed still there."""

from collections.abc import Mapping
from typing import Protocol

from django import forms
from django.utils.functional import Promise


class Coded(Protocol):
    """An action's refusal: an exception whose `code` says why; one that says several things at once has `codes`."""

    code: str


def refuse(form: forms.BaseForm, error: Coded, words: Mapping[str, tuple[str | None, Promise | str]]) -> None:
    """Put the refusal's sentences in the form. `words` gives for each code the field (or None) and the sentence.

    Raises:
        KeyError: a code nobody has written a sentence for; that is a fault of ours, not the user's.
    """
    for code in getattr(error, "codes", (error.code,)):
        field, sentence = words[code]
        form.add_error(field, str(sentence))
