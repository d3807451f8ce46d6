"""What there is to take away of each unit: which version stands, its stored documents, and why one is missing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from departments.enums import ReportState
from departments.models import Campaign, Report, ReportVersion
from departments.models.visibility import ReportQuerySet
from evalportal.documents.making import make_now
from evalportal.documents.models import DocumentKind, DocumentState, StoredDocument
from evalportal.documents.storage import is_whole
from evalportal.documents.store import make_again, order_missing
from evalportal.exports.names import safe_name
from scoring.models import Decision


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit with the version that stands: as settled, else as it was sent last; none before it was sent."""

    report: Report
    version_id: int | None
    version: int
    decision_id: int | None

    @property
    def kind(self) -> DocumentKind:
        """Which of its documents stand."""
        return DocumentKind.SETTLED if self.decision_id else DocumentKind.SUBMITTED

    @property
    def folder(self) -> str:
        """The folder of the unit; the code keeps two of one name apart."""
        department = self.report.department
        return safe_name(f"{department.code} {department.name}")

    def file_name(self, form: str, stage: str) -> str:
        """The name of one of its files, without the folder."""
        said = {"unit": self.report.department.name, "year": self.report.campaign.year, "stage": stage}
        return f"{safe_name(_('%(unit)s%(year)s年度自评报告') % said)}（{stage}）.{form}"


def standing_reports(campaign: Campaign, reports: ReportQuerySet) -> list[Standing]:
    """The reports by code, without withdrawn tasks; one query."""
    latest = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number")
    found: Iterable[Any] = (
        reports.filter(campaign=campaign)
        .exclude(state=ReportState.WITHDRAWN)
        .select_related("campaign", "department__supervisor")
        .defer("facts")  # only a draft needs its own
        .annotate(
            standing=FilteredRelation("decisions", condition=Q(decisions__taken_back_at=None)),
            decided=F("standing__pk"),
            decided_version=F("standing__report_version_id"),
            decided_number=F("standing__report_version__number"),
            last_version=Subquery(latest.values("pk")[:1]),
            last_number=Subquery(latest.values("number")[:1]),
        )
        .order_by("department__code")
    )
    return [
        Standing(
            report=report,
            version_id=report.decided_version or report.last_version,
            version=report.decided_number or report.last_number or 0,
            decision_id=report.decided,
        )
        for report in found
    ]


class Shelves:
    """The stored documents of many units, read in one query; what is not made yet is made when it is asked for."""

    def __init__(self, units: Iterable[Standing], formats: Collection[str]) -> None:
        self._formats = formats
        units = list(units)
        settled = [unit.decision_id for unit in units if unit.decision_id]
        sent = [unit.version_id for unit in units if unit.version_id and not unit.decision_id]
        found = StoredDocument.objects.filter(format__in=formats).filter(
            Q(decision__in=settled, kind=DocumentKind.SETTLED) | Q(version__in=sent, kind=DocumentKind.SUBMITTED)
        )
        self._documents: dict[tuple[int, str], StoredDocument] = {
            (document.version_id, document.format): document for document in found
        }

    def documents(self, unit: Standing) -> Iterator[StoredDocument]:
        """The documents of a unit that has sent, in the order of the formats, as far made as they can be."""
        assert unit.version_id is not None
        for form in self._formats:
            document = self._documents.get((unit.version_id, form))
            yield document if document and _is_there(document) else _made(unit, form)


def _is_there(document: StoredDocument) -> bool:
    return document.state == DocumentState.READY and is_whole(document)


def _made(unit: Standing, form: str) -> StoredDocument:
    """The document, ordered where nobody has, and made by this process unless another is at it."""
    version = ReportVersion.objects.get(pk=unit.version_id or 0)
    decision = Decision.objects.get(pk=unit.decision_id) if unit.decision_id else None
    order_missing(version, decision)
    wanted = StoredDocument.objects.filter(version=version, kind=unit.kind, format=form, decision=decision)
    document = wanted.get()
    if document.state == DocumentState.READY and not is_whole(document):
        make_again(document)
    make_now([document.pk])
    return wanted.get()


def why_missing(document: StoredDocument) -> str:
    """A sentence for the index; empty where the file is there."""
    if document.state == DocumentState.READY:
        return "" if is_whole(document) else _("存档的文件已丢失，请重新导出。")
    if document.state == DocumentState.FAILED:
        return document.failure
    return _("文件还在生成，请稍后重新导出。")
