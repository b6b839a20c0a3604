"""Sealing: by one at a time, while others write; by the worker alone; and what goes out to witnesses."""

import subprocess
import sys
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from helhet.audit import tasks
from helhet.audit.models import INSTALLATION, AuditEntry, Chain, Checkpoint, Log, Seal, SealedRow
from helhet.audit.sealing.batch import SLOTS, Batch, places, root_from
from helhet.audit.sealing.canonical import FIRST, NAMED, SHOWN, NotCanonical, canonical_json, leaf_of, named_hash
from helhet.audit.sealing.key import new_key, write_key
from helhet.audit.sealing.merkle import check_consistency
from helhet.audit.sealing.note import WITNESS, Note, Signature, Verifier, cosigned
from helhet.audit.sealing.note import Checkpoint as Stated
from helhet.audit.sealing.sealer import AT_ONCE, seal_log
from helhet.audit.sealing.verify import leaves_kept, verify_log
from tests.audit.conftest import Story
from tests.cast import after
from tests.plans.racing import race

codes = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=6)


FIELDS = st.tuples(*[codes] * (len(SHOWN) + len(NAMED)))
NO_SHOWN, NO_NAMED = "\n" * (len(SHOWN) - 1), "\n" * (len(NAMED) - 1)


def leaf(shown: str, named: str, salt: bytes = bytes(32)) -> bytes:
    return leaf_of(0, 0, 1, FIRST, named_hash(salt, named), salt, shown)


@given(FIELDS, FIELDS)
def test_no_two_rows_have_one_form(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    def form(fields: tuple[str, ...]) -> bytes:
        return leaf("\n".join(fields[: len(SHOWN)]), "\n".join(fields[len(SHOWN) :]))

    assert (form(one) == form(other)) is (one == other)


@pytest.mark.parametrize(("shown", "named"), [(NO_SHOWN + "\n", NO_NAMED), (NO_SHOWN, NO_NAMED + "\n")])
def test_a_field_with_a_line_break_has_no_form(shown: str, named: str) -> None:
    with pytest.raises(NotCanonical):
        leaf(shown, named)


def test_each_half_has_a_salt_of_its_own() -> None:
    """Whoever is told the one half, with its salt, cannot guess the other from its hash."""
    first, second = bytes(16) + bytes([1] * 16), bytes([1] * 16) + bytes(16)
    assert named_hash(first, NO_NAMED) != named_hash(bytes(32), NO_NAMED)
    assert named_hash(second, NO_NAMED) == named_hash(bytes(32), NO_NAMED)
    assert leaf_of(0, 0, 1, FIRST, bytes(32), second, NO_SHOWN) != leaf_of(0, 0, 1, FIRST, bytes(32), first, NO_SHOWN)


def test_json_has_one_form_whichever_database_kept_it() -> None:
    assert {canonical_json(text) for text in ('{"b": 1, "a": "æ"}', '{"a":"\\u00e6","b":1}')} == {
        '{"a":"\\u00e6","b":1}'
    }


@given(st.integers(1, SLOTS))
def test_the_places_are_drawn_and_every_row_has_its_way_to_the_root(rows: int) -> None:
    slots = places(rows)
    assert len(set(slots)) == rows
    leaves = {slot: bytes([slot]) * 32 for slot in slots}
    batch = Batch(leaves, bytes(16))
    for slot, leaf in list(leaves.items())[:5]:
        assert len(batch.proof(slot)) == 8
        assert root_from(leaf, slot, batch.proof(slot)) == batch.root


def test_another_seed_or_another_place_gives_another_root() -> None:
    leaf = bytes(32)
    roots = {Batch({slot: leaf}, seed).root for slot in (0, 1, 255) for seed in (bytes(16), b"1" * 16)}
    assert len(roots) == 6


def test_rows_are_numbered_by_child_matter_and_compartment(story: Story) -> None:
    story.write(compartment="child")
    story.seal()
    by_chain: dict[object, list[int]] = {}
    for one in SealedRow.objects.order_by("chain", "number"):
        by_chain.setdefault(one.chain, []).append(one.number)
    assert sorted(by_chain.values()) == [[1], [1, 2, 3], [1, 2, 3], [1, 2, 3]]
    assert sorted(Chain.objects.values_list("rows", flat=True)) == [1, 3, 3, 3]


def test_more_rows_than_a_seal_holds_take_several(db: None) -> None:
    story = Story()
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=after(n / 10000), municipality=story.municipality, child=story.children[n % 3], object_kind="plan",
            object=uuid4(), event="any:plan:read", outcome="read", actor_kind="worker", actor=uuid4(),
        )
        for n in range(2 * SLOTS + 5)
    )  # fmt: skip
    assert seal_log(key=story.key, at=after(1)) == 2 * SLOTS + 5
    assert sorted(Seal.objects.values_list("rows", flat=True)) == [5, SLOTS, SLOTS]
    assert verify_log(story.municipality, at=after(9)).whole
    assert seal_log(key=story.key, at=after(1)) == 0
    assert AT_ONCE > SLOTS


def test_each_municipality_and_the_installation_have_logs_of_their_own(story: Story) -> None:
    other = Story(key=story.key)
    other.write(2, day=9)
    AuditEntry.objects.create(
        at=after(9), object_kind="cover", object=uuid4(), event="worker:cover:set", outcome="done", actor_kind="worker",
        actor=uuid4(),
    )  # fmt: skip
    seal_log(key=story.key, at=after(9))
    sizes = dict(Log.objects.values_list("municipality", "size"))
    assert sizes == {story.municipality: 3, other.municipality: 1, INSTALLATION: 1}
    assert [verify_log(one, at=after(9)).whole for one in sizes] == [True] * 3


@pytest.mark.concurrent
@pytest.mark.django_db(transaction=True)
def test_many_write_while_two_seal_and_every_row_gets_one_place() -> None:
    story = Story()
    story.write(3)

    def writing() -> None:
        for _ in range(15):
            story.write()

    def sealing() -> None:
        for _ in range(6):
            seal_log(key=story.key, at=after(1))

    assert race(writing, writing, writing, sealing, sealing) == [None] * 5
    seal_log(key=story.key, at=after(1))
    assert SealedRow.objects.count() == AuditEntry.objects.count() == 48
    assert verify_log(story.municipality, at=after(9)).findings == []


def test_the_worker_seals_again_and_again(story: Story, settings: Settings, tmp_path: Path) -> None:
    settings.TASKS = {"default": {"BACKEND": "helhet.operations.tasks.Backend"}}
    settings.VAR, settings.CHECKPOINTS = tmp_path, str(tmp_path / "checkpoints")
    write_key(story.key, tmp_path / tasks.DEMO_KEY)
    story.write()
    for _ in range(2):
        tasks.keep_sealing(from_at=after(8))
    waiting = DBTaskResult.objects.filter(task_path=tasks.every_few_seconds.module_path, status=TaskResultStatus.READY)
    assert waiting.count() == 1
    assert tasks.seal_and_publish(at=after(8.5)) == 1
    folder = tmp_path / "checkpoints" / str(story.municipality)
    assert sorted(path.name for path in folder.iterdir()) == ["2026-12-02", "checkpoint"]
    story.key.verifier(story.municipality).check(Note.parse((folder / "checkpoint").read_text("utf-8")))
    story.write(at=after(8.5) + timedelta(seconds=5))
    assert tasks.seal_and_publish(at=after(8.5) + timedelta(seconds=6)) == 1


def test_the_web_process_reads_no_key(tmp_path: Path) -> None:
    """The key's file is not opened, though it is named; and the module that could is not asked."""
    script = (
        "import builtins, io, os, sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "from helhet.config.start import set_up\n"
        "set_up()\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        "print(sum('seal.key' in name for name in opened))\n"
    )
    write_key(new_key("log.example"), tmp_path / "seal.key")
    environment = {
        "HELHET_DEMO": "yes", "HELHET_VAR": str(tmp_path), "HELHET_SEAL_KEY": str(tmp_path / "seal.key"),
        "PYTHONPATH": str(Path(tasks.__file__).parents[2]),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


def test_whoever_fetches_checkpoints_can_prove_that_the_later_only_adds(story: Story) -> None:
    web = Client()

    def fetch(name: str, query: str) -> str:
        address = reverse(f"log:{name}", kwargs={"municipality": story.municipality})
        return web.get(address + query).content.decode()

    old, new = (Stated.parse(Note.parse(fetch("checkpoint", query)).text) for query in ("?size=2", ""))
    proof = [b64decode(line) for line in fetch("consistency", "?from=2&to=3").splitlines()]
    assert (old.size, new.size) == (2, 3)
    check_consistency(old.size, old.root, new.size, new.root, proof)


@pytest.mark.parametrize("query", ["?size=4", "?size=x", "?size=-1", "?size=" + "9" * 30])
def test_no_checkpoint_of_a_size_that_never_was(story: Story, query: str) -> None:
    address = reverse("log:checkpoint", kwargs={"municipality": story.municipality})
    assert Client().get(address + query).status_code == 404


@pytest.mark.parametrize("query", ["", "?from=0&to=2", "?from=3&to=2", "?from=1&to=4", "?from=1&to=x"])
def test_no_proof_between_sizes_that_never_were(story: Story, query: str) -> None:
    address = reverse("log:consistency", kwargs={"municipality": story.municipality})
    assert Client().get(address + query).status_code == 404


def test_a_witness_signature_is_kept_with_the_checkpoint(story: Story, tmp_path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    witness = Verifier("witness.example", WITNESS, private.public_key().public_bytes_raw())
    ours = Note.parse(Checkpoint.objects.get(municipality=story.municipality, size=2).note)

    def send(text: str) -> None:
        blob = (7).to_bytes(8, "big") + private.sign(cosigned(text, 7))
        signed = Note(text, (*ours.signatures, Signature(witness.name, witness.key_id, blob)))
        (tmp_path / "note").write_text(str(signed), "utf-8")
        call_command(
            "add_witness", str(story.municipality), str(tmp_path / "note"), key=str(witness), stdout=StringIO()
        )

    for _ in range(2):
        send(ours.text)
    address = reverse("log:checkpoint", kwargs={"municipality": story.municipality})
    given_out = Note.parse(Client().get(f"{address}?size=2").content.decode())
    witness.check(given_out)
    story.key.verifier(story.municipality).check(given_out)
    assert len(given_out.signatures) == 2
    with pytest.raises(CommandError, match="never signed"):
        send(ours.text.replace("\n2\n", "\n3\n"))


def verified(*arguments: str) -> tuple[int, str]:
    """How `verify_log` ends, and what it says."""
    said = StringIO()
    try:
        call_command("verify_log", *arguments, stdout=said, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), said.getvalue()
    return 0, said.getvalue()


def test_verify_log_says_what_is_wrong_and_ends_with_one(story: Story, tmp_path: Path) -> None:
    found = "9 rows under 3 seals, 3 checkpoints compared, 0 of them from outside, 0 rows waiting for a seal"
    for key, code, verdict in (([], 3, "AGREES WITH ITSELF"), (["--key", str(story.key.public)], 0, "whole")):
        ended, said = verified(*key)
        assert (ended, said.count(f"{story.municipality}: {found}: {verdict}\n")) == (code, 1)
    kept, leaves = tmp_path / "kept", tmp_path / "leaves"
    kept.write_text(Checkpoint.objects.get(municipality=story.municipality, size=2).note, "utf-8")
    leaves.write_text("".join(f"{one}\n" for one in leaves_kept(story.municipality)), "ascii")
    here = ["--municipality", str(story.municipality), "--checkpoint", str(kept), "--witness-leaves", str(leaves)]
    assert verified(*here)[0] == 0
    story.sql("UPDATE audit_auditentry SET outcome = 'done' WHERE id = %s", story.rows[0])
    code, said = verified(*here)
    assert (code, said.count(f"edited: row {story.rows[0]}")) == (1, 2)


def test_a_checkpoint_that_was_not_signed_by_the_log_is_no_evidence(story: Story, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(str(new_key("log.example").sign(story.municipality, 2, bytes(32))), "utf-8")
    with pytest.raises(CommandError, match="not signed by"):
        verified("--checkpoint", str(kept))
    kept.write_text("nonsense")
    with pytest.raises(CommandError, match="a note is"):
        verified("--checkpoint", str(kept))


def test_a_log_of_which_nothing_is_left_is_told_by_its_checkpoint(story: Story, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(Checkpoint.objects.get(municipality=story.municipality, size=2).note, "utf-8")
    for model in (SealedRow, Seal, Chain, Checkpoint, Log):
        model.objects.filter(municipality=story.municipality).delete()
    asked = ["--checkpoint", str(kept), "--key", str(story.key.verifier(story.municipality))]
    code, said = verified(*asked)
    assert (code, said.count("truncated: a checkpoint from outside says 2 seals, and there are 0")) == (1, 1)
    story.sql("DELETE FROM audit_auditentry")
    with pytest.raises(CommandError, match="nothing of it is left"):
        verified(*asked)


def test_verify_log_checks_by_the_key_the_service_seals_with(story: Story, settings: Settings, tmp_path: Path) -> None:
    """An insider who seals everything anew with a key of their own is told by it."""
    settings.VAR = tmp_path
    write_key(story.key, tmp_path / tasks.DEMO_KEY)
    assert verified()[0] == 0
    for one in Checkpoint.objects.filter(municipality=story.municipality):
        key, state = new_key("log.example"), Stated.parse(Note.parse(one.note).text)
        note = key.sign(story.municipality, one.size, state.root)
        Checkpoint.objects.filter(pk=one.pk).update(note=str(note), key=str(key.verifier(story.municipality)))
    code, said = verified()
    told = "resealed: 3 of the log's own checkpoints are signed by a key that is not known to be the log's"
    assert (code, said.count(told)) == (1, 1)
    (tmp_path / tasks.DEMO_KEY).unlink()
    assert verified()[0] == 3


def test_after_a_change_of_key_both_are_given(story: Story) -> None:
    before, story.key = story.key, new_key("log.example")
    story.write(3)
    story.seal()
    keys = [str(key.public) for key in (before, story.key)]
    assert [verified("--key", key)[0] for key in keys] == [1, 1]
    assert verified("--key", keys[0], "--key", keys[1])[0] == 0


def test_a_checkpoint_that_was_kept_outside_shows_that_the_key_beside_it_is_the_logs(
    story: Story, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(Checkpoint.objects.get(municipality=story.municipality, size=2).note, "utf-8")
    here = ["--municipality", str(story.municipality)]
    assert (verified(*here)[0], verified(*here, "--checkpoint", str(kept))[0]) == (3, 0)


def test_where_there_is_no_log_nothing_was_verified(db: None) -> None:
    with pytest.raises(CommandError, match="nothing was verified"):
        verified()


def test_late_rows_are_sealed_when_a_person_says_so(story: Story, settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    write_key(story.key, tmp_path / tasks.DEMO_KEY)
    story.write(day=1)
    for late, rows in ((False, 0), (True, 1)):
        said = StringIO()
        call_command("seal_log", late=late, stdout=said)
        assert said.getvalue() == f"{rows} rows sealed\n"


def test_make_seal_key_makes_a_key_once(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    call_command("make_seal_key", "log.example", str(path), stdout=StringIO())
    assert oct(path.stat().st_mode)[-3:] == "600"
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("make_seal_key", "log.example", str(path), stdout=StringIO())
    with pytest.raises(CommandError, match="signer's name"):
        call_command("make_seal_key", "a log", str(tmp_path / "other"), stdout=StringIO())


@pytest.mark.concurrent
@pytest.mark.django_db(transaction=True)
def test_a_log_that_is_sealed_on_while_it_is_verified_is_whole() -> None:
    story = Story()
    story.write(300)
    story.seal()
    read: list[int] = []

    def seal_more(rows: int) -> None:
        if not read:
            with ThreadPoolExecutor(1) as beside:
                beside.submit(written_and_sealed, story).result()
        read.append(rows)

    report = verify_log(story.municipality, progress=seal_more, at=after(9))
    assert (report.findings, report.rows) == ([], 300)
    assert verify_log(story.municipality, at=after(9)).rows == 303


def written_and_sealed(story: Story) -> None:
    """By others, on a connection of their own."""
    try:
        story.write(3)
        seal_log(key=story.key, at=after(400))
    finally:
        connection.close()
