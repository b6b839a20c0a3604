"""How psycopg takes what we send: its limits are its own, so that a new version may take them away unseen."""

from psycopg import _queries
from psycopg.adapt import Transformer

from helhet.config.postgres import read_long_statements_once


def test_where_the_values_stand_in_a_long_statement_is_found_once() -> None:
    read_long_statements_once()
    long = f"SELECT {', '.join(['%s'] * 240)} /* {'all the grounds ' * 1500} */"
    before = _queries._query2pg.cache_info()
    for values in (range(240), range(240, 480)):
        asked = _queries.PostgresQuery(Transformer())
        asked.convert(long, list(values))
        assert asked.query.startswith(b"SELECT $1, $2, ")
        assert len(asked.params or ()) == 240
    after = _queries._query2pg.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 1)
