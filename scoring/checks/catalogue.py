"""The catalogue of checks as a page of documentation, made from the registry."""

import inspect

from .finding import Level
from .registry import Needs, all_checks

_LEVELS = {Level.ERROR: "E", Level.WARNING: "W", Level.HINT: "I"}
_NEEDS = {
    Needs.TEXT: "the narrative alone",
    Needs.DRAFT: "the tables of a draft",
    Needs.HISTORY: "earlier years",
}
_HEAD = """# The checks

Made from the registry by `manage.py describe_checks`; do not edit.

E blocks sending, W needs a written explanation, I is a hint. A campaign may switch a check off or move it to another
level by its code. "No." groups checks of one topic. A check whose input is not there stays silent.

Held elsewhere: one unit for target and actual (28) by the form of the table, which has one; the tables of each project
and the base data (45, 46) by what a section lacks, which blocks sending like an error; the stamped copy (45) at
signing. Shares of projects and of 三公经费 (8, 9) are `share`.

| code | no. | level | name | looks at | runs on | source | remedy |
|---|---|---|---|---|---|---|---|
"""


def catalogue() -> str:
    """The whole page in Markdown."""
    rows = []
    for each in all_checks():
        looks_at = (inspect.getdoc(each.run) or "").split("\n")[0]
        cells = (
            f"`{each.code}`", str(each.number), _LEVELS[each.level], str(each.name), looks_at, _NEEDS[each.needs],
            str(each.source), str(each.remedy),
        )  # fmt: skip
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return _HEAD + "".join(rows)
