"""What is sealed with the installation's own key: for one use, in one place, and still there after a change of keys."""

import pytest

from helhet.vault import keys, rotation
from helhet.vault.ciphers import SealBroken
from helhet.vault.house import box

pytestmark = pytest.mark.django_db


def test_what_is_sealed_opens_in_its_place() -> None:
    packed = box("letters").seal("mona@hjemme.example", place=b"here")
    assert box("letters").open(packed, place=b"here") == "mona@hjemme.example"
    assert b"mona" not in packed


@pytest.mark.parametrize(("use", "place"), [("letters", b"there"), ("others", b"here")])
def test_and_nowhere_else(use: str, place: bytes) -> None:
    packed = box("letters").seal("mona@hjemme.example", place=b"here")
    with pytest.raises(SealBroken):
        box(use).open(packed, place=place)


def test_equal_texts_are_found_again_within_a_use_and_not_across() -> None:
    assert box("letters").index("a") == box("letters").index("a")
    assert len({box("letters").index("a"), box("others").index("a"), box("letters").proof(b"a", length=32)}) == 3


def test_a_change_of_the_outer_keys_leaves_it_readable() -> None:
    packed, index = box("letters").seal("a", place=b"here"), box("letters").index("a")
    rotation.rotate_root(lambda *told: None)
    rotation.rotate_municipalities(lambda *told: None)
    keys.forget_municipality_keys()
    assert (box("letters").open(packed, place=b"here"), box("letters").index("a")) == ("a", index)
