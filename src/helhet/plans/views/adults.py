"""Who is around the child changes, and whose address is protected."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhet.core.doing import Act
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.people.models import Guardianship
from helhet.people.queries import guardianships_of
from helhet.plans.actions.adults import change_responsibility, end_tie, record_protection
from helhet.plans.actions.care import CareRefused
from helhet.plans.forms.adults import OVER, ChangeTie, Protect
from helhet.plans.views.step import StepView
from helhet.web.forms import Form


class Around(StepView):
    """The adults around the child, each with the way to what has changed; and a protected address."""

    act = Act.RECORD_ADULTS
    title = _("Has something changed around the child?")
    lead = _(
        "Parental responsibility, a death, an adoption, a protected address. Look in the population register first."
    )
    save, done = _("Save the protection"), _("Written down.")
    template = "plans/around.html"

    def form(self, data: Any = None) -> Protect:
        return Protect(data, people=[self.plan.child, *(tie.guardian for tie in guardianships_of(self.plan.child))])

    def context(self) -> dict[str, Any]:
        return {"guardians": guardianships_of(self.plan.child), "on": day_of(self.at)}

    def where(self) -> str:
        return reverse("plans:around", kwargs={"plan": self.plan.key})

    def perform(self, form: Form) -> None:
        assert isinstance(form, Protect)
        self.said = None if form.changed else _("Nothing was changed.")
        for person, protection in form.changed:
            record_protection(plan=self.plan, person=person, protection=protection, actor=self.actor, at=self.at)


class Changed(StepView):
    """What has changed between one adult and the child."""

    act = Act.RECORD_ADULTS
    title, save, done = (
        _("What has changed?"),
        _("Write it down"),
        _("Written down. Ask the family anew where it says so."),
    )
    lead = _(
        "Who no longer holds the responsibility sees nothing from now on, and what only they have said yes to ends."
    )
    template = "plans/contact.html"
    refusals = (CareRefused,)
    words = {
        "of_age": (None, _("The young person is of age.")),
        "carer": ("now", _("Who has the child by a care order holds no responsibility.")),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.adult: Key = kwargs.pop("adult")
        return super().dispatch(request, *args, **kwargs)

    @property
    def tie(self) -> Guardianship:
        """The adult, and who it is to the child still; what is over changes no more."""
        found = next((one for one in guardianships_of(self.plan.child) if one.key == self.adult), None)
        if found is None or found.until_on <= day_of(self.at):
            raise Http404
        return found

    def form(self, data: Any = None) -> Form:
        return ChangeTie(data, tie=self.tie)

    def context(self) -> dict[str, Any]:
        return {"tie": self.tie, "on": day_of(self.at), "back": self.where()}

    def where(self) -> str:
        return reverse("plans:around", kwargs={"plan": self.plan.key})

    def perform(self, form: Form) -> None:
        now = form.cleaned_data["now"]
        who: dict[str, Any] = {"plan": self.plan, "tie": self.tie, "actor": self.actor, "at": self.at}
        if now == OVER:
            end_tie(**who)
        else:
            change_responsibility(responsibility=Guardianship.Responsibility(now), **who)
