"""Taking indicators into a report: into the overall table or a project's, or in place of a row of the score sheet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments import places
from departments.drafts import add_row, lock_draft
from departments.drafts.locking import touch
from departments.enums import SectionKey
from departments.events import record_edit
from departments.facts import INDICATORS_TABLE, PROJECTS_TABLE
from departments.models import ProjectFund, ProjectIndicator, Report, User
from scoring.library.actions import RefusedIndicator
from scoring.library.sources import Choice
from scoring.library.spreading import remainder, spread
from scoring.models import OwnRow
from scoring.rounding import plain
from scoring.system_store import prepared, system_of_campaign
from scoring.systems import IndicatorSpec

MOST_PICKED = 60


def pick_into_table(
    report: Report, choices: Sequence[Choice], *, project: int | None, totals: Mapping[str, Decimal], by: User
) -> int:
    """Add rows for these indicators to the overall table or a project's; returns how many were not there yet.

    `totals` are points of level-one parts (by group) that are spread over the rows added for each. Raises
    RefusedIndicator, or what a write into the draft raises.
    """
    if not choices:
        raise RefusedIndicator(_("请先选择指标。"))
    if len(choices) > MOST_PICKED:
        raise RefusedIndicator(_("一次最多选 %(most)s 个指标。") % {"most": MOST_PICKED})
    section = _section(report, project)
    with transaction.atomic():
        lock_draft(report.pk, by=by, section=section)
        if project is not None and not ProjectFund.objects.filter(report=report, pk=project).exists():
            raise RefusedIndicator(_("没有找到这个项目，它可能已被删除。"))
        there = set(
            ProjectIndicator.objects.filter(report=report, project=project).values_list("group", "name")
        )
        new = [choice for choice in choices if (choice.group, choice.name) not in there]
        points: dict[str, list[Decimal]] = {
            group: spread(total, sum(choice.group == group for choice in new)) for group, total in totals.items()
        }
        for choice in new:
            start = _start(choice, project)
            if points.get(choice.group):
                start["points"] = str(points[choice.group].pop(0))
            add_row(report.pk, section, INDICATORS_TABLE, start=start, by=by)
        return len(new)


def _section(report: Report, project: int | None) -> str:
    """Where the rows of this table are filled in: those of projects with the projects."""
    if project is None:
        return SectionKey.PERFORMANCE
    holder = report.outline.section_of_table(PROJECTS_TABLE)
    return holder.key if holder else SectionKey.PERFORMANCE


def _start(choice: Choice, project: int | None) -> dict[str, str]:
    cells = {
        "group": choice.group.value, "second": choice.level_two, "name": choice.name, "sign": choice.sign.value,
        "target_text": choice.target_text, "unit": choice.unit,
    }  # fmt: skip
    if choice.target is not None:
        cells["target"] = format(choice.target.normalize(), "f")
    if project is not None:
        cells["project"] = str(project)
    return {cell: raw for cell, raw in cells.items() if raw}


def replaceable(report: Report) -> list[IndicatorSpec]:
    """The rows of the report's system that a department may replace by its own."""
    return [row for row in prepared(system_of_campaign(report.campaign_id)).spec.indicators if row.own]


def replace_row(
    report: Report, code: str, rows: Sequence[tuple[Choice | OwnRow, Decimal]], *, by: User
) -> list[OwnRow]:
    """Put these indicators in place of a row of the score sheet; none gives the row of the system back.

    Points must add up to those of the row. Rows that were there before keep their answers. Raises RefusedIndicator,
    or what a write into the draft raises.
    """
    spec = next((each for each in replaceable(report) if each.code == code), None)
    if spec is None:
        raise RefusedIndicator(_("这一行不能换成自己的指标。"))
    if len(rows) > MOST_PICKED:
        raise RefusedIndicator(_("一次最多选 %(most)s 个指标。") % {"most": MOST_PICKED})
    left = remainder(spec.points, [points for _choice, points in rows])
    if rows and left:
        told = _("还剩 %(points)s 分没有分配。") if left > 0 else _("多分配了 %(points)s 分。")
        raise RefusedIndicator(told % {"points": plain(abs(left))})
    if any(points < 0 for _choice, points in rows):
        raise RefusedIndicator(_("分值不能小于 0。"))
    with transaction.atomic():
        held = lock_draft(report.pk, by=by, section=SectionKey.PERFORMANCE)
        before = list(OwnRow.objects.filter(report=held, replaces=code))
        kept = {row.pk for row, _points in rows if isinstance(row, OwnRow)}
        gone = [row for row in before if row.pk not in kept]
        OwnRow.objects.filter(pk__in=[row.pk for row in gone]).delete()
        stored = [_stored(held, code, at, row, points) for at, (row, points) in enumerate(rows, start=1)]
        place = places.score(code)
        record_edit(held, SectionKey.PERFORMANCE, {f"{place}/own": (_listed(before), _listed(stored))}, by=by)
        touch(held, by=by, at=timezone.now())
        return stored


def _stored(report: Report, code: str, at: int, row: Choice | OwnRow, points: Decimal) -> OwnRow:
    if isinstance(row, OwnRow):
        row.position, row.points = at, points
        row.save(update_fields=("position", "points"))
        return row
    if row.sign != "qualitative" and row.target is None and not row.target_text:
        raise RefusedIndicator(_("“%(name)s”还没有指标值，请先在指标库中填写。") % {"name": row.name})
    return OwnRow.objects.create(
        report=report, replaces=code, position=at, points=points, group=row.group, level_two=row.level_two,
        name=row.name, sign=row.sign, target=row.target, target_text=row.target_text, unit=row.unit,
        evidence=row.evidence,
    )  # fmt: skip


def _listed(rows: Sequence[OwnRow]) -> str:
    return "；".join(f"{row.name} {plain(row.points)} 分" for row in rows)
