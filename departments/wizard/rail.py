"""The progress rail: what is complete, what has findings, what is locked; computed from the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.completeness import Progress, SectionProgress
from departments.models import Report

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORDS: dict[str, StrOrPromise] = {
    "done": gettext_lazy("已完成"),
    "part": gettext_lazy("待补全"),
    "none": gettext_lazy("未开始"),
    "bad": gettext_lazy("有错误"),
    "warn": gettext_lazy("有警告"),
    "lock": gettext_lazy("已锁定"),
}


@dataclass(frozen=True)
class Step:
    """One entry of the rail; `mark` names icon and class, `findings` counts what stands open there."""

    url: str
    label: StrOrPromise
    mark: str
    state: StrOrPromise
    is_current: bool = False
    is_apart: bool = False
    findings: int = 0
    told: StrOrPromise = ""


def _mark(report: Report, progress: SectionProgress, *, fills: bool) -> str:
    if fills and not report.is_unlocked(progress.section.key):
        return "lock"
    return progress.progress.value


def section_steps(
    report: Report, progress: list[SectionProgress], *, current: str, fills: bool, findings: Mapping[str, int]
) -> list[Step]:
    """The sections of the outline as entries of the rail; `findings` counts open findings by section key."""
    steps = []
    for each in progress:
        mark = _mark(report, each, fills=fills)
        unreadable = sum(lack.unreadable for lack in each.lacks)
        count = findings.get(each.section.key, 0) or (unreadable if each.progress is Progress.BAD else 0)
        steps.append(
            Step(
                url=reverse("section", args=(report.pk, each.section.key)),
                label=each.section.title,
                mark=mark,
                state=WORDS[mark],
                is_current=each.section.key == current,
                findings=count,
                told=_("%(count)s 处待处理") % {"count": count} if count else "",
            )
        )
    return steps
