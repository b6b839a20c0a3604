"""Where each table lies when the database is spread over machines, and what kind of table it is.

A table with a municipality is *distributed* by it, all alike, so that one municipality's rows lie together. Registers
that everyone reads are *reference* tables, whole on every machine. What only the program's own machinery needs stays
*local*, on the machine it is connected to. A table nobody has decided about is an error.
"""

from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, router

Model = type[models.Model]


class Placement(StrEnum):
    """The three kinds of table, as Citus has them."""

    DISTRIBUTED = "distributed"
    REFERENCE = "reference"
    LOCAL = "local"


class Unplaced(LookupError):
    """A table nobody has decided about."""


PARTITION = "municipality"
"""The field by which rows are spread, in every table that has it."""

REGISTERS = {
    "people.Organisation": "municipalities, counties, state bodies",
    "people.OrganisationChange": "their mergers and new numbers",
    "people.Account": "a way to sign in, known before anything else is",
    "people.Worker": "an employee may work in several municipalities",
    "people.Service": "a county's or a hospital's service works in many municipalities",
    "people.Membership": "follows the worker and the service",
    "people.Appointment": "follows the worker and the organisation",
    "people.Cover": "follows the worker and the service",
    "measures.GradingSystem": "the register of measures, the same for everyone",
    "measures.KnownMeasure": "the register of measures, the same for everyone",
    "learning.StepDone": "follows the account",
    "measures.EvidenceGrade": "follows the measure",
    "flow.FlowRelease": "what was told of many, for good; nobody is in it",
    "flow.FlowCount": "follows the release",
    "feedback.Feedback": "about pages anybody may read, by nobody we know",
    "feedback.Reply": "what the editors did about it",
    "feedback.Tally": "how many found what they looked for, page by page",
    "newsletter.Interest": "follows the subscription",
    "newsletter.Issue": "for anybody to read",
    "newsletter.SignUp": "readers belong to no municipality",
    "newsletter.Subscription": "readers belong to no municipality",
    "newsletter.Writer": "follows the issue",
    "post.Mailing": "letters about no child",
    "post.MailingCopy": "follows the mailing",
    "indicators.Release": "published figures, the same for all",
    "indicators.Value": "published figures, the same for all",
    "indicators.Import": "how they were taken in",
    "priorities.Programme": "what a municipality puts first, for anybody to read",
    "priorities.Challenge": "follows the programme",
    "priorities.Target": "follows the programme",
    "priorities.Priority": "follows the programme",
    "priorities.RunMeasure": "follows the programme",
    "priorities.Reading": "later numbers of the municipality's own figures",
    "search.SearchText": "what anybody may read",
    "search.Posting": "follows the text",
    "library.Item": "what anybody may read",
    "library.FormerAddress": "follows the item",
    "library.Version": "follows the item",
    "library.Wording": "follows the version",
    "library.EditorialStep": "follows the version and the worker",
    "library.Picture": "follows the item and the worker",
    "library.ReviewCall": "follows the version",
}
"""Reference tables, and why."""

MACHINERY = {
    "auth.Permission": "Django's own; nothing here uses it",
    "auth.Group": "Django's own; nothing here uses it",
    "auth.Group_permissions": "Django's own; nothing here uses it",
    "contenttypes.ContentType": "Django's own; nothing here uses it",
    "sessions.Session": "by a random key, never joined",
    "django_tasks_database.DBTaskResult": "the queue: locked row by row, never joined",
}
"""Local tables, and why."""


def tables() -> list[Model]:
    """Every model whose table lies in this database, by the table's name; hidden ones of many-to-many too."""
    here = (m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy)
    return sorted((m for m in here if router.allow_migrate_model(DEFAULT_DB_ALIAS, m)), key=lambda m: m._meta.db_table)


def has_partition(model: Model) -> bool:
    """Whether each row of a model says in which municipality it is."""
    return PARTITION in {field.name for field in model._meta.local_fields}


def placement(model: Model) -> Placement:
    """Where a model's table lies. Raises Unplaced."""
    label = model._meta.label
    if has_partition(model):
        return Placement.DISTRIBUTED
    if label in REGISTERS:
        return Placement.REFERENCE
    if label in MACHINERY:
        return Placement.LOCAL
    raise Unplaced(f"{label}: give it a municipality, or add it to REGISTERS or MACHINERY with a reason")


def placed(kind: Placement) -> list[Model]:
    """Every model of a kind, by the table's name."""
    return [model for model in tables() if placement(model) is kind]


def keys(model: Model) -> list[Any]:
    """A model's foreign keys that the database holds, in the model's order."""
    fields: list[Any] = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    return [field for field in fields if field.remote_field]
