"""What the pages call the tables and say about them, in the words of the paper forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from departments.facts import (
    ASSETS_TABLE,
    BASE_TABLE,
    BUILDINGS_TABLE,
    CONTACT_TABLE,
    INDICATORS_TABLE,
    MEASURES_TABLE,
    PROBLEMS_TABLE,
    PROJECTS_TABLE,
    STAFF_TABLE,
    SURVEYS_TABLE,
    UNITS_TABLE,
    WORK_TABLE,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Words:
    """Heading and guidance of a table; `nothing` is what a unit ticks that has nothing to list this year."""

    heading: StrOrPromise
    guidance: StrOrPromise = ""
    nothing: StrOrPromise = ""
    empty: StrOrPromise = ""


TABLE_WORDS: dict[str, Words] = {
    STAFF_TABLE: Words(_("人员情况"), _("编制数按编制部门的批复填写，在职人数与部门决算的口径一致，均为年末数。")),
    UNITS_TABLE: Words(
        _("机构设置"),
        _("逐个列出名称，个数自动得出。可以从 Excel 或 Word 复制一列名称，一次粘贴进来。"),
        nothing=_("本年无所属单位"),
    ),
    CONTACT_TABLE: Words(_("填表信息"), _("印在报告和表格的末尾。")),
    BASE_TABLE: Words(_("基础数据表")),
    BUILDINGS_TABLE: Words(
        _("楼堂馆所"),
        _("只列本年完工的新建楼堂馆所项目。规模单位为㎡，投资单位为万元。"),
        nothing=_("本年无完工的楼堂馆所"),
        empty=_("还没有列出项目。"),
    ),
    PROJECTS_TABLE: Words(
        _("项目"),
        _("一个项目一行，单位为万元。金额与基础数据表的“项目支出”是同一组数字，填一次即可。"),
        nothing=_("本年无项目支出"),
        empty=_("还没有登记项目。"),
    ),
    INDICATORS_TABLE: Words(
        _("绩效指标"),
        _("按年初设定的指标逐条填写完成情况，分值合计 90 分，另 10 分为预算执行率。"),
        empty=_("还没有填写指标。"),
    ),
    ASSETS_TABLE: Words(_("资产情况表"), _("单位为万元。没有的资产类别整行留空。")),
    SURVEYS_TABLE: Words(
        _("满意度调查"),
        _("满意度由有效样本数和满意数自动得出，调查问卷等佐证请上传到本部分。"),
        nothing=_("本年没有开展满意度调查"),
        empty=_("还没有填写满意度调查。"),
    ),
    WORK_TABLE: Words(_("工作完成情况"), _("计划工作指年初工作计划列出的事项，重点工作指上级交办、下达的事项。")),
    PROBLEMS_TABLE: Words(_("问题"), _("后面的改进措施要逐条对应这里的问题。"), empty=_("还没有填写问题。")),
    MEASURES_TABLE: Words(_("措施"), empty=_("还没有填写措施。")),
}
