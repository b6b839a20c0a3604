"""Mail that comes back: which copy it was, and whether it will ever arrive.

Each copy goes out with a return address of its own (VERP): the mailbox of `HELHET_MAIL_BOUNCES`, a plus, and the
copy's id with a proof, in letters every mail server leaves alone. What comes back to it is a delivery status
notification (RFC 3464, with the codes of RFC 3463), read with the standard library. Nothing else in it is believed or
kept.

The mailbox is open to anybody, so headers are taken as they stand: the library's newer reader of addresses
breaks on some that are none, and takes minutes over long ones.
"""

import hmac
import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from uuid import UUID

from django.conf import settings

from helhet.vault.house import box

PROOF_BYTES = 8
MARK = re.compile(r"\+([a-z2-7]{39})@", re.IGNORECASE | re.ASCII)
CODE = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
NOBODY = re.compile(r"5\.1\.\d+|5\.2\.1|5\.4\.4")
"""No such mailbox, no such place, a mailbox that is closed (RFC 3463; 5.1.10 by RFC 7505).

Not a full mailbox, and not a refusal of ours (5.7): one that does not want our letters may change its mind, and a
server that has put us on a list must not cost us every reader there.
"""
UNSAID = re.compile(r"[45]\.0\.0")
"""Some servers say no more than this, and quote what they were told beside it."""
TO = ("Delivered-To", "X-Original-To", "To")
LONGEST = 1_000_000
"""Bytes of a message that are read; what comes back quotes a letter of ours, and none is near that."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """One letter that came back."""

    copy: UUID
    hard: bool
    """It will never arrive: no such mailbox, no such place."""


def return_address(copy: UUID) -> str:
    """Where a copy comes back to; empty where nobody fetches what comes back."""
    mailbox, _, domain = settings.MAIL_BOUNCES.rpartition("@")
    if not mailbox:
        return ""
    mark = b32encode(copy.bytes + _proof(copy)).decode().rstrip("=").lower()
    return f"{mailbox}+{mark}@{domain}"


def read_bounce(raw: bytes) -> Bounce | None:
    """What a message that came back says; None for anything that is no such message to one of our copies."""
    try:
        return _read(message_from_bytes(raw[:LONGEST]))
    except (RecursionError, ValueError, LookupError):  # parts within parts without end, an encoding nobody knows
        return None


def _read(message: Message) -> Bounce | None:
    copy = next((found for name in TO for told in message.get_all(name, []) if (found := _copy_in(str(told)))), None)
    if copy is None:
        return None
    hard = _is_hard(message)
    return None if hard is None else Bounce(copy, hard)


def is_nobody(words: str) -> bool:
    """Whether a server's answer says that there is nobody at an address, by the code it begins with (RFC 2034)."""
    found = CODE.search(words)
    return found is not None and NOBODY.fullmatch(found[0]) is not None


def _copy_in(address: str) -> UUID | None:
    """The copy an address of ours names, if the proof is ours."""
    found = MARK.search(address)
    if found is None:
        return None
    packed = b32decode(found[1].upper() + "=")
    copy = UUID(bytes=packed[:16])
    return copy if hmac.compare_digest(packed[16:], _proof(copy)) else None


def _proof(copy: UUID) -> bytes:
    return box("post bounces").proof(copy.bytes, length=PROOF_BYTES)


def _is_hard(message: Message) -> bool | None:
    """Whether it says "failed, for good"; None where it is no delivery status, such as an absence note."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else ():
            assert isinstance(block, Message)
            action, status = str(block.get("Action", "")).strip().lower(), _status(block)
            if action == "failed" and status:
                return NOBODY.fullmatch(status) is not None
            if action in {"delayed", "failed"}:
                return False
    return None


def _status(block: Message) -> str:
    """The code a receiver's part gives, or else the one it quotes; empty for none."""
    told = [found[0] for name in ("Status", "Diagnostic-Code") if (found := CODE.search(str(block.get(name, ""))))]
    return next((code for code in told if not UNSAID.fullmatch(code)), told[0] if told else "")
