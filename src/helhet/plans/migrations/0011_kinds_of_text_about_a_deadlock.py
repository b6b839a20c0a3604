"""Two kinds of text: what is stuck in a plan, and the answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_which_measure_in_the_register")]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(choices=[('concern', 'Concern'), ('strengths', 'Strengths'), ('goal', 'Goal'), ('measure', 'Measure'), ('note', 'Note'), ('glimpse', 'Glimpse'), ('meeting', 'Meeting'), ('child_view', 'Child View'), ('family_view', 'Family View'), ('evaluation', 'Evaluation'), ('closing', 'Closing'), ('deadlock', 'Deadlock'), ('answer', 'Answer')], max_length=20),
        ),
    ]
