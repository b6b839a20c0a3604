"""How a row about a child is named in an address: municipality and id together, opaque, one path part."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from uuid import UUID


class Key(NamedTuple):
    """The municipality and the id of one row. An address with it finds its partition without asking all."""

    municipality: UUID
    id: UUID

    def __str__(self) -> str:
        packed = self.municipality.bytes + self.id.bytes
        return urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Read a key back. Raises ValueError."""
        packed = urlsafe_b64decode(text + "=")
        if len(packed) != 32:
            raise ValueError("a key is 32 bytes")
        return cls(UUID(bytes=packed[:16]), UUID(bytes=packed[16:]))


class KeyConverter:
    """`<key:plan>` in an address."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> Key:
        return Key.parse(value)

    def to_url(self, value: Key) -> str:
        return str(value)
