"""Forms that come out right by themselves: `{{ form }}` is an error summary and all fields, accessible.

Subclass `Form`; use Django's own fields, plus `DateField`, `Prose` and `ChoiceCards` from here.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.web.typed import label_for


class Field(BoundField):
    """A field of one form, with the attributes Designsystemet and screen readers expect."""

    @property
    def kind(self) -> str:
        """Which shape `_field.html` gives it: "choices" (a fieldset), "check" (one box) or "input"."""
        if isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        return "check" if isinstance(self.field.widget, forms.CheckboxInput) else "input"

    @property
    def limit(self) -> int | None:
        """The most characters a text of several lines may have; it gets a counter."""
        if isinstance(self.field.widget, forms.Textarea):
            return getattr(self.field, "max_length", None)
        return None

    @property
    def told(self) -> str:
        """What the field sends along about itself, so that its words can be given back under the form's own label."""
        grouped = ((group, option) for group, options in self._grouped() for option in options)
        return label_for(str(self.label), {str(value): str(words) for _group, (value, words) in grouped})

    @property
    def groups(self) -> Iterator[tuple[str, Iterator[BoundWidget]]]:
        """The choices under the headings they stand under; an empty heading for those that have none."""
        widgets = iter(self)
        for group, options in self._grouped():
            yield group, islice(widgets, len(options))

    def _grouped(self) -> Iterator[tuple[str, list[tuple[Any, Any]]]]:
        for value, words in getattr(self.field, "choices", ()):
            yield (str(value), list(words)) if isinstance(words, list | tuple) else ("", [(value, words)])

    @property
    def link_target(self) -> str:
        """The id the error summary links to: the input, or the first of the choices."""
        return f"{self.auto_id}_0" if self.kind == "choices" else self.id_for_label

    @property
    def aria_describedby(self) -> str | None:
        """Help and errors as Django has it, and the limit."""
        ids = super().aria_describedby
        if ids is not None and self.limit and self.auto_id:
            ids = f"{ids} {self.auto_id}_limit".strip()
        return ids

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes and ours.

        A text of several lines loses `maxlength`: it would silently cut off what somebody pastes. The
        counter says that it is too long, and so does the server.
        """
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        attrs["class"] = f"ds-input {widget.attrs.get('class', '')}".strip()
        if self.limit:
            attrs |= {"maxlength": False, "data-limit": str(self.limit)}
        return attrs


WIDGETS = DjangoTemplates()
"""Django's own templates for the bare widgets, read once: a renderer made anew reads them all again."""


class Renderer(TemplatesSetting):
    """Our templates for form and field; Django's own for the bare widgets inside them."""

    form_template_name = "web/_form.html"
    field_template_name = "web/_field.html"
    bound_field_class = Field

    def get_template(self, template_name: str) -> Any:
        """Widgets come from Django itself, so that a site need not list `django.forms` as an app."""
        if template_name.startswith("django/forms/"):
            return WIDGETS.get_template(template_name)
        return super().get_template(template_name)


class Form(forms.Form):
    """A form whose mistakes are told by the server, in the reader's language, at the field and on top.

    The browser's own bubbles are off: they come one at a time and in the browser's language.
    """

    default_renderer = Renderer
    use_required_attribute = False
    folded: Sequence[str] = ()
    """The fields few need: shown when somebody unfolds them, and always when one of them is wrong."""
    folded_label: str | Promise = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    @property
    def unfolded(self) -> bool:
        """Something in the folded part has been answered, or must be looked at."""
        return any(name in self.errors or self.data.get(self.add_prefix(name)) for name in self.folded)

    def full_clean(self) -> None:
        """Django's own; what is empty is asked for in a word that fits the field."""
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = asks_for(field)
        super().full_clean()


def asks_for(field: forms.Field) -> Any:
    """What to do about a field left empty, where the form itself has no better words for it."""
    if isinstance(field, forms.MultipleChoiceField):
        return _("Choose at least one.")
    if isinstance(field, forms.ChoiceField):
        return _("Choose one.")
    if isinstance(field, forms.DateField):
        return _("Choose a day.")
    return _("Tick this first.") if isinstance(field, forms.BooleanField) else _("Write something here.")


class DateField(forms.DateField):
    """A day, picked with the device's own calendar or typed as 24.11.2026 or 2026-11-24."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"], **kwargs)
        self.validators.append(in_our_time)


YEARS = range(1900, 2200)
"""The years a day can be in. Outside them it is a slip of the keys, and no deadline can be counted from it."""


def in_our_time(day: date) -> None:
    """Raise ValidationError for a day nobody means."""
    if day.year not in YEARS:
        raise forms.ValidationError(_("Look at the year once more."), code="year")


class Prose(forms.CharField):
    """Somebody's words, over several lines, with a counter where `max_length` is given."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "cols": False}), **kwargs)


class ChoiceCards(forms.RadioSelect):
    """Radio buttons as cards, each with room for a sentence: `help` maps a value to its sentence."""

    cards = True

    def __init__(self, *, help: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help = help or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One card; its sentence is tied to its radio button."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["help"] = self.help.get(str(value))
        if option["help"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_help"
        return option
