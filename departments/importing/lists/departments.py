"""Departments from a list, each with its supervising department and its division of the finance bureau."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import AdministrativeLevel
from departments.importing.lists.outcome import Effect, Outcome, changed_fields
from departments.importing.refusal import RefusedImport
from departments.importing.sheets.table import Column, TableRow
from departments.lookup import find_department, find_division, plain
from departments.models import Department, Division, User
from departments.organisation import create_department, save_department

_LEVELS = {str(level.label): level for level in AdministrativeLevel}
COLUMNS = (
    Column(
        "code",
        gettext_lazy("预算单位编码"),
        gettext_lazy("已有的编码：按表中内容修改；没有的：新建。"),
        required=True,
        aliases=("单位编码", "预算编码", "编码"),
    ),
    Column(
        "name",
        gettext_lazy("单位全称"),
        gettext_lazy("与公章一致的全称。"),
        required=True,
        aliases=("单位名称", "部门名称", "单位"),
    ),
    Column("short_name", gettext_lazy("单位简称"), gettext_lazy("不填的保持原样，新单位用全称。"), aliases=("简称",)),
    Column(
        "level",
        gettext_lazy("级别"),
        gettext_lazy("不填的保持原样，新单位按正科级。"),
        aliases=("行政级别",),
        choices=tuple(_LEVELS),
    ),
    Column(
        "supervisor",
        gettext_lazy("主管部门"),
        gettext_lazy("主管部门的编码或者全称，可以是本表中的单位。不填的保持原样。"),
        aliases=("上级单位", "主管单位"),
    ),
    Column(
        "division",
        gettext_lazy("财政业务股室"),
        gettext_lazy("股室的编码或者名称，须先建立。不填的保持原样。"),
        aliases=("业务股室", "股室", "主管股室"),
    ),
)
_LABELS = {column.key: column.head for column in COLUMNS if column.key != "code"}


def supervisors_first(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows in an order in which each stands behind its supervising department, if that is in the list."""
    known = {plain(row.get(key)): row for row in rows for key in ("code", "name")}
    ordered: list[TableRow] = []
    seen: set[int] = set()

    def put(row: TableRow | None) -> None:
        chain = []
        while row is not None and row.number not in seen:
            seen.add(row.number)
            chain.append(row)
            row = known.get(plain(row.get("supervisor"))) if row.get("supervisor") else None
        ordered.extend(reversed(chain))

    for row in rows:
        put(row)
    return ordered


def carry_out_department(row: TableRow, *, by: User) -> Outcome:
    """Create the department, or change the one of this code. Raises Refused."""
    supervisor, division = _read(row)
    held = Department.objects.select_related("supervisor", "division").filter(code=plain(row.get("code"))).first()
    if held is None:
        made = create_department(
            code=plain(row.get("code")),
            name=row.get("name"),
            short_name=row.get("short_name"),
            level=_LEVELS.get(row.get("level"), AdministrativeLevel.SECTION),
            supervisor=supervisor,
            division=division,
            by=by,
        )
        return Outcome(row.number, f"{made.name}（{made.code}）", Effect.NEW.value, [_("新建单位")])
    old = _said(held)
    saved = save_department(
        held,
        code=held.code,
        name=row.get("name"),
        short_name=row.get("short_name") or held.short_name,
        level=_LEVELS.get(row.get("level"), held.level),
        supervisor=supervisor or held.supervisor,
        division=division or held.division,
        is_finance_bureau=held.is_finance_bureau,
        is_active=held.is_active,
        by=by,
    )
    said = changed_fields(_LABELS, old, _said(saved))
    effect = Effect.CHANGE if said else Effect.SAME
    return Outcome(row.number, f"{saved.name}（{saved.code}）", effect.value, said)


def _read(row: TableRow) -> tuple[Department | None, Division | None]:
    supervisor, division = find_department(row.get("supervisor")), find_division(row.get("division"))
    wrong = []
    if not row.get("code"):
        wrong.append(_("没有填预算单位编码。"))
    if not row.get("name"):
        wrong.append(_("没有填单位全称。"))
    if row.get("level") and row.get("level") not in _LEVELS:
        wrong.append(
            _("没有“%(level)s”这个级别，可以填：%(levels)s。")
            % {"level": row.get("level"), "levels": "、".join(_LEVELS)}
        )
    if row.get("supervisor") and supervisor is None:
        wrong.append(_("没有编码或名称为“%(words)s”的主管部门。") % {"words": row.get("supervisor")})
    if row.get("division") and division is None:
        wrong.append(_("没有编码或名称为“%(words)s”的股室，请先建立。") % {"words": row.get("division")})
    if wrong:
        raise RefusedImport(" ".join(wrong))
    return supervisor, division


def _said(department: Department) -> dict[str, str]:
    return {
        "name": department.name,
        "short_name": department.short_name,
        "level": str(AdministrativeLevel(department.level).label),
        "supervisor": department.supervisor.name if department.supervisor else "",
        "division": department.division.name if department.division else "",
    }
