"""The table of a report's sections: how far each is, what it lacks, how much stands in it, when it was last edited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.completeness import Progress, SectionProgress
from departments.content import ReportContent
from departments.enums import SectionKey
from departments.facts import INDICATORS_TABLE, PROJECTS_TABLE
from departments.models import DraftRow

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MARKS: dict[Progress, tuple[str, "StrOrPromise"]] = {
    Progress.DONE: ("done", gettext_lazy("已完成")),
    Progress.PART: ("part", gettext_lazy("待补全")),
    Progress.NONE: ("none", gettext_lazy("未开始")),
    Progress.BAD: ("bad", gettext_lazy("有错误")),
}


@dataclass(frozen=True)
class SectionRow:
    """One row of the table; `mark` names icon and class, `is_locked` that the unit cannot change the section now."""

    key: SectionKey
    title: str
    mark: str
    state: "StrOrPromise"
    is_locked: bool
    lacks: int
    unreadable: int
    first_lack: str
    contents: str
    edited_at: datetime | None


def section_rows(content: ReportContent, progress: list[SectionProgress]) -> list[SectionRow]:
    """The rows in the order of the outline."""
    return [_row(content, each) for each in progress]


def _row(content: ReportContent, progress: SectionProgress) -> SectionRow:
    key = progress.section.key
    mark, state = MARKS[progress.progress]
    return SectionRow(
        key=key,
        title=progress.section.title,
        mark=mark,
        state=state,
        is_locked=not content.report.is_unlocked(key),
        lacks=sum(not lack.unreadable for lack in progress.lacks),
        unreadable=sum(lack.unreadable for lack in progress.lacks),
        first_lack=progress.lacks[0].message if progress.lacks else "",
        contents=_contents(content, progress),
        edited_at=_last_edit(content, progress),
    )


def _rows_of(content: ReportContent, progress: SectionProgress) -> Iterator[DraftRow]:
    section = progress.section
    for table in section.tables:
        for row in content.of(table):
            # One table stands in two sections: rows of a project there, rows of the whole department here.
            if table == INDICATORS_TABLE and (row.project_id is None) != (section.key == SectionKey.PERFORMANCE):
                continue
            yield row


def _last_edit(content: ReportContent, progress: SectionProgress) -> datetime | None:
    edits = [block.edited_at for block in content.blocks if block.section == progress.section.key]
    edits += [row.edited_at for row in _rows_of(content, progress)]
    return max(filter(None, edits), default=None)


def _contents(content: ReportContent, progress: SectionProgress) -> str:
    """Such as “612 字 · 5 个项目 · 2 个附件”; what is not there is not said."""
    section = progress.section
    characters = sum(len(block.text) for block in content.blocks if block.section == section.key)
    projects = len(content.projects) if PROJECTS_TABLE in section.tables else 0
    rows = sum(1 for _row in _rows_of(content, progress))
    files = sum(each.place.split("/")[0] == section.key for each in content.attachments)
    said = []
    if characters:
        said.append(_("%(count)s 字") % {"count": f"{characters:,}"})
    if projects:
        said.append(_("%(count)s 个项目") % {"count": projects})
    elif rows:
        said.append(_("表格 %(count)s 行") % {"count": rows})
    if files:
        said.append(_("%(count)s 个附件") % {"count": files})
    return " · ".join(said)
