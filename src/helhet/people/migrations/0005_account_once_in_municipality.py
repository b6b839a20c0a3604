"""A person's account is theirs within one municipality: what is unique about a child holds within its partition."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_more_kinds_of_services")]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="persons",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(fields=("municipality", "account"), name="account_once_in_municipality"),
        ),
    ]
