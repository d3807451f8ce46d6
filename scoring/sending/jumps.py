"""Findings and gaps as a page lists them: each with the section it belongs to and the address where it is mended."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from departments import places
from departments.completeness import Lack
from departments.content import ReportContent
from departments.models import Report
from departments.wizard.addresses import address_of
from scoring.addresses import url_of_place
from scoring.checks import Finding
from scoring.preflight import Point


def url_of(content: ReportContent, place: str, section: str) -> str:
    """Where a place of the report is filled in; without a place its section, without both nothing."""
    if place:
        if places.parse(place).kind == places.SCORE:
            return url_of_place(content.report, place)
        return address_of(content, place)
    if section and content.outline.section(section):
        return reverse("section", args=(content.report.pk, section))
    return ""


def section_title_of(report: Report, section: str) -> str:
    """The heading of a section with its number; the whole report where there is none."""
    known = report.outline.section(section) if section else None
    return known.title if known else _("全文")


@dataclass(frozen=True)
class FoundView:
    """A finding for `components/findings.html`."""

    finding: Finding
    url: str

    @property
    def level(self) -> str:
        """error, warning or hint."""
        return str(self.finding.level)

    @property
    def message(self) -> str:
        """What was found."""
        return self.finding.message

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.finding.remedy

    @property
    def place(self) -> str:
        """Where in the report it is, for the mark beside the field; empty for the whole."""
        return self.finding.place

    @property
    def link(self) -> str:
        """What the jump says."""
        return _("到原处")


@dataclass(frozen=True)
class PointView:
    """A finding on the page before sending, with its explanation."""

    point: Point
    section: str
    url: str

    @property
    def place(self) -> str:
        """What its explanation is saved under."""
        return f"check/finding/{self.point.key}"


@dataclass(frozen=True)
class LackGroup:
    """What one section lacks."""

    section: str
    lacks: list[tuple[Lack, str]]


def found_views(content: ReportContent, findings: list[Finding]) -> list[FoundView]:
    """Findings with their jumps."""
    return [FoundView(each, url_of(content, each.place, each.section)) for each in findings]


def point_views(content: ReportContent, points: list[Point]) -> list[PointView]:
    """Points with their sections and jumps."""
    return [
        PointView(
            each,
            section_title_of(content.report, each.finding.section),
            url_of(content, each.finding.place, each.finding.section),
        )
        for each in points
    ]


def lack_groups(content: ReportContent, lacks: tuple[Lack, ...]) -> list[LackGroup]:
    """Gaps by section, in the order of the report."""
    groups: dict[str, LackGroup] = {}
    for lack in lacks:
        group = groups.setdefault(lack.section, LackGroup(section_title_of(content.report, lack.section), []))
        group.lacks.append((lack, url_of(content, lack.place, lack.section)))
    return list(groups.values())
