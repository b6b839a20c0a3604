"""Letters that keep coming back end a subscription; a full mailbox does not."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from helhet.newsletter.models import Subscription
from helhet.post.bounces import return_address
from helhet.post.models import MailingCopy
from tests.newsletter.letters import is_signed_up, post_goes_out
from tests.newsletter.test_story import sends, writes
from tests.post.test_mailings import REPORT
from tests.readers import Editors, Reader


def comes_back(folder: Path, status: str) -> str:
    """The newest copy's report is laid in the folder, and taken in."""
    copy = MailingCopy.objects.filter(mailing__kind="newsletter:issue").order_by("-sent_at", "id")[0]
    (folder / "report").write_text(REPORT.format(to=return_address(copy.pk), action="failed", status=status))
    told = StringIO()
    call_command("take_bounces", str(folder), stdout=told)
    assert list(folder.iterdir()) == []
    MailingCopy.objects.filter(pk=copy.pk).delete()
    return told.getvalue()


def an_issue(reader: Reader, editors: Editors) -> None:
    reader.wait(timedelta(days=1))
    sends(editors, writes(editors))
    assert len(post_goes_out(reader)) == 1


def test_the_third_letter_that_comes_back_for_good_ends_it(reader: Reader, editors: Editors, tmp_path: Path) -> None:
    is_signed_up(reader)
    for left in (1, 1, 0):
        an_issue(reader, editors)
        assert comes_back(tmp_path, "5.1.1") == "came back for good: 1, for now: 0, other: 0\n"
        assert Subscription.objects.count() == left


def test_a_full_mailbox_ends_nothing(reader: Reader, editors: Editors, tmp_path: Path) -> None:
    is_signed_up(reader)
    for _ in range(3):
        an_issue(reader, editors)
        assert comes_back(tmp_path, "5.2.2") == "came back for good: 0, for now: 1, other: 0\n"
    assert Subscription.objects.get().came_back == 0


def test_saying_yes_again_begins_anew(reader: Reader, editors: Editors, tmp_path: Path) -> None:
    is_signed_up(reader)
    an_issue(reader, editors)
    comes_back(tmp_path, "5.1.1")
    is_signed_up(reader)
    assert Subscription.objects.get().came_back == 0


def test_other_mail_in_the_folder_is_counted_as_other(db: None, tmp_path: Path) -> None:
    (tmp_path / "note").write_text("To: retur@fjordvik.example\n\nAway.\n")
    told: Any = StringIO()
    call_command("take_bounces", str(tmp_path), stdout=told)
    assert told.getvalue() == "came back for good: 0, for now: 0, other: 1\n"


def test_a_folder_that_is_not_there_is_said(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no folder"):
        call_command("take_bounces", str(tmp_path / "nothing"))
