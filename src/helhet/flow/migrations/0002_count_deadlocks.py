"""Flow counts of plans that were stuck: more figures and answers to choose from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('flow', '0001_releases'),
    ]

    operations = [
        migrations.AlterField(
            model_name='flowcount',
            name='answer',
            field=models.CharField(choices=[('accepted', 'accepted'), ('accepted_in_time', 'accepted_in_time'), ('accepted_later', 'accepted_later'), ('adult_judgement', 'adult_judgement'), ('answered_in_time', 'answered_in_time'), ('answered_later', 'answered_later'), ('consent_back', 'consent_back'), ('declined', 'declined'), ('done', 'done'), ('ended_otherwise', 'ended_otherwise'), ('given', 'given'), ('goals_met', 'goals_met'), ('in_time', 'in_time'), ('joined', 'joined'), ('late_or_no_answer', 'late_or_no_answer'), ('later', 'later'), ('met_in_time', 'met_in_time'), ('met_later', 'met_later'), ('no', 'no'), ('no_help', 'no_help'), ('not_accepted', 'not_accepted'), ('not_answered', 'not_answered'), ('not_asked', 'not_asked'), ('not_done', 'not_done'), ('not_done_otherwise', 'not_done_otherwise'), ('not_given', 'not_given'), ('not_goals_met', 'not_goals_met'), ('not_held', 'not_held'), ('not_in_time', 'not_in_time'), ('not_met', 'not_met'), ('not_wanted', 'not_wanted'), ('other_no', 'other_no'), ('other_reason', 'other_reason'), ('ran_out', 'ran_out'), ('too_young', 'too_young'), ('waiting_list', 'waiting_list')], max_length=20),
        ),
        migrations.AlterField(
            model_name='flowcount',
            name='figure',
            field=models.CharField(choices=[('wonder', 'wonder'), ('help', 'help'), ('baton', 'baton'), ('evaluation', 'evaluation'), ('child', 'child'), ('measure', 'measure'), ('deadlock', 'deadlock'), ('ended', 'ended')], max_length=12),
        ),
    ]
