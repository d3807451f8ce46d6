"""What was read out of a workbook: cells bound for a place, new rows, and what could not be taken."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Source:
    """A cell of the workbook as a person finds it: sheet, address, and what stands there."""

    sheet: str
    address: str
    text: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


@dataclass(frozen=True)
class FoundCell:
    """A value for `cell` of a table row, as it would be typed. `handed` is what the portal had handed out there."""

    table: str
    row: str
    cell: str
    value: str
    source: Source
    section: str = ""
    handed: str | None = None


@dataclass(frozen=True)
class FoundRow:
    """A row of a list, known by its name; of an indicator `project` is the name of the project (empty: overall)."""

    table: str
    name: str
    cells: dict[str, FoundCell]
    source: Source
    project: str = ""
    pending: str = ""  # an amount in 万元 whose column the head does not tell


@dataclass(frozen=True)
class Fault:
    """A cell that is not taken, and why."""

    source: Source
    message: str


@dataclass(frozen=True)
class Compared:
    """A sum that stands in the workbook beside what its parts add up to."""

    source: Source
    name: str
    stated: str
    computed: str

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.stated == self.computed


@dataclass
class Found:
    """All that was read. `read` and `unread` are the sheets with and without a known table."""

    cells: list[FoundCell] = field(default_factory=list)
    rows: list[FoundRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    compared: list[Compared] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def fault(self, source: Source, message: str) -> None:
        """Note a cell that is not taken."""
        self.faults.append(Fault(source, message))

    def unknown(self, source: Source, error: str) -> None:
        """Note a formula without a result, or with an error for one."""
        self.fault(
            source,
            _("公式的结果是“%(error)s”，请在表格里改正。") % {"error": error}
            if error
            else _("公式没有计算结果。请用 Excel 或 WPS 打开文件，保存后再上传。"),
        )
