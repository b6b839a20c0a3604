"""The log's tables: the rows people leave, and the seals over them."""

from helhet.audit.models.entry import INSTALLATION, AuditEntry
from helhet.audit.models.sealed import Chain, Checkpoint, Log, Seal, SealedRow

__all__ = ["INSTALLATION", "AuditEntry", "Chain", "Checkpoint", "Log", "Seal", "SealedRow"]
