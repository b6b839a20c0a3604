"""Puts the items that come with the program into the library."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from helhet.core.actors import Actor
from helhet.library.actions import load_item
from helhet.library.seed.read import seeds


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many items were new, and how many there were already."""

    new: int
    there: int


@transaction.atomic
def load_library(*, at: datetime) -> Loaded:
    """Publish every item of the files that has no address yet; what editors have changed stays. Raises SeedFault."""
    new = [
        load_item(slug=one.slug, content=one.content, review_on=one.review_on, actor=Actor.system(), at=at)
        for one in seeds()
    ]
    return Loaded(sum(new), len(new) - sum(new))
