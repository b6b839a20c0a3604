"""The keys: made once, fetched together, kept no longer than a request."""

from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from helhet.people.models import Organisation, Person
from helhet.plans.models import Entry, Plan
from helhet.vault import ciphers, keys
from helhet.vault.ciphers import WrongKey
from helhet.vault.keys import KeyMissing
from helhet.vault.models import ChildKey, MunicipalityKey
from helhet.vault.queries import check_root_key, unknown_key
from helhet.vault.root import Environment
from helhet.vault.unit import Unit, unit, unit_of_work
from tests.cast import NOW, Cast, draft
from tests.plans.racing import race
from tests.vault.conftest import WORDS, anew, stored

KEY_STORE = connections["keys"]


def children(cast: Cast, how_many: int) -> list[Person]:
    """Persons with something sealed, each with a key of their own."""
    return [
        Person.objects.create(municipality=cast.fjordvik, name=f"Barn {number}", national_id=f"{number:011}")
        for number in range(how_many)
    ]


def test_a_child_has_a_key_of_their_own_wrapped_by_the_municipalitys(cast: Cast) -> None:
    one, other = children(cast, 2)
    kept = {row.child: row for row in ChildKey.objects.select_related("wrapped_by").order_by("pk")}
    assert set(kept) == {one.pk, other.pk}
    assert {row.wrapped_by.municipality for row in kept.values() if row.wrapped_by} == {cast.fjordvik.pk}
    assert {row.wrapped_by for row in MunicipalityKey.objects.order_by("pk")} == {"the-tests"}


def test_a_child_nothing_is_written_about_has_no_key(cast: Cast) -> None:
    assert ChildKey.objects.count() == 0


def test_twenty_five_texts_of_twenty_five_children_cost_one_statement(cast: Cast) -> None:
    children(cast, 25)
    keys.forget_municipality_keys()
    with unit_of_work():
        rows = list(Person.objects.filter(municipality=cast.fjordvik).exclude(national_id="").order_by("name"))
        with CaptureQueriesContext(KEY_STORE) as asked:
            assert len({row.national_id for row in rows}) == 25
    assert len(asked) == 1


def test_what_was_opened_is_forgotten_with_the_unit(cast: Cast) -> None:
    children(cast, 2)
    with unit_of_work() as here:
        assert [len(row.national_id) for row in Person.objects.filter(name__startswith="Barn")] == [11, 11]
        assert len(here.ciphers) == 2
    assert (here.ciphers, here.seals, here.wanted) == ({}, {}, set())
    assert unit() is None


def test_outside_a_unit_nothing_is_kept(cast: Cast) -> None:
    (one,) = children(cast, 1)
    for _ in range(2):
        with CaptureQueriesContext(KEY_STORE) as asked:
            assert anew(one).national_id == one.national_id
        assert len(asked) == 1


def test_a_request_is_a_unit_and_keeps_nothing(cast: Cast, entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    seen: list[tuple[Unit | None, int]] = []
    opened = keys.cipher

    def watched(key: Any) -> AESGCM | None:
        found = opened(key)
        here = unit()
        seen.append((here, len(here.ciphers) if here else 0))
        return found

    monkeypatch.setattr("helhet.vault.fields.cipher", watched)
    client = Client()
    client.force_login(cast.kari.account)
    page = client.get(reverse("plans:plan", kwargs={"plan": entry.plan.key}))
    assert WORDS in page.content.decode()
    units = {id(here): here for here, _ in seen}
    (only,) = units.values()
    assert only is not None
    assert {size for _, size in seen} == {1}
    assert only.ciphers == {}


def test_a_key_of_another_municipality_or_child_does_not_open_in_its_place(cast: Cast) -> None:
    one, other = children(cast, 2)
    theirs = ChildKey.objects.get(child=other.pk)
    ChildKey.objects.filter(child=one.pk).update(wrapped=theirs.wrapped)
    with pytest.raises(WrongKey):
        _ = anew(one).national_id


def test_another_root_key_opens_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = children(cast, 1)
    keys.forget_municipality_keys()
    monkeypatch.setattr(Environment, "keys", lambda self: {"the-tests": ciphers.new_key()})
    with pytest.raises(WrongKey):
        _ = anew(one).national_id
    with pytest.raises(WrongKey):
        check_root_key()


def test_a_store_that_does_not_know_the_key_is_told_from_one_that_has_destroyed_it(cast: Cast) -> None:
    (one,) = children(cast, 1)
    check_root_key()
    assert unknown_key() is None
    key = ChildKey.objects.get().pk
    ChildKey.objects.filter(pk=key).delete()
    with pytest.raises(KeyMissing):
        _ = anew(one).national_id
    assert unknown_key() == key


def test_a_missing_key_is_told_only_to_whoever_asks_for_it(cast: Cast) -> None:
    one, other = children(cast, 2)
    ChildKey.objects.get(child=one.pk).delete()
    with unit_of_work():
        found = {row.pk: row for row in Person.objects.filter(name__startswith="Barn")}
        assert found[other.pk].national_id == other.national_id


def test_a_list_longer_than_one_statement_takes_is_asked_for_in_several(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "AT_ONCE", 2)
    children(cast, 5)
    with unit_of_work(), CaptureQueriesContext(KEY_STORE) as asked:
        assert len({row.national_id for row in Person.objects.filter(name__startswith="Barn")}) == 5
    assert len(asked) == 3


@pytest.mark.concurrent
@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_first_words_at_once_seal_with_one_key() -> None:
    place = Organisation.objects.create(kind="municipality", code="9901", name="F", short_name="F", demo=True)
    child, adults = uuid4(), [uuid4() for _ in range(3)]
    found = race(*[lambda: keys.sealing_key(municipality=place.pk, child=child)[0] for _ in range(4)])
    assert [row.pk for row in ChildKey.objects.filter(child=child)] == [found[0]]
    assert len(set(found)) == 1
    race(*[lambda one=one: keys.sealing_key(municipality=place.pk, child=one) for one in adults])
    assert ChildKey.objects.filter(child__in=adults).count() == 3
    assert MunicipalityKey.objects.count() == 1


@pytest.mark.concurrent
@pytest.mark.django_db(transaction=True)
def test_words_that_were_never_stored_leave_a_key_that_the_next_words_take(cast: Cast) -> None:
    """The two databases do not share a transaction: a key is made first, and one that nobody used does no harm."""
    with transaction.atomic():
        draft(cast)
        transaction.set_rollback(True)
    unused = ChildKey.objects.get(child=cast.ella.pk)
    plan = draft(cast)
    assert Plan.objects.filter(municipality=cast.fjordvik).count() == 1
    assert ciphers.key_of(stored(plan, "purpose")) == unused.pk
