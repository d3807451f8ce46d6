"""Setting how a campaign is reviewed: who sees whose scores when, and what several reviewers come to."""

from django.db import transaction

from departments.enums import EventKind
from departments.events import record_event
from departments.models import Campaign, User
from departments.refusal import set_fields
from scoring.models import Joint, ReviewSettings


def save_review_settings(campaign: Campaign, *, hides_others: bool, joint: Joint, by: User | None) -> ReviewSettings:
    """Keep the settings of a campaign; what was decided before stays as it was."""
    with transaction.atomic():
        settings = ReviewSettings.objects.select_for_update().filter(campaign=campaign).first()
        settings = settings or ReviewSettings(campaign=campaign)
        changes = set_fields(settings, {"hides_others": hides_others, "joint": joint})
        if changes:
            settings.save()
            record_event(EventKind.CAMPAIGN_SAVED, by=by, detail={"year": campaign.year, "review": changes})
        return settings
