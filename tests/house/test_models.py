"""What every table promises: each field has decided what it reveals, and a child's rows stay in one partition."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from helhet.people.partition import AboutChild, PartitionForeignKey

OURS = [model for model in apps.get_models() if model.__module__.startswith("helhet.")]
ABOUT_CHILDREN = [model for model in OURS if issubclass(model, AboutChild)]
CLASSES = ("identifying", "sensitive", "plain")


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_the_walk_finds_the_tables() -> None:
    assert len(ABOUT_CHILDREN) > 10


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_field_stands_in_exactly_one_privacy_class(model: Any) -> None:
    fields = sorted(field.name for field in model._meta.get_fields() if getattr(field, "column", None))
    decided = sorted(name for kind in CLASSES for name in getattr(model.Privacy, kind))
    assert decided == fields


@pytest.mark.parametrize("model", ABOUT_CHILDREN, ids=label)
def test_every_unique_constraint_about_a_child_holds_within_one_municipality(model: Any) -> None:
    constraints = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    assert [c.name for c in constraints if "municipality" not in c.fields] == []
    assert [c.fields for c in constraints if set(c.fields) == {"municipality", "id"}] == [("municipality", "id")]
    assert list(model._meta.unique_together) == []


@pytest.mark.parametrize("model", ABOUT_CHILDREN, ids=label)
def test_no_field_about_a_child_is_unique_by_itself(model: Any) -> None:
    alone = [f"{label(model)}.{f.name}" for f in model._meta.local_fields if f.unique and not f.primary_key]
    assert alone == []


@pytest.mark.parametrize("model", ABOUT_CHILDREN, ids=label)
def test_keys_between_tables_about_children_take_the_municipality_along(model: Any) -> None:
    keys = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    bare = [
        field.name
        for field in keys
        if issubclass(field.related_model, AboutChild) and not isinstance(field, PartitionForeignKey)
    ]
    assert bare == []


@pytest.mark.parametrize("model", ABOUT_CHILDREN, ids=label)
def test_nothing_about_a_child_goes_when_something_else_goes(model: Any) -> None:
    keys = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    assert [field.name for field in keys if field.remote_field.on_delete is not models.PROTECT] == []


def test_tables_about_children_have_no_many_to_many() -> None:
    """Its hidden table would have neither the municipality nor a privacy class."""
    assert [label(model) for model in OURS if model._meta.local_many_to_many] == []
