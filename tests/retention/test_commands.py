"""`./run manage retention` shows what would go, and why; `--run` lets it go; names are never shown."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from helhet.concerns.models import Concern
from helhet.people.keys import Key
from helhet.plans.models import Plan
from helhet.retention.actions.letting_go import let_go
from helhet.retention.models import ArchiveReceipt, LegalHold
from tests.cast import NOW, Cast, active_plan
from tests.retention.kept import CHECKSUM, CLOSED, TURNS_25, closed, ended_note, full_plan, refused_draft

LIKE_AN_OPTION = str(Key(UUID(bytes=b"\xf8" * 16), UUID(int=1)))
Run = Callable[..., str]
KEPT_PLAN = "the archive has not answered for it (bevaringsforskrifta § 36); its time is not up"
OWN = "(kommunens egen frist (arkivforskrifta § 3))"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command, on a day, and what it says."""

    def command(name: str, *args: object, at: datetime = TURNS_25) -> str:
        monkeypatch.setattr("django.utils.timezone.now", lambda: at)
        out = StringIO()
        call_command(name, *map(str, args), stdout=out)
        return out.getvalue()

    return command


def receipt(run: Run, plan: Plan) -> str:
    return run(
        "archive_receipt", f"plan:{plan.key}", "--by", "rektor", "--received", CLOSED.date(), "--reference", "A-1",
        "--checksum", CHECKSUM,
    )  # fmt: skip


def test_the_dry_run_says_what_would_go_what_not_and_why(cast: Cast, run: Run) -> None:
    plan, note = closed(cast, full_plan(cast)), ended_note(cast)
    helped = ended_note(cast, Concern.Decision.OWN_SERVICE)
    said = run("retention", "--dry-run", at=datetime(2027, 11, 24, 9, tzinfo=NOW.tzinfo)).splitlines()
    assert sorted(said[:-1]) == sorted(
        [
            f"plan:{plan.key} stays: {KEPT_PLAN} (kommunens egen frist (arkivforskrifta § 5))",
            f"concern:{note.key} goes, 7 rows: its time is up {OWN}",
            f"concern:{helped.key} stays: no rule says that it may go (arkivlova § 13)",
        ]
    )
    assert said[-1] == "1 would go, 2 stay; 7 rows would go"
    assert Concern.objects.count() == 2


def test_without_run_it_is_a_dry_run(cast: Cast, run: Run) -> None:
    refused_draft(cast)
    assert "would go" in run("retention")
    assert Plan.objects.count() == 1


def test_the_run_lets_go_what_may_and_only_that(cast: Cast, run: Run) -> None:
    plan, held = closed(cast, full_plan(cast)), ended_note(cast)
    receipt(run, plan)
    run("legal_hold", "place", f"concern:{held.key}", "--reason", "court", "--by", "rektor")
    said = run("retention", "--run")
    assert f"concern:{held.key} stays: under a legal hold\n" in said
    assert said.endswith("1 went, 1 stay; " + said.rsplit("; ", 1)[1])
    assert (Plan.objects.count(), Concern.objects.count()) == (0, 1)
    assert run("retention", "--run") == f"concern:{held.key} stays: under a legal hold\n0 went, 1 stay; 0 rows went\n"


def test_no_name_is_shown(cast: Cast, run: Run) -> None:
    closed(cast, full_plan(cast))
    ended_note(cast)
    said = run("retention")
    assert [name for name in ("Ella", "Noah", "Mona", "Kari", "Fjordvik") if name in said] == []


def test_a_run_that_stops_half_way_is_run_again(cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        ended_note(cast)
    done: list[object] = []

    def once(**kwargs: object) -> int:
        if done:
            raise ConnectionError
        done.append(kwargs)
        return let_go(**kwargs)  # type: ignore[arg-type]

    where = "helhet.retention.management.commands.retention.let_go"
    with monkeypatch.context() as patch:
        patch.setattr(where, once)
        with pytest.raises(ConnectionError):
            run("retention", "--run", "--batch", 2)
    assert Concern.objects.count() == 2
    assert run("retention", "--run", "--batch", 1).endswith("2 went, 0 stay; 14 rows went\n")
    assert Concern.objects.count() == 0


def test_a_hold_placed_while_it_runs_is_respected(cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    note = ended_note(cast)

    def held_first(**kwargs: object) -> int:
        run("legal_hold", "place", f"concern:{note.key}", "--reason", "insight", "--by", "rektor")
        return let_go(**kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("helhet.retention.management.commands.retention.let_go", held_first)
    assert run("retention", "--run") == f"concern:{note.key} stays: under a legal hold\n0 went, 1 stay; 0 rows went\n"


def test_one_municipality_is_run_alone(cast: Cast, run: Run) -> None:
    ended_note(cast)
    assert run("retention", "--municipality", "9902") == "0 would go, 0 stay; 0 rows would go\n"
    assert run("retention", "--municipality", "9901").endswith("1 would go, 0 stay; 7 rows would go\n")
    with pytest.raises(CommandError, match=r"^there is no municipality 1234$"):
        run("retention", "--municipality", "1234")


def test_where_no_rule_is_adopted_nothing_goes(cast: Cast, run: Run, settings: Settings) -> None:
    settings.RETENTION = frozenset()
    note = ended_note(cast)
    why = f"the municipality has not adopted the rule (HELHET_RETENTION) {OWN}"
    assert run("retention", "--run") == f"concern:{note.key} stays: {why}\n0 went, 1 stay; 0 rows went\n"


def test_a_rule_that_is_not_there_stops_it(cast: Cast, run: Run, settings: Settings) -> None:
    settings.RETENTION = frozenset({"RT-LOCAL-NOTES"})
    with pytest.raises(CommandError, match=r"^HELHET_RETENTION: RT-LOCAL-NOTES: no such parameter in the law$"):
        run("retention", "--run")


def test_holding_and_lifting(cast: Cast, run: Run) -> None:
    plan = active_plan(cast)
    assert run("legal_hold", "place", f"plan:{plan.key}", "--reason", "complaint", "--by", "rektor") == "held\n"
    assert LegalHold.objects.get().placed_by == cast.rektor
    assert run("legal_hold", "lift", f"plan:{plan.key}", "--reason", "complaint", "--by", "rektor") == "lifted\n"
    with pytest.raises(CommandError, match=r"^it is not held for complaint$"):
        run("legal_hold", "lift", f"plan:{plan.key}", "--reason", "complaint", "--by", "rektor")


def test_a_receipt_is_written_down_or_refused_in_one_line(cast: Cast, run: Run) -> None:
    plan = full_plan(cast)
    with pytest.raises(CommandError, match=r"^it is still in use$"):
        receipt(run, plan)
    closed(cast, plan)
    assert receipt(run, plan) == "written down\n"
    assert ArchiveReceipt.objects.get().recorded_by == cast.rektor
    args = (f"plan:{plan.key}", "--by", "rektor", "--received", CLOSED.date(), "--reference", "A-2")
    with pytest.raises(CommandError, match=r"^checksum: not in the form it must have$"):
        run("archive_receipt", *args, "--checksum", "sha")


@pytest.mark.parametrize(
    ("key", "by", "error"),
    [
        pytest.param("A" * 43, "rektor", "^there is no plan:A{43}$", id="nothing there"),
        pytest.param(
            str(Key(UUID(bytes=b"\xf8" * 16), UUID(int=1))),
            "rektor",
            "^there is no plan:-Pj4",
            id="a key like an option",
        ),
        pytest.param("abc", "rektor", "^plan:abc names no plan and no note$", id="no key"),
        pytest.param("", "nobody", "^no employee has the account nobody$", id="nobody"),
    ],
)
def test_what_is_not_there(cast: Cast, run: Run, key: str, by: str, error: str) -> None:
    plan = active_plan(cast)
    with pytest.raises(CommandError, match=error):
        run("legal_hold", "place", f"plan:{key or plan.key}", "--reason", "court", "--by", by)
