"""The common look and manners by themselves: no rooms, no database, the policy for scripts in force."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _in_english(settings: Settings) -> Iterator[None]:
    """The words as they stand in the program, whatever catalogues there are."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _only_the_web(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.web.urls"
    settings.LOGIN_URL = "sign_in"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MIDDLEWARE = [
        "csp.middleware.CSPMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "helhet.web.middleware.NoStore",
        "helhet.web.middleware.KeepTyped",
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
