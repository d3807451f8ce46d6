"""Turns a report document into HTML: the body with its annexes, and the cover with the contents.

Preview and PDF show the same body; page numbers come from outside, once the body has been laid out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import segno
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .context import Paragraph, ReportDocument
from .figures import long_date
from .grid import Grid
from .sheets import annexes
from .title import breadth, break_title

# 2号 on a line of 442.2 pt.
TITLE_BREADTH = 20
COVER_BREADTH = 16
LONGEST_ENTRY = 30
# What stands on one page under the word 目录; with more, headings of level two are left out.
MOST_ENTRIES = 17

# Rows of a grid (by its name) that begin a page.
Breaks = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, and a bookmark: where it leads, its words, its depth."""

    anchor: str
    words: str
    depth: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Annex:
    """A form behind the report with its number (附件3-1); `words` name it in contents and bookmarks."""

    number: str
    grid: Grid
    first: bool
    words: str


def numbered_annexes(document: ReportDocument) -> tuple[Annex, ...]:
    """Number the annexes; the tables of several projects share one number and count on behind a dash."""
    result: list[Annex] = []
    number = 0
    several = len(document.projects) > 1
    for grid in annexes(document):
        project = int(grid.name.removeprefix("project")) if grid.name.startswith("project") else 0
        if project <= 1:
            number += 1
        name = f"{number}-{project}" if project and several else str(number)
        words = f"{grid.title}（{document.projects[project - 1].name}）" if project else grid.title
        result.append(Annex(_("附件%s") % name, grid, first=project <= 1, words=words))
    return tuple(result)


def annex_names(document: ReportDocument) -> list[str]:
    """Give the lines of the attachment note under the text (附件说明)."""
    several = len(document.projects)
    return [
        _("%(title)s（%(count)s 份）") % {"title": annex.grid.title, "count": several}
        if annex.grid.name == "project1" and several > 1
        else annex.grid.title
        for annex in numbered_annexes(document)
        if annex.first
    ]


def body_html(document: ReportDocument, breaks: Breaks | None = None) -> str:
    """Give the report without cover: title, sections, attachment note, signature, annexes."""
    return render_to_string("documents/body_page.html", body_context(document, breaks))


def title_lines(document: ReportDocument) -> tuple[str, ...]:
    """Give the title over the text: unit and title, broken between the two where they need two lines."""
    if document.title.startswith(document.unit):
        return break_title(document.title, TITLE_BREADTH)
    if breadth(document.unit + document.title) <= TITLE_BREADTH:
        return (document.unit + document.title,)
    return (*break_title(document.unit, TITLE_BREADTH), *break_title(document.title, TITLE_BREADTH))


def tables_html(grids: tuple[Grid, ...]) -> str:
    """Give some of the annexes alone, each on pages of its own, to see where they break."""
    annexed = [Annex(_("附件"), grid, first=True, words="") for grid in grids]
    return render_to_string("documents/tables_page.html", {"annexes": annexed, "breaks": {}})


def body_context(document: ReportDocument, breaks: Breaks | None = None) -> dict[str, object]:
    """Give what the body's template shows; the preview page uses it too."""
    return {
        "document": document,
        "title_lines": title_lines(document),
        "annex_names": annex_names(document),
        "annexes": numbered_annexes(document),
        "dated": long_date(document.dated) if document.dated else "",
        "breaks": breaks or {},
    }


def cover_facts(document: ReportDocument) -> list[tuple[str, str]]:
    """Give what stands on the cover under the title, name and value."""
    facts = [
        (_("评价年度"), _("%s年度") % document.year),
        (_("评价单位"), document.unit),
        (_("预算编码"), document.unit_code),
        (_("评价方式"), document.method),
        (_("评价机构"), document.evaluator),
        (_("报告日期"), long_date(document.dated) if document.dated else ""),
    ]
    kept = {_("评价方式"), _("评价机构")}
    return [(name, value) for name, value in facts if value or name not in kept]


def front_html(document: ReportDocument, contents: tuple[Entry, ...]) -> str:
    """Give the cover, and the contents if there are any."""
    return render_to_string(
        "documents/front_page.html",
        {
            "document": document,
            "title_lines": break_title(document.title, COVER_BREADTH),
            "facts": cover_facts(document),
            "contents": contents,
            "qr_code": qr_code(document.verification.url) if document.verification else "",
        },
    )


def entries(document: ReportDocument) -> tuple[Entry, ...]:
    """List what the contents name: sections, headings of level two, annexes."""
    result: list[Entry] = []
    for at, section in enumerate(document.sections, start=1):
        result.append(Entry(f"s{at}", section.heading, 1))
        for number, block in enumerate(section.blocks, start=1):
            if isinstance(block, Paragraph) and block.level in (1, 2) and len(block.lead) <= LONGEST_ENTRY:
                result.append(Entry(f"s{at}b{number}", block.lead.rstrip("。：:；"), 2))
    annexed = numbered_annexes(document)
    if len(result) + len(annexed) > MOST_ENTRIES:
        result = [entry for entry in result if entry.depth == 1]
    for annex in annexed:
        result.append(Entry(f"annex-{annex.grid.name}", f"{annex.number}　{annex.words}", 1))
    return tuple(result)


def qr_code(address: str) -> SafeString:
    """Draw a QR code as SVG with literal attributes; its title is what is read out."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=2, border=0, title=_("核验二维码"))
    return mark_safe(drawn)  # noqa: S308
