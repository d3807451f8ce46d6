"""What the page of a section shows, put together: its parts, its tables, its narrative, its evidence."""

from dataclasses import dataclass

from departments.attachments.listing import FileList, files_at
from departments.completeness import Lack, SectionProgress
from departments.content import ReportContent
from departments.outline import Section
from departments.wizard.addresses import address_of
from departments.wizard.parts import Part, lacks_in_order, parts_of, tables_in_order
from departments.wizard.table_views import TableView, table_view
from departments.wizard.topics import TopicView, topics_of


@dataclass(frozen=True)
class LackView:
    """Something that is missing, with the address where it is filled in."""

    lack: Lack
    url: str


@dataclass(frozen=True)
class SectionPage:
    """Everything on the page of one section."""

    section: Section
    parts: list[Part]
    lacks: list[LackView]
    tables: list[TableView]
    topics: list[TopicView]
    foot: list[TableView]
    files: FileList
    is_declared_empty: bool

    @property
    def may_be_empty(self) -> bool:
        """Whether the unit may say of the whole section that there is nothing this year."""
        return not self.section.tables


def lacks_of(content: ReportContent, progress: SectionProgress) -> list[LackView]:
    """What a section lacks, each with where to go."""
    return [LackView(lack, address_of(content, lack.place)) for lack in lacks_in_order(progress)]


def section_page_of(content: ReportContent, progress: SectionProgress, *, can_edit: bool) -> SectionPage:
    """Build the page of a section from the content of its report."""
    section = progress.section
    before, behind = tables_in_order(progress)
    return SectionPage(
        section=section,
        parts=parts_of(progress),
        lacks=lacks_of(content, progress),
        tables=[table_view(content, section.key, table) for table in before],
        topics=topics_of(content, section),
        foot=[table_view(content, section.key, table) for table in behind],
        files=files_at(content.report, section.key, content.attachments, can_change=can_edit),
        is_declared_empty=section.key in content.report.declared_empty,
    )
