"""The yearly report of one department: its state, its narrative, its derived facts."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.enums import EDITABLE_STATES, BlockKind, ReportState, SectionKey
from departments.models.campaign import Campaign, Extension
from departments.models.organisation import Department
from departments.models.people import User
from departments.models.visibility import ReportQuerySet

if TYPE_CHECKING:
    from departments.outline import Outline


class Report(models.Model):
    """What one department reports for one campaign.

    `facts` is derived: fact code → decimal string, rewritten with each save of a table.
    `declared_empty` names the tables of which the unit says "本年无", so that an empty table is an answer.
    `unlocked` names the sections that a returned report opens; a draft is open everywhere.
    `revision` counts the writes into the draft, so that one write notices another.
    `moves` counts the transitions, so that a page can say which one it saw last.
    `step` is the review step the report stands at (0 before it was ever sent); after a return it re-enters there.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reports")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(_("状态"), max_length=20, choices=ReportState, default=ReportState.DRAFT)
    came_from = models.CharField(max_length=20, choices=ReportState, default=ReportState.DRAFT)
    step = models.PositiveSmallIntegerField(default=0)
    moves = models.PositiveIntegerField(default=0)
    revision = models.PositiveBigIntegerField(default=0)
    unlocked = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    declared_empty = models.JSONField(default=list)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    extended_to: datetime | None
    fills: bool

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]  # stubs: manager from queryset

    class Meta:
        ordering = ("-campaign__year", "department__code")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "department"), name="one_report_per_department_and_campaign"),
            models.CheckConstraint(condition=models.Q(state__in=ReportState.values), name="report_state_known"),
            models.CheckConstraint(condition=models.Q(came_from__in=ReportState.values), name="report_origin_known"),
        )

    def __str__(self) -> str:
        return f"{self.department} {self.campaign.year}"

    @property
    def outline(self) -> "Outline":
        """The outline of the campaign: sections with number, heading, guidance."""
        from departments.outline import OUTLINES

        return OUTLINES[self.campaign.outline]

    def closes_at(self) -> datetime:
        """The end of the window for this department, with its extension if it has one.

        Reports read through `with_closing_time` know it; others ask the database.
        """
        if not hasattr(self, "extended_to"):
            self.extended_to = (
                Extension.objects.filter(campaign=self.campaign_id, department=self.department_id)
                .values_list("closes_at", flat=True)
                .first()
            )
        return max(self.campaign.closes_at, self.extended_to) if self.extended_to else self.campaign.closes_at

    def is_unlocked(self, section: str) -> bool:
        """Whether the unit may change this section in the present state."""
        if self.state not in EDITABLE_STATES:
            return False
        return (self.state == ReportState.DRAFT and not self.unlocked) or section in self.unlocked


class TextBlock(models.Model):
    """One block of narrative under a topic of a section; the clerk sees the blocks as one continuous text.

    A standard block was made from figures: `recipe` names how, `figures` holds the values it was made from,
    so that the page can show when text and table no longer agree.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="blocks")
    section = models.CharField(max_length=20, choices=SectionKey)
    topic = models.CharField(max_length=30)
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=BlockKind, default=BlockKind.TYPED)
    recipe = models.CharField(max_length=40, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("section", "topic", "position", "id")
        indexes = (models.Index(fields=("report", "section"), name="block_by_section"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(section__in=SectionKey.values), name="block_section_known"),
            models.CheckConstraint(
                condition=models.Q(kind=BlockKind.TYPED, recipe="") | models.Q(kind=BlockKind.STANDARD, recipe__gt=""),
                name="block_standard_has_recipe",
            ),
        )

    @property
    def place(self) -> str:
        """Its address in the report."""
        return f"{self.section}/block/{self.pk}"
