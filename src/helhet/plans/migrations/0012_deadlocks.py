"""A plan that is stuck, who has it, and the answer."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import helhet.people.partition


class Migration(migrations.Migration):
    dependencies = [("people", "0007_appointments"), ("plans", "0011_kinds_of_text_about_a_deadlock")]

    operations = [
        migrations.CreateModel(
            name='Deadlock',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cause', models.CharField(choices=[('family', 'family'), ('baton', 'baton'), ('no_help', 'no_help'), ('disagree', 'disagree'), ('no_progress', 'no_progress')], max_length=12)),
                ('state', models.CharField(choices=[('raised', 'raised'), ('with_body', 'with_body'), ('answered', 'answered'), ('followed_up', 'followed_up'), ('called_off', 'called_off')], max_length=12)),
                ('raised_at', models.DateTimeField()),
                ('answer_by', models.DateField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('decided_by', models.CharField(blank=True, choices=[('leaders', 'leaders'), ('body', 'body')], max_length=8)),
                ('answered_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'done'), ('partly', 'partly'), ('not_done', 'not_done')], max_length=8)),
                ('followed_up_at', models.DateTimeField(null=True)),
                ('answer', helhet.people.partition.PartitionForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.entry')),
                ('child_view', helhet.people.partition.PartitionForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.entry')),
                ('coordinator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
                ('family_view', helhet.people.partition.PartitionForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.entry')),
                ('follow_up', helhet.people.partition.PartitionForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.entry')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('plan', helhet.people.partition.PartitionForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlocks', to='plans.plan')),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
                ('situation', helhet.people.partition.PartitionForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.entry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'id'), name='plans_deadlock_by_municipality'), models.UniqueConstraint(condition=models.Q(('state__in', ['raised', 'with_body'])), fields=('municipality', 'plan'), name='one_deadlock_waits_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('raised_by__isnull', False), ('situation__isnull', False)), models.Q(('cause', 'baton'), ('raised_by', None)), _connector='OR'), name='deadlock_found_by_the_program_is_of_the_baton'), models.CheckConstraint(condition=models.Q(models.Q(('child_view', None), ('family_view', None), ('situation', None)), models.Q(('child_view__isnull', False), ('family_view__isnull', False), ('situation__isnull', False)), _connector='OR'), name='deadlock_described_by_all_or_not_at_all'), models.CheckConstraint(condition=models.Q(('state__in', ['raised', 'called_off']), ('situation__isnull', False), _connector='OR'), name='deadlock_decided_on_what_is_described'), models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', False), ('answered_at__isnull', False), ('state__in', ['answered', 'followed_up']), models.Q(('decided_by', ''), _negated=True)), models.Q(models.Q(('state__in', ['answered', 'followed_up']), _negated=True), ('answer', None), ('answered_at', None), ('coordinator', None), ('decided_by', '')), _connector='OR'), name='deadlock_answered_at_by_whom_and_with_words'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'with_body'), _negated=True), ('taken_at__isnull', False), _connector='OR'), name='deadlock_with_the_body_says_since_when'), models.CheckConstraint(condition=models.Q(models.Q(('follow_up__isnull', False), ('followed_up_at__isnull', False), ('state', 'followed_up'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'followed_up'), _negated=True), ('follow_up', None), ('followed_up_at', None), ('outcome', '')), _connector='OR'), name='deadlock_followed_up_at_how_and_with_words')],
            },
        ),
    ]
