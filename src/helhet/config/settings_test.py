"""The tests' settings: stricter than the world. The database comes from HELHET_TEST_DATABASE."""

import atexit
import os
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import NoReturn

# One folder a run: whoever runs the tests makes it and takes it away, each of several workers has a part of it.
if "PYTEST_XDIST_WORKER" in os.environ:
    _scratch = Path(os.environ["HELHET_VAR"]) / os.environ["PYTEST_XDIST_WORKER"]
else:
    _folder = tempfile.TemporaryDirectory(prefix="helhet-test-")
    atexit.register(_folder.cleanup)
    _scratch = Path(_folder.name)
(_scratch / "static").mkdir(parents=True)  # whitenoise warns where there is none
os.environ.setdefault("HELHET_DEMO", "yes")
os.environ["HELHET_VAR"] = str(_scratch)
# The ends of waiting as in production, only later: the machine may have other things to do.
for _name, _seconds in (("STATEMENT", "60"), ("LOCK", "30"), ("IDLE", "600")):
    os.environ.setdefault(f"HELHET_{_name}_SECONDS", _seconds)
os.environ["DATABASE_URL"] = os.environ.get("HELHET_TEST_DATABASE", f"sqlite:///{_scratch / 'test.sqlite3'}")
os.environ["HELHET_KEYS_URL"] = os.environ.get("HELHET_TEST_DATABASE", f"sqlite:///{_scratch / 'keys.sqlite3'}")
os.environ["HELHET_ROOT_KEY"] = "the-tests:" + b64encode(b"never used outside of the tests.").decode()

from helhet.config.settings import *  # noqa: E402, F403
from helhet.config.settings import DATABASES, TEMPLATES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: several connections must be able to meet.
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}
    DATABASES["keys"]["TEST"] = {"NAME": str(_scratch / "keys.sqlite3")}
else:
    DATABASES["keys"]["TEST"] = {"NAME": "test_keys"}  # another database of the same server
DATABASES["keys"]["TEST"]["MIGRATE"] = False  # every room's steps for one room's three tables


class Unknown(str):
    """What a template finds where its view gave it nothing: an error, instead of nothing on the page."""

    def __contains__(self, wanted: object) -> bool:
        return wanted == "%s"  # so that Django asks for the text with the variable's name in it

    def __mod__(self, variable: object) -> NoReturn:
        raise LookupError(f"the template knows no {variable}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Unknown("unknown")  # type: ignore[index]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
