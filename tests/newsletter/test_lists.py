"""A page of many costs as many queries as a page of one; so does a batch of letters, but for the marks on each."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helhet.feedback.models import Feedback, Reply
from helhet.newsletter.composing import Issues
from helhet.newsletter.models import Issue
from helhet.post.models import MailingCopy
from tests.cast import TODAY
from tests.counting import same_queries
from tests.newsletter.letters import is_signed_up
from tests.newsletter.test_story import sends, writes
from tests.readers import Editors, Reader, at_desk


@pytest.mark.parametrize("address", ["/en/newsletter/", "/en/newsletter/feed.atom"])
def test_the_archive(reader: Reader, editors: Editors, address: str) -> None:
    def more() -> None:
        reader.wait(timedelta(hours=1))
        sends(editors, writes(editors))

    more()
    same_queries(more, lambda: reader.browser.get(address))


def test_the_desk(reader: Reader, editors: Editors) -> None:
    eirin = at_desk(editors.eirin)

    def more() -> None:
        writes(editors)
        reader.wait(timedelta(hours=1))
        sends(editors, writes(editors))

    more()
    same_queries(more, lambda: eirin.get("/desk/newsletter/"))


def test_the_inbox(reader: Reader, editors: Editors) -> None:
    eirin = at_desk(editors.eirin)

    def more() -> None:
        said: dict[str, Any] = {"page": "/guides/", "language": "en", "found": False, "words": "NAV", "given_on": TODAY}
        Feedback.objects.create(**said)
        done = Reply.objects.create(
            page="/guides/", outcome="nothing", language="en", written_at=reader.at, written_by=editors.torstein
        )
        Feedback.objects.create(**said, reply=done)

    more()
    same_queries(more, lambda: eirin.get("/desk/feedback/"))


def test_letters_are_written_in_a_constant_number_of_queries(reader: Reader, editors: Editors) -> None:
    for n in range(3):
        is_signed_up(reader, f"leser{n}@hjemme.example")
    sends(editors, writes(editors))
    copies = list(MailingCopy.objects.filter(mailing__about=Issue.objects.get().pk).order_by("id"))

    def cost(some: list[MailingCopy]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(Issues().compose(Issue.objects.get().pk, some, at=reader.at)) == len(some)
        return len(asked)

    assert cost(copies) == cost(copies[:1])
