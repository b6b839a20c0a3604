"""Telling another service without consent: to whom, on which rule, and the reasons in words."""

from datetime import date
from typing import Any

from django import forms as fields
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhet.core.law.disclosing import asked_in_words
from helhet.core.law.parameter import Demand, Parameter
from helhet.core.law.sharing import demands
from helhet.people.models import Service, Worker
from helhet.plans.forms.choices import language, services, workers
from helhet.plans.words import DEMAND, DEMAND_ASKED
from helhet.web import forms

TOLD, NOT_TOLD = "told", "not_told"


class ChooseReceiver(forms.Form):
    """Which service is to be told. It need not take part in the plan."""

    to = fields.ChoiceField(label=_("Which service is to be told?"), widget=fields.RadioSelect)

    def __init__(self, *args: Any, around: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, fields.ChoiceField)
        to.choices = services(around)


class ChooseGround(forms.Form):
    """The person, and one of the rules that hold between the two today, each with what it says and demands."""

    who = fields.ChoiceField(label=_("Who there is to be told?"), help_text=_("One person. Nobody else there sees it."))
    rule = fields.ChoiceField(label=_("Which rule does it rest on?"), widget=forms.ChoiceCards())

    def __init__(
        self, *args: Any, people: list[tuple[Worker, Service]], rules: tuple[Parameter, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        who, rule = self.fields["who"], self.fields["rule"]
        assert isinstance(who, fields.ChoiceField)
        assert isinstance(rule, fields.ChoiceField)
        who.choices = workers(people)
        rule.choices = [(one.id, one.paragraph) for one in rules]
        rule.widget = forms.ChoiceCards(choices=rule.choices, help={one.id: _says(one) for one in rules})


class TellWithReasons(forms.Form):
    """The words the rule asks for, and whether the family has been told."""

    purpose = forms.Prose(label=_("What is it for?"), max_length=300, rows=2)
    necessity = forms.Prose(label=_("Why is it necessary, and why would no less do?"), max_length=600, rows=4)
    child_heard = forms.Prose(
        label=_("What does the child think of it?"),
        help_text=_("The child is asked first, whatever its age. Has it not been, write why."),
        max_length=600,
        rows=3,
        required=False,
    )
    told = fields.ChoiceField(
        label=_("Has the family been told?"),
        choices=[(TOLD, _("Yes")), (NOT_TOLD, _("No, not yet"))],
        widget=fields.RadioSelect,
        help_text=_("Once they are told, they can read it on their own page. Until then nothing of it shows there."),
    )
    told_on = forms.DateField(label=_("When were they told?"), required=False)
    not_told_reason = forms.Prose(label=_("If not: why?"), max_length=600, rows=2, required=False)

    def __init__(self, *args: Any, rule: Parameter, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"told_on": on}} | kwargs)
        self.on = on
        self.asked = asked_in_words(rule)
        if rule.judgement and not self.asked:  # else the questions below it are what must be weighed
            self.fields["necessity"].label = rule.judgement.in_language(language())
            self.fields["necessity"].help_text = _("Say also why it is necessary, and why no less would do.")
        self.fields["child_heard"].required = Demand.CHILD_HEARD in demands(rule)
        for one in self.asked:
            self.fields[one.value] = forms.Prose(label=DEMAND_ASKED[one], max_length=600, rows=3)
        self.order_fields(["purpose", "necessity", *self.asked, "child_heard", "told"])

    def clean(self) -> dict[str, Any]:
        """Told, and when; or not, and why. Never both, and never neither."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("told") == TOLD:
            clean["not_told_reason"] = ""
            if not clean.get("told_on"):
                self.add_error("told_on", _("Write the day they were told."))
        elif clean.get("told") == NOT_TOLD:
            clean["told_on"] = None
            if not clean.get("not_told_reason"):
                self.add_error("not_told_reason", _("Write why the family has not been told."))
        return clean

    @property
    def demands_met(self) -> dict[Demand, str]:
        """How each demand that wants words is met."""
        return {one: self.cleaned_data[one.value] for one in self.asked}


def _says(rule: Parameter) -> SafeString:
    """A rule on its card: what it says, what it demands, and what must be weighed."""
    wanted = [str(DEMAND[one]) for one in Demand if one in demands(rule)]
    said = format_html("{}", rule.text.in_language(language()))
    if wanted:
        said = format_html("{}<br>{} {}.", said, gettext("It demands:"), "; ".join(wanted))
    if rule.judgement:
        said = format_html("{}<br><em>{}</em>", said, rule.judgement.in_language(language()))
    return said
