"""The root key: where it may lie, and what is said when it does not."""

import stat
from base64 import b64encode
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from pytest_django import Settings

from helhet.vault.ciphers import WrongKey
from helhet.vault.root import Environment, LocalFile, add_to, key_service, parsed

KEY = b"k" * 32
GOOD = b64encode(KEY).decode()


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    settings.ROOT_KEY_FILE = str(tmp_path / "root.key")
    return tmp_path / "root.key"


def test_a_key_is_made_for_its_owner_alone_and_a_new_one_stands_beside_it(file: Path) -> None:
    first = add_to(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    service = LocalFile()
    wrapped = service.wrap(KEY, by=service.current(), context=b"c")
    second = add_to(file)
    assert (service.current(), first != second) == (second, True)
    assert service.unwrap(wrapped, by=first, context=b"c") == KEY
    with pytest.raises(WrongKey):
        service.unwrap(wrapped, by=second, context=b"c")


def test_a_key_that_was_taken_away_is_named(file: Path) -> None:
    add_to(file)
    with pytest.raises(ImproperlyConfigured, match="the root key gone is not there"):
        LocalFile().unwrap(b"", by="gone", context=b"c")


def test_a_file_that_is_not_there_or_that_anyone_may_read_is_refused(file: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        LocalFile().current()
    add_to(file)
    file.chmod(0o604)
    with pytest.raises(ImproperlyConfigured, match="chmod o="):
        LocalFile().current()


def test_no_key_anywhere_says_how_to_make_one(settings: Settings) -> None:
    settings.ROOT_KEY_FILE = ""
    with pytest.raises(ImproperlyConfigured, match="make_root_key"):
        LocalFile().current()


@pytest.mark.parametrize(
    "text", ["", "c2VjcmV0", "name:", f":{GOOD}", "a:c2VjcmV0", "a:nøkkel", f"a:{GOOD}x", "a:!", f"a:{GOOD} a:{GOOD}"]
)
def test_what_is_no_key_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        parsed(text, where="HELHET_ROOT_KEY")
    assert ("c2VjcmV0" in str(refused.value), GOOD in str(refused.value)) == (False, False)
    assert len(str(refused.value).splitlines()) == 1


def test_the_service_is_the_one_that_is_set(settings: Settings) -> None:
    assert isinstance(key_service(), Environment)
    settings.KEY_SERVICE = "helhet.vault.root.Nobody"
    with pytest.raises(ImproperlyConfigured, match="HELHET_KEY_SERVICE"):
        key_service()


def test_the_command_adds_to_the_file_or_prints(file: Path, settings: Settings) -> None:
    said = StringIO()
    call_command("make_root_key", stdout=said)
    assert file.read_text().strip().split(":")[1] not in said.getvalue()
    settings.ROOT_KEY_FILE = ""
    printed = StringIO()
    call_command("make_root_key", stdout=printed)
    assert len(parsed(printed.getvalue(), where="")) == 1
