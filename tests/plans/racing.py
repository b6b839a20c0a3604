"""Two people press their buttons at the same instant, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

from django.db import connections

from helhet.core.baton import OfferState
from helhet.plans.models import Baton, BatonOffer, Plan
from helhet.plans.queries.roles import current_baton

AT_MOST = 60
"""Seconds before a race that never ends is a failure."""


def race(*acts: Callable[[], object]) -> list[object]:
    """Start all at once; what each returned, or the exception it raised, in the order they were given."""
    barrier = Barrier(len(acts), timeout=AT_MOST)

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        except Exception as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(timeout=AT_MOST) for one in [pool.submit(run, act) for act in acts]]


def said(outcome: object) -> str:
    """What came of an act: `done`, or the refusal's code, or the kind of exception where it has none."""
    if not isinstance(outcome, Exception):
        return "done"
    return str(getattr(outcome, "code", type(outcome).__name__))


def holder_by_the_rows(plan: Plan) -> str:
    """Who holds the baton, after making sure that the rows leave no doubt about it."""
    plan.refresh_from_db()
    stretches = list(Baton.objects.of(plan=plan).order_by("since_at", "until_at"))
    (still_open,) = [one for one in stretches if one.until_at is None]
    assert plan.baton_id == still_open.pk
    by_start = sorted(stretches, key=lambda b: (b.until_at is None, b.until_at))
    for one, following in pairwise(by_start):
        assert one.until_at == following.since_at, "a gap or an overlap in the relay"
    assert BatonOffer.objects.of(plan=plan).filter(state=OfferState.OPEN).count() <= 1
    baton = current_baton(plan)
    assert baton is not None
    return baton.holder.name
