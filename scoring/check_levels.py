"""At which level each check runs on the reports of a campaign: the registry, the portal, the campaign, in that order.

What was sent keeps the findings it was sent with, whatever becomes of the settings.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from departments.enums import EventKind
from departments.events import record_event
from departments.models import Campaign, User
from departments.refusal import Refused
from scoring.checks import Check, Level, all_checks
from scoring.models import CheckLevel, CheckSetting

# What the tables of the report hold anyway, its outline guarantees, or its score sheet works out exactly: the checks
# look for it in a text that may be all there is, which a report in the portal is not.
NOT_IN_THE_TEXT = frozenset({
    "required_sections", "heading_numbers", "title_kind", "title_year", "required_amounts", "asset_figures",
    "satisfaction_survey", "date_and_signature", "three_public_named", "three_public_computable", "adjusted_budget",
    "outturn_equals_budget", "score_ceiling", "staff_over_quota", "problems_have_measures", "measures_concrete",
    "execution_missing", "score_table", "score_cap", "basis_missing",
})  # fmt: skip
# What a sentence is about may be read wrongly; what the unit says to that is the way out, not a bar.
_MILDER = frozenset({"text_conflict", "text_against_table", "score_against_sheet"})


class Stale(Refused):
    """Somebody else changed the levels meanwhile."""


def portal_checks() -> list[Check]:
    """The checks that run on reports in the portal, in the order of the catalogue."""
    return [each for each in all_checks() if each.code not in NOT_IN_THE_TEXT]


def portal_level(check: Check) -> Level:
    """The level of a check in the portal where a campaign says nothing."""
    return Level.WARNING if check.code in _MILDER else check.level


def levels_of(campaign_id: int) -> dict[str, Level | None]:
    """What differs from the registry in a campaign, None for off; one query."""
    levels: dict[str, Level | None] = {
        **dict.fromkeys(NOT_IN_THE_TEXT),
        **dict.fromkeys(_MILDER, Level.WARNING),
    }
    for code, level in _stored(campaign_id).items():
        if code not in NOT_IN_THE_TEXT:
            levels[code] = None if level == CheckLevel.OFF else Level(level)
    return levels


def settings_digest(campaign_id: int) -> str:
    """What a page of the settings was made from: sent back, it shows whether somebody saved in between."""
    return ";".join(f"{code}={level}" for code, level in sorted(_stored(campaign_id).items()))


def set_check_levels(campaign: Campaign, wanted: Mapping[str, str], *, by: User | None, seen: str | None = None) -> int:
    """Run these checks at these levels (`CheckLevel` values) in a campaign; returns how many moved.

    A level equal to the portal's own takes the setting away. Raises Refused for an unknown check or level, Stale where
    the settings are no longer those of `seen`.
    """
    known = {each.code: each for each in portal_checks()}
    for code, level in wanted.items():
        if code not in known or level not in CheckLevel.values:
            raise Refused(_("没有这项检查或这个级别：%(code)s %(level)s。") % {"code": code, "level": level})
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        if seen is not None and seen != settings_digest(campaign.pk):
            raise Stale(_("检查级别刚刚有人改过，请看看现在的设置再改。"))
        stored = _stored(campaign.pk)
        changes: dict[str, list[str]] = {}
        for code, level in wanted.items():
            usual = str(portal_level(known[code]))
            before = stored.get(code, usual)
            if level == before:
                continue
            changes[code] = [before, level]
            if level == usual:
                CheckSetting.objects.filter(campaign=campaign, code=code).delete()
            else:
                CheckSetting.objects.update_or_create(campaign=campaign, code=code, defaults={"level": level})
        if changes:
            record_event(EventKind.CAMPAIGN_SAVED, by=by, detail={"year": campaign.year, "checks": changes})
    return len(changes)


def _stored(campaign_id: int) -> dict[str, str]:
    return dict(CheckSetting.objects.filter(campaign=campaign_id).values_list("code", "level"))
