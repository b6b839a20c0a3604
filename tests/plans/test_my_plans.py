"""The plans one has a part in: all of them can be reached, however many there are."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from helhet.people.models import Person
from helhet.plans.models import Participant, Plan
from helhet.plans.queries.day import PAGE, my_plans
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def drafts(cast: Cast, count: int) -> list[Plan]:
    """Plans Kari prepares, each around a child of its own."""
    return [
        Plan.objects.create(
            municipality=cast.fjordvik,
            type="relay_log",
            guide=cast.guide.code,
            guide_version=cast.guide.version,
            child=Person.objects.create(municipality=cast.fjordvik, name=f"Barn {number}", born_on=TODAY),
            purpose="Ha det bra",
            status="draft",
            level=cast.guide.log_opens_at,
            service=cast.school,
            author=cast.kari,
            opened_at=NOW,
        )
        for number in range(count)
    ]


def test_a_page_of_more_than_a_hundred_opens(cast: Cast) -> None:
    drafts(cast, 130)
    client = Client()
    client.force_login(cast.kari.account)
    assert client.get(reverse("plans:list")).status_code == 200
    assert len(my_plans(cast.as_kari, at=NOW).plans) == 130


def test_those_joined_in_the_same_instant_stand_on_one_page(cast: Cast) -> None:
    plans = drafts(cast, PAGE + 2)
    for plan, days in zip(plans, (*[0] * (PAGE + 1), 9), strict=True):
        Participant.objects.create(
            municipality=cast.fjordvik,
            plan=plan,
            service=cast.school,
            worker=cast.kari,
            since_at=NOW - timedelta(days=days),
        )
    Plan.objects.filter(municipality=cast.fjordvik).update(author=cast.rektor)  # no longer prepared by the reader
    first = my_plans(cast.as_kari, at=NOW)
    assert first.older is not None
    second = my_plans(cast.as_kari, at=NOW, before=first.older)
    assert second.older is None
    keys = [key.plan_id for key in Participant.objects.filter(worker=cast.kari).order_by("-since_at")]
    assert set(keys) == {plan.pk for plan in plans}
