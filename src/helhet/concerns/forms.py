"""What is asked on the pages of a wonder note: as little as the guide and the rules allow."""

from datetime import date
from typing import Any

from django import forms as fields
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helhet.concerns.models import Concern, ConcernTalk
from helhet.concerns.queries import FORM, guide_of
from helhet.core.guides import GuidePack
from helhet.people.models import Organisation
from helhet.web import forms
from helhet.web.pack_forms import Draft, answer_in_words, answers_in, pack_fields

WORDS = 2000
"""The most characters of what somebody said in a talk."""


class Place(fields.ModelChoiceField):
    """A municipality, called what people call it."""

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.short_name


class BeginForm(forms.Form):
    """Whom it is about. Where the service serves several municipalities, which of them the child lives in."""

    child_name = fields.CharField(
        label=_("Whom do you wonder about?"),
        help_text=_(
            "The child's name. Nothing is looked up: the note is yours alone, also when others have written one."
        ),
        max_length=200,
    )
    municipality = Place(
        label=_("Which municipality does the child live in?"),
        help_text=_("If you don't know: the one where you met the child."),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
    )

    def __init__(self, data: Any = None, *, municipalities: QuerySet[Organisation]) -> None:
        super().__init__(data)
        places = list(municipalities[:2])
        self.only = places[0] if len(places) == 1 else None
        if self.only:
            del self.fields["municipality"]
        else:
            field = self.fields["municipality"]
            assert isinstance(field, Place)
            field.queryset = municipalities

    @property
    def place(self) -> Organisation:
        """Where the note is kept."""
        chosen: Organisation = self.only or self.cleaned_data["municipality"]
        return chosen


class NoteForm(Draft):
    """The guide's own form, acute first, and at the end whom it is about. Takes in whatever is there."""

    def __init__(self, data: Any = None, *, concern: Concern) -> None:
        self.concern, self.pack = concern, guide_of(concern)
        self.asked = self.pack.form(FORM)
        about = {"child_name": concern.child.name, "child_born_on": concern.child.born_on}
        super().__init__(data, initial=concern.answers | about)
        self.fields |= pack_fields(self.asked, self.pack)
        self.fields["child_name"] = fields.CharField(label=_("The child's name"), max_length=200, required=False)
        self.fields["child_born_on"] = forms.DateField(label=_("Born"), help_text=_("If you know."), required=False)

    @property
    def first(self) -> forms.Field:
        """The first question, which decides what the rest of the page says: is it acute?"""
        return self[self.asked.fields[0].key]  # type: ignore[return-value]

    @property
    def rest(self) -> list[forms.Field]:
        """The other questions, as the guide has them."""
        return [self[field.key] for field in self.asked.fields[1:]]  # type: ignore[misc]

    @property
    def child(self) -> list[forms.Field]:
        """Whom it is about."""
        return [self["child_name"], self["child_born_on"]]  # type: ignore[list-item]

    @property
    def answers(self) -> dict[str, str]:
        """What is kept. An answer that could not be read leaves the one before it standing."""
        return answers_in(self.asked, {k: v for k, v in self.concern.answers.items() if k in self.errors} | self.read)

    @property
    def child_name(self) -> str:
        """The child's name; an empty one leaves the one before it standing."""
        return self.read.get("child_name") or self.concern.child.name

    @property
    def born_on(self) -> date | None:
        """The child's day of birth; one that could not be read leaves the one before it standing."""
        return self.concern.child.born_on if "child_born_on" in self.errors else self.read.get("child_born_on")

    @property
    def values(self) -> dict[str, str]:
        """What would be kept of what was sent, field by field."""
        return self.answers | {"child_name": self.child_name, "child_born_on": _iso(self.born_on)}

    @property
    def kept(self) -> dict[str, str]:
        """What the note holds, field by field."""
        child = self.concern.child
        return self.concern.answers | {"child_name": child.name, "child_born_on": _iso(child.born_on)}

    @property
    def read(self) -> dict[str, Any]:
        """What could be read of what was sent."""
        self.is_valid()
        return self.cleaned_data

    def in_words(self, key: str, answers: dict[str, str]) -> str:
        """One kept answer as people read it."""
        if key not in {field.key for field in self.asked.fields}:
            return answers.get(key, "")
        return answer_in_words(self.asked.field(key), answers.get(key, ""), self.pack)


class TalkForm(forms.Form):
    """A talk about the wonder. With whom, when, and their own words."""

    talked_with = fields.ChoiceField(label=_("Whom did you talk with?"), widget=forms.ChoiceCards)
    held_on = forms.DateField(label=_("When?"))
    words = forms.Prose(
        label=_("What did they say?"),
        help_text=_("Their own words, as far as you remember. How they see it, and what they wish for."),
        max_length=WORDS,
    )

    def __init__(self, data: Any = None, *, acute: bool, today: date) -> None:
        super().__init__(data, initial={"held_on": today})
        field = self.fields["talked_with"]
        assert isinstance(field, fields.ChoiceField)
        field.choices = [(w.value, w.label) for w in ConcernTalk.With if not (acute and w == ConcernTalk.With.PARENTS)]


class NoTalkForm(forms.Form):
    """Why the parents have not been talked with."""

    reason = forms.Prose(label=_("Why not?"), help_text=_("One sentence is enough."), max_length=600, rows=2)


class DecideForm(forms.Form):
    """What the wonder leads to."""

    decision = fields.ChoiceField(label=_("What happens now?"))
    reason = forms.Prose(
        label=_("Why?"), help_text=_("One sentence is enough. You may leave it out."), max_length=600, rows=2
    )

    def __init__(self, data: Any = None, *, pack: GuidePack) -> None:
        super().__init__(data)
        self.fields["decision"] = fields.ChoiceField(
            label=self.fields["decision"].label,
            choices=Concern.Decision.choices,
            widget=forms.ChoiceCards(help=_what_follows(pack)),
        )
        self.fields["reason"].required = False
        self.order_fields(["decision", "reason"])


class ReportForm(forms.Form):
    """The day a report was sent: the only thing asked."""

    sent_on = forms.DateField(label=_("Which day did you report?"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"sent_on": today})


class ReportAnswerForm(forms.Form):
    """Child protection's answer: the day, and whether an investigation is opened."""

    answered_on = forms.DateField(label=_("Which day did they answer?"))
    investigation = fields.TypedChoiceField(
        label=_("Have they opened an investigation?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.ChoiceCards,
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"answered_on": today})


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _what_follows(pack: GuidePack) -> dict[str, Promise | str]:
    """What each decision means, with the guide's own names for its levels."""
    language = get_language() or "nb"
    own = pack.level_above(pack.wonder_level.code)
    more = next((level for level in pack.levels if level.services_from > 1), own)
    assert own is not None
    assert more is not None
    return {
        Concern.Decision.NOTHING: _("The note is closed. Nothing is passed on to anyone."),
        Concern.Decision.OWN_SERVICE: own.name.in_language(language),
        Concern.Decision.MORE_SERVICES: more.name.in_language(language),
        Concern.Decision.REPORT: _("You sent it yourself, the way your municipality has for it."),
    }
