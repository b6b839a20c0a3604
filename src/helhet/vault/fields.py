"""Fields sealed with the child's key. A row is read and written as ever; the database holds only what is sealed.

What is sealed opens in its own place only: table, column, row and municipality are part of the seal. So a sealed text
cannot be searched for, sorted by or set for many rows at once, and whoever tries is told. Renaming a sealed column or
its table is a change of all that is sealed in it. An empty text is stored empty: that nothing is written is no secret,
and constraints can ask it.
"""

import json
from typing import Any, Generic, NoReturn, Self, TypeVar
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext

from helhet.vault import ciphers
from helhet.vault.keys import KeyGone, blind_index, cipher, sealing_key
from helhet.vault.unit import unit

T = TypeVar("T")

ASKABLE = frozenset({"exact", "isnull"})


class Sealed:
    """A text as the database holds it. It shows nothing of itself; the row it belongs to opens it."""

    __slots__ = ("packed",)

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    def __repr__(self) -> str:
        return "<sealed>"

    def __str__(self) -> NoReturn:
        raise TypeError("a sealed text is read from its row, not on its own")


class Gone:
    """Stands where the key is destroyed, and carries what is stored, so that saving the row leaves it as it is."""

    stored: Sealed


class GoneText(str, Gone):
    """Read in place of words."""


class GoneAnswers(dict[str, Any], Gone):
    """Read in place of answers."""


class SealedAttribute(DeferredAttribute):
    """`row.text`: opened when first read, and kept by the row from then on."""

    field: "SealedField[Any]"

    def __get__(self, row: Any, cls: Any = None) -> Any:
        held = super().__get__(row, cls)
        if not isinstance(held, Sealed):
            return held
        try:
            read = self.field.loads(self.field.opened(held, row))
        except KeyGone:
            read = self.field.gone()
            read.stored = held
        row.__dict__[self.field.attname] = read
        return read

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedField(models.Field[Any, Any], Generic[T]):
    """What all sealed fields share. The row says whose key it is by `child_id`, and has a `municipality_id`."""

    descriptor_class = SealedAttribute

    def dumps(self, value: T) -> bytes:
        """A value as bytes to be sealed."""
        raise NotImplementedError

    def loads(self, plain: bytes) -> T:
        """The value in opened bytes."""
        raise NotImplementedError

    def nothing(self) -> T:
        """The value that is stored as nothing at all."""
        raise NotImplementedError

    def gone(self) -> Any:
        """What is read where the key is destroyed."""
        raise NotImplementedError

    def get_internal_type(self) -> str:
        return "BinaryField"

    def place(self, row: Any) -> bytes:
        """Where a sealed text belongs. It opens nowhere else."""
        where = f"{row._meta.db_table}.{self.column}".encode()
        return b"%s %s %s" % (where, _id(row.pk).bytes, _id(row.municipality_id).bytes)

    def sealed(self, plain: bytes, row: Any, *, child: UUID) -> Sealed:
        """Bytes sealed for their place in a row, with the newest key of its child. Raises KeyGone."""
        key, sealer = sealing_key(municipality=_id(row.municipality_id), child=child)
        return Sealed(ciphers.seal(plain, key=key, cipher=sealer, place=self.place(row)))

    def opened(self, held: Sealed, row: Any) -> bytes:
        """The bytes that were sealed there. Raises KeyGone, SealBroken or KeyMissing."""
        opener = cipher(ciphers.key_of(held.packed))
        if opener is None:
            raise KeyGone("the key to this text is destroyed")
        return ciphers.unseal(held.packed, cipher=opener, place=self.place(row))

    def pre_save(self, row: Any, add: bool) -> Any:
        """What is stored: sealed anew, or, where nobody has opened it, as it was."""
        held = row.__dict__.get(self.attname)
        if isinstance(held, Gone):
            return held.stored
        if held is None or isinstance(held, Sealed) or held == self.nothing():
            return held
        return self.sealed(self.dumps(held), row, child=_id(row.child_id))

    def get_prep_value(self, value: Any) -> Any:
        """Bytes for the database. Raises FieldError for anything but what `pre_save` has sealed, or nothing."""
        if isinstance(value, Sealed):
            return value.packed
        if value is None:
            return None
        if value in (self.nothing(), b""):
            return b""
        raise FieldError(f"{self} is sealed: save it with its row; it cannot be asked for or set for many rows at once")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return None if value is None else connection.Database.Binary(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """What a row holds until it is opened. The key is noted, so that all a list needs come in one question."""
        if value is None:
            return None
        packed = bytes(value)
        if not packed:
            return self.nothing()
        here = unit()
        if here is not None and ciphers.is_sealed(packed):
            here.want(ciphers.key_of(packed))
        return Sealed(packed)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether anything is written can be asked. Raises FieldError for every other question."""
        if lookup_name not in ASKABLE:
            raise FieldError(f"{self} is sealed: the database cannot be asked {lookup_name!r} about it")
        return super().get_lookup(lookup_name)


class SealedText(SealedField[str]):
    """Words about a child. Where the key is destroyed a plain sentence stands in their place."""

    def dumps(self, value: str) -> bytes:
        return str(value).encode()

    def loads(self, plain: bytes) -> str:
        return plain.decode()

    def nothing(self) -> str:
        return ""

    def gone(self) -> GoneText:
        return GoneText(gettext("What stood here is deleted for good."))


class SealedNumber(SealedText):
    """A number that identifies somebody. Where the key is destroyed there is none."""

    def gone(self) -> GoneText:
        return GoneText()


class SealedJSON(SealedField[dict[str, Any]]):
    """Answers by key. Where the key is destroyed there are none."""

    def dumps(self, value: dict[str, Any]) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode()

    def loads(self, plain: bytes) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(plain)
        return found

    def nothing(self) -> dict[str, Any]:
        return {}

    def gone(self) -> GoneAnswers:
        return GoneAnswers()


class BlindIndex(models.BinaryField):
    """By what a sealed field's value is found again, within a municipality: its keyed index, or none (blindindeks)."""

    def __init__(self, *, of: str, **options: Any) -> None:
        super().__init__(**(options | {"null": True}))
        self.of = of

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"of": self.of}

    def pre_save(self, row: Any, add: bool) -> Any:
        """The index of the value that is stored along with it; as it was, where the value was not opened."""
        value = row.__dict__.get(self.of)
        if isinstance(value, str) and not isinstance(value, Gone):
            index = blind_index(value, municipality=_id(row.municipality_id)) if value else None
            setattr(row, self.attname, index)
        return super().pre_save(row, add)


def sealed_fields(model: type[models.Model]) -> list[SealedField[Any]]:
    """The sealed fields of a table."""
    return [field for field in model._meta.local_fields if isinstance(field, SealedField)]


class SealedQuerySet(models.QuerySet[Any]):
    """Rows with sealed fields: says plainly what cannot be done with those."""

    def order_by(self, *names: Any) -> Self:
        """Raises FieldError for a sealed field: the order of sealed texts means nothing."""
        for name in names:
            if isinstance(name, str) and isinstance(_field(self.model, name.removeprefix("-")), SealedField):
                raise FieldError(f"{name} is sealed: rows cannot be put in order by it")
        return super().order_by(*names)

    def update(self, **values: Any) -> int:
        """Raises FieldError for a sealed field: each row has its own seal."""
        sealed = sorted({field.name for field in sealed_fields(self.model)} & values.keys())
        if sealed:
            raise FieldError(f"{', '.join(sealed)}: sealed, so saved with each row, never set for many rows at once")
        return super().update(**values)


def _field(model: Any, path: str) -> Any:
    """The field a path of names ends in, or None where it is no field of a table."""
    name, _, rest = path.partition("__")
    found = next((field for field in model._meta.fields if name in {field.name, field.attname}), None)
    return _field(found.related_model, rest) if rest and found is not None and found.related_model else found


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
