"""Signing up, saying yes, leaving; and writing an issue, having it looked over, and sending it once."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.newsletter import data
from helhet.newsletter.kinds import CONFIRM, ISSUE
from helhet.newsletter.links import keys, new_token
from helhet.newsletter.models import Interest, Issue, SignUp, Subscription, Writer
from helhet.newsletter.queries import asked_lately, has_written, receivers, sign_up_with
from helhet.post.actions import post_mailing

LASTS = timedelta(days=2)
"""How long the link in the question works, and how long an address waits here for an answer."""
BETWEEN_QUESTIONS = timedelta(hours=1)
"""No address is asked more often, however often somebody types it."""
AN_HOUR = 500
"""Questions that go out in an hour, to all addresses together."""
ENDS_AFTER = 3
"""Letters that came back for good, after which a subscription ends."""


class TooMany(RuntimeError):
    """So many have signed up in the last hour that no more questions go out. Nothing was stored."""


class LinkSpent(LookupError):
    """The link has been used, or is too old."""


class OthersWords(RuntimeError):
    """Somebody has changed the issue since it was read."""


class NotReady(RuntimeError):
    """Nobody has said that the issue can be looked over."""


class OwnWords(PermissionError):
    """Whoever has had a hand in an issue does not send it."""


class AlreadySent(RuntimeError):
    """An issue is sent once, and stays as it was sent."""


@transaction.atomic
def ask_to_subscribe(*, address: str, topics: Collection[str], language: str, actor: Actor, at: datetime) -> None:
    """Somebody wants letters to an address. The address itself is asked; nothing else is sent before it says yes.

    What happens is the same whether the address is known or not, and tells nobody which. Until an address may be asked
    again nothing of the question it was asked is changed, and asking anew ends the older link: what a link confirms is
    what its letter says, whoever else types the same address meanwhile.

    Raises:
        TooMany: so many have asked in the last hour.
    """
    del actor
    if asked_lately(at=at) >= AN_HOUR:
        raise TooMany
    box = keys()
    fresh = SignUp(asked_at=at, letter_at=at, topics=[], language=language, agreed=data.agreement().code)
    fresh.set_address(address, by=box)
    SignUp.objects.bulk_create([fresh], ignore_conflicts=True)
    row = SignUp.objects.select_for_update().get(address_lookup=fresh.address_lookup)
    if row.pk != fresh.pk and at - row.letter_at < BETWEEN_QUESTIONS:
        return
    row.set_address(address, by=box)
    row.topics, row.language, row.asked_at, row.agreed = sorted(topics), language, at, fresh.agreed
    row.letter_at, row.token_hash, row.token_until = at, None, None
    row.save()
    post_mailing(kind=CONFIRM, about=row.pk, to=[row.pk], actor=Actor.system(), at=at)


@transaction.atomic
def make_link(*, sign_up: SignUp, actor: Actor, at: datetime) -> str:
    """A fresh token for the question's letter, made as it goes out: only its hash is kept, and an older one ends.

    Where the address has been asked anew since the sign-up was read, the token is good for nothing.
    """
    del actor
    token, hashed = new_token()
    SignUp.objects.filter(pk=sign_up.pk, letter_at=sign_up.letter_at).update(token_hash=hashed, token_until=at + LASTS)
    return token


@transaction.atomic
def confirm(*, token: str, topics: Collection[str], actor: Actor, at: datetime) -> Subscription:
    """The address says yes to these topics: from now on it gets letters about them, and no longer about anything else.

    Raises:
        LinkSpent: the link has been used, or is too old.
    """
    del actor
    asked = sign_up_with(token, at=at)
    if asked is None or not SignUp.objects.filter(pk=asked.pk).delete()[0]:
        raise LinkSpent
    box = keys()
    known = Subscription.objects.filter(address_lookup=bytes(asked.address_lookup)).first()
    row = known or Subscription()
    row.set_address(asked.read_address(by=box), by=box)
    row.language, row.agreed, row.asked_at = asked.language, asked.agreed, asked.asked_at
    row.confirmed_at, row.came_back = at, 0
    row.save()
    Interest.objects.filter(subscription=row).delete()
    Interest.objects.bulk_create(Interest(subscription=row, topic=topic) for topic in sorted(topics))
    return row


@transaction.atomic
def leave(*, subscription: UUID, actor: Actor) -> None:
    """No more letters. The address is deleted, and what was asked for with it; done twice, it does no more."""
    del actor
    row = Subscription.objects.filter(pk=subscription).first()
    if row is None:
        return
    SignUp.objects.filter(address_lookup=bytes(row.address_lookup)).delete()
    row.delete()


@transaction.atomic
def note_came_back(*, subscription: UUID, actor: Actor) -> None:
    """A letter came back for good. The third time it is taken for an address nobody has any more, and deleted."""
    Subscription.objects.filter(pk=subscription).update(came_back=F("came_back") + 1)
    if Subscription.objects.filter(pk=subscription, came_back__gte=ENDS_AFTER).exists():
        leave(subscription=subscription, actor=actor)


@transaction.atomic
def forget_unanswered(*, actor: Actor, at: datetime) -> int:
    """Delete the addresses that were asked and never answered."""
    del actor
    return SignUp.objects.filter(letter_at__lte=at - LASTS, asked_at__lte=at - LASTS).delete()[0]


@transaction.atomic
def begin_issue(
    *, subject: str, body: str, language: str, topics: Collection[str], actor: Actor, at: datetime
) -> Issue:
    """Begin an issue."""
    issue = Issue.objects.create(
        subject=subject, body=body, language=language, topics=sorted(topics), written_at=at, written_by_id=actor.id
    )
    Writer.objects.create(issue=issue, worker_id=actor.id)
    return issue


@transaction.atomic
def change_issue(
    *,
    issue: Issue,
    version: int,
    subject: str,
    body: str,
    language: str,
    topics: Collection[str],
    actor: Actor,
    at: datetime,
) -> Issue:
    """Write on an issue. What was ready to be looked over is not any more.

    Raises:
        AlreadySent: it stays as it was sent.
        OthersWords: somebody has written since `version` was read.
    """
    changed = Issue.objects.filter(pk=issue.pk, sent_at=None, version=version).update(
        subject=subject,
        body=body,
        language=language,
        topics=sorted(topics),
        version=F("version") + 1,
        written_at=at,
        written_by=actor.id,
        ready_at=None,
    )
    issue.refresh_from_db()
    if not changed:
        raise AlreadySent if issue.sent_at else OthersWords
    Writer.objects.bulk_create([Writer(issue=issue, worker_id=actor.id)], ignore_conflicts=True)
    return issue


@transaction.atomic
def ask_to_look_over(*, issue: Issue, version: int, actor: Actor, at: datetime) -> None:
    """Say that an issue is ready: a publisher who has not written in it reads it, and sends it.

    Raises:
        AlreadySent: it is sent.
        OthersWords: somebody has written since `version` was read.
    """
    del actor
    if not Issue.objects.filter(pk=issue.pk, sent_at=None, version=version).update(ready_at=at):
        issue.refresh_from_db()
        raise AlreadySent if issue.sent_at else OthersWords


@transaction.atomic
def send_issue(*, issue: Issue, version: int, actor: Actor, at: datetime) -> Issue:
    """Let an issue out: into the archive, and to everybody who wants letters about one of its topics. Once.

    The caller sees to it that the actor is a publisher today.

    Raises:
        OwnWords: the actor has had a hand in it.
        NotReady: nobody has said that it can be looked over.
        OthersWords: somebody has written since `version` was read.
        AlreadySent: it is sent.
    """
    if has_written(issue, actor.id):
        raise OwnWords
    ready = Issue.objects.filter(pk=issue.pk, sent_at=None, version=version, ready_at__isnull=False)
    won = ready.update(sent_at=at, sent_by=actor.id, slug=_address_for(issue, at))
    issue.refresh_from_db()
    if not won:
        if issue.sent_at:
            raise AlreadySent
        raise OthersWords if issue.version != version else NotReady
    post_mailing(kind=ISSUE, about=issue.pk, to=receivers(issue.topics), actor=actor, at=at)
    return issue


def _address_for(issue: Issue, at: datetime) -> str:
    """The day and the subject, and a number where that day has one already."""
    whole = f"{day_of(at).isoformat()}-{slugify(issue.subject.translate(NORWEGIAN))[:60].strip('-')}".rstrip("-")
    taken = set(Issue.objects.filter(slug__startswith=whole).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 3) if (slug := whole if n == 1 else f"{whole}-{n}") not in taken)


NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})
