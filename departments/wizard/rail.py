"""The progress rail: what is complete, what has findings, what is locked; computed from the content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.completeness import SectionProgress
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
    """One entry of the rail; `mark` names icon and class, `findings` counts what stands open there.

    `name` is that of a page apart, empty for a section.
    """

    url: str
    label: StrOrPromise
    mark: str
    state: StrOrPromise
    is_current: bool = False
    is_apart: bool = False
    findings: int = 0
    told: StrOrPromise = ""
    name: str = ""


def _mark(report: Report, progress: SectionProgress, *, fills: bool) -> str:
    if fills and not report.is_unlocked(progress.section.key):
        return "lock"
    return progress.progress.value


# Pages of the layers above that belong into the rail: address by name, label. Shown where there is such a page.
PAGES_APART: tuple[tuple[str, StrOrPromise], ...] = (
    ("score", gettext_lazy("绩效评分表")),
    ("check", gettext_lazy("检查与报送")),
)


def page_above(name: str, report: Report) -> str:
    """The address of a page of the layers above, which this layer knows by name only; empty where there is none."""
    try:
        return reverse(name, args=(report.pk,))
    except NoReverseMatch:
        return ""


def section_steps(report: Report, progress: list[SectionProgress], *, current: str, fills: bool) -> list[Step]:
    """The sections of the outline as entries of the rail, and the pages that follow them."""
    steps = []
    for each in progress:
        mark = _mark(report, each, fills=fills)
        count = sum(lack.unreadable for lack in each.lacks)
        steps.append(
            Step(
                url=reverse("section", args=(report.pk, each.section.key)),
                label=each.section.title,
                mark=mark,
                state=WORDS[mark],
                is_current=each.section.key == current,
                findings=count,
                told=_("%(count)s 处不能识别") % {"count": count} if count else "",
            )
        )
    return steps + steps_apart(report, current=current)


def steps_apart(report: Report, *, current: str) -> list[Step]:
    """The pages that follow the sections, as far as there are such pages."""
    apart = [(name, label, url) for name, label in PAGES_APART if (url := page_above(name, report))]
    return [
        Step(url, label, "right", "", is_current=name == current, is_apart=number == 0, name=name)
        for number, (name, label, url) in enumerate(apart)
    ]
