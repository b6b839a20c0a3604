"""Which measure in the register it is that somebody has taken on. A release that does not know it writes none."""

from django.db import migrations

import helhet.vault.fields


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_find_a_part_in_one_plan")]

    operations = [
        migrations.AddField(
            "measure",
            "known",
            helhet.vault.fields.SealedText(blank=True, default="", db_default=b""),
        ),
    ]
