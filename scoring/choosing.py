"""Naming the indicator system that a campaign scores with, and holding it fast once a report was sent."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import EventKind, ReportState
from departments.events import record_event
from departments.facts import codes_by_name
from departments.models import Campaign, Report, User
from departments.refusal import Refused
from scoring.models import CampaignScoring, IndicatorSystem
from scoring.preparation import find_problems
from scoring.system_store import read_system_rows, system_of_campaign
from scoring.systems import SystemSpec, write_system

SAME_CHANGE = timedelta(days=1)


class RefusedSystem(Refused):
    """A system that the campaign cannot score with."""


def choose_system(campaign: Campaign, system: IndicatorSystem, *, by: User | None) -> CampaignScoring:
    """Let the campaign score with this version of a system.

    Raises RefusedSystem for a bank without weights, a system with faults, and once a report was sent: two units
    would otherwise be judged by different rules.
    """
    with transaction.atomic():
        scoring = CampaignScoring.objects.select_for_update().filter(campaign=campaign).first()
        if scoring is not None and scoring.system_id == system.pk:
            return scoring
        if Report.objects.filter(campaign=campaign).exclude(state=ReportState.DRAFT, step=0).exists():
            raise RefusedSystem(_("已有单位报送，指标体系不能再换。"))
        if system.bank:
            raise RefusedSystem(_("“%(name)s”是不带分值的指标库，不能直接用来评分。") % {"name": system.name})
        problems = find_problems(read_system_rows(system), codes_by_name())
        if problems:
            raise RefusedSystem(
                _("“%(name)s”还有 %(count)s 处问题，例如：%(first)s")
                % {"name": system.name, "count": len(problems), "first": problems[0].message}
            )
        old = scoring.system if scoring else None
        scoring = scoring or CampaignScoring(campaign=campaign)
        keep_before(scoring, read_system_rows(system_of_campaign(campaign.pk)))
        scoring.system = system
        scoring.save()
        detail = {"year": campaign.year, "system": [_named(old), _named(system)]}
        record_event(EventKind.CAMPAIGN_SAVED, by=by, detail=detail)
        return scoring


def fix_system(campaign: Campaign) -> None:
    """Hold the campaign to the version it scores with: what was sent is judged by the rules it was sent under.

    Runs in the transaction of a sending. A default that nobody chose is named, so that a newer one does not take over.
    """
    system = system_of_campaign(campaign.pk)
    CampaignScoring.objects.get_or_create(campaign=campaign, defaults={"system": system})
    if system.frozen_at is None:
        IndicatorSystem.objects.filter(pk=system.pk, frozen_at=None).update(frozen_at=timezone.now())


def keep_before(scoring: CampaignScoring, old: SystemSpec) -> None:
    """Note on a campaign's choice, which the caller saves, what it scored with before; a day's changes count as one."""
    now = timezone.now()
    if not (scoring.before and scoring.changed_at and now - scoring.changed_at < SAME_CHANGE):
        scoring.before = write_system(old)
    scoring.changed_at = now


def _named(system: IndicatorSystem | None) -> str:
    return f"{system.code} {system.version}" if system else ""
