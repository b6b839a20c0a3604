"""What is written so far becomes a candidate for the services that wrote it or take part."""

from django.db import migrations


def fill(apps, schema_editor):
    Entry, Feed, Participation = (apps.get_model("plans", name) for name in ("Entry", "Feed", "Participation"))
    for entry in Entry.objects.order_by("written_at", "id").iterator():
        inside = Participation.objects.filter(
            municipality=entry.municipality_id, plan=entry.plan_id, left_at=None, answer="accepted"
        )
        for service in {entry.service_id, *inside.values_list("service_id", flat=True)}:
            Feed.objects.get_or_create(
                municipality_id=entry.municipality_id,
                service_id=service,
                entry=entry,
                defaults={"written_at": entry.written_at},
            )


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_feed_of_candidates")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
