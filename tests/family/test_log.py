"""The log as the family takes it with them: n of n, proofs that hold, and nothing learned of what is hidden."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

import helhet.family
from helhet.audit.models import AuditEntry
from helhet.audit.sealing.key import SealKey, new_key
from helhet.audit.sealing.sealer import seal_log
from helhet.core.access import Resource
from helhet.core.compartments import FAMILY
from helhet.people.models import CareOrder, Person
from helhet.plans.models import Plan
from helhet.plans.queries.doors import entry_for
from helhet.plans.queries.page import plan_page
from tests.cast import NOW, TODAY, Cast, active_plan, after, with_jonas
from tests.family.conftest import Clock, as_family, as_worker, page, text
from tests.family.test_hidden import hide, write
from tests.web.markup import one

CHECK = Path(helhet.family.__file__).parent / "static" / "family" / "check_log.py"
LATER = after(0.01)
KEY = new_key("helhet.fjordvik.example")


@pytest.fixture
def key() -> SealKey:
    return KEY


@pytest.fixture
def plan(cast: Cast, clock: Clock) -> Plan:
    clock.at = after(1)
    return with_jonas(cast, active_plan(cast))


def take(client: Client, plan: Plan) -> dict[str, Any]:
    response = client.get(reverse("family:log", kwargs={"plan": plan.key}))
    assert response.headers["Content-Disposition"] == 'attachment; filename="helhet-log.json"'
    taken: dict[str, Any] = json.loads(response.content)
    return taken


def checked(folder: Path, *logs: dict[str, Any], python: list[str] | None = None) -> tuple[int, list[str]]:
    """What the program says that the family is given, on a machine without ours."""
    paths = []
    for number, log in enumerate(logs):
        paths.append(folder / f"{number}.json")
        paths[-1].write_text(json.dumps(log), "utf-8")
    command = [sys.executable, *(python or ["-I"]), CHECK, *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env={"PYTHONUTF8": "1"})
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def everyone_looks(cast: Cast, plan: Plan) -> None:
    for actor in (cast.as_kari, cast.as_jonas):
        plan_page(actor, plan.key, at=LATER)


def rows(log: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [(row["compartment"], row["number"], row["who"]) for row in log["rows"]]


def test_the_family_takes_its_rows_and_the_program_finds_them_whole(cast: Cast, plan: Plan, tmp_path: Path) -> None:
    write(plan, cast.as_jonas)
    everyone_looks(cast, plan)
    seal_log(key=KEY, at=LATER)
    log = take(as_family(cast.mona), plan)
    kari, jonas = "Kari, Fjordvik skole", "Jonas, Fjordvik helsestasjon"
    assert sorted(who for _, _, who in rows(log)) == [jonas, jonas, kari, kari]
    assert [(part, number) for part, number, _ in rows(log)] == [(FAMILY, n) for n in (1, 2, 3, 4)]
    code, said = checked(tmp_path, log)
    assert (code, said[-1]) == (0, "WHOLE: every row is as it was sealed")
    assert said[-2].startswith(f"signature: by {log['key']}")


def test_the_program_needs_nothing_but_python(cast: Cast, plan: Plan, tmp_path: Path) -> None:
    everyone_looks(cast, plan)
    seal_log(key=KEY, at=LATER)
    code, said = checked(tmp_path, take(as_family(cast.mona), plan), python=["-I", "-S"])
    assert (code, said[-2]) == (0, "signature: not checked: the package cryptography is not installed")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda log: log["rows"].pop(1), "row 3 of the part “family” comes after number 1: a row is missing"),
        (lambda log: log["rows"].pop(0), "row 2 of the part “family” comes after number 0: a row is missing"),
        (
            lambda log: log["rows"][1].update(shown=log["rows"][1]["shown"].replace(":read", ":list")),
            "row 2 of the part “family” is not what was sealed",
        ),
        (
            lambda log: log["rows"][1].update(named=log["rows"][1]["named"].replace("a", "b")),
            "row 2 of the part “family” is not what was sealed",
        ),
        (
            lambda log: log["rows"][1].update(slot=(log["rows"][1]["slot"] + 1) % 256),
            "row 2 of the part “family” is not what was sealed",
        ),
        (
            lambda log: log["rows"][1]["in_seal"].pop(),
            "row 2 of the part “family” is not what was sealed",
        ),
    ],
)
def test_the_program_finds_what_is_changed_in_the_file(
    cast: Cast, plan: Plan, tmp_path: Path, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    for n in range(3):
        plan_page(cast.as_kari, plan.key, at=after(0.01 + n / 1000))
        seal_log(key=KEY, at=after(0.01 + n / 1000))
    log = take(as_family(cast.mona), plan)
    change(log)
    code, said = checked(tmp_path, log)
    assert (code, [line for line in said if line == told]) == (1, [told])


def test_a_checkpoint_with_another_root_is_not_signed(cast: Cast, plan: Plan, tmp_path: Path) -> None:
    everyone_looks(cast, plan)
    seal_log(key=KEY, at=LATER)
    log = take(as_family(cast.mona), plan)
    log["checkpoint"] = log["checkpoint"].replace("\n1\n", "\n2\n", 1)
    code, said = checked(tmp_path, log)
    assert (code, [line for line in said if line == "signature: WRONG"]) == (1, ["signature: WRONG"])


def test_an_older_file_shows_what_was_cut_off_since(cast: Cast, plan: Plan, tmp_path: Path) -> None:
    everyone_looks(cast, plan)
    seal_log(key=KEY, at=LATER)
    log = take(as_family(cast.mona), plan)
    shorter = log | {"rows": log["rows"][:-1]}
    assert checked(tmp_path, shorter)[0] == 0, "nobody can tell from the file alone"
    code, said = checked(tmp_path, shorter, log)
    assert (code, said[-1]) == (1, "row 2 of the part “family” is not as it was in the older file")


def shape(log: dict[str, Any]) -> list[Any]:
    """All of a file that is not a hash, a salt, a place drawn by lot, or an id of one row or one request.

    What happened in the same instant is numbered in any order.
    """
    told = [
        (row["compartment"], row["seal"], row["shown"], row["who"], row["named"].split("\n")[1:6], sorted(row))
        for row in log["rows"]
    ]
    lengths = [(row["number"], len(row["in_seal"]), len(row["in_tree"]), len(row["named"])) for row in log["rows"]]
    return [log["checkpoint"].split("\n")[1], sorted(told), lengths, sorted(log)]


def nothing_else(cast: Cast, plan: Plan) -> None:
    """Nothing of that kind is written otherwise."""


def open_beside(cast: Cast, plan: Plan) -> None:
    """Something of that kind is open to all."""
    write(plan, cast.as_kari, words="Ella sover godt.")


@pytest.mark.parametrize("otherwise", [nothing_else, open_beside])
def test_23_a_hidden_note_leaves_no_trace_in_the_file(
    cast: Cast, plan: Plan, otherwise: Callable[[Cast, Plan], None]
) -> None:
    otherwise(cast, plan)

    def told(story: Callable[[], None]) -> tuple[list[Any], str]:
        with transaction.atomic():
            story()
            everyone_looks(cast, plan)
            seal_log(key=KEY, at=LATER)
            plan_page(cast.as_kari, plan.key, at=after(0.02))
            seal_log(key=KEY, at=after(0.02))
            seen = shape(take(as_family(cast.mona), plan)), page(cast.mona, plan)
            transaction.set_rollback(True)
        return seen

    def hidden() -> None:
        entry = write(plan, cast.as_jonas)
        hide(entry, cast.as_jonas)
        entry_for(cast.as_jonas, entry.key, at=LATER)

    assert told(hidden) == told(lambda: None)


def test_the_young_person_is_told_of_the_looks_at_what_is_kept_from_the_guardians(cast: Cast, plan: Plan) -> None:
    hide(write(plan, cast.as_jonas), cast.as_jonas)
    plan_page(cast.as_jonas, plan.key, at=LATER)
    seal_log(key=KEY, at=LATER)
    cast.ella.born_on = TODAY.replace(year=TODAY.year - 16)
    cast.ella.save()
    parts = {who: {part for part, _, _ in rows(take(as_family(who), plan))} for who in (cast.ella, cast.mona)}
    assert parts == {cast.ella: {"family", "child"}, cast.mona: {"family"}}


def test_two_homes_each_find_their_own_looks_and_not_the_others(cast: Cast, plan: Plan) -> None:
    page(cast.mona, plan)
    seal_log(key=KEY, at=LATER)
    mona, per = (take(as_family(who), plan) for who in (cast.mona, cast.per))
    assert ({part for part, _, _ in rows(mona)}, rows(per)) == ({"own"}, [])
    assert cast.mona.pk.hex not in json.dumps(per)


def by_protection(cast: Cast) -> None:
    """Her address is shielded."""
    Person.objects.filter(pk=cast.ella.pk).update(protection=Person.Protection.STRICT)


def by_a_care_order(cast: Cast) -> None:
    """Child welfare has the care, and the parents are not to know where she is (barnevernsloven)."""
    CareOrder.objects.create(
        municipality=cast.fjordvik, child=cast.ella, kind=CareOrder.Kind.ORDER, service=cast.school, from_on=TODAY,
        hidden_place=True, recorded_at=NOW, recorded_by=cast.kari,
    )  # fmt: skip


@pytest.mark.parametrize("shield", [by_protection, by_a_care_order])
def test_a_shielded_child_gets_proofs_without_names_or_places(
    cast: Cast, plan: Plan, tmp_path: Path, shield: Callable[[Cast], None]
) -> None:
    cast.kari.name = "Kari Fjordvik"
    cast.kari.save()
    shield(cast)
    everyone_looks(cast, plan)
    seal_log(key=KEY, at=LATER)
    log = take(as_family(cast.mona), plan)
    assert sorted({who for _, _, who in rows(log)}) == ["Jonas, the health clinic", "Kari, the school"]
    told = json.dumps(log["rows"]).lower()
    ids = [one.pk.hex for one in (cast.kari, cast.jonas, cast.school, cast.clinic)]
    assert [leak for leak in ("fjordvik", "named_salt", *ids) if leak in told] == []
    assert checked(tmp_path, log)[0] == 0
    looks = one(page(cast.mona, plan), "dl", class_="family-looks").text.lower()
    assert (looks.count("fjordvik"), looks.count("kari")) == (0, 1)


def test_the_file_is_a_look_like_any_other_and_closed_to_everyone_else(cast: Cast, plan: Plan) -> None:
    address = reverse("family:log", kwargs={"plan": plan.key})
    assert [as_worker(who).get(address).status_code for who in (cast.kari, cast.amir)] == [404, 404]
    assert as_family(cast.mona).get(address).status_code == 200
    left = AuditEntry.objects.filter(event="family:plan:read").order_by("actor_kind")
    assert sorted((row.actor_kind, row.outcome, row.object_kind) for row in left) == [
        ("guardian", "read", Resource.PLAN),
        ("worker", "refused", Resource.PLAN),
        ("worker", "refused", Resource.PLAN),
    ]


def test_before_anything_is_sealed_the_file_says_so(cast: Cast, plan: Plan, tmp_path: Path) -> None:
    code, said = checked(tmp_path, take(as_family(cast.mona), plan))
    assert (code, said) == (2, ["Nothing is sealed yet. Take the log again in a minute."])


def test_the_page_says_n_of_n(cast: Cast, plan: Plan) -> None:
    everyone_looks(cast, plan)
    before = text(page(cast.mona, plan))
    assert before.count("in this log") == 0
    seal_log(key=KEY, at=LATER)
    told = text(page(cast.mona, plan))
    assert told.count("2 of 2 lines in this log are here. They are sealed: if somebody changes or removes one") == 1


def test_the_page_says_that_a_line_is_gone(cast: Cast, plan: Plan) -> None:
    everyone_looks(cast, plan)
    seal_log(key=KEY, at=LATER)
    gone = AuditEntry.objects.filter(compartment=FAMILY).order_by("at", "id")
    super(type(gone), gone).filter(pk=gone[0].pk)._raw_delete("default")
    told = text(page(cast.mona, plan))
    assert told.count("Something is wrong: 2 lines were written in this log, and 1 are here. Tell Kari") == 1
