"""What each fact means, in a sentence for whoever writes formulas; lines of the base-data table explain themselves."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments import chart

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MEANINGS: dict[str, "StrOrPromise"] = {
    "staff_quota": gettext_lazy("机构编制部门核定批复的编制数。"),
    "staff_actual": gettext_lazy("年末在职人数，与部门决算口径一致。"),
    "staff_retired": gettext_lazy("年末离退休人数。"),
    "internal_units": gettext_lazy("列出的内设股室的个数。"),
    "subordinate_units": gettext_lazy("列出的所属单位的个数。"),
    "project_count": gettext_lazy("登记的项目的个数。"),
    "key_project_outturn": gettext_lazy("标为重点项目的决算合计。"),
    "building_count": gettext_lazy("当年完工的楼堂馆所的个数，声明“本年无”时为 0。"),
    "building_approved_area": gettext_lazy("完工项目的批复规模合计。"),
    "building_actual_area": gettext_lazy("完工项目的实际规模合计。"),
    "building_approved_investment": gettext_lazy("完工项目的预算投资合计。"),
    "building_actual_investment": gettext_lazy("完工项目的实际投资合计。"),
    "assets_opening": gettext_lazy("各类资产的年初数合计。"),
    "assets_closing": gettext_lazy("各类资产的年末数合计。"),
    "assets_in_use": gettext_lazy("年末在用资产合计。"),
    "assets_idle": gettext_lazy("年末闲置资产合计。"),
    "assets_disposed": gettext_lazy("当年处置的资产合计。"),
    "assets_income": gettext_lazy("当年资产处置和使用的收益合计。"),
    "satisfaction_rate": gettext_lazy("各次调查的满意数合计 ÷ 有效样本数合计，是百分数。"),
    "survey_sample": gettext_lazy("各次调查的有效样本数合计。"),
    "tasks_planned": gettext_lazy("年初工作计划列出的事项数。"),
    "tasks_done": gettext_lazy("计划事项中完成的数目。"),
    "tasks_on_time": gettext_lazy("计划事项中按时完成的数目。"),
    "tasks_up_to_standard": gettext_lazy("计划事项中质量达标的数目。"),
    "key_tasks_assigned": gettext_lazy("上级交办、下达的重点工作数。"),
    "key_tasks_done": gettext_lazy("重点工作中办结的数目。"),
}


def meaning_of(code: str) -> str:
    """What a fact means."""
    known = _MEANINGS.get(code)
    if known is not None:
        return str(known)
    name, _dot, column = code.partition(".")
    line = chart.LINES.get(name)
    if line is None:
        return ""
    group = next(str(group.name) for group in chart.GROUPS if line in group.lines)
    label = next(str(each.label) for each in line.columns if each == column)
    words = _("%(group)s表中“%(line)s”的%(column)s数。") % {"group": group, "line": line.name, "column": label}
    if line.is_derived:
        words += _("由下级各行相加得出。")
    return words + str(line.guidance)
