"""Opening a plan: for whom, what for; who the adults are; what is asked, and what they answered."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.access.models import ConsentAnswer
from helhet.core.guides import GuidePack
from helhet.core.law.periods import age_on
from helhet.people.models import Guardianship, Person, Service
from helhet.plans.forms.choices import kinds_of_information, language, services
from helhet.web import forms

SPOKEN = [
    ("nb", "bokmål"),
    ("nn", "nynorsk"),
    ("se", "davvisámegiella"),
    ("en", "English"),
    ("ar", "العربية"),
    ("fa", "دری / فارسی"),
    ("pl", "polski"),
    ("ps", "پښتو"),
    ("so", "Soomaali"),
    ("ti", "ትግርኛ"),
    ("tr", "Türkçe"),
    ("uk", "українська"),
]
"""The languages a family may want to be spoken to in, each by its own name."""


class OpenPlan(forms.Form):
    """The plan's purpose and level. The child is known from the note; its day of birth too, once a plan has begun."""

    born_on = forms.DateField(
        label=_("Day of birth"), help_text=_("Decides who must be asked, and what the child decides alone.")
    )
    purpose = forms.Prose(
        label=_("What is the plan for?"),
        help_text=_("One or two sentences, in words the family would use. They will read this first."),
        max_length=300,
        rows=3,
    )
    level = fields.ChoiceField(label=_("Level"), widget=forms.ChoiceCards())

    def __init__(self, *args: Any, guide: GuidePack, on: date, birth_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.guide = on, guide
        if birth_known:
            del self.fields["born_on"]
        level = self.fields["level"]
        assert isinstance(level, fields.ChoiceField)
        level.choices = [(one.code, one.name.in_language(language())) for one in guide.plan_levels]
        level.widget = forms.ChoiceCards(
            choices=level.choices,
            help={one.code: one.description.in_language(language()) for one in guide.plan_levels},
        )

    def clean_born_on(self) -> date:
        """A day that has been, of someone the guide is for."""
        born_on: date = self.cleaned_data["born_on"]
        if born_on > self.on:
            raise fields.ValidationError(_("This day has not come yet."))
        youngest, oldest = self.guide.ages
        if not youngest <= age_on(born_on, self.on) <= oldest:
            raise fields.ValidationError(
                _("The guide is for ages %(from)d to %(to)d."), params={"from": youngest, "to": oldest}
            )
        return born_on


class Contact(forms.Form):
    """How an adult is reached."""

    phone = fields.CharField(label=_("Phone"), max_length=20, required=False)
    email = fields.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("We only ever write that something waits, never what."),
    )
    language = fields.ChoiceField(label=_("Which language is easiest?"), choices=SPOKEN, initial="nb", required=False)


class Guardian(Contact):
    """One adult around the child."""

    name = fields.CharField(label=_("Name"), max_length=200)
    relation = fields.CharField(label=_("Who is it to the child?"), max_length=50, required=False)
    responsibility = fields.ChoiceField(
        label=_("Parental responsibility"),
        choices=Guardianship.Responsibility.choices,
        widget=fields.RadioSelect,
        help_text=_("Only one who holds it can consent. Not knowing counts as no, until someone finds out."),
    )
    field_order = ["name", "relation", "responsibility", "phone", "email", "language"]


MANY = 30
"""From how many services on some are looked for by name."""
FEW = 5
"""So many of one kind of service stand in the form all the same."""


class FindServices(forms.Form):
    """A part of a service's name, where there are many to choose from."""

    find = fields.CharField(
        label=_("Find a service by its name"),
        help_text=_("There are many services here. A part of the name is enough."),
        max_length=100,
        required=False,
    )

    @property
    def part(self) -> str:
        """What is looked for."""
        return str(self.data.get("find", "")).strip().casefold()

    def found(self, one: Service) -> bool:
        """It has that in its name."""
        return bool(self.part) and self.part in one.name.casefold()

    def among(self, around: list[Service], ticked: Collection[str]) -> list[Service]:
        """Those to choose from: found by name, chosen already, or of a kind of which there are few."""
        kinds = Counter(one.type for one in around)
        return [one for one in around if kinds[one.type] <= FEW or str(one.pk) in ticked or self.found(one)]


class ChooseServices(forms.Form):
    """Which services the family is asked about."""

    service = fields.MultipleChoiceField(
        label=_("Services that would take part"),
        widget=fields.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one service.")},
        help_text=_("As few as the child needs. The family can say yes to some and no to others later."),
    )

    def __init__(self, *args: Any, around: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["service"]
        assert isinstance(chosen, fields.MultipleChoiceField)
        chosen.choices = services(around)


class Ask(forms.Form):
    """The question itself: for each service, which kinds of information; what for; how long."""

    purpose = forms.Prose(label=_("What is it for?"), max_length=300, rows=3)
    from_on = forms.DateField(label=_("From"))
    until_on = forms.DateField(label=_("Until"))
    child_informed = forms.Prose(
        label=_("How has the child been told, and what does the child think?"),
        help_text=_("No child is too young to be told something."),
        max_length=600,
        rows=3,
        required=False,
    )
    one_guardian_reason = forms.Prose(
        label=_("Only one parent is asked? Write why"),
        help_text=_("Leave this empty to ask everyone with parental responsibility."),
        max_length=600,
        rows=2,
        required=False,
    )

    folded_label = _("Is something about one of the adults to be shared too? Only they can say yes to that")

    def __init__(
        self,
        *args: Any,
        chosen: list[Service],
        adults: list[Person],
        guide: GuidePack,
        on: date,
        begins: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen, self.on, self.begins, self.adults = chosen, on, begins, adults
        for service in chosen:
            self.fields[f"types_{service.pk}"] = fields.MultipleChoiceField(
                label=_("%(service)s may know of") % {"service": service.name},
                choices=kinds_of_information(),
                widget=fields.CheckboxSelectMultiple,
                initial=["agreement", "child_voice"],
                error_messages={"required": _("Choose at least one kind of information, or leave the service out.")},
            )
        for adult in adults:
            for service in chosen:
                self.fields[_about(adult, service)] = fields.MultipleChoiceField(
                    label=_("Information about %(name)s themselves, to %(service)s")
                    % {"name": adult.name, "service": service.name},
                    choices=kinds_of_information(),
                    widget=fields.CheckboxSelectMultiple,
                    required=False,
                )
        self.folded = [_about(adult, service) for adult in adults for service in chosen]
        if not guide.one_guardian_reason_allowed:
            del self.fields["one_guardian_reason"]
        self.order_fields(["purpose", *(f"types_{service.pk}" for service in chosen)])

    def clean(self) -> dict[str, Any]:
        """From today on, and the end after the beginning. A new plan begins with the yes, so that day has come."""
        clean: dict[str, Any] = super().clean() or {}
        first, last = clean.get("from_on"), clean.get("until_on")
        if first and first < self.on:
            self.add_error("from_on", _("Choose today or a later day."))
        elif first and self.begins and first > self.on:
            self.add_error("from_on", _("A new plan begins when the family says yes. Choose today."))
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first."))
        return clean

    @property
    def about_adults(self) -> dict[UUID, dict[UUID, list[str]]]:
        """What is asked about each adult, by adult and service; nobody of whom nothing is asked."""
        asked = {
            adult.pk: {
                service.pk: self.cleaned_data[_about(adult, service)]
                for service in self.chosen
                if self.cleaned_data[_about(adult, service)]
            }
            for adult in self.adults
        }
        return {adult: services for adult, services in asked.items() if services}


def _about(adult: Person, service: Service) -> str:
    """The field that asks what a service may know about an adult."""
    return f"about_{adult.pk}_{service.pk}"


YES, PLAN_ONLY, NO = "yes", "plan_only", "no"


class RecordAnswer(forms.Form):
    """What one of those asked said or signed. The plan and the sharing are two questions, answered in one line."""

    answer = fields.ChoiceField(label=_("The answer"), widget=forms.ChoiceCards())
    own_yes = fields.ChoiceField(
        label=_("May the services share this about the one who answers?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=fields.RadioSelect,
    )
    channel = fields.ChoiceField(label=_("How was it given?"), widget=fields.RadioSelect)
    interpreter = fields.BooleanField(label=_("An interpreter helped"), required=False)

    def __init__(self, *args: Any, answer: ConsentAnswer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        both = answer.asks_plan and answer.asks_secrecy
        words = self.fields["answer"]
        assert isinstance(words, fields.ChoiceField)
        words.choices = [
            (YES, _("Yes, to the plan and to sharing") if both else _("Yes")),
            *([(PLAN_ONLY, _("Yes to the plan, no to sharing"))] if both else []),
            (NO, _("No")),
        ]
        words.widget = forms.ChoiceCards(
            choices=words.choices,
            help={PLAN_ONLY: _("Your own unit goes on alone, and nobody else is told anything.")} if both else {},
        )
        if not (answer.asks_plan or answer.asks_secrecy):
            del self.fields["answer"]
        if not answer.asks_own:
            del self.fields["own_yes"]
        channel = self.fields["channel"]
        assert isinstance(channel, fields.ChoiceField)
        channel.choices = heard_channels()

    @property
    def yes(self) -> bool:
        """Yes to sharing what is secret about the child."""
        return self.cleaned_data.get("answer") == YES

    @property
    def plan_yes(self) -> bool:
        """Yes to the plan itself."""
        return self.cleaned_data.get("answer") in (YES, PLAN_ONLY)

    @property
    def own_said_yes(self) -> bool:
        """Yes to sharing about the one who answers."""
        return self.cleaned_data.get("own_yes") == YES


def heard_channels() -> list[tuple[str, Any]]:
    """The ways staff can have heard an answer."""
    return [(channel.value, channel.label) for channel in (ConsentAnswer.Channel.PAPER, ConsentAnswer.Channel.ORAL)]
