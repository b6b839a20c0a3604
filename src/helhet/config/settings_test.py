"""The tests' settings: stricter than the world. The database comes from HELHET_TEST_DATABASE."""

import os
import tempfile
from pathlib import Path

_scratch = Path(tempfile.mkdtemp(prefix="helhet-test-"))
os.environ.setdefault("HELHET_DEMO", "yes")
os.environ.setdefault("HELHET_VAR", str(_scratch))
os.environ["DATABASE_URL"] = os.environ.get("HELHET_TEST_DATABASE", f"sqlite:///{_scratch / 'test.sqlite3'}")

from helhet.config.settings import *  # noqa: E402, F403
from helhet.config.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: several connections must be able to meet.
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
