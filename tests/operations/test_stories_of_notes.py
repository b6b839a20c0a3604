"""The wonder note in the database as an operator leaves it: keys swapped for many machines, acted in as the site.

The stories are the other rooms' own; nothing in them knows of this. Nor does the program: that is what is shown.
"""

import pytest
from django.db import connection

from tests.concerns.conftest import _the_day_is_the_casts, note, sign_in  # noqa: F401
from tests.concerns.test_deciding import *  # noqa: F403
from tests.concerns.test_reports import *  # noqa: F403

pytestmark = [
    pytest.mark.usefixtures("as_the_site"),
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has roles and can be spread"),
]
