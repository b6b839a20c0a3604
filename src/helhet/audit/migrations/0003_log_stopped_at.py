"""A log that cannot be continued says since when."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_seals'),
    ]

    operations = [
        migrations.AddField(
            model_name='log',
            name='stopped_at',
            field=models.DateTimeField(null=True),
        ),
    ]
