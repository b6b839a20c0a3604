"""What is stuck, what was decided, and whether it happened."""

from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.core.deadlock import Cause, DecidedBy, Outcome
from helhet.core.guides import GuidePack
from helhet.people.models import Service
from helhet.plans.forms.choices import language, services
from helhet.plans.forms.said import BothSaid, why_none_of_the_child, why_none_of_the_family
from helhet.plans.words import CAUSE, OUTCOME
from helhet.web import forms


class Describe(BothSaid):
    """What is stuck and has been tried, and what the family and the child want; or why there are no words of theirs."""

    situation = forms.Prose(
        label=_("What is stuck, and what have you tried?"),
        help_text=_("Short, so that somebody who does not know the child understands it. What could be done instead?"),
        max_length=900,
        rows=5,
    )
    family_words = forms.Prose(
        label=_("What does the family want?"),
        help_text=_("In their own words. Which service do they think should take it?"),
        max_length=600,
        rows=3,
        required=False,
    )
    family_none = why_none_of_the_family()
    child_words = forms.Prose(
        label=_("What does the child want?"), help_text=_("In the child's own words."), max_length=600, rows=3,
        required=False,
    )  # fmt: skip
    child_none = why_none_of_the_child()
    missing = {
        "family": _("Write what the family wants, or why they say nothing."),
        "child": _("Write what the child wants, or why it says nothing."),
    }  # fmt: skip


class Raise(Describe):
    """The same, and why."""

    cause = fields.ChoiceField(
        label=_("Why do you say that the plan is stuck?"),
        choices=[(one.value, CAUSE[one]) for one in Cause],
        widget=fields.RadioSelect,
    )
    field_order = ("cause",)


class Answer(forms.Form):
    """Who decided, what, and who is to coordinate."""

    decided_by = fields.ChoiceField(label=_("Who decided?"), widget=fields.RadioSelect)
    answer = forms.Prose(
        label=_("What is decided, and why?"),
        help_text=_("Who does what, and from when. The family reads it."),
        max_length=900,
        rows=5,
    )
    coordinator = fields.ChoiceField(
        label=_("Which service is to coordinate?"),
        help_text=_("Those the family has let in. The baton stays where it is until somebody there has said yes."),
        required=False,
    )

    def __init__(self, *args: Any, guide: GuidePack, inside: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = guide.decision_body.name.in_language(language())
        for name, choices in (
            (
                "decided_by",
                [
                    (DecidedBy.LEADERS.value, _("The leaders of the services found a way")),
                    (DecidedBy.BODY.value, body),
                ],
            ),
            ("coordinator", [("", _("As now")), *services(inside)]),
        ):
            field = self.fields[name]
            assert isinstance(field, fields.ChoiceField)
            field.choices = choices


class FollowUp(forms.Form):
    """Has it happened, and how do the family and the child see it?"""

    outcome = fields.ChoiceField(
        label=_("Has what was decided happened?"),
        choices=[(one.value, OUTCOME[one]) for one in Outcome],
        widget=fields.RadioSelect,
    )
    words = forms.Prose(
        label=_("How do the family and the child see it?"),
        help_text=_("If it has not happened, say anew that the plan is stuck."),
        max_length=600,
        rows=3,
    )
