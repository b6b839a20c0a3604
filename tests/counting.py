"""Lists cost the same number of queries for one row and for three."""

import re
from collections import Counter
from collections.abc import Callable

from django.db import connections
from django.test.utils import CaptureQueriesContext

VALUES = re.compile(r" WHERE | VALUES | SET |(?<=SAVEPOINT) ")


def same_queries(make_more: Callable[[], object], request: Callable[[], object]) -> None:
    """Ask once with what is there, and once with two more; fail with the statements that came on top."""
    request()  # what is read once and kept, is kept now
    few = _asked(request)
    make_more()
    make_more()
    many = _asked(request)
    more = Counter(_shapes(many)) - Counter(_shapes(few))
    assert len(many) == len(few), "\n".join(f"{times} more: {sql}" for sql, times in more.most_common())


def _asked(request: Callable[[], object]) -> list[str]:
    """The statements sent to the database, and to the key store."""
    with CaptureQueriesContext(connections["default"]) as asked, CaptureQueriesContext(connections["keys"]) as keys:
        request()
    return [query["sql"] for query in [*asked.captured_queries, *keys.captured_queries]]


def _shapes(statements: list[str]) -> list[str]:
    """The statements without their values, so that the same question about another row is the same."""
    return [VALUES.split(sql)[0] for sql in statements]
