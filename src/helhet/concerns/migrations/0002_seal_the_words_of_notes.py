"""Answers, reasons and talks in wonder notes are sealed, row by row, with the child's key.

The keys are made in the key store: where there are rows, `migrate vault --database keys` comes first.
"""

from django.db import migrations, models

import helhet.vault.fields

WORDS = {"concern": ["answers", "no_talk_reason", "decision_reason"], "concerntalk": ["words"]}


def rows(apps):
    for row in apps.get_model("concerns", "concern").objects.order_by("pk").iterator(chunk_size=500):
        yield row, WORDS["concern"]
    talks = apps.get_model("concerns", "concerntalk").objects.select_related("concern")
    for row in talks.order_by("pk").iterator(chunk_size=500):
        row.child_id = row.concern.child_id
        yield row, WORDS["concerntalk"]


def seal(apps, schema_editor):
    for row, names in rows(apps):
        for name in names:
            setattr(row, name, getattr(row, f"{name}_plain"))
        row.save(update_fields=names)


def unseal(apps, schema_editor):
    for row, names in rows(apps):
        for name in names:
            setattr(row, f"{name}_plain", getattr(row, name))
        row.save(update_fields=[f"{name}_plain" for name in names])


class Migration(migrations.Migration):

    dependencies = [("concerns", "0001_initial"), ("people", "0006_seal_national_ids_and_relations")]

    operations = [
        migrations.AlterField("concerntalk", "words", models.TextField(blank=True)),  # for the way back
        *(migrations.RenameField(m, name, f"{name}_plain") for m, names in WORDS.items() for name in names),
        migrations.AddField("concern", "answers", helhet.vault.fields.SealedJSON(default=dict)),
        migrations.AddField("concern", "no_talk_reason", helhet.vault.fields.SealedText(blank=True)),
        migrations.AddField("concern", "decision_reason", helhet.vault.fields.SealedText(blank=True)),
        migrations.AddField(
            "concerntalk", "words", helhet.vault.fields.SealedText(default=""), preserve_default=False
        ),
        migrations.RunPython(seal, unseal),
        *(migrations.RemoveField(m, f"{name}_plain") for m, names in WORDS.items() for name in names),
    ]
