"""The kinds of file a report can be taken away as: how each is made and what it is called."""

from collections.abc import Callable
from dataclasses import dataclass

from .context import ReportDocument
from .excel import render_excel
from .pdf import render_pdf
from .word import render_word


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name for people, its content type, its address by name, and the function that makes it."""

    name: str
    route: str
    content_type: str
    render: Callable[[ReportDocument], bytes]


FORMATS: dict[str, Format] = {
    "pdf": Format("PDF", "report_pdf", "application/pdf", render_pdf),
    "docx": Format(
        "Word",
        "report_word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        render_word,
    ),
    "xlsx": Format(
        "Excel",
        "report_excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        render_excel,
    ),
}
