"""Signed notes and checkpoints, as C2SP writes them: signed-note, tlog-checkpoint and tlog-cosignature (Ed25519).

A note is text, an empty line, and a line for each signature: an em dash, the signer's name, and in base64 four bytes
of the key's id with the signature. A log signs the text; a witness signs it with the time it saw it.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG = 0x01
"""A log's own signature."""
WITNESS = 0x04
"""A witness's: cosignature/v1."""
DASH = "— "
OF_LOG = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII).fullmatch
"""How the name of one municipality's log ends: with its id."""


class NoteError(ValueError):
    """A note, a key or a signature that is not one; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the signatures under it; whether they hold is for a key to say."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, note: str) -> "Note":
        """Read a note. Raises NoteError."""
        text, empty_line, lines = note.rpartition("\n\n")
        if not empty_line or not lines.endswith("\n"):
            raise NoteError("a note is a text, an empty line and signatures")
        return cls(f"{text}\n", tuple(parse_signature(line) for line in lines.splitlines()))

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(str(one) for one in self.signatures)}"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name: `name+id+base64`, as logs and witnesses publish it."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a published key. Raises NoteError."""
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        key = _decoded(encoded)
        if len(key) != 33 or key[0] not in (LOG, WITNESS):
            raise NoteError("the key is neither a log's nor a witness's Ed25519 key")
        verifier = cls(checked_name(name), key[0], key[1:])
        if verifier.key_id.hex() != key_id:
            raise NoteError("the key's id does not belong to it")
        return verifier

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell this key from others of its name."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def of_log(self, municipality: UUID) -> "Verifier":
        """The same public key as it signs one municipality's log; given under the key's own name, or any log's."""
        name, _, last = self.name.rpartition("/")
        return Verifier(f"{name if OF_LOG(last) else self.name}/{municipality}", self.kind, self.public)

    def check(self, note: Note) -> Signature:
        """The signature by this key, which holds. Raises NoteError."""
        found = next((s for s in note.signatures if (s.name, s.key_id) == (self.name, self.key_id)), None)
        if found is None:
            raise NoteError(f"the note is not signed by {self.name}")
        message, signature = note.text.encode(), found.signature
        if self.kind == WITNESS:
            message, signature = cosigned(note.text, int.from_bytes(signature[:8], "big")), signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            raise NoteError(f"the signature by {self.name} does not hold") from None
        return found


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log states of itself: whose it is, how many leaves, and their root."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a checkpoint; lines after the third are left to those who know them. Raises NoteError."""
        lines = text.split("\n")
        if len(lines) < 4 or not lines[1].isascii() or not lines[1].isdecimal() or str(int(lines[1])) != lines[1]:
            raise NoteError("a checkpoint is a name, a size and a root, a line each")
        root = _decoded(lines[2])
        if len(root) != 32:
            raise NoteError("the root is not 32 bytes")
        return cls(checked_name(lines[0]), int(lines[1]), root)

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def sign(text: str, name: str, key: Ed25519PrivateKey) -> Note:
    """A note signed by a log. Raises NoteError."""
    verifier = Verifier(checked_name(name), LOG, key.public_key().public_bytes_raw())
    return Note(text, (Signature(name, verifier.key_id, key.sign(text.encode())),))


def cosigned(text: str, seconds: int) -> bytes:
    """What a witness signs: the text, and when it was seen."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def checked_name(name: str) -> str:
    """A signer's name. Raises NoteError for what cannot stand in a note."""
    if not name or "+" in name or any(c.isspace() or ord(c) < 32 for c in name):
        raise NoteError(f"{name!r} cannot be a signer's name: no space, no plus, not empty")
    return name


def parse_signature(line: str) -> Signature:
    """Read one line under a note. Raises NoteError."""
    name, _, encoded = line.removesuffix("\n").removeprefix(DASH).partition(" ")
    blob = _decoded(encoded)
    if not line.startswith(DASH) or len(blob) < 5:
        raise NoteError(f"{line!r} is no signature line")
    return Signature(checked_name(name), blob[:4], blob[4:])


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise NoteError(f"{text!r} is not base64") from None
