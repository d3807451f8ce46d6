"""Documents that are made once: ordered when a version is frozen or settled, made by a job, found again here.

    document = stored_document(version, DocumentKind.SETTLED, DocumentFormat.PDF)
    if document and document.state == DocumentState.READY: content = storage.open_content(document)

Ordering is cheap and happens in the transaction of the sending or settling; `making.py` does the work.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from departments.models import Report, ReportVersion
from evalportal.documents.models import DocumentFormat, DocumentKind, DocumentState, StoredDocument
from scoring.models import Decision

F = DocumentFormat
FORMATS_OF = {
    DocumentKind.SUBMITTED: (F.PDF, F.DOCX, F.XLSX),
    DocumentKind.SETTLED: (F.PDF, F.DOCX, F.XLSX),
    DocumentKind.PUBLIC: (F.PDF,),
}
# One document takes seconds; one that is being made for so long has lost its worker.
LOST_AFTER = timedelta(minutes=10)


def order_submitted(version: ReportVersion) -> None:
    """Order the documents of a version as it was sent; hangs in `departments.versions.on_frozen`."""
    _order([_row(version, DocumentKind.SUBMITTED, form) for form in FORMATS_OF[DocumentKind.SUBMITTED]])


def order_settled(decision: Decision) -> None:
    """Order the documents of a decision, the public one too; hangs in `scoring.settling.on_settled`."""
    version = decision.report_version
    kinds = (DocumentKind.SETTLED, DocumentKind.PUBLIC)
    _order([_row(version, kind, form, decision) for kind in kinds for form in FORMATS_OF[kind]])


def _row(version: ReportVersion, kind: str, form: str, decision: Decision | None = None) -> StoredDocument:
    return StoredDocument(version=version, kind=kind, format=form, decision=decision)


def _order(rows: list[StoredDocument]) -> None:
    """Store the rows that are not there yet, and queue the job for all that have no content."""
    from evalportal.documents.making import make_documents

    with transaction.atomic():
        StoredDocument.objects.bulk_create(rows, ignore_conflicts=True)
        same = StoredDocument.objects.filter(version=rows[0].version, decision=rows[0].decision)
        waiting = list(same.filter(state=DocumentState.WAITING).values_list("pk", flat=True))
        if waiting:
            make_documents.enqueue(waiting)


def stored_document(version: ReportVersion, kind: str, form: str) -> StoredDocument | None:
    """The document of a version, or None where there is none: of settled ones that of the standing decision.

    One query. It may still be under way or have failed: look at `state`.
    """
    found = StoredDocument.objects.filter(version=version, kind=kind, format=form)
    if kind != DocumentKind.SUBMITTED:
        found = found.filter(decision__taken_back_at=None)
    return found.first()


def documents_of(versions: Iterable[ReportVersion]) -> list[StoredDocument]:
    """What people of the portal may take away of these versions."""
    return list(_taken_away().filter(version__in=versions).select_related("decision"))


def document_of_report(report: Report, pk: int) -> StoredDocument | None:
    """One of the files that people of the portal may take away of a report; one query."""
    return _taken_away().filter(version__report=report, pk=pk).first()


def _taken_away() -> QuerySet[StoredDocument]:
    """Public copies have a page of their own; what was taken back is nobody's any more."""
    return StoredDocument.objects.filter(decision__taken_back_at=None).exclude(kind=DocumentKind.PUBLIC)


def order_missing(version: ReportVersion, decision: Decision | None) -> None:
    """Order what was never ordered: of versions older than the store."""
    order_submitted(version)
    if decision is not None:
        order_settled(decision)


def make_again(document: StoredDocument) -> None:
    """Queue a document anew: its content is lost, its making failed, or its worker was killed.

    Asked twice, or while a job is at it, nothing happens.
    """
    from evalportal.documents.making import make_documents

    with transaction.atomic():
        now = timezone.now()
        stood = StoredDocument.objects.filter(pk=document.pk, state=document.state, asked_at=document.asked_at)
        if stood.update(state=DocumentState.WAITING, asked_at=now, failure=""):
            make_documents.enqueue([document.pk])


def is_stuck(document: StoredDocument) -> bool:
    """Whether it has been under way for so long that nobody can be at it any more."""
    since = document.begun_at if document.state == DocumentState.MAKING else document.asked_at
    return document.is_under_way and (since or document.asked_at) < timezone.now() - LOST_AFTER
