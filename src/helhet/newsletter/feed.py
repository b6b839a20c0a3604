"""The archive as an Atom feed (RFC 4287), one for each language of the pages: the same issues, in their own words."""

import re
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from helhet.newsletter import markdown, queries
from helhet.newsletter.links import address
from helhet.newsletter.models import Issue

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs no XML can hold (XML 1.0, 2.2). They come along when text is pasted."""


class Issues(Feed):
    """The newest issues, whole: whoever reads feeds need not come here."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """What it is called."""
        return gettext("Newsletter from Helhet")

    def subtitle(self) -> str:
        """What it holds."""
        return gettext("What is new about children and young people from 0 to 24.")

    def link(self) -> str:
        """The archive."""
        return reverse("newsletter:archive")

    def feed_url(self) -> str:
        """Itself."""
        return reverse("newsletter:feed")

    def items(self) -> list[Issue]:
        """Newest first."""
        return queries.sent_issues()[: queries.AT_ONCE]

    def item_title(self, item: Any) -> str:
        """The subject."""
        return UNWRITABLE.sub("", str(item.subject))

    def item_description(self, item: Any) -> str:
        """The whole issue."""
        return UNWRITABLE.sub("", markdown.html(item.body))

    def item_link(self, item: Any) -> str:
        """Its permanent address, in its own language."""
        return address("newsletter:issue", language=item.language, slug=item.slug)

    def item_guid(self, item: Any) -> str:
        """Its id, which no change of address changes."""
        return f"urn:uuid:{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        """When it was sent."""
        sent: datetime = item.sent_at
        return sent

    def item_updateddate(self, item: Any) -> datetime:
        """When it was sent: it does not change after."""
        sent: datetime = item.sent_at
        return sent
