"""Inviting a service and passing the baton: asking, and answering."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.core.baton import BatonRefused
from helhet.core.doing import Act
from helhet.core.guides import StepAction
from helhet.core.moments import day_of
from helhet.people.models import Service, Worker
from helhet.plans.actions.baton import accept_baton, decline_baton, mark_offer_opened, offer_baton
from helhet.plans.actions.services import (
    InvitationRefused,
    accept_invitation,
    decline_invitation,
    invite_service,
    mark_invitation_opened,
)
from helhet.plans.forms.choices import picked
from helhet.plans.forms.passing import Decline, Invite, Offer
from helhet.plans.models import BatonOffer, Participation
from helhet.plans.queries.find import (
    days_to_keep,
    open_offer,
    people_in_services,
    place_of,
    services_known,
    services_placed,
)
from helhet.plans.queries.page import page_of
from helhet.plans.queries.reading import purpose_told
from helhet.plans.queries.roles import current_baton
from helhet.plans.views.step import StepView
from helhet.plans.words import WAITING
from helhet.web.forms import Form

ACCEPT = "accept"
"""The button that says yes; the form beside it says no and why."""


class _AskSomeone(StepView):
    """A form that picks a worker in one of the services inside the consent."""

    def inside(self) -> list[Service]:
        return services_known(self.plan, self.actor, day_of(self.at))

    def people(self) -> list[tuple[Worker, Service]]:
        raise NotImplementedError

    def chosen(self, form: Form) -> tuple[Worker, Service]:
        worker, service = picked(form.cleaned_data["who"])
        return next((w, s) for w, s in self.people() if (w.pk, s.pk) == (worker, service))


class InviteService(_AskSomeone):
    """Ask a service the family has said yes to."""

    act, step = Act.INVITE, StepAction.SERVICE_INVITE
    title, save = _("Invite a service"), _("Send the invitation")
    done = _("The invitation is sent. You are responsible until they have met the family.")
    template = "plans/invite.html"
    refusals = (InvitationRefused,)
    words = {
        "no_consent": ("who", _("The family has not consented to this service. Ask them first.")),
        "takes_part": ("who", _("This service takes part, or has been asked already.")),
        "not_in_service": ("who", _("This person no longer works there.")),
    }

    def people(self) -> list[tuple[Worker, Service]]:
        taken = services_placed(self.plan)
        return people_in_services([s for s in self.inside() if s.pk not in taken], on=day_of(self.at))

    def form(self, data: Any = None) -> Form:
        return Invite(data, people=self.people())

    def context(self) -> dict[str, Any]:
        return {"nobody": not self.people()}

    def perform(self, form: Form) -> None:
        worker, service = self.chosen(form)
        invite_service(
            plan=self.plan,
            service=service,
            worker=worker,
            task=form.cleaned_data["task"],
            actor=self.actor,
            at=self.at,
        )


class OfferBaton(_AskSomeone):
    """Ask another to hold the baton."""

    act, step = Act.OFFER_BATON, StepAction.BATON_OFFER
    title, save = _("Offer the baton to another"), _("Send the question")
    lead = _("You hold the baton until the other has said yes.")
    done = _("Asked. The baton is where it was until there is a yes.")
    refusals = (BatonRefused,)
    words = {
        "outside_consent": ("who", _("The family has not consented to this service. Ask them first.")),
        "already_holds": ("who", _("This person holds the baton already.")),
        "offer_waits": (None, _("Someone else has been asked and has not answered yet.")),
        "not_in_service": ("who", _("This person no longer works there.")),
        "not_holder": (None, _("Only the holder, or the holder's leader, can offer the baton.")),
    }

    def people(self) -> list[tuple[Worker, Service]]:
        baton = current_baton(self.plan)
        return people_in_services(self.inside(), on=day_of(self.at), but=baton.holder_id if baton else None)

    def form(self, data: Any = None) -> Form:
        return Offer(data, people=self.people())

    def perform(self, form: Form) -> None:
        worker, service = self.chosen(form)
        offer_baton(
            plan=self.plan,
            to_worker=worker,
            to_service=service,
            family_wish=form.cleaned_data["family_wish"],
            handover=form.cleaned_data["handover"],
            actor=self.actor,
            at=self.at,
        )


class _Answer(StepView):
    """A question to this worker: one button for yes, a small form for no."""

    reasons: str
    save = _("Say no")
    accepted: ClassVar[Promise]

    def form(self, data: Any = None) -> Form:
        return Decline(data, guide=self.guide, reasons=self.reasons)

    def post(self, request: HttpRequest) -> HttpResponse:
        if ACCEPT not in request.POST:
            return super().post(request)
        form = self.form()
        try:
            self.accept()
        except self.refusals as error:
            form = Decline({}, guide=self.guide, reasons=self.reasons)
            form.full_clean()
            form.errors.clear()
            form.add_error(None, str(self.words[error.code][1]))  # type: ignore[attr-defined]
            return self.page(request, form, status=422)
        messages.success(request, str(self.accepted))
        return redirect("plans:plan", plan=self.plan.key)

    def accept(self) -> None:
        raise NotImplementedError

    def where(self) -> str:
        return reverse("plans:day")


class AnswerOffer(_Answer):
    """The baton is offered to me: the open tasks and the next days, then yes or no."""

    step = StepAction.BATON_OFFER
    reasons = "baton_decline_reason"
    title = _("You are asked to take over the baton")
    done = _("Your answer is sent. The baton is where it was.")
    accepted = _("You hold the baton from now. The family can see it.")
    template = "plans/answer_offer.html"
    refusals = (BatonRefused,)
    words = {
        "not_yours": (None, _("This question was not for you.")),
        "answered": (None, _("This has been answered already.")),
        "expired": (None, _("The time to answer is over. The one who asked can ask again.")),
        "outside_consent": (None, _("The family's consent to your service no longer holds.")),
        "needs_words": ("words", _("Write a sentence about why.")),
    }

    def offer(self) -> BatonOffer:
        offer = open_offer(self.plan)
        if offer is None or (offer.to_worker_id, offer.to_service_id) != (self.actor.id, self.actor.service):
            raise Http404
        return offer

    def get(self, request: HttpRequest) -> HttpResponse:
        mark_offer_opened(offer=self.offer(), actor=self.actor, at=self.at)
        return super().get(request)

    def context(self) -> dict[str, Any]:
        offer = self.offer()
        days = [(WAITING[one.code], one) for one in days_to_keep(self.plan) if one.about != offer.pk]
        return {"offer": offer, "page": page_of(self.plan, self.actor, at=self.at), "days": days}

    def accept(self) -> None:
        accept_baton(offer=self.offer(), actor=self.actor, at=self.at)

    def perform(self, form: Form) -> None:
        decline_baton(
            offer=self.offer(),
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
            actor=self.actor,
            at=self.at,
        )


class AnswerInvitation(_Answer):
    """My service is asked to take part."""

    step = StepAction.SERVICE_INVITE
    reasons = "referral_decline_reason"
    title = _("You are asked to take part")
    done = _("Your answer is sent.")
    accepted = _("Your service takes part from now. The family can see it.")
    template = "plans/invitation.html"
    refusals = (InvitationRefused,)
    words = {
        "not_yours": (None, _("This question was not for you.")),
        "answered": (None, _("This has been answered already.")),
        "no_consent": (None, _("The family's consent to your service no longer holds.")),
        "needs_words": ("words", _("Write a sentence about why.")),
    }

    def invitation(self) -> Participation:
        place = place_of(self.plan, self.actor)
        if place is None or place.answer or place.invited_worker_id != self.actor.id:
            raise Http404
        return place

    def get(self, request: HttpRequest) -> HttpResponse:
        mark_invitation_opened(invitation=self.invitation(), actor=self.actor, at=self.at)
        return super().get(request)

    def context(self) -> dict[str, Any]:
        page = page_of(self.plan, self.actor, at=self.at)
        mine = next((p for p in page.places if p.service.pk == self.actor.service), None)
        purpose = purpose_told(self.plan, self.actor.service, day_of(self.at))
        return {"invitation": self.invitation(), "page": page, "mine": mine, "purpose": purpose}

    def accept(self) -> None:
        accept_invitation(invitation=self.invitation(), actor=self.actor, at=self.at)

    def perform(self, form: Form) -> None:
        decline_invitation(
            invitation=self.invitation(),
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
            actor=self.actor,
            at=self.at,
        )
