"""The letters themselves: the question to an address, and an issue as HTML and as plain text."""

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from helhet.newsletter import data, markdown
from helhet.newsletter.links import address
from helhet.newsletter.models import Issue, SignUp


def question(sign_up: SignUp, *, to: str, token: str) -> EmailMessage:
    """Do you want letters? With what is agreed to, and the link that says yes. Plain text, and nothing to fetch."""
    language = sign_up.language
    chosen = [data.topics()[code].name.in_language(language) for code in sign_up.topics if code in data.topics()]
    context = {
        "topics": chosen,
        "agreement": data.agreements()[sign_up.agreed].text.in_language(language),
        "link": address("newsletter:confirm", language=language, token=token),
    }
    with translation.override(language):
        body = render_to_string("newsletter/question.txt", context)
        return EmailMessage(subject=_("Do you want letters from Helhet?"), body=body, to=[to], headers=AUTOMATIC)


def issue_letter(issue: Issue, *, to: str, language: str, leave: str, name: str) -> EmailMessage:
    """An issue to one reader: the issue's own language, and ours around it in the reader's. `name` is the copy's own.

    One click leaves (RFC 8058): the mail program posts to `leave`, and a reader who opens it is asked.
    """
    context = {
        "issue": issue,
        "html": markdown.html(issue.body),
        "text": markdown.text(issue.body),
        "archive": address("newsletter:issue", language=issue.language, slug=issue.slug or ""),
        "leave": leave,
        "choose": address("newsletter:sign_up", language=language),
        "language": language,
    }
    with translation.override(language):
        letter = EmailMultiAlternatives(
            subject=issue.subject,
            body=render_to_string("newsletter/letter.txt", context),
            to=[to],
            headers={
                "Message-ID": f"<{name}>",
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Precedence": "bulk",
                **AUTOMATIC,
            },
        )
        letter.attach_alternative(render_to_string("newsletter/letter.html", context), "text/html")
    return letter


AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""So that absence notes are not sent back."""
