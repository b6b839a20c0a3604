"""What the coordinator writes, part by part."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms as fields
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helhet.indicators.queries import Point, Series
from helhet.indicators.shown import UNITS, in_figures
from helhet.measures.models import KnownMeasure
from helhet.measures.queries import Sought, measures_called, measures_for
from helhet.people.models import Organisation
from helhet.priorities.models import Part, Programme, RunMeasure, Target
from helhet.priorities.queries import names_somebody
from helhet.priorities.words import STANDINGS
from helhet.web import forms

TITLE, TEXT, SOURCE = 120, 4000, 300
FIRST, LAST = 2000, 2099
"""The years a priority or a figure of ours can be about."""


class Written(forms.Form):
    """A form whose fields are the fields of a row, so that it can be saved by itself and put together."""

    def values(self) -> dict[str, Any]:
        """What the row gets. Only of a valid form."""
        return dict(self.cleaned_data)

    def kept(self) -> dict[str, str]:
        """What the fields hold when nobody has written, as the browser would send it."""
        return {name: _sent(self, name, self.get_initial_for_field(field, name)) for name, field in self.fields.items()}

    def sent(self) -> dict[str, str]:
        """What somebody has written."""
        return {name: _plain(str(self.data.get(self.add_prefix(name), ""))) for name in self.fields}

    def in_words(self, name: str, value: str) -> str:
        """What a field holds, as people read it."""
        choices = getattr(self.fields[name], "choices", ())
        return next((str(words) for key, words in choices if str(key) == value), value)

    def clean(self) -> dict[str, Any]:
        """Lines end in one way, however the browser ends them."""
        cleaned = super().clean() or self.cleaned_data
        return {name: _plain(value) if isinstance(value, str) else value for name, value in cleaned.items()}


class AboutForm(Written):
    """The version as a whole."""

    title = fields.CharField(label=_("Title"), max_length=TITLE)
    language = fields.ChoiceField(label=_("Which language do you write in?"), choices=settings.LANGUAGES)
    first_year = fields.IntegerField(label=_("First year"), min_value=FIRST, max_value=LAST)
    last_year = fields.IntegerField(label=_("Last year"), min_value=FIRST, max_value=LAST)
    introduction = forms.Prose(
        label=_("Introduction"),
        help_text=_("How you have worked, whom you have listened to, and how children and young people were heard."),
        max_length=TEXT,
        rows=8,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for years that end before they begin."""
        cleaned = super().clean()
        if cleaned.get("first_year", FIRST) > cleaned.get("last_year", LAST):
            self.add_error("last_year", _("The last year is before the first."))
        return cleaned


class ChallengeForm(Written):
    """A challenge."""

    title = fields.CharField(label=_("The challenge in few words"), max_length=TITLE)
    text = forms.Prose(
        label=_("What do you see?"),
        help_text=_("What figures, children and young people, and those who meet them tell. Nothing about one child."),
        max_length=TEXT,
        rows=8,
    )


class PriorityForm(Written):
    """A priority."""

    title = fields.CharField(label=_("What do you put first?"), max_length=TITLE)
    text = forms.Prose(
        label=_("Why this, and what is to be different?"),
        help_text=_("What children, young people and families shall notice."),
        max_length=TEXT,
        rows=6,
    )


class MeasureForm(Written):
    """A measure the municipality runs."""

    known = fields.ChoiceField(
        label=_("Is it in the register of measures?"),
        help_text=_("Then readers find who it is for, and what is known about whether it helps."),
        required=False,
    )
    name = fields.CharField(
        label=_("What do you call it?"),
        help_text=_("May be left empty when it is chosen from the register."),
        max_length=160,
        required=False,
    )
    standing = fields.ChoiceField(
        label=_("Is it new, or carried on?"), choices=list(STANDINGS.items()), widget=fields.RadioSelect
    )
    from_on = forms.DateField(label=_("From which day?"))
    until_on = forms.DateField(
        label=_("Until which day?"), help_text=_("Leave it empty when no end is set."), required=False
    )
    responsible = fields.CharField(
        label=_("Who is responsible?"),
        help_text=_("A role or a unit, such as “the head of the health centre”. Never a person's name."),
        max_length=120,
    )
    text = forms.Prose(
        label=_("How is it done here?"), help_text=_("You may leave it out."), max_length=1500, rows=4, required=False
    )

    def __init__(self, *args: Any, language: str, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.organisation = language, organisation
        register = [one for one in measures_for(Sought()) if one.ended is None]
        chosen = self.initial.get("known")
        if chosen and chosen not in {one.key for one in register}:  # it has ended since
            register += measures_called([chosen])
        here = get_language() or language
        field = self.fields["known"]
        assert isinstance(field, fields.ChoiceField)
        field.choices = [("", _("No, it is our own")), *((one.key, one.name.in_language(here)) for one in register)]
        self.register: Mapping[str, KnownMeasure] = {one.key: one for one in register}

    def clean_responsible(self) -> str:
        """Raises ValidationError for the name of somebody who works in the municipality."""
        text: str = self.cleaned_data["responsible"]
        if names_somebody(text, self.organisation):
            raise ValidationError(_("Somebody who works here is called that. Write the role or the unit."))
        return text

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a measure without a name, or that ends before it begins."""
        cleaned = super().clean()
        if not cleaned.get("known") and not cleaned.get("name"):
            self.add_error("name", _("Write what you call it, or choose it from the register."))
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("It ends before it begins."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """With the register's name, in the language of the priorities, where they give it none of their own."""
        values = super().values()
        known = self.register.get(values["known"])
        own = values["name"] or (known.name.in_language(self.language) if known else "")
        return values | {"known": known, "name": own[:160]}


class Number(fields.DecimalField):
    """A number as people write it, with comma or point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_digits=12,
            decimal_places=4,
            localize=True,
            widget=fields.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={"invalid": _("Write a number.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Comma and point both part off the decimals; a space parts thousands."""
        text = "".join(str(value).split()).replace(",", ".") if value not in (None, "") else value
        return fields.DecimalField.to_python(_Bare(), text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """Without the noughts the column adds."""
        return format(value.normalize(), "f").replace(".", ",") if isinstance(value, Decimal) else value


class _Bare(fields.DecimalField):
    default_error_messages = {"invalid": _("Write a number.")}


class Aimed(Written):
    """Where a figure is to be, and when."""

    target = Number(label=_("Where is it to be?"))
    target_year = fields.IntegerField(label=_("In which year?"), min_value=FIRST, max_value=LAST)

    def check_ahead(self, unit: str, last: int) -> None:
        """Raises ValidationError, by way of the fields, for a year that is not ahead or a share of more than all."""
        target, year = self.cleaned_data.get("target"), self.cleaned_data.get("target_year")
        if unit == "percent" and target is not None and not 0 <= target <= 100:
            self.add_error("target", _("A percentage lies between 0 and 100."))
        if year is not None and year <= last:
            self.add_error("target_year", _("Choose a year after the figure you begin from."))


class PublishedTargetForm(Aimed):
    """A published figure: the number is the publisher's, and only where it is to be is ours."""

    period = fields.ChoiceField(
        label=_("Which figure do you begin from?"), help_text=_("As it was published. It is kept with its source.")
    )
    field_order = ("period", "target", "target_year")

    def __init__(self, *args: Any, series: Series, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series, self.language = series, language
        self.points: Mapping[str, Point] = {point.period.label: point for point in reversed(series.known)}
        unit = series.indicator.unit
        field = self.fields["period"]
        assert isinstance(field, fields.ChoiceField)
        field.choices = [
            (label, f"{label}: {in_figures(point.number, unit)}")
            for label, point in self.points.items()
            if point.number is not None
        ]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError as `check_ahead`."""
        cleaned = super().clean()
        point = self.points.get(cleaned.get("period", ""))
        if point:
            self.check_ahead(self.series.indicator.unit, point.period.last)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The number as it was published, with where it is from."""
        point, about = self.points[self.cleaned_data["period"]], self.series.indicator
        release = point.release
        return {
            "indicator": about.code,
            "name": about.name.in_language(self.language)[:160],
            "unit": about.unit,
            "first_year": point.period.first,
            "last_year": point.period.last,
            "school_year": point.period.school,
            "baseline": point.number,
            "source": f"{release.publisher}, {release.table}"[:SOURCE],
            "source_address": release.address,
            "licence": release.licence,
            "retrieved_on": release.retrieved_on,
            "target": self.cleaned_data["target"],
            "target_year": self.cleaned_data["target_year"],
        }


class OwnTargetForm(Aimed):
    """A figure the municipality counts itself. It says where the number is from, or it is not shown."""

    name = fields.CharField(label=_("What does it count?"), max_length=160)
    unit = fields.ChoiceField(label=_("Counted in"), choices=list(UNITS.items()))
    baseline = Number(label=_("Where does it stand?"))
    last_year = fields.IntegerField(label=_("In which year was that?"), min_value=FIRST, max_value=LAST)
    source = fields.CharField(
        label=_("Where is the number from?"),
        help_text=_("Such as “The municipality's own count of absence, spring 2026”. No number is shown without it."),
        max_length=SOURCE,
    )
    source_address = fields.URLField(
        label=_("Can it be read somewhere?"),
        help_text=_("A web address, if there is one."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    field_order = ("name", "unit", "baseline", "last_year", "source", "source_address", "target", "target_year")

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError as `check_ahead`, and for a share of more than all."""
        cleaned = super().clean()
        unit, baseline = cleaned.get("unit", ""), cleaned.get("baseline")
        if unit == "percent" and baseline is not None and not 0 <= baseline <= 100:
            self.add_error("baseline", _("A percentage lies between 0 and 100."))
        self.check_ahead(unit, cleaned.get("last_year", FIRST))
        return cleaned

    def values(self) -> dict[str, Any]:
        """One year, and nothing of a publisher."""
        return super().values() | {"first_year": self.cleaned_data["last_year"], "indicator": ""}


class ReadingForm(forms.Form):
    """What an own figure was in a later year."""

    year = fields.IntegerField(label=_("Which year?"))
    number = Number(label=_("What was it?"))
    source = fields.CharField(label=_("Where is the number from?"), max_length=SOURCE)

    def __init__(self, *args: Any, target: Target, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.target, self.today = target, today

    def clean_year(self) -> int:
        """Raises ValidationError for a year not after the baseline, or not begun."""
        year: int = self.cleaned_data["year"]
        if not self.target.last_year < year <= self.today.year:
            raise ValidationError(_("Choose a year after the figure you began from, and not ahead of us."))
        return year

    def clean_number(self) -> Decimal:
        """Raises ValidationError for a share of more than all."""
        number: Decimal = self.cleaned_data["number"]
        if self.target.unit == "percent" and not 0 <= number <= 100:
            raise ValidationError(_("A percentage lies between 0 and 100."))
        return number


class AdoptForm(forms.Form):
    """That a body has adopted it."""

    on = forms.DateField(label=_("Which day was it adopted?"))
    body = fields.CharField(label=_("By which body?"), help_text=_("Such as the municipal council."), max_length=120)
    case = fields.CharField(label=_("Number of the case"), required=False, max_length=40)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """Raises ValidationError for a day that has not come."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(_("That day has not come yet."))
        return day


def about_initial(programme: Programme) -> dict[str, Any]:
    """What the form of a version begins with."""
    return {name: getattr(programme, name) for name in AboutForm.base_fields}


def part_initial(part: Part) -> dict[str, Any]:
    """What the form of a part begins with."""
    initial = {field.name: getattr(part, field.name) for field in part._meta.concrete_fields if not field.is_relation}
    if isinstance(part, RunMeasure):
        initial["known"] = part.known_id or ""
    if isinstance(part, Target):
        initial["period"] = part.period.label
    return initial


def _sent(form: Written, name: str, value: Any) -> str:
    field = form.fields[name]
    shown = field.widget.format_value(field.prepare_value(value))
    first = (shown[0] if shown else "") if isinstance(shown, list | tuple) else shown
    return _plain(str(first)) if first is not None else ""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
