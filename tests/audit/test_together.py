"""No look without its row, and no refusal that a rollback takes back."""

import ast
from collections.abc import Sequence

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from helhet.audit import trail
from helhet.audit.append import NewRow
from helhet.audit.models import AuditEntry
from tests.cast import Cast, active_plan
from tests.house.source import dotted, sources


def opens(cast: Cast, worker: str) -> int:
    """What somebody at work is answered at the door of Ella's plan."""
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.force_login(getattr(cast, worker).account)
    return client.get(reverse("plans:plan", kwargs={"plan": active_plan(cast).key})).status_code


@pytest.mark.parametrize("first", [True, False], ids=["the first row", "a later one"])
def test_where_the_row_cannot_be_written_nothing_is_shown(
    cast: Cast, first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = active_plan(cast)
    written: list[NewRow] = []

    def full(rows: Sequence[NewRow]) -> None:
        if first or written:
            raise DatabaseError("the disk is full")
        written.extend(rows)

    monkeypatch.setattr(trail, "append", full)
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.force_login(cast.kari.account)
    response = client.get(reverse("plans:plan", kwargs={"plan": plan.key}))
    assert (response.status_code, b"Ella" in response.content) == (500, False)


@pytest.mark.concurrent
@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_committed_though_the_page_is_nothing(cast: Cast) -> None:
    assert opens(cast, "amir") == 404
    assert AuditEntry.objects.filter(outcome="refused", actor=cast.amir.pk).count() == 1


def test_no_request_is_one_transaction() -> None:
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False


def test_no_door_is_tried_inside_a_transaction_that_could_take_its_refusal_back() -> None:
    """A door has a transaction of its own; around it there must be none."""

    def tries_a_door(node: ast.AST) -> bool:
        return any(
            isinstance(call, ast.Call)
            and (dotted(call.func).split(".")[-1] in {"look", "shut", "plan_for", "entry_for", "concern_for"})
            for call in ast.walk(node)
        )

    inside = [
        source.at(node)
        for source in sources()
        if not source.name.startswith("demo/")
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.With) and any("atomic" in ast.unparse(item) for item in node.items))
        or (isinstance(node, ast.FunctionDef) and any("atomic" in ast.unparse(d) for d in node.decorator_list))
        if tries_a_door(node)
    ]
    assert inside == []
