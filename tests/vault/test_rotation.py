"""New keys for old: everything is still read, nothing is sealed by the old ones, and an interruption costs nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from pytest_django import Settings

from helhet.people.models import Person
from helhet.plans.models import Entry, Plan
from helhet.vault import ciphers, keys, root, rotation
from helhet.vault.keys import forget_municipality_keys
from helhet.vault.models import ChildKey, MunicipalityKey, Rotation
from helhet.vault.queries import sealed_models
from helhet.vault.unit import unit_of_work
from tests.cast import Cast, with_jonas
from tests.vault.conftest import WORDS, anew, stored, written


class Interrupted(Exception):
    """The power is gone."""


def quietly(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def until(stop: str) -> Callable[[str, int, int], None]:
    """The power is gone when the first of these is done."""

    def tell(what: str, done: int, total: int) -> None:
        if what == stop:
            raise Interrupted

    return tell


@pytest.fixture
def several(cast: Cast, plan: Plan, entry: Entry) -> list[Person]:
    """Ella with her plan, and others with a number."""
    with_jonas(cast, plan)
    made = [
        Person.objects.create(municipality=place, name=f"Barn {n}", national_id=f"{n:011}")
        for place in (cast.fjordvik, cast.next_door)
        for n in range(3)
    ]
    return [cast.ella, *made]


def everything() -> list[tuple[str, str, str]]:
    """All that is sealed, read."""
    found = []
    for model in sealed_models():
        for row in model._base_manager.order_by("pk"):
            fields = [f for f in model._meta.local_fields if hasattr(f, "opened")]
            found += [(str(row.pk), field.name, str(getattr(row, field.name))) for field in fields]
    return found


def sealed_by(entry: Entry) -> Any:
    return ciphers.key_of(stored(entry, "text"))


def test_the_root_key_is_changed_and_the_old_one_can_go(
    several: list[Person], settings: Settings, entry: Entry
) -> None:
    before = everything()
    texts = stored(entry, "text")
    settings.ROOT_KEY = f"{settings.ROOT_KEY} {root.made()}"
    with pytest.raises(Interrupted):
        rotation.rotate_root(until("municipalities' keys"))
    assert len(set(MunicipalityKey.objects.values_list("wrapped_by", flat=True))) == 2
    forget_municipality_keys()
    assert everything() == before, "half-way, with both"
    rotation.rotate_root(quietly)
    settings.ROOT_KEY = settings.ROOT_KEY.split()[-1]
    forget_municipality_keys()
    assert everything() == before
    assert stored(entry, "text") == texts
    wrapped = list(MunicipalityKey.objects.order_by("pk").values_list("wrapped", flat=True))
    rotation.rotate_root(quietly)
    assert list(MunicipalityKey.objects.order_by("pk").values_list("wrapped", flat=True)) == wrapped


def test_the_municipalities_keys_are_changed_and_the_old_ones_thrown_away(
    several: list[Person], entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "AT_ONCE", 2)
    before, texts = everything(), stored(entry, "text")
    old = set(MunicipalityKey.objects.filter(purpose="children").values_list("pk", flat=True))
    with pytest.raises(Interrupted):
        rotation.rotate_municipalities(until("children's keys"))
    outers = set(ChildKey.objects.values_list("wrapped_by", flat=True))
    assert (bool(outers & old), bool(outers - old)) == (True, True)
    assert everything() == before, "half-way"
    rotation.rotate_municipalities(quietly)
    assert Rotation.objects.get().ended_at is not None, "the one that was interrupted, and no other"
    now = set(MunicipalityKey.objects.filter(purpose="children").values_list("pk", flat=True))
    assert (len(now), now & old) == (2, set())
    assert set(ChildKey.objects.values_list("wrapped_by", flat=True)) == now
    forget_municipality_keys()
    assert everything() == before
    assert stored(entry, "text") == texts


def test_the_childrens_keys_are_changed_and_every_text_is_sealed_anew(
    cast: Cast, several: list[Person], entry: Entry
) -> None:
    before, first = everything(), sealed_by(entry)
    old = set(ChildKey.objects.values_list("pk", flat=True))
    with pytest.raises(Interrupted):
        rotation.rotate_children(until("children's texts"))
    assert everything() == before, "half-way"
    rotation.rotate_children(quietly)
    assert everything() == before
    assert Rotation.objects.count() == 1
    newest = set(ChildKey.objects.filter(retired_at=None).values_list("pk", flat=True))
    assert (len(newest), newest & old) == (len(old), set())
    assert sealed_by(entry) != first
    assert all(key in newest for child in several for *_, key in rotation._sealed(child.municipality_id, child.pk))
    assert written(cast, entry.plan, "Noe nytt").text == "Noe nytt"


def test_old_childrens_keys_are_thrown_away_when_their_day_has_come(several: list[Person], entry: Entry) -> None:
    before = everything()
    rotation.rotate_children(quietly)
    assert rotation.throw_away(quietly, days=1) == len(several), "none has waited long enough"
    ChildKey.objects.filter(retired_at__isnull=False).update(retired_at=Now() - timedelta(days=2))
    assert rotation.throw_away(quietly, days=3) == len(several)
    assert rotation.throw_away(quietly, days=1) == 0
    assert everything() == before
    assert {bytes(row.wrapped) for row in ChildKey.objects.filter(destroyed_at__isnull=False)} == {b""}


def test_what_was_sealed_by_an_old_key_meanwhile_is_sealed_anew_before_the_key_goes(
    cast: Cast, plan: Plan, entry: Entry
) -> None:
    with unit_of_work():
        keys.sealing_key(municipality=plan.municipality_id, child=cast.ella.pk)
        rotation.rotate_children(quietly)
        late = written(cast, plan, "Skrevet mens det ble byttet")
    assert ChildKey.objects.get(pk=sealed_by(late)).retired_at is not None
    ChildKey.objects.filter(retired_at__isnull=False).update(retired_at=Now() - timedelta(days=2))
    assert rotation.throw_away(quietly, days=1) == 0
    assert anew(late).text == "Skrevet mens det ble byttet"


def test_a_key_that_still_seals_something_is_never_thrown_away(
    entry: Entry, several: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    monkeypatch.setattr(rotation, "_seal_anew", lambda municipality, child: None)  # somebody is always quicker
    rotation.rotate_children(quietly)
    ChildKey.objects.filter(retired_at__isnull=False).update(retired_at=Now() - timedelta(days=2))
    assert rotation.throw_away(quietly, days=1) == len(several)
    assert everything() == before


def test_what_somebody_writes_while_it_is_sealed_anew_is_not_written_over(
    cast: Cast, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = rotation.SealedField.sealed

    def somebody_writes_first(field: Any, plain: bytes, row: Any, **of: Any) -> Any:
        if row.pk == entry.pk and plain == WORDS.encode():
            mine = anew(entry)
            mine.text = "Rettet i mellomtiden"
            mine.save(update_fields=["text"])
        return seal(field, plain, row, **of)

    monkeypatch.setattr(rotation.SealedField, "sealed", somebody_writes_first)
    rotation.rotate_children(quietly)
    assert anew(entry).text == "Rettet i mellomtiden"


def test_a_destroyed_key_is_left_alone(cast: Cast, entry: Entry) -> None:
    keys.destroy(child=cast.ella.pk, municipality=cast.fjordvik.pk, at=entry.written_at)
    gone = ChildKey.objects.get(child=cast.ella.pk)
    for change in (rotation.rotate_municipalities, rotation.rotate_children):
        change(quietly)
    assert ChildKey.objects.get(child=cast.ella.pk).pk == gone.pk
