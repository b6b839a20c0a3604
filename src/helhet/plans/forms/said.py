"""Two texts nobody goes without: the child's and the family's words, or why there are none."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms as fields
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.web import forms


def why_none_of_the_child() -> fields.CharField:
    """Why there are no words of the child."""
    return fields.CharField(label=_("If the child has said nothing: why?"), max_length=300, required=False)


def why_none_of_the_family() -> fields.CharField:
    """Why there are no words of the family."""
    return fields.CharField(label=_("If the family has said nothing: why?"), max_length=300, required=False)


class BothSaid(forms.Form):
    """Tells of both at once, with whatever else is missing: nobody should have to send it twice to learn it all."""

    missing: ClassVar[Mapping[str, Promise]]
    """For "child" and "family" the sentence when there are neither words nor a reason."""

    def clean(self) -> dict[str, Any]:
        """Words or a reason, for each of the two."""
        clean: dict[str, Any] = super().clean() or {}
        for whose, sentence in self.missing.items():
            words, none = (f"{whose}_{part}" for part in ("words", "none"))
            if {words, none} <= clean.keys() and not (clean[words] or clean[none]):
                self.add_error(words, str(sentence))
        return clean
