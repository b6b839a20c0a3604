"""What somebody has done of a learning path. Theirs alone: nobody else's page reads it."""

from uuid import uuid4

from django.db import models

from helhet.people.models import Account


class StepDone(models.Model):
    """Steg tatt: somebody has ticked a step of a path themselves. Nobody has tested them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"id", "account"})
        sensitive = frozenset({"path", "step"})
        plain = frozenset({"done_at"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "path", "step"], name="step_done_once")]

    def __str__(self) -> str:
        return f"{self.path}: {self.step}"
