"""The tables of the portal layer, each written down in the room that owns it."""

from evalportal.documents.models import DocumentFormat, DocumentKind, DocumentState, StoredDocument
from evalportal.exports.models import CampaignExport, ExportState
from evalportal.verification.models import VerificationCode

__all__ = [
    "CampaignExport",
    "DocumentFormat",
    "DocumentKind",
    "DocumentState",
    "ExportState",
    "StoredDocument",
    "VerificationCode",
]
