"""The root key: what opens the municipalities' keys. It never lies in a database.

`KeyService` is all the vault asks of whoever keeps it. Two come along: a file and the environment. A key service of
one's own (a cloud's, an HSM's) is a class with the same three methods, named by its dotted path in HELHET_KEY_SERVICE.
"""

import os
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from helhet.vault import ciphers

HOW_TO = "make one with ./run manage make_root_key (docs/operations/keys.md)"


class KeyService(Protocol):
    """Whoever keeps the root keys. Each has a name; new keys are wrapped by the current one."""

    def current(self) -> str:
        """The name of the key that wraps from now on."""
        ...

    def wrap(self, key: bytes, *, by: str, context: bytes) -> bytes:
        """Wrap 32 bytes under the named key, for this use only."""
        ...

    def unwrap(self, wrapped: bytes, *, by: str, context: bytes) -> bytes:
        """The reverse. Raises ciphers.WrongKey, or ImproperlyConfigured where the key is not there."""
        ...


class _Held:
    """Root keys this process can read itself: lines of `name:key in base64`, the last of them current."""

    def keys(self) -> Mapping[str, bytes]:
        raise NotImplementedError

    def current(self) -> str:
        return list(self.keys())[-1]

    def wrap(self, key: bytes, *, by: str, context: bytes) -> bytes:
        return ciphers.wrap(key, under=self._named(by), context=context)

    def unwrap(self, wrapped: bytes, *, by: str, context: bytes) -> bytes:
        return ciphers.unwrap(wrapped, under=self._named(by), context=context)

    def _named(self, name: str) -> bytes:
        try:
            return self.keys()[name]
        except KeyError:
            raise ImproperlyConfigured(
                f"the root key {name} is not there: put it back beside the current one"
            ) from None


class LocalFile(_Held):
    """The root keys in a file only the program's own user may read (HELHET_ROOT_KEY_FILE)."""

    def keys(self) -> Mapping[str, bytes]:
        """Raises ImproperlyConfigured: no file, readable by anyone, or not such lines."""
        if not settings.ROOT_KEY_FILE:
            raise ImproperlyConfigured(f"set HELHET_ROOT_KEY_FILE or HELHET_ROOT_KEY in the environment: {HOW_TO}")
        path = Path(settings.ROOT_KEY_FILE)
        try:
            mode, text = path.stat().st_mode, path.read_text("ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"the root key in {path} cannot be read: put it back, or {HOW_TO}") from error
        if mode & stat.S_IRWXO:
            raise ImproperlyConfigured(f"anyone on this machine may read the root key: chmod o= {path}")
        return parsed(text, where=str(path))


class Environment(_Held):
    """The root keys in the environment itself (HELHET_ROOT_KEY)."""

    def keys(self) -> Mapping[str, bytes]:
        """Raises ImproperlyConfigured."""
        return parsed(settings.ROOT_KEY, where="HELHET_ROOT_KEY")


def parsed(text: str, *, where: str) -> Mapping[str, bytes]:
    """Read `name:key` lines. Raises ImproperlyConfigured; the message never repeats what stands there."""
    found: dict[str, bytes] = {}
    for line in text.split():
        name, _, encoded = line.partition(":")
        try:
            key = b64decode(encoded, validate=True)
        except ValueError:
            key = b""
        if not name or len(key) != ciphers.KEY_BYTES or name in found:
            raise ImproperlyConfigured(f"{where} holds no root key of the form name:base64 of 32 bytes: {HOW_TO}")
        found[name] = key
    if not found:
        raise ImproperlyConfigured(f"{where} holds no root key: {HOW_TO}")
    return found


def made() -> str:
    """A new root key with a name of its own, as a line."""
    return f"root-{secrets.token_hex(4)}:{b64encode(ciphers.new_key()).decode()}"


def add_to(path: Path) -> str:
    """Write a new root key after those in a file, made for its owner alone; gives the key's name."""
    line = made()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    return line.partition(":")[0]


def key_service() -> KeyService:
    """The one that is set. Raises ImproperlyConfigured."""
    try:
        service: KeyService = import_string(settings.KEY_SERVICE)()
    except ImportError as error:
        raise ImproperlyConfigured(f"HELHET_KEY_SERVICE names no class: {settings.KEY_SERVICE}") from error
    return service
