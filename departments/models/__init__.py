"""All tables of the facts layer, in the order in which a newcomer should read them."""

from departments.models.campaign import MAX_STEPS, Campaign, Extension, ReviewAssignment
from departments.models.files import Attachment
from departments.models.notice import Mail, MailChoice, Notice
from departments.models.organisation import Department, Division
from departments.models.people import FormerPassword, Membership, Theme, User
from departments.models.proposal import ImportProposal
from departments.models.report import Report, TextBlock
from departments.models.tables import (
    AssetLine,
    BudgetLine,
    BuildingProject,
    ContactDetails,
    DraftRow,
    Measure,
    OrganisationUnit,
    Problem,
    ProjectFund,
    ProjectIndicator,
    SatisfactionSurvey,
    StaffFigures,
    WorkFigures,
)
from departments.models.trail import Anchor, Event, OpenEdit
from departments.models.version import ReportVersion

__all__ = [
    "MAX_STEPS",
    "Anchor",
    "AssetLine",
    "Attachment",
    "BudgetLine",
    "BuildingProject",
    "Campaign",
    "ContactDetails",
    "Department",
    "Division",
    "DraftRow",
    "Event",
    "Extension",
    "FormerPassword",
    "ImportProposal",
    "Mail",
    "MailChoice",
    "Measure",
    "Membership",
    "Notice",
    "OpenEdit",
    "OrganisationUnit",
    "Problem",
    "ProjectFund",
    "ProjectIndicator",
    "Report",
    "ReportVersion",
    "ReviewAssignment",
    "SatisfactionSurvey",
    "StaffFigures",
    "TextBlock",
    "Theme",
    "User",
    "WorkFigures",
]
