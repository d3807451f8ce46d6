"""All tables of the judgement, in the order in which a newcomer should read them."""

from scoring.models.answers import IndicatorScore
from scoring.models.library import DepartmentIndicator
from scoring.models.systems import CampaignScoring, Indicator, IndicatorSystem

__all__ = ["CampaignScoring", "DepartmentIndicator", "Indicator", "IndicatorScore", "IndicatorSystem"]
