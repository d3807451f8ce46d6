"""Every closed list of the portal, spelled once: states, roles, sections, columns, kinds.

The Chinese labels are what users read; the values are what the database and the code use.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    """Where a report stands between the first word and the public page."""

    DRAFT = "draft", _("填报中")
    SIGNING = "signing", _("待签审")
    SUBMITTED = "submitted", _("待审核")
    IN_REVIEW = "in_review", _("审核中")
    RETURNED = "returned", _("已退回")
    APPROVED = "approved", _("已审定")
    PUBLISHED = "published", _("已公开")
    WITHDRAWN = "withdrawn", _("已取消")


EDITABLE_STATES = frozenset({ReportState.DRAFT, ReportState.RETURNED})


class Role(TextChoices):
    """What a membership lets a person do. The three management posts neither fill nor review (等保 三员)."""

    PREPARER = "preparer", _("填报人")
    HEAD = "head", _("单位负责人")
    REVIEWER = "reviewer", _("审核人")
    CHIEF = "chief", _("绩效股")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")


UNIT_ROLES = frozenset({Role.PREPARER, Role.HEAD})
MANAGEMENT_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


class SectionKey(TextChoices):
    """The sections of a report by meaning; an outline gives them number, heading and order."""

    PROFILE = "profile", _("部门基本概况")
    EXPENDITURE = "expenditure", _("部门整体支出情况")
    SPECIAL_FUNDS = "special_funds", _("部门专项组织实施情况")
    ASSETS = "assets", _("资产管理情况")
    PERFORMANCE = "performance", _("部门整体支出绩效情况")
    PROBLEMS = "problems", _("存在的问题")
    MEASURES = "measures", _("改进措施和建议")
    GOVERNMENT_FUND = "government_fund", _("政府性基金预算支出情况")
    STATE_CAPITAL = "state_capital", _("国有资本经营预算支出情况")
    SOCIAL_INSURANCE = "social_insurance", _("社会保险基金预算支出情况")
    RESULT_USE = "result_use", _("绩效自评结果拟应用和公开情况")
    OTHER = "other", _("其他需要说明的情况")


class Column(TextChoices):
    """The columns of money tables, 万元."""

    PRIOR_BUDGET = "prior_budget", _("上年预算")
    PRIOR_OUTTURN = "prior_outturn", _("上年决算")
    INITIAL = "initial", _("年初预算")
    ADJUSTED = "adjusted", _("全年预算")
    OUTTURN = "outturn", _("决算")


class AdministrativeLevel(TextChoices):
    """行政级别 of a unit."""

    DEPUTY_DIVISION = "deputy_division", _("副处级")
    SECTION = "section", _("正科级")
    DEPUTY_SECTION = "deputy_section", _("副科级")
    STAFF = "staff", _("股级")
    OTHER = "other", _("其他")


class UnitKind(TextChoices):
    """What stands in the two lists of section one."""

    INTERNAL = "internal", _("内设股室")
    SUBORDINATE = "subordinate", _("所属单位")


class FundKind(TextChoices):
    """Kinds of project expenditure in the base-data form (项目支出 1 to 3)."""

    BUSINESS = "business", _("业务工作专项")
    OPERATION = "operation", _("运行维护专项")
    HIGHER_LEVEL = "higher_level", _("省（市）级专项资金")


class IndicatorGroup(TextChoices):
    """Level-one parts of the project form (财预〔2020〕10号; 成本 since 财预〔2021〕101号)."""

    COST = "cost", _("成本指标")
    OUTPUT = "output", _("产出指标")
    BENEFIT = "benefit", _("效益指标")
    SATISFACTION = "satisfaction", _("满意度指标")


class Sign(TextChoices):
    """计算符号 between an indicator and its target."""

    AT_LEAST = "ge", "≥"
    AT_MOST = "le", "≤"
    EQUAL = "eq", "="
    QUALITATIVE = "qualitative", _("定性")


class QualitativeGrade(TextChoices):
    """The three grades of a 定性 indicator."""

    REACHED = "reached", _("达成")
    PARTLY = "partly", _("部分达成")
    MISSED = "missed", _("未达成")


class AssetKind(TextChoices):
    """Lines of the asset table."""

    BUILDINGS = "buildings", _("房屋和构筑物")
    VEHICLES = "vehicles", _("车辆")
    EQUIPMENT = "equipment", _("设备")
    FURNITURE = "furniture", _("家具和用具")
    INTANGIBLE = "intangible", _("无形资产")
    OTHER = "other", _("其他资产")


class BlockKind(TextChoices):
    """A block is typed by a person or made from the figures."""

    TYPED = "typed", _("录入文字")
    STANDARD = "standard", _("标准段落")


class EventKind(TextChoices):
    """What the trail records."""

    SIGN_IN = "sign_in", _("登录")
    SIGN_IN_FAILED = "sign_in_failed", _("登录失败")
    SIGN_OUT = "sign_out", _("退出")
    PASSWORD_CHANGED = "password_changed", _("修改密码")
    SETTINGS_CHANGED = "settings_changed", _("修改设置")
    DEPARTMENT_SAVED = "department_saved", _("维护部门")
    DIVISION_SAVED = "division_saved", _("维护股室")
    USER_SAVED = "user_saved", _("维护用户")
    ROLE_GRANTED = "role_granted", _("授予角色")
    ROLE_REVOKED = "role_revoked", _("撤销角色")
    CAMPAIGN_SAVED = "campaign_saved", _("维护自评任务")
    EXTENSION_GRANTED = "extension_granted", _("延长期限")
    REPORT_OPENED = "report_opened", _("下达任务")
    DRAFT_EDITED = "draft_edited", _("填报")
    ROW_ADDED = "row_added", _("新增行")
    ROW_DELETED = "row_deleted", _("删除行")
    ROW_RESTORED = "row_restored", _("恢复行")
    ROW_MOVED = "row_moved", _("移动行")
    FILE_ADDED = "file_added", _("上传附件")
    FILE_REMOVED = "file_removed", _("移除附件")
    FILE_READ = "file_read", _("下载附件")
    SCORE_ANSWERED = "score_answered", _("评分填报")
    DOCUMENT_EXPORTED = "document_exported", _("导出文件")
    IMPORTED = "imported", _("导入")
    TRANSITION = "transition", _("流程办理")
    COMMENTED = "commented", _("审核意见")
    REVIEW_SCORED = "review_scored", _("核定评分")
    SYSTEM_SAVED = "system_saved", _("维护指标体系")
    REMINDED = "reminded", _("催办")
    SPOT_CHECKED = "spot_checked", _("抽查")
    QUALITY_WEIGHED = "quality_weighed", _("自评质量考核设置")
    RECTIFIED = "rectified", _("整改")
