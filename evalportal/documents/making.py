"""The job that makes stored documents. It may run twice or be killed anywhere: the rows say what is still to do."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from evalportal.documents.build import document_of_decision, document_of_version
from evalportal.documents.context import ReportDocument, Verification
from evalportal.documents.fonts import MissingCharacters
from evalportal.documents.formats import FORMATS
from evalportal.documents.models import DocumentKind, DocumentState, StoredDocument
from evalportal.documents.storage import keep
from evalportal.documents.store import LOST_AFTER
from evalportal.documents.texts import cleaned
from evalportal.publication.masking import masked
from evalportal.verification.codes import address_of_code, code_of, printed

logger = logging.getLogger(__name__)


@task(takes_context=True)
def make_documents(context: TaskContext, ids: list[int]) -> int:
    """Make these documents, as far as they are not made; returns how many were. One that fails stops no other."""
    # A job that runs again was taken from a worker that is known to be dead.
    return make_now(ids, was_lost=context.attempt > 1)


def make_now(ids: Iterable[int], *, was_lost: bool = False) -> int:
    """Make these documents in this process, as far as they are not made and no other is at them; returns how many."""
    made = 0
    for pk in ids:
        if _claim(pk, was_lost=was_lost):
            made += _make(StoredDocument.objects.select_related("version", "decision__report_version").get(pk=pk))
    return made


def _claim(pk: int, *, was_lost: bool) -> bool:
    """Take a document for this job, unless it is made or another job is at it."""
    now = timezone.now()
    free = Q(state=DocumentState.WAITING) | Q(state=DocumentState.MAKING, begun_at__lt=now - LOST_AFTER)
    if was_lost:
        free |= Q(state=DocumentState.MAKING)
    found = StoredDocument.objects.filter(free, pk=pk)
    return bool(found.update(state=DocumentState.MAKING, begun_at=now, failure=""))


def _make(document: StoredDocument) -> bool:
    try:
        content = FORMATS[document.format].render(_context(document))
        key, sha256 = keep(content)
    except MissingCharacters as missing:
        _fail(document, str(missing))
        return False
    except Exception:
        logger.exception("document %s could not be made", document.pk)
        _fail(document, _("生成文件时出错，请重新生成；仍不成功的，请与系统管理员联系。"))
        return False
    _finish(document, key=key, sha256=sha256, size=len(content), at=timezone.now())
    return True


def _context(document: StoredDocument) -> ReportDocument:
    """What the document is to show. The code stands on PDF only: a Word file is there to be changed."""
    decision = document.decision
    if decision is None:
        return document_of_version(document.version)
    code = code_of(decision)
    verification = Verification(printed(code), address_of_code(code)) if document.format == "pdf" else None
    if document.kind == DocumentKind.PUBLIC:
        return masked(cleaned(document_of_decision(decision, verification, reasons=False)))
    return document_of_decision(decision, verification)


def _finish(document: StoredDocument, *, key: str, sha256: str, size: int, at: datetime) -> None:
    with transaction.atomic():
        row = StoredDocument.objects.select_for_update().get(pk=document.pk)
        if row.sha256 not in ("", sha256):
            row.earlier = [*row.earlier, row.sha256]
        row.key, row.sha256, row.size, row.made_at, row.state = key, sha256, size, at, DocumentState.READY
        row.save(update_fields=("key", "sha256", "size", "made_at", "state", "earlier"))


def _fail(document: StoredDocument, why: str) -> None:
    StoredDocument.objects.filter(pk=document.pk).update(state=DocumentState.FAILED, failure=why)
