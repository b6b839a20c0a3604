"""Every word written in and about a plan is sealed, row by row, with the child's key.

The keys are made in the key store: where there are rows, `migrate vault --database keys` comes first.
"""

from django.db import migrations, models
from django.db.models import Q

import helhet.vault.fields

WORDS = {
    "plan": ["purpose"],
    "participation": ["task"],
    "batonoffer": ["family_wish", "handover", "decline_words"],
    "entry": ["text"],
    "hiding": ["judgement"],
    "meeting": ["agreed_beforehand"],
    "evaluation": ["not_asked_words"],
}
ALWAYS_THERE = {"purpose", "text", "judgement"}


def sealed(name):
    """Words that must be there have no default; for the rows that are, one for the moment."""
    return helhet.vault.fields.SealedText(**({"default": ""} if name in ALWAYS_THERE else {"blank": True}))


def rows(apps):
    for model, names in WORDS.items():
        found = apps.get_model("plans", model).objects.order_by("pk")
        has_child = model in {"plan", "entry", "hiding"}
        for row in (found if has_child else found.select_related("plan")).iterator(chunk_size=500):
            if not has_child:
                row.child_id = row.plan.child_id
            yield row, names


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

    dependencies = [("plans", "0006_fill_feed"), ("people", "0006_seal_national_ids_and_relations")]

    operations = [
        migrations.RemoveConstraint("entry", "entry_says_something"),
        migrations.RemoveConstraint("evaluation", "child_heard_or_said_why_not"),
        migrations.AlterField("plan", "purpose", models.TextField(blank=True)),  # for the way back
        migrations.AlterField("entry", "text", models.TextField(blank=True)),
        migrations.AlterField("hiding", "judgement", models.TextField(blank=True)),
        *(
            migrations.RenameField(model, name, f"{name}_plain")
            for model, names in WORDS.items()
            for name in names
        ),
        *(
            migrations.AddField(model, name, sealed(name), preserve_default=name not in ALWAYS_THERE)
            for model, names in WORDS.items()
            for name in names
        ),
        migrations.RunPython(seal, unseal),
        *(
            migrations.RemoveField(model, f"{name}_plain")
            for model, names in WORDS.items()
            for name in names
        ),
        migrations.AddConstraint(
            "entry", models.CheckConstraint(condition=~Q(text=""), name="entry_says_something")
        ),
        migrations.AddConstraint(
            "evaluation",
            models.CheckConstraint(
                name="child_heard_or_said_why_not",
                condition=Q(child_view="given", child_entry__isnull=False, not_asked_reason="")
                | Q(child_view="declined", child_entry=None, not_asked_reason="")
                | (Q(child_view="not_asked", child_entry=None) & ~Q(not_asked_reason="") & ~Q(not_asked_words="")),
            ),
        ),
    ]
