"""Every table has its place, and none points where it cannot."""

import pytest
from django.db import models

from helhet.operations.placement import (
    MACHINERY,
    PARTITION,
    REGISTERS,
    Placement,
    Unplaced,
    keys,
    placed,
    placement,
    tables,
)
from helhet.people.models import Person, Worker
from helhet.people.partition import AboutChild


def label(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", tables(), ids=label)
def test_somebody_has_decided_where_each_table_lies(model: type[models.Model]) -> None:
    assert placement(model) in Placement


def test_what_is_about_a_child_is_distributed_and_so_is_the_trail() -> None:
    about = {label(model) for model in tables() if issubclass(model, AboutChild)}
    trail = {label(model) for model in tables() if model._meta.app_label == "audit"}
    assert {label(model) for model in placed(Placement.DISTRIBUTED)} == about | trail


def test_the_lists_name_tables_that_are_there() -> None:
    assert sorted((REGISTERS | MACHINERY).keys() - {label(model) for model in tables()}) == []


def test_a_table_nobody_has_decided_about_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(REGISTERS, "people.Worker")
    with pytest.raises(Unplaced, match=r"^people\.Worker: give it a municipality, or add it to "):
        placement(Worker)
    assert placement(Person) is Placement.DISTRIBUTED


@pytest.mark.parametrize("model", tables(), ids=label)
def test_no_register_and_no_machinery_points_at_a_row_about_a_child(model: type[models.Model]) -> None:
    """The engine keeps no such key. Nor does a register point into the machinery, which is on one machine only."""
    allowed = {
        Placement.DISTRIBUTED: {Placement.DISTRIBUTED, Placement.REFERENCE},
        Placement.REFERENCE: {Placement.REFERENCE},
        Placement.LOCAL: {Placement.LOCAL, Placement.REFERENCE},
    }[placement(model)]
    assert [key.name for key in keys(model) if placement(key.related_model) not in allowed] == []


@pytest.mark.parametrize("model", placed(Placement.DISTRIBUTED), ids=label)
def test_every_unique_index_of_a_distributed_table_has_the_municipality(model: type[models.Model]) -> None:
    constraints = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    assert [c.name for c in constraints if PARTITION not in c.fields] == []
    assert [f.name for f in model._meta.local_fields if f.unique and not f.primary_key] == []
