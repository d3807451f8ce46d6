"""Contents of the Word file: a field that Word rebuilds, already filled, with page numbers that follow the pages.

Each line leads to a bookmark at its heading. Annexes are named by hidden TC fields, since their number and their title
stand in two paragraphs; rebuilding gives the same words as here.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from .pages import Entry
from .word_styles import CONTENTS_STYLES, TITLE_STYLE

WIDTH = Pt(442.2)


def write_contents(word: Any, entries: Sequence[Entry]) -> None:
    """Write the heading 目录 and a line for each entry."""
    word.add_paragraph(_("目　　录"), TITLE_STYLE)
    deepest = max((entry.depth for entry in entries), default=1)
    for number, entry in enumerate(entries):
        paragraph = word.add_paragraph(style=CONTENTS_STYLES[entry.depth])
        paragraph.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        if number == 0:
            _mark(paragraph, "begin", dirty=True)
            _instruct(paragraph, f' TOC \\o "1-{deepest}" \\f \\h \\z ')
            _mark(paragraph, "separate")
        _write_line(paragraph, entry)
    if entries:
        _mark(paragraph, "end")


def name_place(paragraph: Any, anchor: str) -> None:
    """Put a bookmark around a paragraph, to which the contents lead."""
    serial = str(len(paragraph.part.element.findall(f".//{qn('w:bookmarkStart')}")) + 1)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), serial)
    start.set(qn("w:name"), _bookmark(anchor))
    first = paragraph._p.find(qn("w:r"))
    first.addprevious(start)
    paragraph._p.append(end)


def name_for_contents(paragraph: Any, words: str) -> None:
    """Tell the contents, out of sight, by which words to name this place."""
    for run in (
        _mark(paragraph, "begin"),
        _instruct(paragraph, f' TC "{words.replace(chr(34), chr(39))}" \\l 1 '),
        _mark(paragraph, "end"),
    ):
        run.font.hidden = True


def _write_line(paragraph: Any, entry: Entry) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _bookmark(entry.anchor))
    link.set(qn("w:history"), "1")
    runs = [paragraph.add_run(entry.words), paragraph.add_run("\t")]
    runs += [_mark(paragraph, "begin", dirty=True), _instruct(paragraph, f" PAGEREF {_bookmark(entry.anchor)} \\h ")]
    runs += [_mark(paragraph, "separate"), paragraph.add_run(""), _mark(paragraph, "end")]
    paragraph._p.append(link)
    for run in runs:
        link.append(run._r)


def _bookmark(anchor: str) -> str:
    """Names of bookmarks hold letters, figures and low lines; one that begins with a line is not listed to people."""
    return "_" + anchor.replace("-", "_")


def _mark(paragraph: Any, kind: str, *, dirty: bool = False) -> Any:
    run = paragraph.add_run()
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    run._r.append(mark)
    return run


def _instruct(paragraph: Any, words: str) -> Any:
    run = paragraph.add_run()
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = words
    run._r.append(instruction)
    return run
