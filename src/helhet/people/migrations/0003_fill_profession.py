"""Those who work in a health service have until now been bound by its rules of secrecy: they stay so."""

from django.db import migrations


def fill(apps, schema_editor):
    places = apps.get_model("people", "Membership").objects.filter(
        service__type__in=["health_clinic", "bup", "hospital"]
    )
    places.update(health_personnel=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_profession_care_and_carers")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
