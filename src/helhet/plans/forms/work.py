"""Goals, measures and notes."""

from collections.abc import Callable
from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.core.guides import GuidePack
from helhet.measures.models import KnownMeasure
from helhet.people.models import Person, Service, Worker
from helhet.plans.forms.choices import by_topic, codes, kinds_of_information, services
from helhet.plans.models import Entry
from helhet.web import forms


class _Kind(forms.Form):
    """A text that is of one kind of information."""

    information_type = fields.ChoiceField(
        label=_("What kind of information is it?"),
        widget=fields.RadioSelect,
        help_text=_("Decides which services may read it."),
        initial="agreement",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["information_type"]
        assert isinstance(kind, fields.ChoiceField)
        kind.choices = kinds_of_information()


class Goal(_Kind):
    """What the child and the family want to reach."""

    text = forms.Prose(
        label=_("The goal, in the child's or the family's words"),
        help_text=_("“I want to have someone to be with in the break” is better than “strengthen social skills”."),
        max_length=300,
        rows=3,
    )
    words_of = fields.ChoiceField(
        label=_("Whose words are they?"),
        choices=[
            (Entry.WordsOf.CHILD, _("the child's")),
            (Entry.WordsOf.FAMILY, _("the family's")),
            (Entry.WordsOf.WRITER, _("mine, agreed with them")),
        ],
        widget=fields.RadioSelect,
    )
    field_order = ["text", "words_of", "information_type"]


class Measure(_Kind):
    """One thing, one person, one day."""

    goal = fields.ChoiceField(label=_("Which goal does it serve?"), widget=fields.RadioSelect)
    text = forms.Prose(label=_("What will be done?"), max_length=600, rows=3)
    arena = fields.ChoiceField(label=_("Where?"))
    responsible = fields.ChoiceField(
        label=_("Who takes it on?"),
        help_text=_("One person. It begins when that person has said yes."),
    )
    evaluate_on = forms.DateField(label=_("When do you look at how it went?"))
    known = fields.ChoiceField(
        label=_("A measure from the register"),
        required=False,
        help_text=_("Those that fit the child's age. The family sees the name, and can read about it."),
    )
    field_order = ["goal", "text", "arena", "responsible", "evaluate_on", "information_type", "known"]
    folded = ("known",)
    folded_label = _("Is it a measure that has a name?")

    def __init__(
        self,
        *args: Any,
        guide: GuidePack,
        goals: list[tuple[str, str]],
        people: list[Worker | Person],
        known: list[KnownMeasure],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("goal", goals),
            ("arena", codes(guide, "arena")),
            ("responsible", [(str(one.pk), one.name) for one in people]),
            ("known", [("", _("None: our own words are enough")), *by_topic(known)]),
        ):
            field = self.fields[name]
            assert isinstance(field, fields.ChoiceField)
            field.choices = choices
        if len(goals) == 1:
            self.fields["goal"].initial = goals[0][0]


class Note(_Kind):
    """Something short for the log: what was agreed, a glimpse of light, what works well."""

    kind = fields.ChoiceField(
        label=_("What do you want to write?"),
        choices=[
            (Entry.Kind.NOTE, _("A note: what was agreed or done")),
            (Entry.Kind.GLIMPSE, _("A glimpse of light: something good that happened")),
            (Entry.Kind.STRENGTHS, _("What works well")),
            (Entry.Kind.CONCERN, _("What this is about")),
        ],
        widget=fields.RadioSelect,
        initial=Entry.Kind.NOTE,
    )
    text = forms.Prose(label=_("The words"), max_length=600)
    words_of = fields.ChoiceField(
        label=_("Whose words are they?"),
        choices=[
            (Entry.WordsOf.WRITER, _("mine")),
            (Entry.WordsOf.CHILD, _("the child's, as they were said")),
            (Entry.WordsOf.FAMILY, _("the family's, as they were said")),
        ],
        widget=fields.RadioSelect,
        initial=Entry.WordsOf.WRITER,
    )
    about = fields.ChoiceField(label=_("Whom is it about?"), required=False)
    third_party = fields.BooleanField(
        label=_("It also tells something private of somebody else"),
        help_text=_("Then a child under 15 is not shown it, nor the adults at home."),
        required=False,
    )
    source = fields.ChoiceField(
        label=_("Who told you?"),
        required=False,
        help_text=_("What another service has told you keeps that service's rules of secrecy."),
    )
    field_order = ["kind", "text", "words_of", "information_type"]
    folded = ("about", "third_party", "source")
    folded_label = _("Is it about an adult, does it tell of somebody else, or have you got it from another service?")

    def __init__(
        self,
        *args: Any,
        child: Person,
        adults: Callable[[], list[Person]],
        around: Callable[[], list[Service]],
        **kwargs: Any,
    ) -> None:
        """The adults and the services are asked for where somebody chooses among them: most notes need neither."""
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("about", lambda: [("", child.name), *((str(one.pk), one.name) for one in adults())]),
            ("source", lambda: [("", _("Nobody: I have seen or heard it myself")), *services(around())]),
        ):
            field = self.fields[name]
            assert isinstance(field, fields.ChoiceField)
            field.choices = choices
