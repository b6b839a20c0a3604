"""Taking consent back, closing, and beginning anew."""

from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.core.guides import GuidePack
from helhet.people.models import Person, Service, Worker
from helhet.plans.forms.choices import codes, kinds_of_information, language, services
from helhet.plans.forms.opening import heard_channels
from helhet.plans.forms.said import BothSaid, why_none_of_the_child, why_none_of_the_family
from helhet.web import forms

WHOLE = "whole"


class Withdraw(forms.Form):
    """Who takes it back, for what, and how it was said."""

    by = fields.ChoiceField(label=_("Who takes the consent back?"), widget=fields.RadioSelect)
    what = fields.ChoiceField(
        label=_("For which service?"),
        widget=fields.RadioSelect,
        help_text=_("It holds from the next time somebody opens the plan. What a service has written stays with it."),
    )
    channel = fields.ChoiceField(label=_("How was it said?"), widget=fields.RadioSelect)

    def __init__(self, *args: Any, family: list[Person], inside: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("by", [(str(one.pk), one.name) for one in family]),
            ("what", [*services(inside), (WHOLE, _("For the whole plan"))]),
            ("channel", heard_channels()),
        ):
            field = self.fields[name]
            assert isinstance(field, fields.ChoiceField)
            field.choices = choices


class KeepBack(forms.Form):
    """Who keeps what back, from whom. At least one of the three is chosen."""

    by = fields.ChoiceField(label=_("Who keeps something back?"), widget=fields.RadioSelect)
    information_type = fields.ChoiceField(label=_("What is kept back?"), required=False)
    who = fields.ChoiceField(
        label=_("From whom?"),
        required=False,
        help_text=_("What a service has written itself stays with it."),
    )

    def __init__(
        self,
        *args: Any,
        family: list[Person],
        inside: list[Service],
        people: list[tuple[Worker, Service]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        persons = [(f"worker:{who.pk}", f"{who.name} ({where.name})") for who, where in people]
        for name, choices in (
            ("by", [(str(one.pk), one.name) for one in family]),
            ("information_type", [("", _("Everything")), *kinds_of_information()]),
            ("who", [("", _("From every service")), *[(f"service:{s.pk}", s.name) for s in inside], *persons]),
        ):
            field = self.fields[name]
            assert isinstance(field, fields.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Keeping everything back from everyone is taking the consent back: that has its own page."""
        clean: dict[str, Any] = super().clean() or {}
        if not clean.get("information_type") and not clean.get("who"):
            self.add_error("who", _("Choose what is kept back, or from whom. To end it all, take the consent back."))
        return clean


class Close(BothSaid):
    """Why, and everyone's last words; or why there are none."""

    reason = fields.ChoiceField(label=_("Why does the plan end?"), widget=fields.RadioSelect)
    child_words = forms.Prose(label=_("The child's last words"), max_length=600, rows=3, required=False)
    child_none = why_none_of_the_child()
    family_words = forms.Prose(label=_("The family's last words"), max_length=600, rows=3, required=False)
    family_none = why_none_of_the_family()
    missing = {
        "child": _("Write the child's last words, or why there are none."),
        "family": _("Write the family's last words, or why there are none."),
    }  # fmt: skip

    def __init__(self, *args: Any, guide: GuidePack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, fields.ChoiceField)
        reason.choices = codes(guide, "close_reason")


class Reopen(forms.Form):
    """A new plan after the closed one; the family is asked anew."""

    purpose = forms.Prose(label=_("What is the new plan for?"), max_length=300, rows=3)
    level = fields.ChoiceField(label=_("Level"), widget=fields.RadioSelect)

    def __init__(self, *args: Any, guide: GuidePack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, fields.ChoiceField)
        level.choices = [(one.code, one.name.in_language(language())) for one in guide.plan_levels]
