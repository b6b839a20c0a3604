"""Little to fill in before help begins, and no number about a child anywhere."""

import re

from django import forms
from django.apps import apps
from django.db import models

from helhet.access.models import ConsentAnswer
from helhet.concerns.forms import BeginForm
from helhet.people.models import Organisation, Service
from helhet.people.partition import AboutChild
from helhet.plans.forms.opening import Ask, ChooseServices, Guardian, OpenPlan, RecordAnswer
from tests.cast import TODAY, Cast

MOST = 9
"""Mandatory fields to start (criterion 40)."""

MEASURING = {
    "score", "scores", "scoring", "risk", "risks", "rank", "ranking", "rating", "grade", "severity", "index",
    "probability", "likelihood", "prediction", "predicted", "percentile", "points", "flag", "flagged", "alert",
    "skår", "poeng", "risiko", "grad", "indeks",
}  # fmt: skip
COUNTING = (models.IntegerField, models.FloatField, models.DecimalField)


def to_fill_in(form: forms.BaseForm) -> list[str]:
    """The fields that must be filled in and do not come filled in."""
    return [
        name
        for name, field in form.fields.items()
        if field.required
        and not isinstance(field.widget, forms.HiddenInput)
        and form.get_initial_for_field(field, name) in (None, "", [])
    ]


def test_40_at_most_nine_fields_from_nothing_to_an_active_plan(cast: Cast) -> None:
    """From the note's first field to the last answer, with one parent to ask; each further one is a name, a
    responsibility and an answer more. What the wonder leads to is decided, not filled in."""
    around = list(Service.objects.order_by("name"))
    asked = {"purpose": "Ha det bra", "from_on": TODAY, "until_on": TODAY}  # the page fills these in
    pages = [
        BeginForm(municipalities=Organisation.objects.filter(pk=cast.fjordvik.pk)),
        OpenPlan(guide=cast.guide, on=TODAY, initial={"level": cast.guide.log_opens_at}),
        Guardian(),
        ChooseServices(around=around, initial={"service": [str(cast.school.pk)]}),
        Ask(chosen=[cast.school], adults=[cast.mona], guide=cast.guide, on=TODAY, begins=True, initial=asked),
        RecordAnswer(answer=ConsentAnswer(asks_plan=True, asks_secrecy=True)),
    ]
    in_the_note = [field.key for field in cast.guide.form("concern").fields if field.required]
    mandatory = in_the_note + [name for page in pages for name in to_fill_in(page)]
    assert len(mandatory) <= MOST, mandatory


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("helhet.")]


def test_42_no_field_is_named_like_a_score() -> None:
    named = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if set(re.split(r"[_\W]", field.name.lower())) & MEASURING
    ]
    assert named == []


LOG = {"Chain", "Checkpoint", "Log", "Seal", "SealedRow"}
"""The sealed log counts its own rows."""
PUBLIC = {"feedback", "flow", "indicators", "learning", "library", "measures", "newsletter", "priorities", "search"}
"""Rooms of the public storey: published figures, and what is told of many (tests/core/test_disclosure_control.py)."""


def test_42_the_numbers_kept_are_about_papers_and_post_not_about_children() -> None:
    counted = {
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if isinstance(field, COUNTING) and model._meta.app_label not in PUBLIC
    }
    of_the_sealed_log = {name for name in counted if name.split(".")[0] in LOG}
    assert counted - of_the_sealed_log == {
        "Concern.guide_version",
        "Concern.version",
        "Letter.attempts",
        "MailingCopy.attempts",
        "OrganisationChange.weight",
        "Plan.guide_version",
    }


def test_42_no_table_of_the_public_storey_leads_to_a_child() -> None:
    public = [model for model in own_models() if model._meta.app_label in PUBLIC]
    points_at = {field.related_model for model in public for field in model._meta.concrete_fields if field.is_relation}
    assert {model.__name__ for model in (*public, *points_at) if issubclass(model, AboutChild)} == set()


def test_42_how_a_measure_worked_is_a_word_and_not_a_number(cast: Cast) -> None:
    assert [code.key for code in cast.guide.codes("effect") if any(c.isdigit() for c in code.key)] == []
