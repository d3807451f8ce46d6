"""The address of anything in a report as a stable string.

Findings, comments, attachments, unlocks and events all point with it, so nobody needs a foreign key upwards.

    profile                                   a section
    assets/block/17                           a block of narrative
    expenditure/table/base                    a table
    expenditure/table/base/procurement        a row
    expenditure/table/base/procurement/outturn  a cell
    special_funds/table/projects/12/goal      a cell of a project
    score/A11                                 a row of the score sheet
    stamped_copy                              the signed and stamped paper, scanned
"""

from dataclasses import dataclass

from departments.enums import SectionKey

SCORE = "score"
STAMPED = "stamped_copy"


@dataclass(frozen=True)
class Place:
    """A parsed address. `kind` is "section", "block", "table", "score" or "stamped_copy"."""

    section: str
    kind: str = "section"
    name: str = ""
    row: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.kind == SCORE:
            return f"{SCORE}/{self.name}" if self.name else SCORE
        if self.kind == STAMPED:
            return STAMPED
        if self.kind == "section":
            return self.section
        return "/".join(part for part in (self.section, self.kind, self.name, self.row, self.cell) if part)


def section(key: str) -> str:
    """The address of a whole section."""
    return key


def block(section_key: str, block_id: int) -> str:
    """The address of a block of narrative."""
    return str(Place(section_key, "block", str(block_id)))


def table(section_key: str, name: str, row: str | int = "", cell: str = "") -> str:
    """The address of a table, of one of its rows or of one cell."""
    return str(Place(section_key, "table", name, str(row), cell))


def score(indicator: str) -> str:
    """The address of a row of the score sheet."""
    return str(Place("", SCORE, indicator))


def parse(address: str) -> Place:
    """Read an address; raises ValueError with the address when it names nothing a report can have."""
    head, *rest = address.split("/")
    if head == SCORE and len(rest) <= 1:
        return Place("", SCORE, rest[0] if rest else "")
    if address == STAMPED:
        return Place("", STAMPED)
    if head not in SectionKey.values or len(rest) > 4:
        raise ValueError(f"unknown place: {address!r}")
    if not rest:
        return Place(head)
    kind, *names = rest
    if kind == "block" and len(names) == 1 and names[0].isdecimal():
        return Place(head, "block", names[0])
    if kind == "table" and names and all(names):
        return Place(head, "table", *names)
    raise ValueError(f"unknown place: {address!r}")
