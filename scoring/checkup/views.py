"""报告体检 and the catalogue of checks, for everybody who is signed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from departments.enums import SectionKey
from departments.facts import FACTS
from departments.importing.pages.views import uploaded_document
from departments.importing.report.facts import shown_facts
from departments.importing.report.parse import parse_document
from departments.importing.report.parsed import ParsedReport
from departments.refusal import Refused
from scoring.checks import Level, Subject, all_checks, run_checks
from scoring.checkup.marking import mark_findings
from scoring.checkup.naming import fact_name, level_name, needs_name


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def checkup(request: HttpRequest) -> HttpResponse:
    """Read what is sent and show what it says and what contradicts itself. Nothing is stored."""
    context: dict[str, Any] = {"text": request.POST.get("text", "")}
    if request.method == "POST":
        try:
            document, _content, name = uploaded_document(request)
        except Refused as refusal:
            context["error"] = refusal.message
        else:
            context |= {"name": name, **_reading(parse_document(document))}
    return render(request, "checkup/page.html", context)


def _reading(report: ParsedReport) -> dict[str, Any]:
    findings = run_checks(Subject(report))
    marked = mark_findings(report, findings)
    shown = list(zip(findings, marked.marks, strict=True))
    return {
        "report": report,
        "sections": [(SectionKey(part.key).label, part.heading, len(report.body(part))) for part in report.sections],
        "unplaced": [
            report.text[part.start : part.end].strip()
            for part in report.unplaced
            if report.text[part.start : part.end].strip()
        ],
        "facts": [(fact_name(code), value, _unit(code)) for code, value in shown_facts(report.facts).items()],
        "findings": [
            (level_name(level), level.value, [each for each in shown if each[0].level == level]) for level in Level
        ],
        "counts": {level.value: sum(each.level == level for each in findings) for level in Level},
        "pieces": marked.pieces,
        "count": len(findings),
    }


def _unit(code: str) -> str:
    line, dot, _column = code.partition(".")
    if line in FACTS and not dot:
        return str(FACTS[line].unit)
    return "分" if line == "self_score" else "万元"


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """The catalogue, from the registry: what is checked, on what, at which level, by which rule."""
    rows = [(check, level_name(check.level), needs_name(check.needs)) for check in all_checks()]
    return render(request, "checkup/catalogue.html", {"rows": rows})
