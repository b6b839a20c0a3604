"""National ids and what an adult is to a child are sealed, row by row, with the key of the one they are about.

The keys are made in the key store: where there are rows, `migrate vault --database keys` comes first.
"""

from django.db import migrations, models

import helhet.vault.fields

WORDS = [("person", "national_id"), ("guardianship", "relation")]


def rows(apps, model):
    return apps.get_model("people", model).objects.order_by("pk").iterator(chunk_size=500)


def seal(apps, schema_editor):
    for row in rows(apps, "person"):
        row.child_id, row.national_id = row.pk, row.national_id_plain
        row.save(update_fields=["national_id", "national_id_lookup"])
    for row in rows(apps, "guardianship"):
        row.relation = row.relation_plain
        row.save(update_fields=["relation"])


def unseal(apps, schema_editor):
    for model, name in WORDS:
        for row in rows(apps, model):
            setattr(row, f"{name}_plain", getattr(row, name))
            row.save(update_fields=[f"{name}_plain"])


class Migration(migrations.Migration):

    dependencies = [("people", "0005_account_once_in_municipality")]

    operations = [
        migrations.RemoveConstraint("person", "person_once_in_municipality"),
        *(migrations.RenameField(model, name, f"{name}_plain") for model, name in WORDS),
        migrations.AddField("person", "national_id", helhet.vault.fields.SealedNumber(blank=True)),
        migrations.AddField(
            "person", "national_id_lookup",
            helhet.vault.fields.BlindIndex(max_length=32, null=True, of="national_id"),
        ),
        migrations.AddField("guardianship", "relation", helhet.vault.fields.SealedText(blank=True)),
        migrations.RunPython(seal, unseal),
        *(migrations.RemoveField(model, f"{name}_plain") for model, name in WORDS),
        migrations.AddConstraint(
            "person",
            models.UniqueConstraint(
                fields=("municipality", "national_id_lookup"), name="person_once_in_municipality"
            ),
        ),
    ]
