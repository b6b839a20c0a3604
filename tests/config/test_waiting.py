"""Nobody waits without end: what takes too long is given up, undone, and said; and what was typed is still there."""

from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from helhet.config import postgres, settings
from helhet.plans.models import Entry, Plan
from tests.attack.browser import address, browser_of
from tests.cast import Cast, active_plan

WORDS = "I dag gikk det bra på skolen"
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite gives up nothing but its one lock")


@pytest.fixture
def in_a_hurry(transactional_db: None) -> Iterator[None]:
    """The times as in the settings, cut to what a test can wait for."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '300ms'")
        cursor.execute("SET lock_timeout = '200ms'")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET statement_timeout")
        cursor.execute("RESET lock_timeout")


@pytest.fixture
def somebody_else_has(transactional_db: None) -> Iterator[Callable[[Plan], None]]:
    """Locks a plan in a transaction of its own, until the test is over."""
    locked, over, threads = Event(), Event(), list[Thread]()

    def hold(plan: Plan) -> None:
        with transaction.atomic():
            list(Plan.objects.filter(municipality=plan.municipality_id, pk=plan.pk).select_for_update())
            locked.set()
            over.wait(30)
        connection.close()

    def has(plan: Plan) -> None:
        threads.append(Thread(target=hold, args=(plan,)))
        threads[0].start()
        assert locked.wait(10)

    yield has
    over.set()
    for thread in threads:
        thread.join()


@postgresql
@pytest.mark.django_db(transaction=True)
def test_words_sent_while_somebody_holds_the_plan_come_back(
    cast: Cast, somebody_else_has: Callable[[Plan], None], in_a_hurry: None
) -> None:
    plan = active_plan(cast)
    kari = browser_of(cast.kari)
    somebody_else_has(plan)
    sent = {"kind": "note", "information_type": "school", "words_of": "writer", "text": WORDS}
    answer = kari.post(address("write", plan), sent, headers={"sec-fetch-site": "same-origin"})

    assert (answer.status_code, answer["Retry-After"], answer.content.decode().count(WORDS)) == (503, "10", 1)
    assert WORDS not in {entry.text for entry in Entry.objects.of(plan=plan).order_by("id")}


@postgresql
@pytest.mark.django_db(transaction=True)
def test_a_statement_that_takes_too_long_is_given_up(
    cast: Cast, in_a_hurry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*args: object, **kwargs: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    monkeypatch.setattr("helhet.plans.views.day.my_day", slow)
    answer = browser_of(cast.kari).get(reverse("plans:day"))

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")


@postgresql
@pytest.mark.django_db
def test_every_connection_has_an_end_to_its_waits() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN "
            "('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name"
        )
        assert cursor.fetchall() == [
            ("idle_in_transaction_session_timeout", "600000"),
            ("lock_timeout", "30000"),
            ("statement_timeout", "60000"),
        ]
    assert (connection.connection.prepare_threshold, connection.pool.max_size) == (5, 8)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_whoever_watches_is_told_that_the_database_answers(client: Client) -> None:
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.content, client.post(reverse("health")).status_code) == (200, b"", 405)


@pytest.mark.django_db
def test_whoever_watches_is_told_that_it_does_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("the server closed the connection")

    client.raise_request_exception = False
    monkeypatch.setattr(connection, "cursor", gone)
    assert client.get(reverse("health")).status_code == 503


def test_what_an_address_brings_comes_last_and_wins() -> None:
    ours = postgres.options(statement=15, lock=5, idle=60, pool=0)
    both = postgres.joined(ours, {"sslmode": "require", "options": "-c role=helhet_owner"})
    assert both == {
        "server_side_binding": True,
        "sslmode": "require",
        "options": "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s "
        "-c role=helhet_owner",
    }


def test_a_plan_for_all_values_is_asked_for_only_where_one_machine_has_all_tables() -> None:
    """Citus finds the machine by the values: github.com/citusdata/citus/issues/7813."""
    times = {"statement": 15, "lock": 5, "idle": 60}
    plan = " -c plan_cache_mode=force_generic_plan"
    one, many = (postgres.options(**times, pool=8, spread=spread) for spread in (False, True))
    assert one == many | {"options": f"{many['options']}{plan}"}
    assert postgres.options(**times, pool=0) == postgres.options(**times, pool=0, spread=True)


@pytest.mark.parametrize("text", ["", "ten", "-1", "1.5", "٣"])
def test_a_number_that_is_none_is_named(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELHET_POOL", text)
    with pytest.raises(ImproperlyConfigured, match=r"^HELHET_POOL is "):
        settings.number("HELHET_POOL", 8)
