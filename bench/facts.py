"""What a probe tells besides times: how much there is, a way in for a reader, what a page asks of the databases."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from bench.readers import Reader
from helhet.audit.models import AuditEntry
from helhet.people.models import Account, Person, Worker
from helhet.plans.models import Entry, Feed, Participant, Plan


def sizes(readers: dict[str, Reader]) -> dict[str, Any]:
    """Rows of each kind; candidates and plans of each reader."""
    tables = {
        "persons": Person,
        "plans": Plan,
        "entries": Entry,
        "candidates": Feed,
        "looks": AuditEntry,
        "workers": Worker,
    }
    return {name: model._base_manager.count() for name, model in tables.items()} | {
        f"{name}_{what}": getattr(one, what) for name, one in readers.items() for what in ("candidates", "own")
    }


def sign_in(reader: Reader) -> dict[str, Any]:
    """A session as the sign-in page makes it, and the address of a plan the reader takes part in."""
    account = Account.objects.get(worker=reader.actor.id)
    client = Client()
    client.force_login(account)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    parts = Participant.objects.filter(worker=reader.actor.id, service=reader.actor.service).order_by("pk")
    plans = [Plan.objects.only("pk", "municipality_id").get(pk=one.plan_id) for one in parts[:20]]
    return {
        "cookies": {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: "a" * 32},
        "plans": [reverse("plans:plan", kwargs={"plan": plan.key}) for plan in plans],
        "list": reverse("plans:list"),
        "news": reverse("plans:news"),
        "day": reverse("plans:day"),
    }


def queries(cookies: dict[str, str], address: str) -> dict[str, int]:
    """How many statements a page takes, all databases counted, and how large it is."""
    client, asked = Client(SERVER_NAME="127.0.0.1"), 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    client.cookies.load(cookies)
    client.get(address)  # texts of statements are compiled the first time
    with connection.execute_wrapper(count), connections["keys"].execute_wrapper(count):
        plain = client.get(address)
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert plain.status_code == 200, f"{address} answered {plain.status_code}"
    return {"queries": asked, "bytes": len(plain.content), "sent": len(packed.content)}


def bare_insert() -> None:
    """One committed row in a table of three columns: what the disk and the database take for anything at all."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_bare (id varchar(32) PRIMARY KEY, a integer, b varchar(40))")
        cursor.execute("INSERT INTO bench_bare VALUES (%s, %s, %s)", [uuid4().hex, 1, "a row"])
