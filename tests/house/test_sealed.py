"""What somebody writes about a child is sealed. Whoever adds a field of words has decided, or this fails."""

import pytest
from django.core.management import call_command
from django.db import models

from helhet.people.partition import AboutChild
from helhet.vault.fields import SealedField, SealedQuerySet, sealed_fields
from helhet.vault.queries import sealed_models
from tests.house.test_models import ABOUT_CHILDREN, label

WRITTEN = (models.CharField, models.TextField, models.JSONField)
CODE = "a code from a list of the guide's or the program's"
NOT_SEALED = {
    "access.ConsentAnswer.capacity": CODE,
    "access.ConsentAnswer.language": CODE,
    "access.Disclosure.rule": CODE,
    "access.ProcessingBasis.articles": "numbers of articles in a regulation, the same for every child",
    "access.ProcessingBasis.rule": CODE,
    "clocks.Clock.code": CODE,
    "clocks.Clock.matter_kind": CODE,
    "concerns.Concern.guide": CODE,
    "people.Person.email": "letters are sent to it by the worker; said in docs/operations/keys.md",
    "people.Person.language": CODE,
    "people.Person.name": "lists are put in order by it; said in docs/operations/keys.md",
    "people.Person.phone": "said in docs/operations/keys.md",
    "plans.BatonOffer.decline_reason": CODE,
    "plans.Evaluation.not_asked_reason": CODE,
    "plans.Hiding.reason": CODE,
    "plans.LevelChange.from_level": CODE,
    "plans.LevelChange.reason": CODE,
    "plans.LevelChange.to_level": CODE,
    "plans.Measure.arena": CODE,
    "plans.Measure.not_done_reason": CODE,
    "plans.MeasureEffect.effect": CODE,
    "plans.Participation.decline_reason": CODE,
    "plans.Plan.close_reason": CODE,
    "plans.Plan.guide": CODE,
    "plans.Plan.level": CODE,
    "post.Letter.failure": CODE,
    "retention.ArchiveReceipt.checksum": "the archive's own figure of what it received",
    "retention.ArchiveReceipt.reference": "the archive's own number for what it received",
}
"""Fields of letters in tables about children that lie in clear, and why."""


def in_clear() -> set[str]:
    return {
        f"{label(model)}.{field.name}"
        for model in ABOUT_CHILDREN
        for field in model._meta.local_fields
        if isinstance(field, WRITTEN) and not field.choices
    }


def test_words_about_a_child_are_sealed_or_it_is_said_why_not() -> None:
    assert sorted(in_clear() - set(NOT_SEALED)) == []


def test_what_need_not_be_sealed_is_still_there() -> None:
    assert sorted(set(NOT_SEALED) - in_clear()) == []


def test_a_code_is_too_short_to_be_a_sentence() -> None:
    fields = {f"{label(m)}.{f.name}": f for m in ABOUT_CHILDREN for f in m._meta.local_fields}
    assert [name for name, why in NOT_SEALED.items() if why == CODE and fields[name].max_length > 40] == []


def test_the_walk_finds_the_sealed_tables() -> None:
    assert sum(len(sealed_fields(model)) for model in sealed_models()) > 10


@pytest.mark.parametrize("model", sealed_models(), ids=label)
def test_each_sealed_table_says_the_way_to_its_child_and_what_cannot_be_done(model: type[AboutChild]) -> None:
    assert issubclass(model, AboutChild)
    assert isinstance(model._base_manager.filter(**{model.CHILD: model().pk}), models.QuerySet)
    assert hasattr(model, "child_id")
    assert isinstance(model._default_manager.all(), SealedQuerySet)


def test_no_sealed_field_is_indexed_or_unique() -> None:
    fields = [field for model in sealed_models() for field in model._meta.local_fields]
    assert [str(field) for field in fields if isinstance(field, SealedField) and (field.db_index or field.unique)] == []


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
