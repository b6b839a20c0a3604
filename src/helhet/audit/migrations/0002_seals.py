"""Compartments and salts on the rows of the log, and the tables of its seals.

Rows from before stand in the compartment of those at work: nobody decided who may know of them. Those about no
municipality move to the installation's own log, and each gets a salt of its own.
"""

import functools
import secrets
import uuid
from django.db import migrations, models


INSTALLATION = uuid.UUID(int=0)


def complete_old_rows(apps, schema_editor):
    rows = apps.get_model("audit", "AuditEntry").objects
    rows.filter(municipality=None).update(municipality=INSTALLATION)
    for key in list(rows.values_list("pk", flat=True)):
        rows.filter(pk=key).update(salt=secrets.token_bytes(32))


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('chain', models.UUIDField(primary_key=True, serialize=False)),
                ('municipality', models.UUIDField()),
                ('rows', models.BigIntegerField()),
                ('last', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('municipality', models.UUIDField()),
                ('size', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('note', models.TextField()),
                ('key', models.CharField(max_length=300)),
                ('witnesses', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Log',
            fields=[
                ('municipality', models.UUIDField(primary_key=True, serialize=False)),
                ('size', models.BigIntegerField(default=0)),
                ('chain_salt', models.BinaryField(default=functools.partial(secrets.token_bytes, *(32,), **{}))),
                ('looked_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('municipality', models.UUIDField()),
                ('number', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('rows', models.IntegerField()),
                ('seed', models.BinaryField()),
                ('nodes', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='SealedRow',
            fields=[
                ('entry', models.UUIDField(primary_key=True, serialize=False)),
                ('municipality', models.UUIDField()),
                ('seal', models.BigIntegerField()),
                ('slot', models.SmallIntegerField()),
                ('leaf', models.BinaryField()),
                ('chain', models.UUIDField()),
                ('number', models.BigIntegerField()),
                ('previous', models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name='auditentry',
            name='compartment',
            field=models.CharField(default='work', max_length=40),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='matter',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='auditentry',
            name='salt',
            field=models.BinaryField(null=True, max_length=32),
        ),
        migrations.RunPython(complete_old_rows, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='auditentry',
            name='salt',
            field=models.BinaryField(default=functools.partial(secrets.token_bytes, *(32,), **{}), max_length=32),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='municipality',
            field=models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000')),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['at'], name='audit_by_time'),
        ),
        migrations.AddConstraint(
            model_name='checkpoint',
            constraint=models.UniqueConstraint(fields=('municipality', 'size'), name='checkpoint_once'),
        ),
        migrations.AddConstraint(
            model_name='seal',
            constraint=models.UniqueConstraint(fields=('municipality', 'number'), name='seal_once'),
        ),
        migrations.AddConstraint(
            model_name='sealedrow',
            constraint=models.UniqueConstraint(fields=('municipality', 'seal', 'slot'), name='sealed_row_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='sealedrow',
            constraint=models.UniqueConstraint(fields=('municipality', 'chain', 'number'), name='sealed_row_has_its_number'),
        ),
    ]
