"""Each entry gets its child, whom it is about, where it is from and which rule of secrecy binds it; what was closed to
the guardians is hidden from them."""

from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery

OF_SERVICE = {
    "health": ["health_clinic", "bup", "hospital"],
    "child_welfare": ["child_welfare"],
    "social": ["nav"],
}
OF_KIND = {"health": ["health"], "child_welfare": ["child_welfare"], "social": ["work_welfare"]}


def fill(apps, schema_editor):
    Entry, Plan, Hiding = (apps.get_model("plans", name) for name in ("Entry", "Plan", "Hiding"))
    Service = apps.get_model("people", "Service")
    child = Plan.objects.filter(municipality=OuterRef("municipality"), pk=OuterRef("plan")).values("child")
    Entry.objects.filter(child=None).update(child=Subquery(child), about=Subquery(child), source=F("service"))
    for regime in ("social", "child_welfare", "health"):
        services = list(Service.objects.filter(type__in=OF_SERVICE[regime]).values_list("pk", flat=True))
        bound = Q(service__in=services) | Q(information_type__in=OF_KIND[regime])
        Entry.objects.filter(bound).update(regime=regime)
    for entry in Entry.objects.filter(closed_to_guardians_at__isnull=False).iterator():
        Hiding.objects.get_or_create(
            municipality_id=entry.municipality_id,
            entry=entry,
            hidden_from="guardians",
            person=None,
            lifted_at=None,
            defaults={
                "child_id": entry.child_id,
                "reason": "childs_wish" if entry.closed_to_guardians_reason != "weighty_reasons" else "weighty_reasons",
                "judgement": "-",
                "hidden_at": entry.closed_to_guardians_at,
                "hidden_by_id": entry.author_id,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_secrecy_of_entries_and_hiding")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
