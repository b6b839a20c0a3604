"""Questions to the vault that open nothing."""

from uuid import UUID

from django.apps import apps
from django.db import models

from helhet.vault import ciphers
from helhet.vault.fields import Sealed, SealedField, sealed_fields
from helhet.vault.keys import opened_municipality_key
from helhet.vault.models import ChildKey, MunicipalityKey


def sealed_models() -> list[type[models.Model]]:
    """Every table with sealed fields."""
    return [model for model in apps.get_models() if sealed_fields(model)]


def check_root_key() -> None:
    """The root key opens the key store, as far as one of its keys can tell.

    Raises:
        ciphers.WrongKey: it does not.
        ImproperlyConfigured: it is not there.
    """
    key = MunicipalityKey.objects.order_by("-made_at", "pk").first()
    if key is not None:
        opened_municipality_key(key)


def unknown_key() -> UUID | None:
    """A key that something is sealed with and that the key store does not know: it is another database's store."""
    found = {key for model in sealed_models() for field in sealed_fields(model) if (key := _one_key(model, field))}
    known = set(ChildKey.objects.filter(pk__in=found).values_list("pk", flat=True))
    return min(found - known, default=None)


def _one_key(model: type[models.Model], field: SealedField[object]) -> UUID | None:
    sealed = model._base_manager.exclude(**{field.name: field.nothing()}).values_list(field.name, flat=True)[:1]
    return next((ciphers.key_of(one.packed) for one in sealed if isinstance(one, Sealed)), None)
