"""A text in the platform's three languages, in one column."""

from typing import Any

from django.db import models

from helhet.core.texts import Text


class InLanguages(models.JSONField):
    """Reads and writes a `Text`. Nobody sorts or searches by it: a page has one language, the column has three."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text | None:
        """The text as it was written, or None where there is none."""
        found = super().from_db_value(value, expression, connection)
        return Text(**found) if isinstance(found, dict) else None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Text):
            value = {"nb": value.nb, "nn": value.nn, "en": value.en}
        return super().get_db_prep_value(value, connection, prepared)
