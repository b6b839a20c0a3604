#!/usr/bin/env python3
"""Check a log that was taken from a family's page: `python3 check_log.py helhet-log.json [an older file ...]`.

It needs Python 3 alone, and no network. With the package `cryptography` it checks the signature as well. It shares no
code with the program that made the file: read it through, it is short.

What it finds out: that each row is the one that was sealed, that the rows of each part are numbered 1, 2, 3 … and each
follows the one before it, and that all lead to the root of the signed checkpoint. With an older file also: that
everything that stood there still stands here.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

File = dict[str, Any]
Row = dict[str, Any]


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def leaf_of(row: Row) -> bytes:
    """The row's leaf, from what the row says and where it stands."""
    if "named_hash" in row:  # who and what is withheld
        named = bytes.fromhex(row["named_hash"])
    else:
        named = sha256(b"\x04" + bytes.fromhex(row["named_salt"]) + row["named"].encode())
    place = row["seal"].to_bytes(8, "big") + row["slot"].to_bytes(2, "big") + row["number"].to_bytes(8, "big")
    shown = bytes.fromhex(row["shown_salt"]) + row["shown"].encode()
    return sha256(b"\x00\x02" + place + bytes.fromhex(row["previous"]) + named + shown)


def root_of_seal(leaf: bytes, slot: int, beside: list[bytes]) -> bytes:
    """A seal is a small tree with 256 places."""
    for height, other in enumerate(beside):
        pair = other + leaf if slot >> height & 1 else leaf + other
        leaf = sha256(b"\x01" + pair)
    return leaf


def root_of_tree(leaf: bytes, index: int, size: int, beside: list[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2."""
    last = size - 1
    for other in beside:
        if last == 0:
            raise ValueError("the proof is too long")
        if index & 1 or index == last:
            leaf = sha256(b"\x01" + other + leaf)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            leaf = sha256(b"\x01" + leaf + other)
        index, last = index >> 1, last >> 1
    if last:
        raise ValueError("the proof is too short")
    return leaf


def checkpoint_of(log: File) -> tuple[int, bytes]:
    """The size and the root that were signed."""
    _, size, root = log["checkpoint"].split("\n")[:3]
    return int(size), base64.b64decode(root)


def check(log: File) -> tuple[list[str], dict[tuple[str, int], bytes]]:
    """Every fault of one file, as sentences; and the leaves of its rows."""
    size, root = checkpoint_of(log)
    faults: list[str] = []
    leaves: dict[tuple[str, int], bytes] = {}
    before: dict[str, tuple[int, bytes]] = {}
    belongs: dict[str, list[str]] = {}
    for row in log["rows"]:
        part, number = row["compartment"], row["number"]
        name = f"row {number} of the part “{part}”"
        leaf = leaf_of(row)
        last, previous = before.get(part, (0, bytes(32)))
        if number != last + 1:
            faults.append(f"{name} comes after number {last}: a row is missing")
        elif bytes.fromhex(row["previous"]) != previous:
            faults.append(f"{name} does not follow the one before it")
        try:
            seal = root_of_seal(leaf, row["slot"], [bytes.fromhex(one) for one in row["in_seal"]])
            beside = [bytes.fromhex(one) for one in row["in_tree"]]
            if len(row["in_seal"]) != 8 or root_of_tree(sha256(b"\x00" + seal), row["seal"], size, beside) != root:
                faults.append(f"{name} is not what was sealed")
        except ValueError as error:
            faults.append(f"{name}: {error}")
        if belongs.setdefault(part, row["shown"].split("\n")[1:4]) != row["shown"].split("\n")[1:4]:
            faults.append(f"{name} is about something else than the rows before it")
        before[part] = number, leaf
        leaves[part, number] = leaf
    return faults, leaves


def signature(log: File) -> tuple[str, bool]:
    """What is known of the signature under the checkpoint, and whether it is wrong."""
    name, _, encoded = log["key"].split("+", 2)
    key = base64.b64decode(encoded)
    text, _, lines = log["checkpoint"].rpartition("\n\n")
    blobs = [line.split(" ")[2] for line in lines.splitlines() if line.startswith(f"— {name} ")]
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return "not checked: the package cryptography is not installed", False
    for blob in blobs:
        try:
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(base64.b64decode(blob)[4:], f"{text}\n".encode())
        except InvalidSignature:
            continue
        return f"by {log['key']} – is that the key whoever runs the log has made public?", False
    return "WRONG", True


def main(paths: list[str]) -> int:
    """Read the files, print every row and what was found. 0 where all is whole."""
    if not paths:
        print(__doc__)
        return 2
    log, *older = [json.loads(Path(path).read_text("utf-8")) for path in paths]
    if not log["checkpoint"]:
        print("Nothing is sealed yet. Take the log again in a minute.")
        return 2
    faults, leaves = check(log)
    said, wrong = signature(log)
    for old in (one for one in older if one["checkpoint"]):
        for (part, number), leaf in check(old)[1].items():
            if leaves.get((part, number)) != leaf:
                faults.append(f"row {number} of the part “{part}” is not as it was in the older file")
    for row in log["rows"]:
        at, _, _, _, event, outcome, *_ = row["shown"].split("\n")
        print(f"{row['compartment']:7}{row['number']:5}  {at[:16]}  {event} {outcome}  {row['who']}")
    for part in sorted({part for part, _ in leaves}):
        count = sum(1 for one, _ in leaves if one == part)
        print(f"{count} rows in the part “{part}”")
    print(f"signature: {said}")
    print("\n".join(["NOT WHOLE", *faults]) if faults or wrong else "WHOLE: every row is as it was sealed")
    return 1 if faults or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
