"""佐证材料目录: the attached files, what each proves, and its SHA-256."""

from decimal import Decimal

from django.utils.translation import gettext as _

from evalportal.documents.context import ReportDocument
from evalportal.documents.grid import Cell, Grid, Kind

from .cells import head, words


def evidence_grid(document: ReportDocument) -> Grid:
    """List the evidence; the hash lets anyone see whether a file is the one that was sent."""
    return Grid(
        name="evidence",
        title=_("佐证材料目录"),
        widths=(8, 34, 22, 36),
        rows=(
            (head(_("序号")), head(_("材料名称")), head(_("证明内容")), head(_("校验值（SHA-256）"))),
            *(
                (
                    Cell(Decimal(number), Kind.COUNT, align="center"),
                    words(file.name),
                    words(file.subject),
                    words(file.sha256),
                )
                for number, file in enumerate(document.evidence, start=1)
            ),
        ),
    )
