"""An indicator system as a workbook: written for people to edit, read back with what is wrong row by row."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from departments.facts import codes_by_name
from departments.importing.sheets.table import Column, TableRow, read_table
from departments.safe_cells import safe_cell
from scoring.editing.rule_words import parameter_lines, read_rule_words
from scoring.editing.tree import in_tree_order
from scoring.preparation import find_problems
from scoring.rounding import plain
from scoring.rules import RULES, ParameterError, write_rule
from scoring.systems import IndicatorSpec, Level, SystemSpec, ValueKind, ZeroBase, read_indicator

_HEAD = PatternFill("solid", fgColor="EDF1F3")
_WIDE = frozenset({"rule", "formula", "criterion", "explanation", "evidence", "full_if"})
_YES = "是"
_PLAIN = (
    "name", "level_one", "level_two", "formula", "full_if", "full_text", "criterion", "explanation", "source",
)  # fmt: skip

COLUMNS: tuple[Column, ...] = (
    Column("code", gettext_lazy("代码"), gettext_lazy("不改动；新增的指标留空，由系统编号。")),
    Column("level_one", gettext_lazy("一级指标"), "", required=True),
    Column("level_two", gettext_lazy("二级指标"), "", required=True),
    Column("name", gettext_lazy("三级指标"), "", required=True, aliases=("指标名称",)),
    Column("points", gettext_lazy("分值"), "", required=True),
    Column(
        "kind", gettext_lazy("评分规则"), "", required=True, choices=tuple(str(rule.label) for rule in RULES.values())
    ),
    Column(
        "rule",
        gettext_lazy("规则参数"),
        gettext_lazy("一行一个，写成“名称：值”；几项之间用｜隔开，分档写成“10 得 4”，界限不含的写“30（不含）得 2”。"),
    ),
    Column("formula", gettext_lazy("公式"), gettext_lazy("用数据清单中的中文名称。")),
    Column("value_kind", gettext_lazy("公式的结果"), "", choices=tuple(str(kind.label) for kind in ValueKind)),
    Column("full_if", gettext_lazy("得满分的条件"), ""),
    Column("full_text", gettext_lazy("条件的说明"), ""),
    Column("when_zero", gettext_lazy("除数为 0 时"), "", choices=tuple(str(each.label) for each in ZeroBase)),
    Column("evidence", gettext_lazy("佐证材料"), gettext_lazy("一行一种。")),
    Column("criterion", gettext_lazy("评分标准"), ""),
    Column("explanation", gettext_lazy("指标解释"), ""),
    Column("source", gettext_lazy("依据"), ""),
    Column("completed", gettext_lazy("由本系统补全"), "", choices=(_YES, "否")),
    Column("own", gettext_lazy("由部门换成个性指标"), "", choices=(_YES, "否")),
)  # fmt: skip


@dataclass(frozen=True)
class RowError:
    """What is wrong in a row of the workbook; row 0 is the whole."""

    number: int
    name: str
    message: str


def write_workbook(spec: SystemSpec) -> bytes:
    """The indicators of a system, one row each, with choices to pick from; what the columns mean on a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("指标")
    sheet.append([safe_cell(f"{column.head}{'*' if column.required else ''}") for column in COLUMNS])
    for row in spec.indicators:
        texts = _texts(row)
        sheet.append([safe_cell(texts[column.key]) for column in COLUMNS])
    for at, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 44 if column.key in _WIDE else 18
        head = sheet.cell(1, at)
        head.font, head.fill = Font(bold=True), _HEAD
        for cell in sheet[letter][1:]:
            cell.number_format, cell.alignment = "@", Alignment(wrap_text=True, vertical="top")
        listed = ",".join(column.choices)
        if column.choices and len(listed) < 250:
            choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}500")
    sheet.freeze_panes = "E2"
    _explain(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet(_("填写说明"))
    sheet.append([_("列"), _("说明"), _("可填")])
    for column in COLUMNS:
        sheet.append([str(column.head), safe_cell(str(column.note)), "、".join(column.choices)])
    sheet.append([])
    sheet.append([_("评分规则"), _("规则参数")])
    for rule in RULES.values():
        sheet.append([str(rule.label), safe_cell(str(rule.help))])
    for letter, width in (("A", 24), ("B", 70), ("C", 60)):
        sheet.column_dimensions[letter].width = width


def _texts(row: IndicatorSpec) -> dict[str, str]:
    return {
        **{name: getattr(row, name) for name in ("code", *_PLAIN)},
        "points": plain(row.points),
        "kind": str(row.rule.label),
        "rule": "\n".join(parameter_lines(row.rule)),
        "value_kind": str(row.value_kind.label),
        "when_zero": str(row.when_zero.label),
        "evidence": "\n".join(row.evidence),
        "completed": _YES if row.completed else "",
        "own": _YES if row.own else "",
    }


def read_system_workbook(content: bytes, name: str, old: SystemSpec) -> tuple[SystemSpec | None, list[RowError]]:
    """The system with the indicators of a workbook, or everything that is wrong with them row by row.

    Settings stay as they are; levels get the points that their rows add up to. Raises RefusedImport for a file that
    cannot be read at all.
    """
    table = read_table(content, name, COLUMNS)
    errors: list[RowError] = []
    rows: list[IndicatorSpec] = []
    numbers: dict[str, TableRow] = {}
    taken = {row.get("code") for row in table.rows} | {each.code for each in old.indicators}
    for row in table.rows:
        code = row.get("code") or _free(taken)
        if code in numbers:
            said = {"code": code, "row": numbers[code].number}
            errors.append(_error(row, _("代码“%(code)s”在第 %(row)s 行已经有了。") % said))
            continue
        taken.add(code)
        numbers[code] = row
        try:
            rows.append(_read(row, code))
        except ParameterError as error:
            errors.append(_error(row, str(error)))
    if not rows and not errors:
        errors.append(RowError(0, "", _("表中没有指标。")))
    if errors:
        return None, errors
    new = with_sums_declared(replace(old, indicators=tuple(rows)))
    errors = [
        _error(numbers[problem.indicator], f"{_head_of(problem.field)}：{problem.message}")
        for problem in find_problems(new, codes_by_name())
        if problem.indicator
    ]
    return (None if errors else new), errors


def with_sums_declared(spec: SystemSpec) -> SystemSpec:
    """The system with every level declared that was, at what its rows now add up to."""
    ordered = in_tree_order(spec)
    levels = []
    for level in ordered.levels:
        rows = [each for each in ordered.indicators if _stands_in(each, level)]
        levels.append(replace(level, points=sum((row.points for row in rows), start=level.points - level.points)))
    return replace(ordered, levels=tuple(levels))


def _stands_in(row: IndicatorSpec, level: Level) -> bool:
    return (row.level_one, row.level_two) == (level.parent, level.name) if level.parent else row.level_one == level.name


def _free(taken: set[str]) -> str:
    number = 1
    while f"i{number}" in taken:
        number += 1
    return f"i{number}"


def _error(row: TableRow, message: str) -> RowError:
    return RowError(row.number, row.get("name"), message)


def _head_of(field: str) -> str:
    names = {"target": "rule", "caps": "rule"}
    return next((str(column.head) for column in COLUMNS if column.key == names.get(field, field)), "")


def _read(row: TableRow, code: str) -> IndicatorSpec:
    data: dict[str, Any] = {"code": code}
    for name in _PLAIN:
        data[name] = row.get(name).removeprefix("'")
    for name, label in (("level_one", _("一级指标")), ("level_two", _("二级指标")), ("name", _("三级指标"))):
        if not data[name]:
            raise ParameterError(_("%(label)s不能为空。") % {"label": label})
    data["points"] = row.get("points") or "0"
    data["value_kind"] = _choice(row.get("value_kind"), ValueKind, ValueKind.RATIO)
    data["when_zero"] = _choice(row.get("when_zero"), ZeroBase, ZeroBase.OPEN)
    data["evidence"] = [line.strip() for line in row.get("evidence").splitlines() if line.strip()]
    data["completed"], data["own"] = (row.get(name) == _YES for name in ("completed", "own"))
    data["rule"] = write_rule(read_rule_words(row.get("kind"), row.get("rule").removeprefix("'")))
    return read_indicator(data)


def _choice(text: str, choices: Any, default: Any) -> str:
    """A choice by its value or label, the default where nothing stands; what is neither is read_indicator's to say."""
    if not text:
        return str(default.value)
    return next((str(each.value) for each in choices if text in (each.value, str(each.label))), text)
