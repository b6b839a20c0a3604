"""The log of a plan over its time: those who take part have opened it now and then, alone and in lists."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from bench.norway.bulk import Bulk
from bench.norway.country import Part
from bench.norway.proportions import LOOKS_A_PLAN
from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.core.access import grounds
from helhet.core.compartments import FAMILY, PARENTS

WHY_PLAN = json.dumps(["plan_participant"])
WHY_ENTRY = {
    "health": json.dumps(["entry_consent_health"]),
    "child_welfare": json.dumps(["entry_consent_child_welfare"]),
    "work_welfare": json.dumps(["entry_consent_social"]),
}
WHY_GENERAL = json.dumps(["entry_consent_general", "entry_own_service"])


def look_back(
    rows: Bulk, lots: Random, *, here: str, child: str, plan: str, parts: Sequence[Part], kinds: Sequence[str],
    since: date, until: date,
) -> None:  # fmt: skip
    """Looks from the day the plan was opened until today: about one in five in a list, the rest with what was read."""
    version, days = grounds().version, max(1, (until - since).days)
    start, looks = datetime.combine(since, time(7)), lots.randrange(LOOKS_A_PLAN // 2, LOOKS_A_PLAN * 3 // 2)
    while looks > 0:
        who = lots.choice(parts)
        at = start + timedelta(days=lots.randrange(days), microseconds=lots.randrange(8 * 3600 * 10**6))
        moment, request = at.isoformat(" ", "microseconds"), f"{lots.getrandbits(128):032x}"
        listed = lots.random() < 0.2
        read = [""] if listed else ["", *dict.fromkeys(lots.choices(kinds, k=3))]
        for kind in read:
            looks -= 1
            rows.add(
                AuditEntry, id=f"{lots.getrandbits(128):032x}", at=moment, municipality=here, child=child, matter=plan,
                compartment=PARENTS if kind in ("child_welfare", "work_welfare") else FAMILY, object_kind="plan",
                object=plan, event=str(Event.ENTRY_READ if kind else Event.PLAN_LISTED if listed else Event.PLAN_READ),
                outcome="read", actor_kind="worker", actor=who.worker, service=who.unit.id,
                grounds=WHY_ENTRY.get(kind, WHY_GENERAL) if kind else WHY_PLAN, grounds_version=version,
                request=request, details=json.dumps({"part": kind}) if kind else "{}", salt=lots.randbytes(32),
            )  # fmt: skip
