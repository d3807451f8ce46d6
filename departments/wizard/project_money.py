"""The money block of a 项目支出绩效自评表: the yearly total and where it came from, 万元."""

from dataclasses import dataclass
from decimal import Decimal

from departments.enums import Column
from departments.wizard.cells import CellView, RowView

COLUMNS = (Column.INITIAL, Column.ADJUSTED, Column.OUTTURN)


@dataclass(frozen=True)
class ProjectMoney:
    """The rows of the block, seen over the cells of one project."""

    project: RowView

    @property
    def total(self) -> list[CellView]:
        """年度资金总额, with 上年决算 before it."""
        return [self.project.cells[column] for column in (Column.PRIOR_OUTTURN, *COLUMNS)]

    @property
    def carried(self) -> list[CellView]:
        """上年结转资金."""
        return [self.project.cells[f"{column}_carried"] for column in COLUMNS]

    @property
    def other(self) -> list[CellView]:
        """其他资金."""
        return [self.project.cells[f"{column}_other"] for column in COLUMNS]

    @property
    def appropriated(self) -> list[tuple[str, Decimal | None, str]]:
        """当年财政拨款: column, amount, and the cells from which the page computes it while one types."""
        key, row = self.project.key, self.project.row
        shown = []
        for column in COLUMNS:
            total = getattr(row, column)
            parts = [getattr(row, f"{column}_carried"), getattr(row, f"{column}_other")]
            amount = None if total is None else total - sum((part or Decimal(0) for part in parts), Decimal(0))
            shown.append((column.value, amount, f"{key}.{column} -{key}.{column}_carried -{key}.{column}_other"))
        return shown

    @property
    def wrong_total(self) -> list[CellView]:
        """Cells of the total that cannot be read."""
        return [cell for cell in self.total if cell.error]

    @property
    def wrong_parts(self) -> list[CellView]:
        """Cells of its parts that cannot be read."""
        return [cell for cell in (*self.carried, *self.other) if cell.error]
