"""The key that seals the log. It lies in a file that only the worker reads; the web process never does."""

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from helhet.audit.sealing.note import LOG, Checkpoint, Note, NoteError, Verifier, checked_name, sign

SETTING = "HELHET_SEAL_KEY"
MARK = "PRIVATE+KEY"


class NoKey(Exception):
    """The key is not there, or is not kept as a key must be; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """The log's private key, and the name all its logs begin with."""

    name: str
    private: Ed25519PrivateKey

    def origin(self, municipality: UUID) -> str:
        """What one municipality's log is called, in its checkpoints."""
        return f"{self.name}/{municipality}"

    def verifier(self, municipality: UUID) -> Verifier:
        """The public key, by which anyone can check one municipality's checkpoints."""
        return self.public.of_log(municipality)

    @property
    def public(self) -> Verifier:
        """The public key under the key's own name, to be written down elsewhere than in the database."""
        return Verifier(self.name, LOG, self.private.public_key().public_bytes_raw())

    def sign(self, municipality: UUID, size: int, root: bytes) -> Note:
        """A checkpoint of one municipality's log."""
        origin = self.origin(municipality)
        return sign(str(Checkpoint(origin, size, root)), origin, self.private)

    def __str__(self) -> str:
        secret = bytes([LOG]) + self.private.private_bytes_raw()
        return f"{MARK}+{self.name}+{self.public.key_id.hex()}+{b64encode(secret).decode()}"

    @classmethod
    def parse(cls, text: str) -> "SealKey":
        """Read a private key as it is kept. Raises NoKey."""
        parts = text.strip().removeprefix(f"{MARK}+").split("+", 2)
        try:
            secret = b64decode(parts[2], validate=True)
            if not text.startswith(MARK) or len(secret) != 33 or secret[0] != LOG:
                raise NoteError("not a key")
            key = cls(checked_name(parts[0]), Ed25519PrivateKey.from_private_bytes(secret[1:]))
        except (IndexError, ValueError):
            raise NoKey("the file holds no key that seals a log: ./run manage make_seal_key makes one") from None
        if str(key) != text.strip():
            raise NoKey("the key in the file is damaged")
        return key


def new_key(name: str) -> SealKey:
    """A new key, for logs by this name. Raises NoteError."""
    return SealKey(checked_name(name), Ed25519PrivateKey.generate())


def write_key(key: SealKey, path: Path) -> None:
    """Keep a key where only its owner reads it. Raises FileExistsError: a key is never written over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{key}\n")


def read_key(default: Path | None = None) -> SealKey:
    """The key from the file the environment names. Raises NoKey."""
    named = os.environ.get(SETTING)
    path = Path(named) if named else default
    if path is None:
        raise NoKey(f"set {SETTING} to the file with the key that seals the log (docs/operations/log.md)")
    try:
        mode, text = path.stat().st_mode, path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise NoKey(f"{SETTING}: {path} cannot be read ({type(error).__name__})") from error
    if mode & 0o077:
        raise NoKey(f"{SETTING}: {path} can be read by others than its owner: chmod 600")
    return SealKey.parse(text)
