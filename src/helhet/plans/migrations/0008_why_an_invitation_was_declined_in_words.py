"""The sentence somebody wrote when they said no to an invitation. A release that does not know it writes none."""

from django.db import migrations

import helhet.vault.fields


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_seal_the_words_of_plans")]

    operations = [
        migrations.AddField(
            "participation",
            "decline_words",
            helhet.vault.fields.SealedText(blank=True, default="", db_default=b""),
        ),
    ]
