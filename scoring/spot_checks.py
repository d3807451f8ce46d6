"""Spot checks (抽查): drawn from a recorded seed, so that anybody can draw them again, or chosen by hand."""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import EventKind, ReportState
from departments.events import record_event
from departments.models import Campaign, Report, User
from departments.refusal import Refused
from scoring.models import SpotCheck, SpotDraw

SENT = (ReportState.SUBMITTED, ReportState.IN_REVIEW, ReportState.APPROVED, ReportState.PUBLISHED)


class RefusedDraw(Refused):
    """A draw or a note that cannot be made."""


def drawn_codes(seed: str, codes: list[str], number: int) -> list[str]:
    """`number` of the codes: those whose SHA-256 with the seed is smallest, whatever order they come in."""
    ranked = sorted(set(codes), key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).hexdigest())
    return sorted(ranked[:number])


def draw_spot_checks(campaign: Campaign, *, seed: str, quotas: Mapping[int, int], by: User) -> SpotDraw:
    """Draw as many sent reports of each division as its quota says, beside those chosen before. Raises RefusedDraw."""
    seed = seed.strip()
    wanted = {division: number for division, number in quotas.items() if number > 0}
    if not seed or len(seed) > 40:
        raise RefusedDraw(_("请填写随机种子，最多 40 个字，例如抽查会议上当众报出的数字。"))
    if not wanted:
        raise RefusedDraw(_("请填写各股室的抽取数。"))
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        eligible = Report.objects.filter(campaign=campaign, state__in=SENT, spot_check__isnull=True)
        reports = {report.department.code: report for report in eligible.select_related("department")}
        chosen: list[Report] = []
        for division, number in wanted.items():
            codes = [code for code, report in reports.items() if report.department.division_id == division]
            chosen += [reports[code] for code in drawn_codes(seed, codes, number)]
        if not chosen:
            raise RefusedDraw(_("这些股室没有可以抽取的报告：只从已报送、尚未抽到的报告中抽取。"))
        said = {str(division): number for division, number in wanted.items()}
        draw = SpotDraw.objects.create(campaign=campaign, seed=seed, quotas=said, drawn_by=by)
        SpotCheck.objects.bulk_create(SpotCheck(report=report, draw=draw, chosen_by=by) for report in chosen)
        codes = [report.department.code for report in chosen]
        detail = {"year": campaign.year, "seed": seed, "quotas": said, "units": codes}
        record_event(EventKind.SPOT_CHECKED, by=by, detail=detail)
        return draw


def choose_spot_check(report: Report, *, by: User) -> SpotCheck:
    """Take one report by hand. Raises RefusedDraw."""
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if held.state not in SENT:
            raise RefusedDraw(_("只能抽查已报送的报告。"))
        check, created = SpotCheck.objects.get_or_create(report=held, defaults={"chosen_by": by})
        if not created:
            raise RefusedDraw(_("这份报告已在抽查名单中。"))
        record_event(EventKind.SPOT_CHECKED, by=by, report=held, detail={"by_hand": True})
        return check


def note_result(check: SpotCheck, *, result: str, by: User) -> SpotCheck:
    """Store what came out of checking a report. Raises RefusedDraw for an empty note."""
    text = result.strip()
    if not text:
        raise RefusedDraw(_("请写明抽查结果。"))
    with transaction.atomic():
        held = SpotCheck.objects.select_for_update().select_related("report").get(pk=check.pk)
        before, held.result = held.result, text[:4000]
        held.noted_at, held.noted_by = timezone.now(), by
        held.save(update_fields=("result", "noted_at", "noted_by"))
        record_event(EventKind.SPOT_CHECKED, by=by, report=held.report, detail={"result": [before, held.result]})
        return held
