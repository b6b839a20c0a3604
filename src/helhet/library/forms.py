"""What editors fill in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms as fields
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helhet.library.actions import Content, Words
from helhet.library.models import Version
from helhet.library.pictures import MOST_BYTES, Made, NoPicture, make
from helhet.library.topics import topics
from helhet.library.words import AUDIENCE, LANGUAGE, SERVICE, STEP
from helhet.web import forms

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
LISTS = ("audiences", "services", "topics", "steps")
WORDS = tuple(f"{part}_{code}" for code in ("nb", "nn", "en") for part in ("title", "summary", "body"))


def slug_of(title: str) -> str:
    """An address made of a title."""
    return slugify(title.lower().translate(LETTERS))[:80].strip("-")


class Boxes(fields.CheckboxSelectMultiple):
    """Boxes to tick; also read from one text with commas, which is how a form that saves itself keeps them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The codes ticked."""
        given = data.getlist(name) if isinstance(data, QueryDict) else [data.get(name, "")]
        return [code for text in given for code in text.split(",") if code]


def boxes(label: Any, choices: Any) -> fields.MultipleChoiceField:
    """Any number of codes."""
    return fields.MultipleChoiceField(label=label, choices=choices, widget=Boxes, required=False)


class NewForm(forms.Form):
    """The beginning of an item."""

    title = fields.CharField(label=_("Title"), max_length=200)
    language = fields.ChoiceField(
        label=_("Written in"),
        choices=[(code, LANGUAGE[code]) for code in ("nb", "nn")],
        widget=fields.RadioSelect,
        initial="nb",
    )
    kind = fields.ChoiceField(label=_("Kind"), choices=Version.Kind.choices, initial=Version.Kind.ARTICLE)

    def clean_title(self) -> str:
        """A title an address can be made of."""
        title: str = self.cleaned_data["title"]
        if not slug_of(title):
            raise ValidationError(_("Write a title with letters in it."))
        return title


class VersionForm(forms.Form):
    """All of a draft. Keeps itself while it is written, so nothing is demanded before it is sent."""

    title_nb = fields.CharField(label=_("Title, bokmål"), max_length=200, required=False)
    summary_nb = forms.Prose(label=_("In short, bokmål"), max_length=400, rows=3, required=False)
    body_nb = forms.Prose(label=_("Text, bokmål"), max_length=40_000, rows=14, required=False)
    title_nn = fields.CharField(label=_("Title, nynorsk"), max_length=200, required=False)
    summary_nn = forms.Prose(label=_("In short, nynorsk"), max_length=400, rows=3, required=False)
    body_nn = forms.Prose(label=_("Text, nynorsk"), max_length=40_000, rows=14, required=False)
    title_en = fields.CharField(label=_("Title, English"), max_length=200, required=False)
    summary_en = forms.Prose(label=_("In short, English"), max_length=400, rows=3, required=False)
    body_en = forms.Prose(label=_("Text, English"), max_length=40_000, rows=8, required=False)
    kind = fields.ChoiceField(label=_("Kind"), choices=Version.Kind.choices)
    publisher = fields.CharField(label=_("Publisher of the original"), max_length=120, required=False)
    source_url = fields.URLField(
        label=_("Address of the original"), max_length=400, required=False, assume_scheme="https"
    )
    source_language = fields.ChoiceField(
        label=_("Language of the original"), choices=[("", "–"), *LANGUAGE.items()], required=False
    )
    year_from = fields.IntegerField(label=_("From the year"), min_value=1900, max_value=2100, required=False)
    year_until = fields.IntegerField(label=_("Until the year"), min_value=1900, max_value=2100, required=False)
    age_from = fields.IntegerField(label=_("About children from the age of"), min_value=0, max_value=24, required=False)
    age_until = fields.IntegerField(label=_("to the age of"), min_value=0, max_value=24, required=False)
    audiences = boxes(_("For whom"), list(AUDIENCE.items()))
    topics = boxes(_("Topic"), [])
    steps = boxes(_("Step in the action guide"), [(str(step), words) for step, words in STEP.items()])
    services = boxes(_("Service"), list(SERVICE.items()))
    review_on = forms.DateField(label=_("To be looked through again by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = get_language() or "nb"
        named = [(one.code, one.name.in_language(code)) for one in topics().values()]
        self.fields["topics"].choices = sorted(named, key=lambda row: row[1])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Years and ages in order."""
        given: dict[str, Any] = super().clean() or {}
        for first, last in (("year_from", "year_until"), ("age_from", "age_until")):
            if given.get(first) is not None and given.get(last) is not None and given[first] > given[last]:
                self.add_error(last, ValidationError(_("This comes before the one you began with.")))
        return given

    @property
    def content(self) -> Content:
        """What was filled in, for `save_version`."""
        given = self.cleaned_data
        words = {
            code: Words(given[f"title_{code}"], given[f"summary_{code}"], given[f"body_{code}"])
            for code in ("nb", "nn", "en")
        }
        return Content({name: value for name, value in given.items() if name not in WORDS}, words)

    @property
    def values(self) -> dict[str, str]:
        """What each field holds, as text."""
        return {name: self[name].data if name not in LISTS else ",".join(self[name].data or ()) for name in self.fields}


def kept(version: Version) -> dict[str, str]:
    """What the fields of a form hold, filled from a version."""
    words = {one.language: one for one in version.wordings.all()}
    found = {
        f"{part}_{code}": getattr(words[code], part) if code in words else ""
        for code in ("nb", "nn", "en")
        for part in ("title", "summary", "body")
    }
    for name in VersionForm.base_fields:
        if name not in WORDS:
            value = getattr(version, name)
            found[name] = ",".join(value) if name in LISTS else "" if value is None else str(value)
    return found


def form_for(values: Mapping[str, str]) -> VersionForm:
    """An unbound form holding these."""
    lists = {name: [code for code in values[name].split(",") if code] for name in LISTS}
    return VersionForm(initial={**values, **lists})


class BackForm(forms.Form):
    """Why a draft goes back."""

    note = forms.Prose(label=_("What should be changed?"), max_length=600, rows=4)


class ApproveForm(forms.Form):
    """When it comes out."""

    when = fields.ChoiceField(
        label=_("When should it come out?"),
        choices=[("now", _("Now")), ("later", _("At a moment I choose"))],
        widget=fields.RadioSelect,
        initial="now",
    )
    publish_at = fields.DateTimeField(
        label=_("The moment"),
        required=False,
        widget=fields.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"],
    )

    def clean(self) -> dict[str, Any]:
        """A moment, where one is to be chosen."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("when") == "later" and not given.get("publish_at") and "publish_at" not in self.errors:
            self.add_error("publish_at", ValidationError(_("Choose a day and a time.")))
        return given

    def moment(self, at: datetime) -> datetime:
        """When, seen from this moment."""
        return at if self.cleaned_data["when"] == "now" else self.cleaned_data["publish_at"]


class PictureForm(forms.Form):
    """A picture, and what it shows in words."""

    file = fields.FileField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 8 MB."))
    alt_nb = fields.CharField(
        label=_("What it shows, bokmål"), max_length=300, help_text=_("For those who cannot see it. One sentence.")
    )
    alt_nn = fields.CharField(label=_("What it shows, nynorsk"), max_length=300)
    credit = fields.CharField(label=_("Who made it"), max_length=200, required=False)
    made: Made

    def clean_file(self) -> Any:
        """Make our own of it; what is no picture is refused, whatever it is called."""
        sent = self.cleaned_data["file"]
        try:
            if sent.size > MOST_BYTES:
                raise NoPicture("too_large")
            self.made = make(sent.read())
        except NoPicture as error:
            raise ValidationError(NO_PICTURE[error.code]) from error
        return sent


NO_PICTURE = {
    "too_large": _("This picture is too large. Make it smaller first."),
    "not_a_picture": _("This is not a picture we can read. Use JPEG, PNG or WebP."),
}


class AddressForm(forms.Form):
    """Another address."""

    slug = fields.SlugField(
        label=_("Last part of the address"), max_length=80, help_text=_("Small letters, figures and hyphens.")
    )


class LookThroughForm(forms.Form):
    """It still holds."""

    review_on = forms.DateField(label=_("To be looked through again by"))


class WithdrawForm(forms.Form):
    """Why something is taken away."""

    note = forms.Prose(label=_("Why is it taken away?"), max_length=600, rows=3)
