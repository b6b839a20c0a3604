"""Putting texts where search finds them, and taking them away."""

from collections.abc import Iterable

from django.db import transaction

from helhet.core.actors import Actor
from helhet.search import analyser
from helhet.search.models import Posting, SearchText
from helhet.search.texts import Text, weights


@transaction.atomic
def put(*, texts: Iterable[Text], actor: Actor) -> int:
    """Let these be found as they read now, in place of what they read before. Returns how many."""
    del actor  # stands in the history of what is published
    given = list(texts)
    for room in {text.room for text in given}:
        keys = {text.key for text in given if text.room == room}
        SearchText.objects.filter(room=room, key__in=keys).delete()
    weighed = [weights(text) for text in given]
    rows = SearchText.objects.bulk_create(
        _row(text, sum(own.values())) for text, own in zip(given, weighed, strict=True)
    )
    Posting.objects.bulk_create(
        [
            Posting(text=row, term=term, weight=weight)
            for row, own in zip(rows, weighed, strict=True)
            for term, weight in sorted(own.items())
        ],
        batch_size=2000,
    )
    return len(rows)


@transaction.atomic
def forget(*, room: str, keys: Iterable[str] | None = None, actor: Actor) -> None:
    """Let some of a room's texts be found no longer; all of them where no keys are given."""
    del actor  # stands in the history of what is published
    found = SearchText.objects.filter(room=room)
    (found if keys is None else found.filter(key__in=list(keys))).delete()


def _row(text: Text, length: float) -> SearchText:
    words = {token.word for _weight, part, _own in text.places() for token in analyser.tokens(part)}
    return SearchText(
        room=text.room,
        key=text.key,
        language=text.language,
        title=text.title,
        lead=text.lead,
        body=text.body,
        url=text.url,
        facets=list(text.facets),
        order=text.order,
        words=" ".join(sorted(words)),
        length=length,
    )
