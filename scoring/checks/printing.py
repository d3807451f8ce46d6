"""Characters that no font for official documents has: a report that holds one cannot be printed."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.content import ReportContent
from departments.enums import SectionKey
from departments.models import DraftRow, ProjectIndicator
from departments.prose.characters import is_unprintable
from departments.tables import TABLES, TableSpec

from .finding import Level, Observation
from .registry import Needs, check
from .subject import Subject
from .tables.reading import at_table, content_of

_SOURCE = gettext_lazy("GB/T 9704—2012：公文用字；表情符号和自造字没有公文字体")
_REMEDY = gettext_lazy("删去这个字符，或者改用文字；人名、地名中的自造字请换成标准字。")


@check(
    "printable_text", number=32, level=Level.ERROR, name=gettext_lazy("文字中没有打印不了的字符"),
    source=_SOURCE, remedy=_REMEDY,
)  # fmt: skip
def check_text(subject: Subject) -> Iterator[Observation]:
    """Emoji and characters of a font's own in the narrative: the PDF would be refused for them."""
    text = subject.report.text
    unprintable = {char for char in set(text) if is_unprintable(char)}
    for at, char in enumerate(text) if unprintable else ():
        # The title is made of the unit's name, which is not the clerk's to change.
        if char in unprintable and subject.report.section_at(at):
            yield Observation(at, at + 1, stated=char, message=_message(char))


@check(
    "printable_tables", number=32, level=Level.ERROR, needs=Needs.DRAFT,
    name=gettext_lazy("表格中没有打印不了的字符"), source=_SOURCE, remedy=_REMEDY,
)  # fmt: skip
def check_tables(subject: Subject) -> Iterator[Observation]:
    """The same in what is typed into tables: names of projects, reasons, responsible persons."""
    content = content_of(subject)
    for spec in TABLES.values():
        written = [cell for cell in spec.cells if isinstance(spec.field(cell), models.CharField | models.TextField)]
        for row in content.rows[spec.name]:
            for cell in written:
                text = str(getattr(row, cell))
                if not text.isascii():
                    for char in filter(is_unprintable, text):
                        yield _at(content, spec, row, cell, char)


def _at(content: ReportContent, spec: TableSpec, row: DraftRow, cell: str, char: str) -> Observation:
    # The overall table stands in another section than those of the projects.
    is_overall = isinstance(row, ProjectIndicator) and row.project_id is None
    return at_table(
        content, spec.name, row=spec.row_key(row), cell=cell, stated=char, message=_message(char),
        section=SectionKey.PERFORMANCE if is_overall else "",
    )  # fmt: skip


def _message(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return _("字符“%(char)s”（%(code)s）没有字体可以打印，报告文件将无法生成。") % {"char": char, "code": code}
