"""The keys themselves: found, opened, made when first needed, destroyed.

A municipality's key, once opened, is kept by this process for some minutes, so that the key service is not asked on
every page. A child's key is kept by the unit of work that opened it, and no longer.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from time import monotonic
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections, transaction

from helhet.vault import ciphers
from helhet.vault.models import ChildKey, MunicipalityKey
from helhet.vault.root import key_service
from helhet.vault.router import KEYS
from helhet.vault.unit import unit

KEPT = 5 * 60
"""Seconds an opened municipality's key is kept."""
AT_ONCE = 500
"""Keys asked for in one statement."""

_opened: dict[UUID, tuple[float, bytes]] = {}


class KeyGone(LookupError):
    """The child's key is destroyed: nothing about them can be written down any more."""


class KeyMissing(LookupError):
    """The key store does not know a key that a text is sealed with: it is another's store, or an older copy."""


def cipher(key: UUID) -> AESGCM | None:
    """What opens the texts sealed with a key, or None where the key is destroyed.

    All keys this unit of work has met and not yet opened are fetched along with it, so that a list of many children
    costs one question. Raises KeyMissing.
    """
    here = unit()
    if here is None:
        found = _read({key})
    else:
        if key not in here.ciphers:
            here.ciphers |= _read(here.wanted | {key})
            here.wanted.clear()
        found = here.ciphers
    try:
        return found[key]
    except KeyError:
        raise KeyMissing(f"no key {key} in the key store (docs/operations/keys.md)") from None


def sealing_key(*, municipality: UUID, child: UUID) -> tuple[UUID, AESGCM]:
    """The key that seals what is written about a child now, with its id; made when there is none. Raises KeyGone."""
    here = unit()
    known = here.seals.get(child) if here else None
    if here is not None and known is not None:
        opened = here.ciphers[known]
    else:
        row = _current(municipality, child) or _make(municipality, child)
        known, opened = row.pk, _open(row)
        if here is not None:
            here.seals[child], here.ciphers[known] = known, opened
    if opened is None:
        raise KeyGone("the key to this child's texts is destroyed")
    return known, opened


def blind_index(value: str, *, municipality: UUID) -> bytes:
    """By what a value is found again within its municipality without being read; 32 bytes."""
    key = municipality_key(municipality, MunicipalityKey.Purpose.INDEX)
    return ciphers.keyed_index(value.encode(), key=opened_municipality_key(key))


def destroy(*, child: UUID, municipality: UUID, at: datetime) -> int:
    """Destroy every key to what is written about a child; gives how many there were. It cannot be taken back.

    A child nothing is written about gets a key that is destroyed from the beginning, so that nothing will be.
    """
    with transaction.atomic(using=KEYS):
        if _current(municipality, child) is None:
            _make(municipality, child)
        living = ChildKey.objects.filter(municipality=municipality, child=child, destroyed_at=None)
        gone = living.update(wrapped=b"", wrapped_by=None, destroyed_at=at)
    _wipe()
    here = unit()
    if here is not None:
        here.forget()
    return gone


def is_destroyed(*, child: UUID, municipality: UUID) -> bool:
    """Whether the keys to what is written about a child are destroyed, all of them."""
    rows = ChildKey.objects.filter(municipality=municipality, child=child)
    return rows.exists() and not rows.filter(destroyed_at=None).exists()


def municipality_key(municipality: UUID, purpose: MunicipalityKey.Purpose, *, lock: bool = False) -> MunicipalityKey:
    """The municipality's current key of a kind, made when there is none; locked, if wished, until the block ends."""
    rows = MunicipalityKey.objects.filter(municipality=municipality, purpose=purpose, retired_at=None)
    if lock:
        rows = rows.select_for_update()
    row = rows.first()
    if row is None:  # there is none, or a rotation has replaced it while we waited for it
        new_municipality_key(municipality, purpose)
        row = rows.get()
    return row


def new_municipality_key(municipality: UUID, purpose: MunicipalityKey.Purpose) -> None:
    """Make a municipality's key, unless another has made one in the meantime."""
    service = key_service()
    row = MunicipalityKey(municipality=municipality, purpose=purpose, wrapped_by=service.current())
    row.wrapped = service.wrap(ciphers.new_key(), by=row.wrapped_by, context=row.context)
    MunicipalityKey.objects.bulk_create([row], ignore_conflicts=True)


def opened_municipality_key(row: MunicipalityKey) -> bytes:
    """The key itself. Raises ciphers.WrongKey, or ImproperlyConfigured where its root key is not there."""
    now = monotonic()
    until, key = _opened.get(row.pk, (0.0, b""))
    if until < now:
        key = key_service().unwrap(bytes(row.wrapped), by=row.wrapped_by, context=row.context)
        _opened[row.pk] = (now + KEPT, key)
    return key


def forget_municipality_keys() -> None:
    """Ask the key service anew next time."""
    _opened.clear()


def _read(wanted: Iterable[UUID]) -> dict[UUID, AESGCM | None]:
    """Those of the wanted keys that are in the store, opened."""
    rest, found = iter(wanted), dict[UUID, AESGCM | None]()
    while some := list(islice(rest, AT_ONCE)):
        rows = ChildKey.objects.filter(pk__in=some).select_related("wrapped_by").order_by("pk")
        found |= {row.pk: _open(row) for row in rows}
    return found


def _open(row: ChildKey) -> AESGCM | None:
    outer = row.wrapped_by
    if row.destroyed_at is not None or outer is None:
        return None
    return AESGCM(ciphers.unwrap(bytes(row.wrapped), under=opened_municipality_key(outer), context=row.context))


def _current(municipality: UUID, child: UUID) -> ChildKey | None:
    rows = ChildKey.objects.filter(municipality=municipality, child=child, retired_at=None)
    return rows.select_related("wrapped_by").first()


def _make(municipality: UUID, child: UUID) -> ChildKey:
    """Make a child's first key. Of two who make it at once one is first, and both get that one."""
    with transaction.atomic(using=KEYS):
        outer = municipality_key(municipality, MunicipalityKey.Purpose.CHILDREN, lock=True)
        ChildKey.objects.bulk_create([new_child_key(municipality, child, outer)], ignore_conflicts=True)
    row = _current(municipality, child)
    assert row is not None
    return row


def new_child_key(municipality: UUID, child: UUID, outer: MunicipalityKey) -> ChildKey:
    """A child's key, not yet stored."""
    row = ChildKey(pk=uuid4(), municipality=municipality, child=child, wrapped_by=outer)
    row.wrapped = ciphers.wrap(ciphers.new_key(), under=opened_municipality_key(outer), context=row.context)
    return row


def _wipe() -> None:
    """SQLite keeps old pages beside the file until they are taken in: take them in, so that no key is left there."""
    connection = connections[KEYS]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
