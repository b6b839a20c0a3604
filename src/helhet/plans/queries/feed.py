"""Walking the feed of a service, newest first: each candidate is judged by the filter, and nothing else is asked.

What is shown beside an entry is fetched by key afterwards, for those of the page. Joined in one question it would lead
a database to begin with the plans, or with the people, and to go over all of them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from helhet.access.statement import Arguments, Statement, padded
from helhet.core.actors import Actor
from helhet.people.models import Service, Worker
from helhet.plans.models import Entry, Plan


def walk(seen: Any, of: Arguments, actor: Actor) -> Any:
    """Of what the reader may see: the entries that are candidates for the service acted for, older than `before`."""
    older = seen.filter(
        feed__municipality=F("municipality"), feed__service=actor.service, feed__written_at__lt=of["before"]
    )
    return older.order_by("-feed__written_at", "-feed__entry")


def with_others(entries: Iterable[Entry], *, on: date) -> list[Entry]:
    """The entries, with the author, the service, the plan and the child of each."""
    found = list(entries)
    authors = _by_key(AUTHORS, on, {one.author_id for one in found})
    services = _by_key(SERVICES, on, {one.service_id for one in found})
    municipalities = padded(sorted({one.municipality_id for one in found}))
    plans = _by_key(PLANS, on, {one.plan_id for one in found}, municipalities=municipalities)
    for one in found:
        one.author, one.service, one.plan = authors[one.author_id], services[one.service_id], plans[one.plan_id]
    return found


def _by_key(rows: Statement, on: date, ids: set[UUID], **beside: tuple[UUID, ...]) -> dict[UUID, Any]:
    return {row.pk: row for row in rows.rows(Actor.system(), on, ids=padded(sorted(ids)), **beside)}


AUTHORS = Statement(lambda _actor, _on, of: Worker.objects.filter(pk__in=of["ids"]).order_by("pk"), ids=UUID)
SERVICES = Statement(lambda _actor, _on, of: Service.objects.filter(pk__in=of["ids"]).order_by("pk"), ids=UUID)
PLANS = Statement(
    lambda _actor, _on, of: (
        Plan.objects.filter(municipality__in=of["municipalities"], pk__in=of["ids"])
        .select_related("child")
        .order_by("pk")
    ),
    municipalities=UUID,
    ids=UUID,
)
"""What stands beside entries, by key. Whether it may be shown is settled: it belongs to what may."""
