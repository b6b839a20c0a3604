"""What is asked for in an address: an age and a day, never a birthday."""

from datetime import date

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.core.law.holding import Birthday, Births, births_of_age
from helhet.rights import words
from helhet.web import forms

OLDEST = 25
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)


class AgeForm(forms.Form):
    """An age in whole years, whether the birthday has been this year, and the day to see the law of."""

    age = fields.IntegerField(
        label=_("How old are you?"),
        help_text=_("Whole years, 0 to 25. You can ask for somebody else too."),
        min_value=0,
        max_value=OLDEST,
        widget=fields.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    birthday = fields.ChoiceField(
        label=_("Has your birthday been this year?"),
        help_text=_("Some rules follow the year you were born. We never ask for the date."),
        choices=[("", _("I would rather not say")), *((one.value, name) for one, name in words.BIRTHDAY.items())],
        required=False,
        widget=fields.RadioSelect,
    )
    on = forms.DateField(
        label=_("The law of another day"),
        help_text=_("Leave it empty for today."),
        required=False,
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.births: Births | None = None

    def clean_on(self) -> date:
        """The day; today when none was given."""
        on: date = self.cleaned_data["on"] or self.today
        if not FIRST_DAY <= on <= LAST_DAY:
            raise fields.ValidationError(_("We know the law from 2000 on, and not beyond 2100."))
        return on

    def clean(self) -> dict[str, object]:
        """Who can be meant."""
        cleaned = super().clean() or self.cleaned_data
        if "age" in cleaned and "on" in cleaned:
            birthday = Birthday(cleaned["birthday"]) if cleaned.get("birthday") else None
            try:
                self.births = births_of_age(cleaned["age"], cleaned["on"], birthday)
            except ValueError:
                self.add_error("birthday", _("Nobody of that age still has, or has had, the birthday that year."))
        return cleaned
