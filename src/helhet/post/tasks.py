"""Delivery: one letter a task, tried again with growing pauses, and said plainly when it fails."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from helhet.post.models import Letter
from helhet.post.queries import under_way
from helhet.post.sending import send_batch
from helhet.web.clock import now

PAUSES = [timedelta(minutes=m) for m in (1, 10, 60, 360, 1440)]
"""How long to wait before the next try; after the last the letter has failed, and its sender sees it."""


@task()
def deliver(municipality: str, letter_id: str) -> None:
    """Hand one letter to the mail server. Twice run, it is sent once."""
    letter = (
        Letter.objects.filter(municipality_id=UUID(municipality), sent_at=None, failed_at=None)
        .select_related("to_worker__account", "to_person")
        .filter(pk=UUID(letter_id))
        .first()
    )
    if letter is None:
        return
    to = letter.to_worker or letter.to_person
    assert to is not None
    if not to.email:
        _fail(letter, "no_address")
        return
    try:
        message(letter, to.email).send()
    except ValueError:  # an address no letter can carry
        _fail(letter, "no_address")
        return
    except OSError:
        _try_again(letter)
        return
    letter.sent_at = now()
    letter.save(update_fields=["sent_at"])


def message(letter: Letter, address: str) -> EmailMessage:
    """The words: that something waits, and nothing else. No name of a child, a service or a matter."""
    language = letter.to_worker.account.language if letter.to_worker else letter.to_person.language
    with translation.override(language):
        subject, opening = {
            Letter.Kind.REMINDER: (_("A reminder from Helhet"), _("Something in Helhet is due.")),
            Letter.Kind.QUESTION: (
                _("A question in Helhet"),
                _("Someone is waiting for your answer in Helhet."),
            ),
            Letter.Kind.NEWS: (_("News in Helhet"), _("There is something new for you in Helhet.")),
        }[Letter.Kind(letter.kind)]
        closing = _("Sign in the way you usually do. For your privacy we write no more than this in an e-mail.")
    return EmailMessage(subject=subject, body=f"{opening}\n\n{closing}\n", to=[address])


def _try_again(letter: Letter) -> None:
    letter.attempts += 1
    if letter.attempts > len(PAUSES):
        _fail(letter, "not_accepted")
        return
    letter.save(update_fields=["attempts"])
    deliver.using(run_after=now() + PAUSES[letter.attempts - 1]).enqueue(str(letter.municipality_id), str(letter.pk))


def _fail(letter: Letter, why: str) -> None:
    letter.failed_at, letter.failure = now(), why
    letter.save(update_fields=["failed_at", "failure", "attempts"])


@task()
def deliver_mailing(mailing: str) -> None:
    """Hand over the next copies of a mailing, and queue what is left. Run twice at once, each copy is sent once."""
    again_at = send_batch(UUID(mailing), at=now())
    if again_at is not None:
        deliver_mailing.using(run_after=again_at).enqueue(mailing)


def resume_mailings(*, at: datetime) -> None:
    """Queue the mailings that were broken off, by a crash or a fault. One that is under way loses nothing by it."""
    for mailing in under_way():
        if mailing.resume_at <= at:
            deliver_mailing.enqueue(str(mailing.pk))
