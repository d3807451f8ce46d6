"""All tables of the judgement, in the order in which a newcomer should read them."""

from scoring.models.answers import IndicatorScore
from scoring.models.checks import CheckLevel, CheckSetting
from scoring.models.library import BankIndicator, BankState, DepartmentIndicator, KeptIndicator, OwnRow
from scoring.models.oversight import QualityWeights, Rectification, SpotCheck, SpotDraw
from scoring.models.review import (
    Comment,
    CommentState,
    Decision,
    FindingResponse,
    Joint,
    Review,
    ReviewScore,
    ReviewSettings,
)
from scoring.models.sent import ParagraphPrint, SentNarrative
from scoring.models.summary import ScoreSummary
from scoring.models.systems import CampaignScoring, Indicator, IndicatorSystem

__all__ = [
    "BankIndicator",
    "BankState",
    "CampaignScoring",
    "CheckLevel",
    "CheckSetting",
    "Comment",
    "CommentState",
    "Decision",
    "DepartmentIndicator",
    "FindingResponse",
    "Indicator",
    "IndicatorScore",
    "IndicatorSystem",
    "Joint",
    "KeptIndicator",
    "OwnRow",
    "ParagraphPrint",
    "QualityWeights",
    "Rectification",
    "Review",
    "ReviewScore",
    "ReviewSettings",
    "ScoreSummary",
    "SentNarrative",
    "SpotCheck",
    "SpotDraw",
]
