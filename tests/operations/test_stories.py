"""The same stories in the database as an operator leaves it: keys swapped for many machines, acted in as the site.

The stories are the other rooms' own; nothing in them knows of this. Nor does the program: that is what is shown.
"""

import pytest
from django.db import connection

from tests.access.test_consents import *  # noqa: F403
from tests.family.conftest import *  # noqa: F403
from tests.family.test_page import *  # noqa: F403
from tests.plans.test_services import *  # noqa: F403
from tests.plans.test_walk import *  # noqa: F403

pytestmark = [
    pytest.mark.usefixtures("as_the_site"),
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has roles and can be spread"),
]
