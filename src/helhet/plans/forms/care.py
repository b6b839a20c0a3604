"""Who has the care of the child: child welfare's decision, its end, and the carers."""

from datetime import date
from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from helhet.people.models import CareOrder, Service
from helhet.plans.forms.choices import services
from helhet.plans.forms.opening import Guardian
from helhet.web import forms


class RecordCareOrder(forms.Form):
    """Which decision, whose, and from when."""

    kind = fields.ChoiceField(
        label=_("What has been decided?"), choices=CareOrder.Kind.choices, widget=fields.RadioSelect
    )  # fmt: skip
    service = fields.ChoiceField(label=_("Which child welfare service has the care?"), widget=fields.RadioSelect)
    from_on = forms.DateField(label=_("From"))
    hidden_place = fields.BooleanField(
        label=_("The parents are not to know where the child is"),
        help_text=_("Then no page for the family names a place, as at a shielded address."),
        required=False,
    )

    def __init__(self, *args: Any, around: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service = self.fields["service"]
        assert isinstance(service, fields.ChoiceField)
        service.choices = services(around)
        if len(around) == 1:
            service.initial = str(around[0].pk)


class EndCareOrder(forms.Form):
    """The last day."""

    until_on = forms.DateField(label=_("The last day child welfare has the care"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"until_on": on}} | kwargs)


class Carer(Guardian):
    """Who the child lives with. A carer never holds parental responsibility."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["responsibility"]
        self.fields["relation"].help_text = _("For example foster mother, or contact at the institution.")
