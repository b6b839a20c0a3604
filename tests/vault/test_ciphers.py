"""The seal and the wrapping: what opens, and that nothing else does."""

import hashlib
import hmac
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from helhet.vault import ciphers
from helhet.vault.ciphers import SealBroken, WrongKey

KEY, OTHER = UUID(int=1), UUID(int=2)
SECRET = b"\x07" * ciphers.KEY_BYTES
CIPHER = AESGCM(SECRET)
PLACE = b"plans_entry.text row municipality"
SEALED = ciphers.seal("Ella gråt.".encode(), key=KEY, cipher=CIPHER, place=PLACE)


def opened(packed: bytes) -> bytes:
    """As a field opens it: the key is looked up by what stands first."""
    assert ciphers.key_of(packed) is not None
    return ciphers.unseal(packed, cipher=CIPHER, place=PLACE)


@given(st.binary(), st.binary())
def test_what_is_sealed_opens_in_its_place(plain: bytes, place: bytes) -> None:
    sealed = ciphers.seal(plain, key=KEY, cipher=CIPHER, place=place)
    assert ciphers.unseal(sealed, cipher=CIPHER, place=place) == plain
    assert ciphers.key_of(sealed) == KEY


def test_the_same_words_are_never_sealed_alike() -> None:
    assert ciphers.seal(b"x", key=KEY, cipher=CIPHER, place=PLACE) != ciphers.seal(
        b"x", key=KEY, cipher=CIPHER, place=PLACE
    )


@pytest.mark.parametrize("at", range(len(SEALED)))
def test_no_byte_can_be_changed(at: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= 1
    with pytest.raises(SealBroken):
        opened(bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 16, 17, 29, len(SEALED) - 1])
def test_nothing_can_be_cut_off(length: int) -> None:
    with pytest.raises(SealBroken):
        opened(SEALED[:length])


def test_it_opens_in_no_other_place_and_with_no_other_key() -> None:
    with pytest.raises(SealBroken):
        ciphers.unseal(SEALED, cipher=CIPHER, place=PLACE + b"!")
    with pytest.raises(SealBroken):
        ciphers.unseal(SEALED, cipher=AESGCM(ciphers.new_key()), place=PLACE)


def test_a_wrapped_key_opens_for_its_own_use_under_its_own_key_only() -> None:
    wrapped = ciphers.wrap(SECRET, under=b"o" * 32, context=b"child 1")
    assert ciphers.unwrap(wrapped, under=b"o" * 32, context=b"child 1") == SECRET
    assert SECRET not in wrapped
    for under, context in ((b"p" * 32, b"child 1"), (b"o" * 32, b"child 2")):
        with pytest.raises(WrongKey):
            ciphers.unwrap(wrapped, under=under, context=context)


def test_the_index_is_hmac_sha_256() -> None:
    assert ciphers.keyed_index(b"03431712345", key=SECRET) == hmac.digest(SECRET, b"03431712345", hashlib.sha256)


def test_no_refusal_repeats_a_secret() -> None:
    with pytest.raises(SealBroken) as refused:
        ciphers.unseal(SEALED, cipher=CIPHER, place=b"elsewhere")
    assert "Ella" not in repr(refused.value)
    assert refused.value.__cause__ is None
