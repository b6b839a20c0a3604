"""What one can look for in the register."""

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.measures.queries import Sought
from helhet.measures.words import LEVELS, SETTINGS, TOPICS
from helhet.web import forms

ANY = ("", _("any"))
AGES = [ANY, ("-1", _("before birth")), *((str(years), str(years)) for years in range(25))]


class Search(forms.Form):
    """By age, by what it is about, by where, by level, by a word."""

    q = fields.CharField(label=_("Words in the name or the aim"), required=False, max_length=80)
    age = fields.TypedChoiceField(label=_("Age"), choices=AGES, coerce=int, empty_value=None, required=False)
    topic = fields.ChoiceField(label=_("What it is about"), choices=[ANY, *TOPICS.items()], required=False)
    setting = fields.ChoiceField(label=_("Where"), choices=[ANY, *SETTINGS.items()], required=False)
    level = fields.ChoiceField(label=_("Level"), choices=[ANY, *LEVELS.items()], required=False)

    def sought(self) -> Sought:
        """What is looked for. What was asked for in a way nobody understands is left out, and told in the form."""
        self.full_clean()
        asked = self.cleaned_data
        return Sought(
            words=asked.get("q", ""),
            age=asked.get("age"),
            level=asked.get("level", ""),
            topic=asked.get("topic", ""),
            setting=asked.get("setting", ""),
        )
