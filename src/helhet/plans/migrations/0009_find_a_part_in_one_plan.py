from django.db import migrations, models

from helhet.operations.online import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("plans", "0008_why_an_invitation_was_declined_in_words")]
    operations = [
        AddIndexOnline(
            "participant",
            models.Index(fields=["municipality", "plan", "worker", "service"], name="participant_in_plan"),
        )
    ]
