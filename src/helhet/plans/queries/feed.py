"""Walking the feed of a service, newest first: each candidate is judged by the filter, and nothing else is asked.

What is shown beside an entry is fetched by key afterwards, for those of the page. Joined in one question it would lead
a database to begin with the plans, or with the people, and to go over all of them.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from helhet.access.statement import Arguments
from helhet.core.actors import Actor
from helhet.people.models import Service, Worker
from helhet.plans.models import Entry, Plan


def walk(seen: Any, of: Arguments, actor: Actor) -> Any:
    """Of what the reader may see: the entries that are candidates for the service acted for, older than `before`."""
    older = seen.filter(
        feed__municipality=F("municipality"), feed__service=actor.service, feed__written_at__lt=of["before"]
    )
    return older.order_by("-feed__written_at", "-feed__entry")


def with_others(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, with the author, the service, the plan and the child of each."""
    found = list(entries)
    authors = Worker.objects.in_bulk({one.author_id for one in found})
    services = Service.objects.in_bulk({one.service_id for one in found})
    plans = Plan.objects.filter(
        municipality__in={one.municipality_id for one in found}, pk__in={one.plan_id for one in found}
    )
    by_id = {plan.pk: plan for plan in plans.select_related("child").order_by("pk")}
    for one in found:
        one.author, one.service, one.plan = authors[one.author_id], services[one.service_id], by_id[one.plan_id]
    return found
