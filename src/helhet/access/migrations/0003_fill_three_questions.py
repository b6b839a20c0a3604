"""What one question held is told apart: the plan, the sharing, and for each rule of secrecy how long it is lifted."""

from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery

REGIME = {"health": "health", "child_welfare": "child_welfare", "work_welfare": "social"}


def tell_apart(apps, schema_editor):
    Consent, Line, Answer, Grant = (
        apps.get_model("access", name) for name in ("Consent", "ConsentLine", "ConsentAnswer", "Grant")
    )
    child = Consent.objects.filter(municipality=OuterRef("municipality"), pk=OuterRef("consent")).values("child")
    for rows in (Line.objects.filter(about=None), Grant.objects.filter(about=None)):
        rows.update(about=Subquery(child))
    for regime in ("general", "health", "child_welfare", "social"):
        kinds = [kind for kind, its in REGIME.items() if its == regime]
        of_regime = Q(information_type__in=kinds) if kinds else ~Q(information_type__in=list(REGIME))
        Grant.objects.filter(of_regime, **{f"{regime}_until": None}).update(**{f"{regime}_until": F("until_on")})
    begun = set()
    for consent in Consent.objects.order_by("asked_at", "id").iterator():
        if consent.matter in begun or consent.plan_status:
            continue
        begun.add(consent.matter)
        consent.plan_status = consent.status
        consent.plan_until_on = consent.until_on if consent.status in ("given", "withdrawn") else None
        consent.save(update_fields=["plan_status", "plan_until_on"])
        Answer.objects.filter(municipality=consent.municipality_id, consent=consent).update(
            asks_plan=True, plan_answer=F("answer")
        )


class Migration(migrations.Migration):
    dependencies = [("access", "0002_three_questions_and_disclosure")]
    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop, elidable=True)]
