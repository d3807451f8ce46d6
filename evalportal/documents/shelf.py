"""The files of one report, as a page lists them: version by version, the newest first, settled before sent."""

from dataclasses import dataclass

from departments.enums import EDITABLE_STATES, ReportState
from departments.models import Report, ReportVersion
from evalportal.documents.build import build_document, document_of_decision, document_of_version
from evalportal.documents.context import ReportDocument
from evalportal.documents.models import DocumentKind, DocumentState, StoredDocument
from evalportal.documents.store import documents_of, is_stuck, make_again, order_missing
from evalportal.verification.codes import printed
from evalportal.verification.models import VerificationCode
from scoring.models import Decision

# A report in these states is being written: its files are made on demand.
UNSENT = EDITABLE_STATES | {ReportState.SIGNING, ReportState.WITHDRAWN}


@dataclass(frozen=True)
class Batch:
    """The files of one version and kind, and for what was settled the code under which they are verified."""

    version: ReportVersion
    kind: DocumentKind
    code: str
    documents: list[StoredDocument]


@dataclass(frozen=True)
class Shelf:
    """All files of a report."""

    batches: list[Batch]

    @property
    def documents(self) -> list[StoredDocument]:
        """Every file."""
        return [document for batch in self.batches for document in batch.documents]

    @property
    def is_under_way(self) -> bool:
        """Whether the page should ask again."""
        return any(document.is_under_way for document in self.documents)

    @property
    def ahead(self) -> int:
        """How many files of all reports will be made before the first one that waits here; one query."""
        waiting = [document.asked_at for document in self.documents if document.state == DocumentState.WAITING]
        if not waiting:
            return 0
        return StoredDocument.objects.filter(state=DocumentState.WAITING, asked_at__lt=min(waiting)).count()


def shelf_of(report: Report) -> Shelf:
    """What there is of a report; orders what was never ordered, and anew what was lost with its worker."""
    versions = list(report.versions.order_by("-number").only("pk", "number", "created_at", "report_id"))
    documents = _looked_after(report, versions)
    codes = _codes(documents)
    batches = []
    for version in versions:
        for kind in (DocumentKind.SETTLED, DocumentKind.SUBMITTED):
            of_kind = [each for each in documents if each.version_id == version.pk and each.kind == kind]
            if of_kind:
                code = codes.get(of_kind[0].decision_id or 0, "")
                batches.append(Batch(version, kind, code, of_kind))
    return Shelf(batches)


def current_documents(report: Report) -> dict[str, StoredDocument]:
    """By format, what stands for a report that is not being written: as settled, else as it was sent last."""
    if report.state in UNSENT:
        return {}
    batches = shelf_of(report).batches
    return {document.format: document for document in batches[0].documents} if batches else {}


def standing_document(report: Report) -> ReportDocument:
    """The context of what `current_documents` gives as files; of a report that is being written as it is now."""
    if report.state not in UNSENT:
        decision = Decision.objects.filter(report=report, taken_back_at=None).select_related("report_version").first()
        if decision:
            return document_of_decision(decision)
        if version := report.versions.order_by("-number").first():
            return document_of_version(version)
    return build_document(report)


def _looked_after(report: Report, versions: list[ReportVersion]) -> list[StoredDocument]:
    documents = documents_of(versions)
    known = {document.version_id for document in documents if document.kind == DocumentKind.SUBMITTED}
    decision = Decision.objects.filter(report=report, taken_back_at=None).first() if versions else None
    settled = any(document.kind == DocumentKind.SETTLED for document in documents)
    unknown = [version for version in versions if version.pk not in known]
    for version in unknown:
        order_missing(version, None)
    if decision and not settled:
        order_missing(decision.report_version, decision)
    stuck = [document for document in documents if is_stuck(document)]
    for document in stuck:
        make_again(document)
    return documents_of(versions) if unknown or stuck or (decision and not settled) else documents


def _codes(documents: list[StoredDocument]) -> dict[int, str]:
    decisions = {document.decision_id for document in documents if document.decision_id}
    if not decisions:
        return {}
    found = VerificationCode.objects.filter(decision__in=decisions).values_list("decision_id", "code")
    return {decision: printed(code) for decision, code in found}
