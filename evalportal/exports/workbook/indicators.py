"""One sheet a level-one indicator: units × indicators with points, as the units scored and as the bureau settled."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter

from evalportal.documents.figures import plain
from evalportal.exports.workbook.colours import BAD, FAIR
from evalportal.exports.workbook.table import A3, Column, Formula, Kind, Table
from evalportal.exports.workbook.units import Scores, Unit
from scoring.systems import SystemSpec

# Left of the scores stand code, name and state of the unit; above the heads names, points and means.
LEFT = 3
NAMES, POINTS = 3, 4
FIRST_ROW = 7
# Under 60 % of its points a score counts as low, as a total does (财预〔2020〕10号: 差).
LOW = "0.6"
COLUMNS_ON_A_PAGE = 16


def level_sheets(book: Workbook, spec: SystemSpec, units: int) -> list["LevelSheet"]:
    """A sheet for each level-one indicator, in the order of the system; each will get so many units."""
    names = dict.fromkeys(indicator.level_one for indicator in spec.indicators)
    return [LevelSheet(book, spec, name, units) for name in names]


class LevelSheet:
    """The scores of all units under one level-one indicator, two columns each and the sum at the end."""

    def __init__(self, book: Workbook, spec: SystemSpec, level: str, units: int) -> None:
        self._level = level
        indicators = [each for each in spec.indicators if each.level_one == level]
        self._codes = [each.code for each in indicators]
        points = sum((each.points for each in indicators), Decimal(0))
        names = [*(each.name for each in indicators), _("小计")]
        weights = [*(each.points for each in indicators), points]
        columns = [
            Column(_("预算单位编码"), 13, Kind.CODE),
            Column(_("单位"), 34, Kind.LONG),
            Column(_("状态"), 10, Kind.CENTRE),
            *(
                column
                for _name in names
                for column in (Column(_("自评"), 8.5, Kind.SCORE), Column(_("核定"), 8.5, Kind.SCORE))
            ),
        ]
        self._width = len(columns)
        self._table = Table(
            book,
            level,
            _("%(level)s（%(points)s 分）：各单位得分") % {"level": level, "points": plain(points)},
            columns,
            note=_("浅黄为失分，浅红为得分不到分值的 60%；空白为尚未评分。平均分随筛选变化。"),
            frozen=LEFT,
            paper=A3,
            pages_wide=-(-len(columns) // COLUMNS_ON_A_PAGE),
            above=(
                (_("指标"), None, None, *(value for name in names for value in (name, None))),
                (_("分值"), None, None, *(value for weight in weights for value in (weight, weight))),
                (_("平均分"), None, None, *self._means(units)),
            ),
            heights={NAMES: 44.0},
        )
        for column in range(LEFT + 1, self._width, 2):
            left, right = get_column_letter(column), get_column_letter(column + 1)
            self._table.merge(f"{left}{NAMES}:{right}{NAMES}")
        for row in range(NAMES, FIRST_ROW - 1):
            self._table.merge(f"A{row}:C{row}")

    def _means(self, units: int) -> Iterator[Formula]:
        last = max(FIRST_ROW, FIRST_ROW + units - 1)
        for column in range(LEFT + 1, self._width + 1):
            letter = get_column_letter(column)
            yield Formula(f'=IFERROR(SUBTOTAL(101,{letter}{FIRST_ROW}:{letter}{last}),"")', Kind.SCORE.value)

    def add(self, unit: Unit) -> None:
        """Add the row of a unit."""
        line = unit.line
        scores = [
            value for code in self._codes for value in (_shown(unit, unit.own, code), _shown(unit, unit.settled, code))
        ]
        self._table.add((line.code, line.name, str(line.state.label), *scores, *self._sums(unit)))

    def _sums(self, unit: Unit) -> tuple[Decimal | None, Decimal | None]:
        """The unit's subtotal is the sheet's own; of what was settled nothing is left open."""
        own = next((each.score for each in unit.sheet.subtotals if each.name == self._level and not each.parent), None)
        if not any(unit.own.get(code) is not None for code in self._codes):
            own = None
        settled = [score for code in self._codes if (score := unit.settled.get(code)) is not None]
        return own, sum(settled, Decimal(0)) if settled else None

    def close(self) -> None:
        """Filter and colours."""
        self._table.close()
        first = f"{get_column_letter(LEFT + 1)}{FIRST_ROW}"
        points = f"{get_column_letter(LEFT + 1)}${POINTS}"
        area = self._table.area(LEFT + 1, self._width)
        rules = self._table.sheet.conditional_formatting
        rules.add(area, FormulaRule([f"AND(ISNUMBER({first}),{first}<{points}*{LOW})"], fill=BAD))
        rules.add(area, FormulaRule([f"AND(ISNUMBER({first}),{first}<{points})"], fill=FAIR))


def _shown(unit: Unit, scores: Scores, code: str) -> Decimal | str | None:
    score = scores.get(code)
    return _("不适用") if score is None and code in unit.waived and code in scores else score
