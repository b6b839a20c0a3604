"""What the vault does with bytes: seal, open, wrap, unwrap, and a keyed index. All of it is `cryptography`'s.

Texts are sealed with AES-256-GCM (NIST SP 800-38D) under a random 96-bit nonce: one key seals four thousand million
texts (2³²) before two nonces are likely enough to meet to matter, and a key here is one child's. Keys are wrapped with
AES key wrap (RFC 3394) under a key derived by HKDF-SHA-256 (RFC 5869) from the outer key and what the inner key is
for, so that a wrapped key moved to another row does not open.
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

KEY_BYTES = 32
VERSION = b"\x01"
NONCE_BYTES = 12
HEADER_BYTES = len(VERSION) + 16


class SealBroken(ValueError):
    """A sealed text is not as it was sealed here: changed, moved from another place, or sealed with another key."""


class WrongKey(ValueError):
    """A wrapped key does not open with the key that should open it."""


def new_key() -> bytes:
    """32 random bytes."""
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def header(key: UUID) -> bytes:
    """What every text sealed with a key begins with: the form's version and the key's id."""
    return VERSION + key.bytes


def is_sealed(packed: bytes) -> bool:
    """Whether these bytes have the form of a sealed text."""
    return packed[:1] == VERSION and len(packed) > HEADER_BYTES + NONCE_BYTES


def key_of(packed: bytes) -> UUID:
    """The id of the key a text is sealed with. Raises SealBroken."""
    if not is_sealed(packed):
        raise SealBroken("this is no sealed text")
    return UUID(bytes=packed[1:HEADER_BYTES])


def seal(plain: bytes, *, key: UUID, cipher: AESGCM, place: bytes) -> bytes:
    """version ‖ key id ‖ nonce ‖ ciphertext and tag; it opens in this place only."""
    begins, nonce = header(key), os.urandom(NONCE_BYTES)
    return begins + nonce + cipher.encrypt(nonce, plain, begins + place)


def unseal(packed: bytes, *, cipher: AESGCM, place: bytes) -> bytes:
    """What was sealed in this place. Raises SealBroken."""
    begins, rest = packed[:HEADER_BYTES], packed[HEADER_BYTES:]
    try:
        return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], begins + place)
    except InvalidTag:
        raise SealBroken("a sealed text does not open: it was changed or moved, or its key is another") from None


def wrap(key: bytes, *, under: bytes, context: bytes) -> bytes:
    """A key made unreadable under another, for one use only: the context."""
    return aes_key_wrap(_derived(under, context), key)


def unwrap(wrapped: bytes, *, under: bytes, context: bytes) -> bytes:
    """The key that was wrapped for this use. Raises WrongKey."""
    try:
        return aes_key_unwrap(_derived(under, context), wrapped)
    except InvalidUnwrap:
        raise WrongKey("a wrapped key does not open") from None


def keyed_index(value: bytes, *, key: bytes) -> bytes:
    """HMAC-SHA-256: equal values are found again, and without the key nothing can be tried."""
    mac = HMAC(key, SHA256())
    mac.update(value)
    return mac.finalize()


def key_for(outer: bytes, use: bytes) -> bytes:
    """A key of its own for one use, derived from another: neither tells anything of the other's uses."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"helhet use 1 " + use).derive(outer)


def _derived(outer: bytes, context: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"helhet wrap 1 " + context).derive(outer)
