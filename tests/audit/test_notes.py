"""Signed notes and checkpoints, as others write and read them."""

from base64 import b64encode
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from helhet.audit.sealing.key import NoKey, SealKey, new_key, read_key, write_key
from helhet.audit.sealing.note import (
    WITNESS,
    Checkpoint,
    Note,
    NoteError,
    Signature,
    Verifier,
    cosigned,
    sign,
)

FJORDVIK = UUID(int=9901)

# The example in the documentation of Go's note package, which the format comes from.
EXAMPLE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
EXAMPLE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_note_signed_by_another_program_verifies() -> None:
    note, key = Note.parse(EXAMPLE), Verifier.parse(EXAMPLE_KEY)
    key.check(note)
    assert (str(note), str(key)) == (EXAMPLE, EXAMPLE_KEY)


def test_a_note_with_another_word_does_not() -> None:
    note = Note.parse(EXAMPLE.replace("answer", "reply"))
    with pytest.raises(NoteError, match="does not hold"):
        Verifier.parse(EXAMPLE_KEY).check(note)


def test_a_checkpoint_reads_as_it_is_written() -> None:
    stated = Checkpoint("helhet.fjordvik.example/log", 7, bytes(range(32)))
    assert str(stated) == f"helhet.fjordvik.example/log\n7\n{b64encode(bytes(range(32))).decode()}\n"
    assert Checkpoint.parse(str(stated)) == stated
    assert Checkpoint.parse(f"{stated}a line of another's\n") == stated


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a log\n1\nAAAA\n",
        f"log\n01\n{'A' * 43}=\n",
        f"log\n-1\n{'A' * 43}=\n",
        f"log\n٣\n{'A' * 43}=\n",
        "log\n1\nAAAA\n",
        f"log\n1\n{'A' * 43}=",
        "log\n1\n%\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "text", ["", "text\n", "text\n\n- a AAAAAAA=\n", "text\n\n— a\n", "text\n\n— a AAAA\n", "text\n\n— a AAAAAAA="]
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Note.parse(text)


@pytest.mark.parametrize(
    "text", ["", "a", "a+b+c", f"a+00000000+{EXAMPLE_KEY.split('+')[2]}", EXAMPLE_KEY.replace("Peter", "Pe ter")]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Verifier.parse(text)


def test_a_log_is_named_by_its_installation_and_municipality() -> None:
    key = new_key("helhet.fjordvik.example")
    signed = key.sign(FJORDVIK, 3, bytes(32))
    key.verifier(FJORDVIK).check(signed)
    assert Checkpoint.parse(signed.text) == Checkpoint(f"helhet.fjordvik.example/{FJORDVIK}", 3, bytes(32))
    with pytest.raises(NoteError, match="not signed"):
        key.verifier(UUID(int=9902)).check(signed)


def test_a_witness_signs_the_text_and_the_time() -> None:
    private = Ed25519PrivateKey.generate()
    witness = Verifier("witness.example", WITNESS, private.public_key().public_bytes_raw())
    signed = new_key("log.example").sign(FJORDVIK, 3, bytes(32))

    def by(seconds: int, said: int) -> Note:
        blob = said.to_bytes(8, "big") + private.sign(cosigned(signed.text, seconds))
        return Note(signed.text, (*signed.signatures, Signature("witness.example", witness.key_id, blob)))

    witness.check(Note.parse(str(by(1_790_000_000, 1_790_000_000))))
    with pytest.raises(NoteError, match="does not hold"):
        witness.check(by(1_790_000_000, 1_790_000_001))
    assert Verifier.parse(str(witness)) == witness


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb"])
def test_a_name_that_would_break_a_note_is_refused(name: str) -> None:
    with pytest.raises(NoteError):
        new_key(name)
    with pytest.raises(NoteError):
        sign("text\n", name, Ed25519PrivateKey.generate())


@given(st.integers(0, 2**62), st.binary(min_size=32, max_size=32))
def test_whatever_is_signed_is_read_back(size: int, root: bytes) -> None:
    key = SealKey("log.example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    signed = key.sign(FJORDVIK, size, root)
    assert Note.parse(str(signed)) == signed
    key.verifier(FJORDVIK).check(signed)


def test_a_key_is_kept_for_its_owner_alone_and_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = tmp_path / "keys" / "seal.key", new_key("log.example")
    monkeypatch.setenv("HELHET_SEAL_KEY", str(path))
    write_key(key, path)
    assert str(read_key()) == str(key)
    with pytest.raises(FileExistsError):
        write_key(new_key("log.example"), path)
    path.chmod(0o640)
    with pytest.raises(NoKey, match="chmod 600"):
        read_key()


@pytest.mark.parametrize("text", ["", "x", "PRIVATE+KEY+a+00000000+AAAA", EXAMPLE_KEY])
def test_a_file_without_a_key_is_said_to_be_one(text: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(NoKey, match="no key"):
        read_key(path)


def test_a_damaged_key_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "key"
    write_key(new_key("log.example"), path)
    path.write_text(path.read_text().replace("log.example", "dog.example"))
    with pytest.raises(NoKey, match="damaged"):
        read_key(path)


def test_a_key_nobody_named_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("HELHET_SEAL_KEY", raising=False)
    with pytest.raises(NoKey, match="set HELHET_SEAL_KEY"):
        read_key()
    with pytest.raises(NoKey, match="cannot be read"):
        read_key(tmp_path / "nothing")
