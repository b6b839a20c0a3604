"""The one form in which a row of the log is hashed. Version 2; docs/decisions/ says why it is like this.

A row has two halves, each with its own salt: what a family is shown of it, and who and what it was. The second stands
in the leaf as a hash, so it can be withheld and the leaf still verifies. Each half is its fields as text, a line each,
in this order:

- ids are 32 hexadecimal digits, or empty for none
- a moment is `2026-11-24 09:00:00.000000`, in UTC
- lists and details are JSON with sorted keys, without spaces, in ASCII
- all else is the code as it stands

No field holds a line break, so no two rows have one form. The leaf is SHA-256 over: a zero byte, the version, the seal
and the slot the row stands in, its number in its chain, the leaf before it in the chain (zeros for the first), the hash
of the second half, and the first half with its salt before it. The hash of the second half is SHA-256 over a four, its
salt, and the half.
"""

import json
import struct
from functools import lru_cache
from hashlib import sha256

SHOWN = (
    "at",
    "child",
    "matter",
    "compartment",
    "event",
    "outcome",
    "actor_kind",
    "grounds",
    "grounds_version",
    "details",
)
"""What a family is shown of a row they may know of."""
NAMED = ("id", "municipality", "object_kind", "object", "actor", "service", "request")
"""Who and what it was. Withheld where a name or a place must not be told."""

VERSION = 2
SALT = 32
FIRST = bytes(32)
"""What stands before the first row of a chain."""

_SHOWN_BREAKS, _NAMED_BREAKS = len(SHOWN) - 1, len(NAMED) - 1
_HEAD = struct.Struct(">BBQHQ")


class NotCanonical(ValueError):
    """A row that nobody here has written: a field holds a line break, or something else than text."""


def is_canonical(salt: bytes, shown: str, named: str) -> bool:
    """Whether a row has the one form, so that it can be sealed at all."""
    breaks = (shown.count("\n"), named.count("\n"))
    return breaks == (_SHOWN_BREAKS, _NAMED_BREAKS) and len(salt) == SALT


def named_hash(salt: bytes, named: str) -> bytes:
    """The hash of the half that says who and what, given as its lines. Raises NotCanonical."""
    if named.count("\n") != _NAMED_BREAKS or len(salt) != SALT:
        raise NotCanonical("a field of the log holds a line break, or the salt is not one of ours")
    return sha256(b"\x04" + salt[16:] + named.encode()).digest()


def leaf_of(seal: int, slot: int, number: int, previous: bytes, named: bytes, salt: bytes, shown: str) -> bytes:
    """The leaf of a row, in its place in the tree and in its chain, from the one half's hash and the other's lines.

    Raises NotCanonical.
    """
    if shown.count("\n") != _SHOWN_BREAKS:
        raise NotCanonical("a field of the log holds a line break")
    try:
        head = _HEAD.pack(0, VERSION, seal, slot, number)
    except struct.error as error:
        raise NotCanonical("there is no such place") from error
    return sha256(head + previous + named + salt[:16] + shown.encode()).digest()


@lru_cache(maxsize=65536)
def canonical_json(text: str) -> str:
    """JSON as some database keeps it, in the one form that is hashed. What is none stays as it is; it fits no leaf."""
    if not isinstance(text, str):
        return repr(text)  # SQLite keeps what it is given
    try:
        return json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    except (ValueError, RecursionError):
        return text
