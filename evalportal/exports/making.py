"""The job that makes an ordered export. It may run twice or be killed anywhere: only whole files are handed out."""

import logging
import tempfile
import time
from typing import IO

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from departments.models import Report
from evalportal.exports.models import CampaignExport, ExportState
from evalportal.exports.names import safe_name
from evalportal.exports.storage import keep, sweep_exports
from evalportal.exports.targets import ZipTarget
from evalportal.exports.workbook import write_campaign_workbook
from evalportal.exports.writing import WORKBOOK, write_export
from evalportal.jobs import LONGEST

logger = logging.getLogger(__name__)

# How often the page may learn something new.
TELL_SECONDS = 1.0


@task(takes_context=True)
def make_export(context: TaskContext, export_id: int) -> bool:
    """Make the package, unless it is made or another job is at it; returns whether it is there now."""
    sweep_exports()
    now = timezone.now()
    free = Q(state=ExportState.WAITING) | Q(state=ExportState.MAKING, begun_at__lt=now - LONGEST)
    if context.attempt > 1:  # taken from a worker that is known to be dead
        free |= Q(state=ExportState.MAKING)
    mine = CampaignExport.objects.filter(free, pk=export_id)
    if not mine.update(state=ExportState.MAKING, begun_at=now, done=0, total=0, missing=0):
        return False
    export = CampaignExport.objects.select_related("campaign", "ordered_by").get(pk=export_id)
    try:
        with tempfile.TemporaryFile() as file:
            missing = _write(export, file)
            key, sha256, size = keep(file)
    except Exception:
        logger.exception("export %s could not be made", export_id)
        failure = _("导出时出错，请重新导出；仍不成功的，请与系统管理员联系。")
        _finish(export_id, state=ExportState.FAILED, failure=failure)
        return False
    _finish(
        export_id, state=ExportState.READY, key=key, sha256=sha256, size=size, missing=missing, made_at=timezone.now()
    )
    return True


def _write(export: CampaignExport, file: IO[bytes]) -> int:
    """Write what was ordered, as far as the person may still see it; returns how many files are missing."""
    reports = Report.objects.visible_to(export.ordered_by)
    if export.units:
        reports = reports.filter(department__code__in=export.units)
    tell = Telling(export.pk)
    if is_workbook_alone(export):
        write_campaign_workbook(export.campaign, reports, file, tell=tell)
        return 0
    target = ZipTarget(file, safe_name(export.campaign.title))
    items = write_export(export.campaign, reports, export.formats, target, tell=tell)
    target.close()
    return sum(bool(item.missing) for item in items)


def is_workbook_alone(export: CampaignExport) -> bool:
    """Whether the package would hold nothing but the workbook, which is then handed out as it is."""
    return export.formats == [WORKBOOK]


def _finish(export_id: int, **values: object) -> None:
    CampaignExport.objects.filter(pk=export_id).update(**values)


class Telling:
    """Writes down how far the job is, but not for every unit of many."""

    def __init__(self, export_id: int) -> None:
        self._export_id, self._told = export_id, 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done < total and now - self._told < TELL_SECONDS:
            return
        self._told = now
        CampaignExport.objects.filter(pk=self._export_id).update(done=done, total=total)
