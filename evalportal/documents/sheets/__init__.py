"""The forms of the finance bureau as grids: one module per form, each from the context to rows of cells."""

from evalportal.documents.context import ReportDocument
from evalportal.documents.grid import Grid

from .base_data import base_data_grid
from .evaluation import evaluation_grid
from .evidence import evidence_grid
from .scoring import score_grid


def annexes(document: ReportDocument) -> tuple[Grid, ...]:
    """Give the forms that hang behind the report, in the order in which they are numbered."""
    grids: list[Grid] = []
    if document.base_data is not None:
        grids.append(base_data_grid(document))
    if document.overall is not None:
        grids.append(evaluation_grid(document.overall, document, name="overall"))
    grids.extend(
        evaluation_grid(project, document, name=f"project{number}")
        for number, project in enumerate(document.projects, start=1)
    )
    if document.score is not None:
        grids.append(score_grid(document.score, document))
    if document.evidence:
        grids.append(evidence_grid(document))
    return tuple(grids)
