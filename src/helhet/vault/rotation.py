"""New keys for old while the site runs: what is sealed or wrapped by either opens, so nobody waits.

Whatever is interrupted goes on where it stopped, and each step is safe to take again. A root key and a municipality's
key only wrap other keys: those are wrapped anew, and no text is touched. A child's key seals texts: they are sealed
anew, each only if nobody has written in between.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from helhet.vault import ciphers
from helhet.vault.fields import Sealed, SealedField, sealed_fields
from helhet.vault.keys import (
    municipality_key,
    new_child_key,
    new_municipality_key,
    opened_municipality_key,
    sealing_key,
)
from helhet.vault.models import ChildKey, MunicipalityKey, Rotation
from helhet.vault.queries import sealed_models
from helhet.vault.root import key_service
from helhet.vault.router import KEYS
from helhet.vault.unit import unit_of_work

Progress = Callable[[str, int, int], None]
"""Told what is counted, how many are done, and of how many."""

AT_ONCE = 500


def rotate_root(tell: Progress) -> None:
    """Wrap every municipality's key by the current root key; afterwards the older ones can be taken away."""
    service = key_service()
    name = service.current()
    rest = list(MunicipalityKey.objects.exclude(wrapped_by=name).order_by("pk"))
    for done, row in enumerate(rest, start=1):
        key = service.unwrap(bytes(row.wrapped), by=row.wrapped_by, context=row.context)
        anew = service.wrap(key, by=name, context=row.context)
        MunicipalityKey.objects.filter(pk=row.pk, wrapped_by=row.wrapped_by).update(wrapped=anew, wrapped_by=name)
        tell("municipalities' keys", done, len(rest))


def rotate_municipalities(tell: Progress) -> None:
    """Give every municipality a new key, wrap its children's keys by it, and throw the old one away."""
    rotation = _begun(Rotation.Kind.MUNICIPALITY)
    of_children = MunicipalityKey.objects.filter(purpose=MunicipalityKey.Purpose.CHILDREN)
    for old in of_children.filter(retired_at=None, made_at__lte=rotation.begun_at).order_by("pk"):
        with transaction.atomic(using=KEYS):
            if MunicipalityKey.objects.filter(pk=old.pk, retired_at=None).update(retired_at=Now()):
                new_municipality_key(old.municipality, MunicipalityKey.Purpose.CHILDREN)
    rest = ChildKey.objects.filter(wrapped_by__retired_at__isnull=False).select_related("wrapped_by").order_by("pk")
    done, total = 0, rest.count()
    while some := list(rest[:AT_ONCE]):
        for row in some:
            _wrap_anew(row)
        done += len(some)
        tell("children's keys", done, max(done, total))
    used = ChildKey.objects.filter(wrapped_by=OuterRef("pk"))
    of_children.filter(~Exists(used), retired_at__isnull=False).delete()
    _ended(rotation)


def rotate_children(tell: Progress) -> None:
    """Give every child a new key and seal their texts anew. The old keys stay until `throw_away`."""
    rotation = _begun(Rotation.Kind.CHILDREN)
    old = ChildKey.objects.filter(retired_at=None, destroyed_at=None, made_at__lte=rotation.begun_at).order_by("pk")
    done, total = 0, old.count()
    while some := list(old[:AT_ONCE]):
        for row in some:
            _replace(row)
        done += len(some)
        tell("keys", done, total)
    replaced = ChildKey.objects.filter(retired_at__isnull=False, destroyed_at=None).values_list("municipality", "child")
    children = sorted(set(replaced))
    for done, (municipality, child) in enumerate(children, start=1):
        _seal_anew(municipality, child)
        tell("children's texts", done, len(children))
    _ended(rotation)


def throw_away(tell: Progress, *, days: int) -> int:
    """Destroy the children's keys that were replaced so many days ago (one at least), and seal nothing any more.

    A copy of the database from before they were replaced is then unreadable. Gives how many keys wait for their day.
    """
    replaced = ChildKey.objects.filter(retired_at__isnull=False, destroyed_at=None)
    ripe = list(replaced.filter(retired_at__lt=Now() - timedelta(days=max(days, 1))).order_by("pk"))
    for done, row in enumerate(ripe, start=1):
        _seal_anew(row.municipality, row.child)
        if not any(key == row.pk for *_, key in _sealed(row.municipality, row.child)):
            ChildKey.objects.filter(pk=row.pk).update(wrapped=b"", wrapped_by=None, destroyed_at=Now())
        tell("old keys", done, len(ripe))
    return replaced.count()


def _begun(kind: Rotation.Kind) -> Rotation:
    """The rotation that was interrupted, or a new one."""
    Rotation.objects.bulk_create([Rotation(kind=kind)], ignore_conflicts=True)
    return Rotation.objects.get(kind=kind, ended_at=None)


def _ended(rotation: Rotation) -> None:
    Rotation.objects.filter(pk=rotation.pk).update(ended_at=Now())


def _wrap_anew(row: ChildKey) -> None:
    old = row.wrapped_by
    assert old is not None
    new = municipality_key(row.municipality, MunicipalityKey.Purpose.CHILDREN)
    key = ciphers.unwrap(bytes(row.wrapped), under=opened_municipality_key(old), context=row.context)
    anew = ciphers.wrap(key, under=opened_municipality_key(new), context=row.context)
    ChildKey.objects.filter(pk=row.pk, wrapped_by=old).update(wrapped=anew, wrapped_by=new)


def _replace(row: ChildKey) -> None:
    """From now on another key seals. Of two who replace at once, one does."""
    with transaction.atomic(using=KEYS):
        outer = municipality_key(row.municipality, MunicipalityKey.Purpose.CHILDREN, lock=True)
        living = ChildKey.objects.filter(pk=row.pk, retired_at=None, destroyed_at=None)
        if living.update(retired_at=Now()):
            new_child_key(row.municipality, row.child, outer).save(force_insert=True)


def _seal_anew(municipality: UUID, child: UUID) -> None:
    """Seal with the child's newest key what is sealed by an older one, unless somebody has written in between."""
    with unit_of_work(), transaction.atomic():
        newest, _ = sealing_key(municipality=municipality, child=child)
        for row, field, held, key in _sealed(municipality, child):
            if key == newest:
                continue
            anew = field.sealed(field.opened(held, row), row, child=child)
            as_it_was = type(row)._base_manager.filter(municipality_id=municipality, pk=row.pk, **{field.attname: held})
            as_it_was.update(**{field.attname: anew})


def _sealed(municipality: UUID, child: UUID) -> Iterator[tuple[Any, SealedField[Any], Sealed, UUID]]:
    """Everything sealed for a child: the row, the field, what it holds, and the key it is sealed with."""
    for model in sealed_models():
        rows: Any = model._base_manager.filter(municipality_id=municipality, **{model.CHILD: child})  # type: ignore[attr-defined]
        for row in rows.order_by("pk"):
            for field in sealed_fields(model):
                held = row.__dict__[field.attname]
                if isinstance(held, Sealed):
                    yield row, field, held, ciphers.key_of(held.packed)
