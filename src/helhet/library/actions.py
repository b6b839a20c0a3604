"""What editors do. Each leaves its step in the version's history, in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from helhet.core.actors import Actor
from helhet.core.publishing import (
    PublishingRefused,
    VersionState,
    check_can_approve,
    check_can_send,
    check_moves,
)
from helhet.library.models import EditorialStep, FormerAddress, Item, Picture, ReviewCall, Version, Wording
from helhet.library.pictures import Made
from helhet.library.queries import Editor, address_is_free, to_call_for, who_looks_after
from helhet.library.searchable import ROOM, texts_of
from helhet.post.actions import post_mailing
from helhet.search.actions import forget, put

Act = EditorialStep.Act
LOOKED_THROUGH_EVERY = timedelta(days=365)
"""Until the next review, where nobody says otherwise."""
REVIEW = "library:review"
"""The kind of letter that says that a day of review has passed."""
RESERVED = frozenset({"search"})
COPIED = (
    "kind", "publisher", "year_from", "year_until", "source_url", "source_language", "uncertain", "audiences",
    "services", "topics", "steps", "age_from", "age_until",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A version's words in one language."""

    title: str = ""
    summary: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All an editor writes: the fields of `Version` by name, and the words by language."""

    fields: Mapping[str, Any]
    words: Mapping[str, Words] = field(default_factory=dict)


class Conflict(Exception):
    """Somebody has saved since; `current` is the version as it is now."""

    def __init__(self, current: Version) -> None:
        super().__init__(current.pk)
        self.current = current


@transaction.atomic
def begin_item(*, slug: str, title: str, language: str, kind: str, actor: Editor, at: datetime) -> Version:
    """Make a new item with an empty first draft. Raises PublishingRefused(`address_taken`)."""
    _check_address(slug, None)
    item = Item.objects.create(slug=slug, owner=actor.organisation, keeper=actor.worker, made_at=at)
    made = Version.objects.create(
        item=item, number=1, kind=kind, review_on=at.date() + LOOKED_THROUGH_EVERY, changed_at=at
    )
    Wording.objects.create(version=made, language=language, title=title)
    _step(made, Act.WROTE, actor, at)
    return made


@transaction.atomic
def begin_version(*, item: Item, actor: Editor, at: datetime) -> Version:
    """Go on from what is published, in a new draft; or in the one that is there."""
    Item.objects.select_for_update().get(pk=item.pk)
    last = item.versions.order_by("-number").first()
    assert last is not None, "an item has a version from the beginning"
    if last.in_the_making:
        return last
    made = Version.objects.create(
        item=item,
        number=last.number + 1,
        review_on=max(last.review_on, at.date() + LOOKED_THROUGH_EVERY),
        changed_at=at,
        **{name: getattr(last, name) for name in COPIED},
    )
    Wording.objects.bulk_create(
        Wording(version=made, language=one.language, title=one.title, summary=one.summary, body=one.body)
        for one in last.wordings.order_by("language")
    )
    _step(made, Act.WROTE, actor, at)
    return made


@transaction.atomic
def save_version(*, version: Version, saves: int, content: Content, actor: Editor, at: datetime) -> Version:
    """Keep what an editor has written in a draft. Raises Conflict, and PublishingRefused where it is no draft."""
    found = _locked(version)
    if found.saves != saves:
        raise Conflict(found)
    if found.state != VersionState.DRAFT:
        raise PublishingRefused("wrong_state")
    for name, value in content.fields.items():
        setattr(found, name, value)
    found.saves += 1
    found.changed_at = at
    found.save()
    for language, words in content.words.items():
        Wording.objects.update_or_create(
            version=found,
            language=language,
            defaults={"title": words.title, "summary": words.summary, "body": words.body},
        )
    if not found.steps_taken.filter(act=Act.WROTE, by=actor.worker).exists():
        _step(found, Act.WROTE, actor, at)
    return found


@transaction.atomic
def send(*, version: Version, actor: Editor, at: datetime) -> None:
    """Ask for another pair of eyes. Raises PublishingRefused."""
    found = _locked(version)
    check_can_send(found.facts())
    _move(found, VersionState.SENT, at)
    _step(found, Act.SENT, actor, at)


@transaction.atomic
def send_back(*, version: Version, note: str, actor: Editor, at: datetime) -> None:
    """Make it a draft again and say why; also what was approved and is not out yet. Raises PublishingRefused."""
    found = _locked(version)
    check_moves(found.facts(), VersionState.DRAFT)
    found.publish_at = None
    _move(found, VersionState.DRAFT, at)
    _step(found, Act.RETURNED, actor, at, note)


@transaction.atomic
def approve(*, version: Version, saves: int, publish_at: datetime, actor: Editor, at: datetime) -> None:
    """Let it out, now or at a moment ahead. By a publisher who wrote none of it, and who has read it as it was saved
    last (`saves`). Raises PublishingRefused.
    """
    _check_publisher(actor)
    found = _locked(version)
    if found.saves != saves:
        raise PublishingRefused("not_as_read")
    check_can_approve(found.facts(), by=actor.id, at=at, publish_at=publish_at)
    found.publish_at = publish_at
    _move(found, VersionState.APPROVED, at)
    _step(found, Act.APPROVED, actor, at)
    if publish_at <= at:
        _let_out(found, at)


@transaction.atomic
def publish(*, version: UUID, actor: Actor, at: datetime) -> bool:
    """Let out what was approved, its moment having come. Twice run, it does no more than once."""
    del actor  # the program; who let it out has a step of their own
    found = Version.objects.select_for_update().filter(pk=version, state=VersionState.APPROVED).first()
    if found is None or found.publish_at is None or found.publish_at > at:
        return False
    _let_out(found, at)
    return True


@transaction.atomic
def withdraw(*, item: Item, note: str, actor: Editor, at: datetime) -> None:
    """Take away what is out. Its address says so from then on. Raises PublishingRefused."""
    _check_publisher(actor)
    found = Version.objects.select_for_update().filter(item=item, state=VersionState.PUBLISHED).first()
    if found is None:
        raise PublishingRefused("wrong_state")
    found.ended_at = at
    _move(found, VersionState.WITHDRAWN, at)
    _step(found, Act.WITHDREW, actor, at, note)
    forget(room=ROOM, keys=[str(item.pk)], actor=Actor.system())


@transaction.atomic
def look_through(*, item: Item, review_on: date, actor: Editor, at: datetime) -> None:
    """What is out still holds, and is looked at again on a day. Raises PublishingRefused."""
    found = Version.objects.select_for_update().filter(item=item, state=VersionState.PUBLISHED).first()
    if found is None:
        raise PublishingRefused("wrong_state")
    found.review_on = review_on
    found.save(update_fields=["review_on"])
    _step(found, Act.REVIEWED, actor, at)


@transaction.atomic
def keep(*, item: Item, actor: Editor) -> None:
    """Look after an item from now on, in place of whoever did: its letters come to the actor."""
    item.keeper = actor.worker
    item.save(update_fields=["keeper"])


@transaction.atomic
def call_for_review(*, on: date, actor: Actor, at: datetime) -> int:
    """Tell those who look after it of everything whose day of review has passed: one letter each, once for each day.

    What nobody at the desk could be told of waits until there is somebody. Returns of how many items it tells.
    """
    passed = to_call_for(on=on)
    if not passed:
        return 0
    after = who_looks_after([one.item for one in passed], on=on)
    letter, told = uuid4(), [one for one in passed if after[one.item_id]]
    ReviewCall.objects.bulk_create(
        ReviewCall(version=one, review_on=one.review_on, letter=letter, at=at) for one in told
    )
    if told:
        to = {worker for one in told for worker in after[one.item_id]}
        post_mailing(kind=REVIEW, about=letter, to=to, actor=actor, at=at)
    return len(told)


@transaction.atomic
def move(*, item: Item, slug: str, actor: Editor, at: datetime) -> None:
    """Give an item another address; the one it had leads to it from now on. Raises PublishingRefused."""
    del actor  # an address changes nothing that is read
    if slug == item.slug:
        return
    _check_address(slug, item)
    FormerAddress.objects.filter(slug=slug, item=item).delete()
    FormerAddress.objects.create(slug=item.slug, item=item, until=at)
    item.slug = slug
    item.save(update_fields=["slug"])
    for out in Version.objects.filter(item=item, state=VersionState.PUBLISHED).select_related("item"):
        put(texts=texts_of(out), actor=Actor.system())


@transaction.atomic
def add_picture(
    *, item: Item, made: Made, alt_nb: str, alt_nn: str, credit: str, actor: Editor, at: datetime
) -> Picture:
    """Keep a picture for an item's texts, with what it shows in words."""
    return Picture.objects.create(
        item=item,
        content=made.content,
        media_type=made.media_type,
        width=made.width,
        height=made.height,
        alt_nb=alt_nb,
        alt_nn=alt_nn,
        credit=credit,
        added_by=actor.worker,
        added_at=at,
    )


@transaction.atomic
def load_item(*, slug: str, content: Content, review_on: date, actor: Actor, at: datetime) -> bool:
    """Publish an item that comes with the program, where there is none at its address. Returns whether it was new."""
    del actor  # the program
    if not address_is_free(slug, item=None):
        return False
    item = Item.objects.create(slug=slug, made_at=at)
    made = Version.objects.create(
        item=item,
        number=1,
        state=VersionState.PUBLISHED,
        review_on=review_on,
        changed_at=at,
        publish_at=at,
        published_at=at,
        **content.fields,
    )
    Wording.objects.bulk_create(
        Wording(version=made, language=language, title=words.title, summary=words.summary, body=words.body)
        for language, words in content.words.items()
    )
    EditorialStep.objects.create(version=made, place=1, act=Act.LOADED, at=at)
    put(texts=texts_of(made), actor=Actor.system())
    return True


def _let_out(found: Version, at: datetime) -> None:
    for before in Version.objects.filter(item=found.item_id, state=VersionState.PUBLISHED):
        before.ended_at = at
        _move(before, VersionState.REPLACED, at)
    found.published_at = at
    _move(found, VersionState.PUBLISHED, at)
    _step(found, Act.PUBLISHED, None, at)
    put(texts=texts_of(found), actor=Actor.system())


def _locked(version: Version) -> Version:
    return Version.objects.select_for_update(of=("self",)).select_related("item").get(pk=version.pk)


def _move(version: Version, to: VersionState, at: datetime) -> None:
    check_moves(version.facts(), to)
    version.state = to
    version.changed_at = at
    version.save()


def _step(version: Version, act: EditorialStep.Act, who: Editor | None, at: datetime, note: str = "") -> None:
    """Write down what was done; by nobody where the program did it. The version is locked by whoever calls."""
    place = version.steps_taken.count() + 1
    by = who.worker if who else None
    EditorialStep.objects.create(version=version, place=place, act=act, by=by, at=at, note=note)


def _check_publisher(who: Editor) -> None:
    if not who.publishes:
        raise PublishingRefused("not_publisher")


def _check_address(slug: str, item: Item | None) -> None:
    if slug in RESERVED or not address_is_free(slug, item=item):
        raise PublishingRefused("address_taken")
