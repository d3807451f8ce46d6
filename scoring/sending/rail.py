"""The progress rail with what the checks found in each section, and how far score sheet and checking are."""

from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _

from departments.completeness import report_progress
from departments.enums import EDITABLE_STATES
from departments.wizard.rail import WORDS, Step, section_steps
from scoring.preflight import Preflight


def rail_steps(preflight: Preflight, *, current: str) -> list[Step]:
    """The rail of a report; while the unit can still mend or explain it, with the number of findings that wait."""
    content = preflight.content
    report = content.report
    progress = report_progress(content)
    steps = section_steps(report, progress, current=current, fills=report.fills)
    if not report.fills or report.state not in EDITABLE_STATES:
        return steps
    errors = Counter(point.finding.section for point in preflight.errors)
    warnings = Counter(point.finding.section for point in preflight.unexplained)
    sections = [
        _with_findings(step, errors[each.section.key], warnings[each.section.key])
        for step, each in zip(steps, progress, strict=False)
    ]
    return [*sections, *(_far(step, preflight) for step in steps[len(progress) :])]


def _with_findings(step: Step, errors: int, warnings: int) -> Step:
    """Errors before anything else, what cannot be read among them; warnings where nothing is missing any more."""
    if errors:
        words = "，".join(each for each in (str(step.told), _("%(count)s 处错误") % {"count": errors}) if each)
        return replace(step, mark="bad", state=WORDS["bad"], findings=step.findings + errors, told=words)
    if warnings and step.mark == "done":
        told = _("%(count)s 条警告没有说明") % {"count": warnings}
        return replace(step, mark="warn", state=WORDS["warn"], findings=warnings, told=told)
    return step


def _far(step: Step, preflight: Preflight) -> Step:
    """The score sheet is done when no row waits for anything; checking, when nothing stands in the way of sending."""
    if step.name == "score":
        open_rows = any(row.is_pending or (row.wants_reason and not row.reason) for row in preflight.sheet.rows)
        mark = "part" if open_rows else "done"
    else:
        mark = "done" if preflight.is_clear else "none"
        if not preflight.is_clear and (preflight.errors or preflight.unexplained or preflight.unanswered):
            mark = "part"
    return replace(step, mark=mark, state=WORDS[mark])
