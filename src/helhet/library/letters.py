"""What the outbox asks this room: the letter that says that a day of review has passed.

It may name what it is about, as no letter of the casework does: everything in the library is for anybody to read.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from helhet.core.moments import day_of
from helhet.library.models import Version
from helhet.library.queries import called_for_in, who_looks_after
from helhet.library.shown import page_of
from helhet.people.models import Worker
from helhet.post.models import MailingCopy


class Reviews:
    """To everybody who looks after something of it, what it is and where they say that it still holds."""

    def compose(self, about: UUID, copies: Sequence[MailingCopy], *, at: datetime) -> Mapping[UUID, EmailMessage]:
        """A letter each; none for who has left the desk, or where all of it has been looked through meanwhile."""
        waits = called_for_in(about)
        after = who_looks_after([one.item for one in waits], on=day_of(at))
        own = {copy: [one for one in waits if copy.to in after[one.item_id]] for copy in copies}
        return {
            copy.pk: _letter(after[versions[0].item_id][copy.to], versions)
            for copy, versions in own.items()
            if versions
        }

    def came_back(self, to: UUID, *, at: datetime) -> None:
        """The desk shows the same."""


def _letter(to: Worker, versions: Sequence[Version]) -> EmailMessage:
    language = to.account.language
    with translation.override(language):
        rows = [
            (
                page_of(one, language).title,
                one.review_on,
                settings.ADDRESS + reverse("library_desk:history", kwargs={"item": one.item_id}),
            )
            for one in versions
        ]
        subject = ngettext(
            "One text in the library to look through again",
            "%(count)s texts in the library to look through again",
            len(rows),
        ) % {"count": len(rows)}
        body = render_to_string("library/review.txt", {"name": to.name, "rows": rows})
    return EmailMessage(subject=subject, body=body, to=[to.email])
