"""Answers that were no: who was asked, and said no or nothing, with nothing newer since."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from helhet.access.conditions import live_grants
from helhet.core.baton import OfferState
from helhet.core.plan import HELD
from helhet.people.partition import PartitionQuerySet
from helhet.plans.models import BatonOffer, Participation

NO = (OfferState.DECLINED, OfferState.EXPIRED)
"""An offer the other has answered with no, or left unanswered until its time was over."""


def offers_that_were_no(rows: PartitionQuerySet, *, on: date) -> PartitionQuerySet:
    """Those of the offers of a baton that ended without a yes, until somebody else is asked or takes it.

    Of a service that is no longer inside the consent nothing is told.
    """
    inside = live_grants(on).filter(
        municipality=OuterRef("municipality"), matter=OuterRef("plan"), service=OuterRef("to_service")
    )
    newer = BatonOffer.objects.filter(
        municipality=OuterRef("municipality"), plan=OuterRef("plan"), offered_at__gt=OuterRef("offered_at")
    )
    unheeded = rows.filter(state__in=NO, plan__status__in=sorted(HELD), plan__baton__since_at__lte=F("answered_at"))
    unheeded = unheeded.filter(Exists(inside)).exclude(Exists(newer))
    return unheeded.select_related("to_worker", "to_service").order_by("-answered_at", "id")


def invitations_that_were_no(rows: PartitionQuerySet, *, on: date, reader: UUID) -> PartitionQuerySet:
    """Those of the invitations that were answered with no, until a service is asked anew.

    Of a service the family's consent is not open to, and so of one the child alone has let in, only whoever asked it
    is told.
    """
    known = live_grants(on).filter(
        municipality=OuterRef("municipality"),
        matter=OuterRef("plan"),
        service=OuterRef("service"),
        by_child_alone=False,
    )
    newer = Participation.objects.filter(
        municipality=OuterRef("municipality"), plan=OuterRef("plan"), invited_at__gt=OuterRef("invited_at")
    )
    unheeded = rows.filter(answer=Participation.Answer.DECLINED, left_at=None, plan__status__in=sorted(HELD))
    unheeded = unheeded.filter(Q(invited_by=reader) | Q(Exists(known))).exclude(Exists(newer))
    return unheeded.select_related("invited_worker", "service").order_by("-answered_at", "id")
