"""What has changed between an adult and the child, and whose address is protected."""

from collections.abc import Iterable
from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.people.models import Guardianship, Person
from helhet.web import forms

OVER = "over"
"""No longer one of the adults around the child."""


class ChangeTie(forms.Form):
    """Who the adult is to the child from now on."""

    now = fields.ChoiceField(label=_("What is so from now on?"), widget=forms.ChoiceCards())

    def __init__(self, *args: Any, tie: Guardianship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.fields["now"]
        assert isinstance(now, fields.ChoiceField)
        others = [one for one in Guardianship.Responsibility if one != tie.responsibility and not tie.carer]
        now.choices = [*((one.value, one.label) for one in others), (OVER, _("is no longer around the child"))]
        now.widget = forms.ChoiceCards(
            choices=now.choices,
            help={OVER: _("Has died, is no parent after an adoption, or no longer has the child living there.")},
        )


class Protect(forms.Form):
    """Whose address is protected: the child's, and each adult's around it."""

    is_over = fields.BooleanField(
        label=_("The protection is over: the population register says so, or those who decided it"),
        help_text=_("Only where you choose less protection than before."),
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"address_{one.pk}": one for one in people}
        for name, one in self.people.items():
            self.fields[name] = fields.ChoiceField(
                label=one.name,
                choices=Person.Protection.choices,
                initial=one.protection,
                widget=fields.RadioSelect,
                required=False,  # what is not said stays as it is
            )
        self.order_fields([*self.people, "is_over"])

    def clean(self) -> dict[str, Any]:
        """Less than before is told by somebody who knows, and not by a slip of the hand."""
        clean: dict[str, Any] = super().clean() or {}
        strength = list(Person.Protection).index
        for person, protection in self._said(clean):
            if strength(protection) < strength(Person.Protection(person.protection)) and not clean.get("is_over"):
                self.add_error("is_over", _("Say that it is over, or leave the protection as it is."))
                break
        return clean

    @property
    def changed(self) -> list[tuple[Person, Person.Protection]]:
        """Those whose protection is another now."""
        return [(one, protection) for one, protection in self._said(self.cleaned_data) if protection != one.protection]

    def _said(self, clean: dict[str, Any]) -> list[tuple[Person, Person.Protection]]:
        return [(one, Person.Protection(clean[name])) for name, one in self.people.items() if clean.get(name)]
