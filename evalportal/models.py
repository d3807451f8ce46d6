"""The tables of the portal layer, each written down in the room that owns it."""

from evalportal.documents.models import DocumentFormat, DocumentKind, DocumentState, StoredDocument
from evalportal.verification.models import VerificationCode

__all__ = ["DocumentFormat", "DocumentKind", "DocumentState", "StoredDocument", "VerificationCode"]
