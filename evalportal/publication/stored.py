"""The public PDF: the stored one of the standing decision, without contact data, made with the settled documents."""

from django.utils.translation import gettext as _

from departments.refusal import Refused
from evalportal.documents.models import DocumentFormat, DocumentKind, DocumentState, StoredDocument
from evalportal.documents.storage import is_whole
from evalportal.documents.store import is_stuck, make_again, order_missing, stored_document
from scoring.models import Decision


class NotMade(Refused):
    """The public PDF is under way, or cannot be made."""


def public_pdf(decision: Decision) -> StoredDocument:
    """The public PDF of a decision, with its content in the storage.

    Raises NotMade while there is none; what is missing or lost has then been ordered anew.
    """
    version = decision.report_version
    document = stored_document(version, DocumentKind.PUBLIC, DocumentFormat.PDF)
    if document is None:
        order_missing(version, decision)
    elif document.state == DocumentState.FAILED:
        raise NotMade(_("公开稿 PDF 未能生成：%(why)s") % {"why": document.failure})
    elif document.state == DocumentState.READY and is_whole(document):
        return document
    elif document.state == DocumentState.READY or is_stuck(document):
        make_again(document)
    raise NotMade(_("公开稿 PDF 正在后台生成，请过一会儿再试。"))
