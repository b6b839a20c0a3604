"""The editors, for every test of the library."""

from tests.library.desk import _the_day_is_the_casts, eirin, torstein

__all__ = ["_the_day_is_the_casts", "eirin", "torstein"]
