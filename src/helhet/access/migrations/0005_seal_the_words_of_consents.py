"""The words of consents and disclosures are sealed, row by row, with the child's key.

The keys are made in the key store: where there are rows, `migrate vault --database keys` comes first.
"""

from django.db import migrations, models
from django.db.models import Q

import helhet.vault.fields

WORDS = {
    "consent": ["purpose", "hidden_reason", "child_informed", "one_guardian_reason"],
    "disclosure": ["purpose", "necessity", "child_heard", "not_told_reason"],
}
ALWAYS_THERE = {"purpose", "necessity"}
CONSTRAINTS = [
    (
        "consent",
        "consent_hidden_with_a_reason",
        Q(hidden=False, hidden_reason="") | (Q(hidden=True, plan_status="") & ~Q(hidden_reason="")),
    ),
    (
        "disclosure",
        "disclosure_told_or_said_why_not",
        Q(family_told_on__isnull=False, not_told_reason="") | (Q(family_told_on=None) & ~Q(not_told_reason="")),
    ),
    ("disclosure", "disclosure_says_why", ~Q(necessity="") & ~Q(purpose="")),
]
EACH = [(model, name) for model, names in WORDS.items() for name in names]


def sealed(name):
    """Words that must be there have no default; for the rows that are, one for the moment."""
    return helhet.vault.fields.SealedText(**({"default": ""} if name in ALWAYS_THERE else {"blank": True}))


def rows(apps):
    for model, names in WORDS.items():
        for row in apps.get_model("access", model).objects.order_by("pk").iterator(chunk_size=500):
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

    dependencies = [
        ("access", "0004_grants_say_about_whom"),
        ("people", "0006_seal_national_ids_and_relations"),
    ]

    operations = [
        *(migrations.RemoveConstraint(model, name) for model, name, _ in CONSTRAINTS),
        *(  # for the way back
            migrations.AlterField(model, name, models.TextField(blank=True))
            for model, name in EACH
            if name in ALWAYS_THERE
        ),
        *(migrations.RenameField(model, name, f"{name}_plain") for model, name in EACH),
        *(
            migrations.AddField(model, name, sealed(name), preserve_default=name not in ALWAYS_THERE)
            for model, name in EACH
        ),
        migrations.RunPython(seal, unseal),
        *(migrations.RemoveField(model, f"{name}_plain") for model, name in EACH),
        *(
            migrations.AddConstraint(model, models.CheckConstraint(condition=condition, name=name))
            for model, name, condition in CONSTRAINTS
        ),
    ]
