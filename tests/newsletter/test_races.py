"""Two at the same instant: an issue is sent once, nobody gets two letters, and a press twice is a press."""

import pytest
from django.core import mail

from helhet.core.actors import Actor, ActorKind
from helhet.newsletter.actions import ask_to_look_over, ask_to_subscribe, begin_issue, confirm, make_link, send_issue
from helhet.newsletter.models import Interest, Issue, SignUp, Subscription
from helhet.people.models import Worker
from helhet.post.models import Mailing, MailingCopy
from helhet.post.sending import send_batch
from tests.cast import NOW
from tests.plans.racing import race, said
from tests.readers import Editors, appoint

pytestmark = [pytest.mark.concurrent, pytest.mark.django_db(transaction=True)]

ROUNDS = range(4)
SYSTEM, READER = Actor.system(), Actor.reader()


@pytest.fixture
def editors() -> Editors:
    return appoint()


def acting(who: Worker) -> Actor:
    return Actor(kind=ActorKind.WORKER, id=who.pk)


def ask(address: str = "leser@hjemme.example") -> None:
    ask_to_subscribe(address=address, topics=["rights"], language="nb", actor=READER, at=NOW)


def subscribed(count: int) -> None:
    for n in range(count):
        ask(f"leser{n}@hjemme.example")
        token = make_link(sign_up=SignUp.objects.get(), actor=SYSTEM, at=NOW)
        confirm(token=token, topics=["rights"], actor=READER, at=NOW)
    Mailing.objects.all().delete()


def ready(editors: Editors) -> Issue:
    actor = acting(editors.eirin)
    issue = begin_issue(subject="Nytt", body="Hei", language="nb", topics=["rights"], actor=actor, at=NOW)
    ask_to_look_over(issue=issue, version=1, actor=actor, at=NOW)
    return issue


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_send_the_same_issue(editors: Editors, _round: int) -> None:
    subscribed(2)
    issue, torstein = ready(editors), acting(editors.torstein)
    outcomes = race(
        *[lambda: send_issue(issue=Issue.objects.get(pk=issue.pk), version=1, actor=torstein, at=NOW) for _ in range(2)]
    )
    assert sorted(map(said, outcomes)) == ["AlreadySent", "done"]
    assert (Mailing.objects.count(), MailingCopy.objects.count()) == (1, 2)


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_workers_hand_over_the_same_mailing(editors: Editors, _round: int) -> None:
    subscribed(5)
    mail.outbox.clear()
    send_issue(issue=ready(editors), version=1, actor=acting(editors.torstein), at=NOW)
    mailing = Mailing.objects.get()
    race(*[lambda: send_batch(mailing.pk, at=NOW) for _ in range(2)])
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"leser{n}@hjemme.example" for n in range(5)]
    assert MailingCopy.objects.filter(sent_at__isnull=False).count() == 5


@pytest.mark.parametrize("_round", ROUNDS)
def test_the_same_address_is_typed_twice(_round: int) -> None:
    assert list(map(said, race(ask, ask))) == ["done", "done"]
    assert (SignUp.objects.count(), Mailing.objects.count()) == (1, 1)


@pytest.mark.parametrize("_round", ROUNDS)
def test_yes_is_pressed_twice(_round: int) -> None:
    ask()
    token = make_link(sign_up=SignUp.objects.get(), actor=SYSTEM, at=NOW)
    outcomes = race(*[lambda: confirm(token=token, topics=["rights"], actor=READER, at=NOW) for _ in range(2)])
    assert sorted(map(said, outcomes)) == ["LinkSpent", "done"]
    assert (Subscription.objects.count(), Interest.objects.count()) == (1, 1)
