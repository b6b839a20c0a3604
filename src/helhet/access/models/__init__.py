"""Consent and what it opens; what is told without it; and on what basis information is processed."""

from helhet.access.models.basis import ProcessingBasis
from helhet.access.models.consent import INFORMATION_TYPES, Consent, ConsentAnswer, ConsentLine
from helhet.access.models.disclosure import DemandMet, DisclosedItem, Disclosure
from helhet.access.models.grant import ConsentException, Grant

__all__ = [
    "INFORMATION_TYPES",
    "Consent",
    "ConsentAnswer",
    "ConsentException",
    "ConsentLine",
    "DemandMet",
    "DisclosedItem",
    "Disclosure",
    "Grant",
    "ProcessingBasis",
]
