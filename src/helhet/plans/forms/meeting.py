"""Meetings and evaluations."""

from typing import Any
from uuid import UUID

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.core.guides import GuidePack
from helhet.people.models import Worker
from helhet.plans.forms.choices import codes
from helhet.plans.models import Evaluation, MeasureEffect, Meeting
from helhet.plans.queries.page import ShownMeasure
from helhet.plans.words import SEEN_BY
from helhet.web import forms


class PlanMeeting(forms.Form):
    """The day, and who talks with the child before it."""

    kind = fields.ChoiceField(
        label=_("What kind of meeting?"),
        choices=[
            (Meeting.Kind.EVALUATION, _("Evaluation: how has it gone?")),
            (Meeting.Kind.PLANNING, _("Planning: what shall we do?")),
        ],
        widget=fields.RadioSelect,
    )
    held_on = forms.DateField(label=_("Day"))
    asks_child = fields.ChoiceField(label=_("Who talks with the child before the meeting?"))
    agreed_beforehand = forms.Prose(
        label=_("What have you agreed with the child and the family about what is said in the meeting?"),
        max_length=600,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, people: list[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = self.fields["asks_child"]
        assert isinstance(asks, fields.ChoiceField)
        asks.choices = [(str(one.pk), one.name) for one in people]


class ConcludePlanning(forms.Form):
    """What was agreed, and when you meet again."""

    minutes = forms.Prose(label=_("What did you agree?"), help_text=_("The log is the minutes."), max_length=1000)
    next_evaluation_on = forms.DateField(
        label=_("Next evaluation"), help_text=_("Set before anyone leaves the meeting.")
    )


class ConcludeEvaluation(forms.Form):
    """The child's view, the family's, each measure's effect, and what happens now."""

    child_view = fields.ChoiceField(label=_("What does the child think?"), widget=fields.RadioSelect)
    child_words = forms.Prose(
        label=_("The child's own words"), help_text=_("As they were said."), max_length=600, rows=3, required=False
    )
    not_asked_reason = fields.ChoiceField(label=_("If nobody has asked the child: why not?"), required=False)
    not_asked_words = forms.Prose(label=_("Say it in words"), max_length=300, rows=2, required=False)
    family_words = forms.Prose(label=_("The family's view, in their words"), max_length=600, rows=3, required=False)
    decision = fields.ChoiceField(label=_("What now?"), widget=fields.RadioSelect)
    level_reason = fields.ChoiceField(label=_("If the level changes: why?"), required=False)
    reason = forms.Prose(label=_("Why do you choose this?"), max_length=600, rows=3)
    next_evaluation_on = forms.DateField(
        label=_("Next evaluation"),
        help_text=_("Needed unless you end the plan. Set before anyone leaves the meeting."),
        required=False,
    )

    def __init__(self, *args: Any, guide: GuidePack, measures: tuple[ShownMeasure, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        empty = [("", _("Choose"))]
        for name, choices in (
            ("child_view", _child_views()),
            ("not_asked_reason", [*empty, *codes(guide, "child_not_asked_reason")]),
            ("decision", codes(guide, "evaluation_decision")),
            ("level_reason", [*empty, *codes(guide, "level_change_reason")]),
        ):
            field = self.fields[name]
            assert isinstance(field, fields.ChoiceField)
            field.choices = choices
        effects = [*empty, *codes(guide, "effect")]
        order = []
        for shown in measures:
            for seen_by in MeasureEffect.SeenBy:
                name = effect_name(shown.measure.pk, seen_by)
                self.fields[name] = fields.ChoiceField(
                    label=_asked(shown, seen_by),
                    choices=effects,
                    required=seen_by == MeasureEffect.SeenBy.PROFESSIONAL,
                )
                order.append(name)
            name = not_done_name(shown.measure.pk)
            self.fields[name] = fields.ChoiceField(
                label=_("If it was not done: why?"),
                choices=[*empty, *codes(guide, "measure_not_done_reason")],
                required=False,
            )
            order.append(name)
        self.order_fields(["child_view", "child_words", "not_asked_reason", "not_asked_words", "family_words", *order])

    def effects(self) -> dict[UUID, dict[MeasureEffect.SeenBy, str]]:
        """What each of the three thought of each measure."""
        return {
            shown.measure.pk: {
                seen_by: self.cleaned_data[effect_name(shown.measure.pk, seen_by)] for seen_by in MeasureEffect.SeenBy
            }
            for shown in self.measures
        }

    def not_done(self) -> dict[UUID, str]:
        """Why a measure was not done, where it wasn't."""
        reasons = {one.measure.pk: self.cleaned_data[not_done_name(one.measure.pk)] for one in self.measures}
        return {pk: reason for pk, reason in reasons.items() if reason}


def _asked(shown: ShownMeasure, seen_by: MeasureEffect.SeenBy) -> str:
    """The measure is named once, in the first of the three questions about it."""
    if seen_by == MeasureEffect.SeenBy.PROFESSIONAL:
        return _("“%(measure)s”: did it help, %(seen_by)s?") % {
            "measure": shown.text.entry.text.rstrip("."),
            "seen_by": SEEN_BY[seen_by],
        }
    return _("And %(seen_by)s?") % {"seen_by": SEEN_BY[seen_by]}


def _child_views() -> list[tuple[str, Any]]:
    return [
        (Evaluation.ChildView.GIVEN.value, _("The child has said it")),
        (Evaluation.ChildView.DECLINED.value, _("The child would rather not say")),
        (Evaluation.ChildView.NOT_ASKED.value, _("Nobody has asked the child")),
    ]


def effect_name(measure: UUID, seen_by: MeasureEffect.SeenBy) -> str:
    """The field for one measure seen by one of the three."""
    return f"effect_{measure}_{seen_by}"


def not_done_name(measure: UUID) -> str:
    """The field for why one measure was not done."""
    return f"not_done_{measure}"
