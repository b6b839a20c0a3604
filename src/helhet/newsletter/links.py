"""The links that stand in letters: made so that nobody can make them up, and so that a letter's owner needs no more."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from helhet.vault.house import Box, box

USE = "newsletter"
PROOF = b"leave "


def keys() -> Box:
    """The keys to addresses and links of the newsletter. Ask once for each piece of work."""
    return box(USE)


def new_token() -> tuple[str, bytes]:
    """A random token for a confirmation, and its hash; only the hash is stored."""
    token = secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> bytes:
    """SHA-256 of a token. It is random and long, so a plain hash hides it."""
    return sha256(token.encode()).digest()


def leave_token(subscription: UUID, *, by: Box) -> str:
    """What ends a subscription, as long as there is one: its id and a proof. Nothing is stored for it."""
    packed = subscription.bytes + by.proof(PROOF + subscription.bytes)
    return urlsafe_b64encode(packed).decode().rstrip("=")


def subscription_in(token: str, *, by: Box) -> UUID | None:
    """The subscription a link ends; None for a link that is not ours."""
    try:
        packed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    if len(packed) != 32 or not hmac.compare_digest(packed[16:], by.proof(PROOF + packed[:16])):
        return None
    return UUID(bytes=packed[:16])


def address(name: str, *, language: str, **parts: str) -> str:
    """A page of ours as a letter names it: whole, and in the language of its reader."""
    with translation.override(language):
        return settings.ADDRESS + reverse(name, kwargs=parts)
