"""What is sealed for no child: addresses letters go to. The installation has one key for it, wrapped by the root key.

From that one a key is derived for each use and each purpose (HKDF-SHA-256, RFC 5869), so that what is sealed in one
room neither opens in another nor is found there. A key service never hands out a root key; so the installation's key
lies in the key store like a municipality's, under the id of no municipality, and `rotate_keys --root` wraps it anew.
"""

from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from helhet.vault import ciphers
from helhet.vault.keys import municipality_key, opened_municipality_key
from helhet.vault.models import MunicipalityKey

HOUSE = UUID(int=0)
"""Stands where a municipality's id would."""


@dataclass(frozen=True, slots=True, repr=False)
class Box:
    """The opened keys of one use, for as long as whoever asked for them holds them."""

    key: UUID
    cipher: AESGCM
    index_key: bytes
    proof_key: bytes

    def seal(self, text: str, *, place: bytes) -> bytes:
        """Sealed for one place, such as a table and a row's id."""
        return ciphers.seal(text.encode(), key=self.key, cipher=self.cipher, place=place)

    def open(self, packed: bytes, *, place: bytes) -> str:
        """What was sealed there. Raises ciphers.SealBroken."""
        return ciphers.unseal(packed, cipher=self.cipher, place=place).decode()

    def index(self, text: str) -> bytes:
        """By what a text is found again without being read; 32 bytes."""
        return ciphers.keyed_index(text.encode(), key=self.index_key)

    def proof(self, what: bytes, *, length: int = 16) -> bytes:
        """What shows that a link came from us: nobody makes it up who has not the key."""
        return ciphers.keyed_index(what, key=self.proof_key)[:length]


def box(use: str) -> Box:
    """The keys for one use, such as `newsletter`; the installation's key is made when there is none."""
    row = municipality_key(HOUSE, MunicipalityKey.Purpose.HOUSE)
    outer = opened_municipality_key(row)
    name = use.encode()
    return Box(
        key=row.pk,
        cipher=AESGCM(ciphers.key_for(outer, b"seal " + name)),
        index_key=ciphers.key_for(outer, b"index " + name),
        proof_key=ciphers.key_for(outer, b"proof " + name),
    )
