"""Freezing a report into a numbered version, reading one back, and proving that it is unchanged.

Upper layers hang what must follow a new version (rendering, for one) into `on_frozen`.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from departments.content import ReportContent, load_content
from departments.facts import MEASURES_TABLE, PROBLEMS_TABLE
from departments.models import Attachment, Campaign, Department, Report, ReportVersion, TextBlock, User
from departments.tables import TABLES

on_frozen: list[Callable[[ReportVersion], None]] = []

Plain = dict[str, Any]


def _dump(rows: Sequence[models.Model]) -> list[Plain]:
    """Rows as plain data, amounts as decimal strings."""
    return json.loads(serializers.serialize("json", rows))


def freeze_content(content: ReportContent) -> Plain:
    """A report's whole content as plain data."""
    report = content.report
    return {
        "report": _dump([report]),
        "campaign": _dump([report.campaign]),
        "department": _dump([report.department]),
        "blocks": _dump(content.blocks),
        "attachments": _dump(content.attachments),
        "rows": {name: _dump(rows) for name, rows in content.rows.items()},
    }


def _digest(version: ReportVersion) -> str:
    said = [version.number, version.content, version.score, version.findings, version.files, version.previous]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def freeze_report(report: Report, *, score: Plain, findings: Sequence[Mapping[str, Any]], by: User) -> ReportVersion:
    """Store the next version of a report as it stands; must run inside the transaction of the sending.

    `score` and `findings` are plain data that the layer above reads back itself.
    """
    content = load_content(report)
    last = ReportVersion.objects.filter(report=report).order_by("-number").values("number", "digest").first()
    plain = json.loads(json.dumps([score, list(findings)], cls=DjangoJSONEncoder))
    version = ReportVersion(
        report=report,
        number=last["number"] + 1 if last else 1,
        content=freeze_content(content),
        score=plain[0],
        findings=plain[1],
        files=[[file.place, file.name, file.sha256] for file in content.attachments],
        previous=last["digest"] if last else "",
        created_by=by,
        created_at=timezone.now(),
    )
    version.digest = _digest(version)
    version.save(force_insert=True)
    for follow in on_frozen:
        follow(version)
    return version


def is_unchanged(version: ReportVersion) -> bool:
    """Whether a version still has the digest it was given, on top of the version before it."""
    before = ReportVersion.objects.filter(report=version.report_id, number=version.number - 1).first()
    return version.digest == _digest(version) and version.previous == (before.digest if before else "")


def _load(data: Sequence[Plain]) -> list[Any]:
    """Plain data as model instances that nobody saves; links to other rows are kept on the side."""
    rows = []
    for restored in serializers.deserialize("python", data, ignorenonexistent=True):
        row: Any = restored.object
        row.frozen_links = {field: list(ids) for field, ids in (restored.m2m_data or {}).items()}
        rows.append(row)
    return rows


def frozen_content(version: ReportVersion) -> ReportContent:
    """The content of a version, of the same shape as a live report's; asks the database nothing."""
    data = version.content
    report: Report = _load(data["report"])[0]
    campaign: Campaign = _load(data["campaign"])[0]
    department: Department = _load(data["department"])[0]
    report.campaign, report.department = campaign, department
    rows = {name: _load(data["rows"].get(name, [])) for name in TABLES}
    problems = {problem.pk: problem for problem in rows[PROBLEMS_TABLE]}
    for measure in rows[MEASURES_TABLE]:
        linked = [problems[each] for each in measure.frozen_links.get("problems", ()) if each in problems]
        measure._prefetched_objects_cache = {"problems": linked}
    blocks: list[TextBlock] = _load(data["blocks"])
    attachments: list[Attachment] = _load(data["attachments"])
    return ReportContent(report=report, rows=rows, blocks=tuple(blocks), attachments=tuple(attachments))
