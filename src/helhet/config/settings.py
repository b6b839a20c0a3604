"""One file of settings; the environment decides. What is missing or wrong is said in one line at the start."""

import os
import re
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from helhet.config import postgres

PACKAGE = Path(__file__).parent.parent
ROOT = PACKAGE.parent.parent


def env(name: str, default: str | None = None) -> str:
    """A setting from the environment. Raises ImproperlyConfigured, naming it, when it must be there."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"set {name} in the environment (docs/operations/settings.md)")
    return value


def number(name: str, default: int) -> int:
    """A whole number from the environment. Raises ImproperlyConfigured, naming it, for anything else."""
    text = env(name, str(default))
    if not (text.isascii() and text.isdecimal()):
        raise ImproperlyConfigured(f"{name} is {text!r}: give a whole number")
    return int(text)


DEMO = env("HELHET_DEMO", "no") == "yes"
VAR = Path(env("HELHET_VAR", str(ROOT / "var")))
SECRET_KEY = env("HELHET_SECRET_KEY", "demo-only" * 8 if DEMO else None)
DEBUG = False
ALLOWED_HOSTS = env("HELHET_HOSTS", "localhost,127.0.0.1,[::1]" if DEMO else None).split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "helhet.operations",
    "helhet.vault",
    "helhet.web",
    "helhet.search",
    "helhet.audit",
    "helhet.people",
    "helhet.indicators",
    "helhet.post",
    "helhet.feedback",
    "helhet.clocks",
    "helhet.access",
    "helhet.measures",
    "helhet.concerns",
    "helhet.plans",
    "helhet.retention",
    "helhet.family",
    "helhet.learning",
    "helhet.flow",
    "helhet.newsletter",
    "helhet.priorities",
    "helhet.rights",
    "helhet.library",
    "helhet.open_data",
    *(["helhet.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "helhet.web.middleware.NotTooMuch",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "helhet.vault.middleware.UnitOfWork",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "helhet.web.middleware.StaySignedIn",
    "helhet.web.middleware.NoStore",
    "helhet.web.middleware.KeepTyped",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "helhet.access.current.ActorMiddleware",
]

ROOT_URLCONF = "helhet.config.urls"
WSGI_APPLICATION = "helhet.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],  # what belongs to the whole site: its menu
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "helhet.web.context.today",
                *(["helhet.demo.context.banner"] if DEMO else []),
            ],
        },
    },
]
FORM_RENDERER = "helhet.web.forms.Renderer"

COMMAND = env("HELHET_COMMAND", "no") == "yes"
"""Whether this is a command somebody waits for (`./run manage`), which may take its time, and not the site."""

DISTRIBUTED = env("HELHET_DISTRIBUTED", "no") == "yes"
"""Whether the tables are spread over machines: then statements are sent so that Citus can hand them on
(operations/routing.py), and `distribute` makes the keys between tables about children."""


def database(address: str, *, pragmas: str) -> Any:
    """One database by its address; what SQLite is told at the start."""
    found: Any = dj_database_url.parse(address)
    if found["ENGINE"].endswith("sqlite3"):
        found["CONN_MAX_AGE"] = 60
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # a writer waits its turn at the start, never fails in the middle
            "timeout": 20,
            "init_command": pragmas,
        }
    else:
        postgres.read_long_statements_once()
        found["CONN_HEALTH_CHECKS"] = True  # a connection the server has closed is never handed out
        found["OPTIONS"] = postgres.joined(
            postgres.options(
                statement=number("HELHET_STATEMENT_SECONDS", 60 * 60 if COMMAND else 15),
                lock=number("HELHET_LOCK_SECONDS", 5),
                idle=number("HELHET_IDLE_SECONDS", 60 * 60 if COMMAND else 60),
                pool=0 if COMMAND else number("HELHET_POOL", 8),
                spread=DISTRIBUTED,
            ),
            found.get("OPTIONS", {}),
        )
    return found


DATABASES = {
    "default": database(
        env("DATABASE_URL", f"sqlite:///{VAR / 'demo.sqlite3'}" if DEMO else None),
        pragmas="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-16384; PRAGMA mmap_size=268435456;",  # 16 MB of its own, and the file read where it lies
    ),
    # The keys to what is written, apart from it. What is destroyed there is overwritten, and a key is never lost.
    "keys": database(
        env("HELHET_KEYS_URL", f"sqlite:///{VAR / 'keys.sqlite3'}" if DEMO else None),
        pragmas="PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    ),
}
DATABASE_ROUTERS = ["helhet.vault.router.KeysApart"]
ROOT_KEY = env("HELHET_ROOT_KEY", "")
ROOT_KEY_FILE = env("HELHET_ROOT_KEY_FILE", str(VAR / "root.key") if DEMO else "")
KEY_SERVICE = env("HELHET_KEY_SERVICE", "helhet.vault.root.Environment" if ROOT_KEY else "helhet.vault.root.LocalFile")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign_in"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # names do not belong in a cookie
SESSION_COOKIE_AGE = 60 * 60  # an hour without a click, give or take some minutes, then sign in again (web/middleware)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
CSRF_FAILURE_VIEW = "helhet.web.views.csrf_failure"
SECURE_SSL_REDIRECT = not DEMO
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked by whoever watches this very machine
SECURE_HSTS_SECONDS = 0 if DEMO else 60 * 60 * 24 * 365
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # the look's icons are data: masks
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

SEARCHED = {room: f"helhet.{room}.searchable.all_texts" for room in ("library", "measures", "learning", "rights")}
"""Rooms that hand over what anybody may search for, and where they say it."""

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["helhet.web.formats"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "helhet.operations.tasks.Backend"}}
EMAIL_BACKEND = env(
    "HELHET_MAIL",
    "django.core.mail.backends.filebased.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = env("HELHET_MAIL_HOST", "localhost")
MAIL_BOUNCES = env("HELHET_MAIL_BOUNCES", "retur@fjordvik.example" if DEMO else "")
"""The mailbox undeliverable mail comes back to; empty where nobody fetches it. Each letter adds its own mark to it."""
ADDRESS = env(
    "HELHET_ADDRESS", f"http://127.0.0.1:{env('HELHET_PORT', '8000')}" if DEMO else f"https://{ALLOWED_HOSTS[0]}"
)
"""Where the site is reached from outside: links in mail begin with it. Without a slash at the end."""
DEFAULT_FROM_EMAIL = env("HELHET_MAIL_FROM", "helhet@fjordvik.example" if DEMO else None)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"console": {"()": "helhet.operations.faults.Formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "console"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

CHECKPOINTS = env("HELHET_CHECKPOINTS", str(VAR / "checkpoints") if DEMO else "")
"""The folder in which the log's checkpoints are laid for witnesses outside; empty for none."""

PUBLISHER = env("HELHET_PUBLISHER", "Fjordvik kommune" if DEMO else "")
"""Who answers for the site's open data; where nobody is named, no catalogue is offered for harvesting."""
PUBLISHER_NUMBER = env("HELHET_PUBLISHER_NUMBER", "")
if not re.fullmatch(r"([0-9]{9})?", PUBLISHER_NUMBER):
    raise ImproperlyConfigured(f"HELHET_PUBLISHER_NUMBER is {PUBLISHER_NUMBER!r}: give nine digits")
PUBLISHER_EMAIL = env("HELHET_PUBLISHER_EMAIL", "data@fjordvik.example" if DEMO else "")

GUIDE = env("HELHET_GUIDE", "levels-0-3")
"""The guide pack new notes and plans are begun with."""

_local = env("HELHET_RETENTION", "RT-LOCAL-PLAN,RT-LOCAL-REFUSED,RT-LOCAL-NOTE" if DEMO else "")
RETENTION = frozenset(_local.replace(",", " ").split())
"""The local rules of keeping the municipality has made its own. Where none is, nothing goes."""
