"""Handing a mailing to the mail server, some copies at a time: resumed after a crash, and nobody gets two.

A copy is marked as begun before it is handed over, by a statement only one process can win. What the server answers is
written down after it. Between the two a crash leaves a copy of which nobody knows whether it arrived: SMTP has no way
to ask. It is counted as not known, and not sent again.
"""

from contextlib import closing
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Min, Q

from helhet.post.bounces import is_nobody, return_address
from helhet.post.composers import composer
from helhet.post.models import Mailing, MailingCopy

AT_ONCE = 50
"""Copies handed over on one connection."""
PAUSES = [timedelta(minutes=m) for m in (1, 10, 60, 360, 1440)]
"""How long a copy waits for its next try where the server asks for patience; after the last it has failed."""
SERVER_AWAY = timedelta(minutes=5)


def send_batch(mailing_id: UUID, *, at: datetime) -> datetime | None:
    """Hand over the next copies; gives when to go on, or None where the mailing has come to its end."""
    mailing = Mailing.objects.filter(pk=mailing_id, ended_at=None).first()
    if mailing is None:
        return None
    if mailing.resume_at > at:
        return mailing.resume_at
    copies = list(_waiting(mailing).filter(_due(at)).order_by("attempts", "id")[:AT_ONCE])
    messages = composer(mailing.kind).compose(mailing.about, copies, at=at) if copies else {}
    connection = get_connection()
    with closing(connection):
        try:
            connection.open()
            for copy in copies:
                _hand_over(copy, messages.get(copy.pk), connection, at)
        except OSError:  # nothing more can be handed over now; what had been begun stays not known
            return _put_off(mailing, at + SERVER_AWAY)
    return _next(mailing, at)


def _waiting(mailing: Mailing):  # type: ignore[no-untyped-def]  # a queryset of copies
    return MailingCopy.objects.filter(mailing=mailing, begun_at=None, failed_at=None)


def _hand_over(copy: MailingCopy, message: EmailMessage | None, connection: BaseEmailBackend, at: datetime) -> None:
    """One copy. Raises OSError where the line broke."""
    this = MailingCopy.objects.filter(pk=copy.pk)
    if message is None:
        this.filter(begun_at=None).update(failed_at=at, failure="gone")
        return
    if not this.filter(begun_at=None, failed_at=None).update(begun_at=at):
        return  # another process has it
    message.connection = connection
    message.extra_headers.setdefault("From", message.from_email)
    message.from_email = return_address(copy.pk) or message.from_email
    try:
        message.send()
    except ValueError:  # an address no letter can carry
        this.update(failed_at=at, failure="no_address")
    except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
        _refused(copy, *_answer(refusal), at)
    else:
        this.update(sent_at=at)


def _refused(copy: MailingCopy, code: int, words: str, at: datetime) -> None:
    """The server has said no: for good, or for now. Either way it has not taken the copy."""
    this = MailingCopy.objects.filter(pk=copy.pk)
    if 400 <= code < 500 and copy.attempts < len(PAUSES):
        this.update(begun_at=None, attempts=copy.attempts + 1, resume_at=at + PAUSES[copy.attempts])
        return
    this.update(failed_at=at, failure="not_accepted")
    if is_nobody(words):
        composer(copy.mailing.kind).came_back(copy.to, at=at)


def _answer(refusal: SMTPRecipientsRefused | SMTPResponseException) -> tuple[int, str]:
    """The server's code and words. About a receiver there is one answer, since each copy has one."""
    if isinstance(refusal, SMTPResponseException):
        code, words = refusal.smtp_code, refusal.smtp_error
    else:
        code, words = next(iter(refusal.recipients.values()))
    return int(code), words.decode("ascii", "replace") if isinstance(words, bytes) else str(words)


def _next(mailing: Mailing, at: datetime) -> datetime | None:
    """When to go on: at once while some are due, later where all that are left have to wait."""
    waiting = _waiting(mailing)
    if waiting.filter(_due(at)).exists():
        return _put_off(mailing, at)
    first = waiting.aggregate(first=Min("resume_at"))["first"]
    if first is None:
        Mailing.objects.filter(pk=mailing.pk).update(ended_at=at)
        return None
    return _put_off(mailing, first)


def _due(at: datetime) -> Q:
    """Never tried, or waited long enough."""
    return Q(resume_at=None) | Q(resume_at__lte=at)


def _put_off(mailing: Mailing, until: datetime) -> datetime:
    Mailing.objects.filter(pk=mailing.pk).update(resume_at=until)
    return until
