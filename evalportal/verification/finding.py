"""What a code stands for, as anybody may know it: unit, year, version, when it was settled, the hashes of its files."""

from dataclasses import dataclass
from datetime import datetime

from departments.models import Department, ReportVersion
from evalportal.documents.models import DocumentKind, DocumentState, StoredDocument
from evalportal.verification.codes import printed
from evalportal.verification.models import VerificationCode
from scoring.models import Decision


@dataclass(frozen=True)
class Verified:
    """A decision behind a code. `superseded` is when it was taken back; `next_at` when a later one was settled."""

    code: str
    unit: str
    unit_code: str
    year: int
    number: int
    settled_at: datetime
    superseded: datetime | None
    next_at: datetime | None
    documents: list[StoredDocument]

    def file_with(self, sha256: str) -> StoredDocument | None:
        """The file of this decision with that hash, among those made now and those made before."""
        for document in self.documents:
            if sha256 in (document.sha256, *document.earlier):
                return document
        return None


def find_verified(code: str) -> Verified | None:
    """Look a normalized code up; None where no decision has it. Four queries."""
    found = (
        VerificationCode.objects.select_related("decision__report__campaign", "decision__report__department")
        .defer("decision__rows", "decision__report__facts")
        .filter(code=code)
        .first()
    )
    if found is None:
        return None
    decision = found.decision
    version = ReportVersion.objects.only("number", "report_id").get(pk=decision.report_version_id)
    documents = decision.documents.filter(state=DocumentState.READY).order_by("-kind", "id")
    unit: Department = decision.report.department
    return Verified(
        code=printed(code),
        unit=unit.name,
        unit_code=unit.code,
        year=decision.report.campaign.year,
        number=version.number,
        settled_at=decision.decided_at,
        superseded=decision.taken_back_at,
        next_at=_next_settled(decision),
        documents=[each for each in documents if each.kind != DocumentKind.SUBMITTED],
    )


def _next_settled(decision: Decision) -> datetime | None:
    if decision.taken_back_at is None:
        return None
    later = Decision.objects.filter(report=decision.report_id, taken_back_at=None)
    return later.values_list("decided_at", flat=True).first()
