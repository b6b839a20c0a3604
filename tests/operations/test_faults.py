"""A fault leaves no word about anybody where operators read: in the log, in the queue."""

import logging
import sys
from types import ModuleType

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from helhet.config import settings as site
from helhet.operations.faults import Formatter, told
from helhet.operations.tasks import WordlessTask
from helhet.people.models import Person

pytestmark = pytest.mark.django_db
NAME = "Ella Nordmann"


def breaks() -> None:
    """Looks for somebody, and stumbles over what it finds."""
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(f"{NAME} is no number") from error


def refused_by_the_database() -> None:
    with transaction.atomic():
        Person.objects.create(municipality=None, name=NAME)


def fault_of(broken: object) -> BaseException:
    with pytest.raises(Exception) as caught:
        broken()  # type: ignore[operator]
    return caught.value


def test_what_is_told_is_the_kinds_the_first_one_first_and_the_places() -> None:
    kinds = [line for line in told(fault_of(breaks)).splitlines() if not line.startswith(" ")]
    assert kinds == ["builtins.KeyError", "builtins.ValueError"]
    last = told(fault_of(breaks)).splitlines()[-1]
    assert last.endswith(f"test_faults.py:{breaks.__code__.co_firstlineno + 5} breaks")


@pytest.mark.parametrize("broken", [breaks, refused_by_the_database])
def test_no_word_of_it_is_in_the_log(broken: object) -> None:
    fault = fault_of(broken)
    what = (type(fault), fault, fault.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error", (), what)
    line = Formatter().format(record)
    assert (NAME in line, type(fault).__name__ in line) == (False, True)


def test_the_database_names_the_constraint_and_not_the_row() -> None:
    fault = fault_of(refused_by_the_database)
    assert isinstance(fault, IntegrityError)
    assert NAME not in told(fault)


def test_the_site_writes_its_log_so() -> None:
    assert site.LOGGING["handlers"] == {"console": {"class": "logging.StreamHandler", "formatter": "console"}}
    assert site.LOGGING["formatters"] == {"console": {"()": "helhet.operations.faults.Formatter"}}


def test_the_queue_keeps_the_kind_of_the_fault_and_its_place(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = site.TASKS
    module: ModuleType = sys.modules[__name__]
    line = breaks.__code__.co_firstlineno + 5
    task = WordlessTask(func=breaks)
    monkeypatch.setattr(module, "breaks", task)
    task.enqueue()
    kept = DBTaskResult.objects.get()
    worker = Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=1,
        worker_id="one", excluded_queue_names=[],
    )  # fmt: skip
    kept.claim("one")
    worker.run_task(kept)
    kept.refresh_from_db()
    assert (kept.status, kept.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert (NAME in kept.traceback, f"test_faults.py:{line} breaks" in kept.traceback) == (False, True)
