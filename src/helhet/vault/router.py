"""Which database a table lies in: the vault's in the key store, all others beside the children's texts."""

from typing import Any

KEYS = "keys"
"""The key store, among the databases."""
ROOM = "vault"


class KeysApart:
    """Django's router: neither kind of table is ever made in, or asked for in, the other database."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return KEYS if model._meta.app_label == ROOM else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self.db_for_read(model)

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        return False if (one._meta.app_label == ROOM) != (other._meta.app_label == ROOM) else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (app_label == ROOM) == (db == KEYS)
