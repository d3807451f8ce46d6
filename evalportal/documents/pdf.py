"""The report as PDF, in the layout of official documents (GB/T 9704-2012), by WeasyPrint.

The body is laid out first: it tells the page numbers for the contents, and where pages break tables, so that
cells spanning rows can be repeated there. Cover and contents stand before page 1, without numbers.
"""

from dataclasses import replace
from typing import Any

import pydyf
from django.utils.translation import gettext as _
from weasyprint import Document

from .context import ReportDocument
from .fonts import require_coverage
from .page_breaks import has_spans, pages_of_anchors, table_breaks
from .pages import Entry, body_html, entries, front_html, numbered_annexes, tables_html
from .room import may_overflow
from .texts import cleaned, placed_texts
from .weasy.engine import Engine, engine, write

# Contents are given where the report is longer than this.
PAGES_WITHOUT_CONTENTS = 10


def render_pdf(document: ReportDocument) -> bytes:
    """Give the PDF; raises fonts.MissingCharacters where a character is in no font."""
    document = cleaned(document)
    needs_rare = require_coverage(placed_texts(document))
    with engine() as weasy:
        if needs_rare:
            weasy.load_rare()
        body = _lay_out_body(weasy, document)
        contents = _contents(document, body)
        front = weasy.lay_out(front_html(document, contents), draft=document.draft)
        whole = body.copy([*front.pages, *body.pages])
        return write(whole, finish=lambda _whole, pdf: _label_pages(pdf, len(front.pages)))


def _lay_out_body(weasy: Engine, document: ReportDocument) -> Document:
    """Lay out the body; tables that may be longer than a page are tried beforehand, on their own."""
    grids = [annex.grid for annex in numbered_annexes(document)]
    long = tuple(grid for grid in grids if has_spans(grid) and may_overflow(grid))
    breaks = table_breaks(long, weasy.lay_out(tables_html(long), draft=False)) if long else {}
    body = weasy.lay_out(body_html(document, breaks), draft=document.draft)
    found = table_breaks(grids, body)
    if found != breaks:
        body = weasy.lay_out(body_html(document, found), draft=document.draft)
    return body


def _contents(document: ReportDocument, body: Document) -> tuple[Entry, ...]:
    if len(body.pages) <= PAGES_WITHOUT_CONTENTS:
        return ()
    pages = pages_of_anchors(body)
    return tuple(replace(entry, page=pages.get(entry.anchor, 0)) for entry in entries(document))


def _label_pages(pdf: Any, front_pages: int) -> None:
    """Let the reader's page field say what is printed: 封面, 目录, then 1, 2, 3."""
    labels: list[Any] = [0, pydyf.Dictionary({"P": pydyf.String(_("封面"))})]
    if front_pages > 1:
        labels += [1, pydyf.Dictionary({"P": pydyf.String(_("目录")), "S": "/D"})]
    labels += [front_pages, pydyf.Dictionary({"S": "/D"})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(labels)})
