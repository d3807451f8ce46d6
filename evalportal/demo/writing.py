"""Writes a complete report for a demo unit from a few figures: one way of writing, amounts that agree."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from departments.enums import AssetKind

Record = Mapping[str, Any]
CENT = Decimal("0.01")
ZERO = {"initial_carried": "0.00", "adjusted_carried": "0.00", "outturn_carried": "0.00", "initial_other": "0.00",
        "adjusted_other": "0.00", "outturn_other": "0.00"}  # fmt: skip


def money(amount: Decimal) -> str:
    """万元 with two decimals."""
    return str(amount.quantize(CENT))


def write_report(unit: Record) -> dict[str, Any]:
    """The fixture of a report, of the form of fixtures/demo/reports."""
    figures = Figures(unit)
    return {
        "by": unit["by"],
        "tables": {
            "staff": [
                {"row": "staff", "cells": {"staff_quota": str(unit["staff"][0]), "staff_actual": str(unit["staff"][1]),
                                           "staff_retired": str(unit["staff"][0] // 3)}}
            ],
            "units": [
                {"cells": {"kind": kind, "name": name}}
                for kind, name in (
                    ("internal", "办公室"), ("internal", "财务股"), ("internal", "业务股"), ("subordinate", "服务中心")
                )
            ],
            "contact": [{"row": "contact", "cells": {"prepared_by": unit["name_of_clerk"], "phone": "0734-7220000",
                                                     "prepared_on": "@today"}}],
            "projects": [_project(number, project) for number, project in enumerate(unit["projects"])],
            "base": figures.lines(),
            "assets": _assets(),
            "surveys": [{"cells": {"target_group": unit["survey"][0], "method": "问卷", "surveyed_on": "2023-12-18",
                                   "answered": str(unit["survey"][1]), "satisfied": str(unit["survey"][2])}}],
            "work": [{"row": "work", "cells": _work(unit)}],
            "indicators": [*_project_indicators(unit), *_own_indicators(unit)],
            "problems": [
                {"ref": "pace", "cells": {"text": "个别项目执行进度偏慢。",
                                          "cause": "前期手续办理时间较长，资金集中在下半年支付。"}},
                {"ref": "rules", "cells": {"text": "内部制度更新不及时。",
                                           "cause": "机构职责调整后，部分制度没有随之修订。"}},
            ],
            "measures": [
                {"answers": ["pace"], "cells": {"text": "按季通报项目执行进度，低于序时进度10个百分点的书面说明原因。",
                                                "responsible": "财务股", "due": "2024年6月底前"}},
                {"answers": ["rules"], "cells": {"text": "修订内部控制和资产管理制度各一项。",
                                                 "responsible": "办公室", "due": "2024年9月底前"}},
            ],
        },
        "nothing": ["buildings"],
        "narrative": _narrative(unit, figures),
        "answers": _answers(unit),
    }  # fmt: skip


class Figures:
    """The amounts of the base-data table: what comes in is what goes out and what is left."""

    def __init__(self, unit: Record) -> None:
        self.personnel, self.public = Decimal(unit["personnel"]), Decimal(unit["public"])
        self.planned = sum((Decimal(project[1]) for project in unit["projects"]), Decimal(0))
        self.spent = sum((Decimal(project[2]) for project in unit["projects"]), Decimal(0))
        self.reception = [Decimal(amount) for amount in unit["reception"]]
        self.public_spent = (self.public * Decimal("0.975")).quantize(CENT)
        self.total = self.personnel + self.public + self.planned
        self.outturn = self.personnel + self.public_spent + self.spent

    def lines(self) -> list[dict[str, Any]]:
        """The rows of the table; adjusted and initial budget are the same but for nothing carried over."""
        before = Decimal("0.97")
        left = self.total - self.outturn
        rows = {
            "income_general": _line(self.total * before, self.total, self.total, self.total),
            "income_business": _line(0, 0, 0, 0),
            "expenditure_personnel": _line(self.personnel * before, self.personnel, self.personnel, self.personnel),
            "expenditure_public": _line(self.public * before, self.public, self.public, self.public_spent),
            "public_office": _share(self, "0.30"),
            "public_utilities_travel": _share(self, "0.18"),
            "public_meeting_training": _share(self, "0.06"),
            "vehicle_purchase": {"prior_budget": "0.00", **_line(0, 0, 0, 0)},
            "vehicle_running": {"prior_budget": "0.00", **_line(0, 0, 0, 0)},
            "three_public_abroad": {"prior_budget": "0.00", **_line(0, 0, 0, 0)},
            "three_public_reception": {
                "prior_budget": money(self.reception[0]),
                **_line(self.reception[1], self.reception[1], self.reception[1], self.reception[2]),
            },
            "procurement": _line(20, 22, 22, Decimal("21.50")),
            "carry_over_in": {"adjusted": "0.00"},
            "budget_addition": {"adjusted": "0.00"},
            "budget_reduction": {"adjusted": "0.00"},
            "carry_over_out": {"prior_outturn": "0.00", "outturn": money(left)},
        }
        return [{"row": row, "cells": cells} for row, cells in rows.items()]


def _line(prior: Any, initial: Any, adjusted: Any, outturn: Any) -> dict[str, str]:
    columns = {"prior_outturn": prior, "initial": initial, "adjusted": adjusted, "outturn": outturn}
    return {column: money(Decimal(amount)) for column, amount in columns.items()}


def _share(figures: Figures, share: str) -> dict[str, str]:
    part = figures.public * Decimal(share)
    return _line(part * Decimal("0.97"), part, part, figures.public_spent * Decimal(share))


def _project(number: int, project: Any) -> dict[str, Any]:
    name, planned, spent = project
    late = Decimal(planned) - Decimal(spent)
    cells = {
        "name": name, "kind": "business", "is_key": "是" if number == 0 else "否", "initial": planned,
        "prior_outturn": money(Decimal(spent) * Decimal("0.96")), "adjusted": planned, "outturn": spent, **ZERO,
        "responsible": "业务股", "organisation": f"{name}由业务股提出实施计划，经集体研究后分解到季度组织实施。",
        "management": "资金实行专账核算，逐笔附合同和验收资料，按季对账。",
        "goal": f"完成{name}年度任务，资金按计划支付。", "achievement": f"{name}年度任务已完成。",
    }  # fmt: skip
    if late > 0:
        cells["deviation_reason"] = f"未支付的{money(late)}万元为合同尾款，验收后支付。"
    return {"ref": f"p{number}", "cells": cells}


def _assets() -> list[dict[str, Any]]:
    values = {"buildings": "320.00", "equipment": "86.40", "furniture": "24.60"}
    return [
        {
            "row": kind.value,
            "cells": {
                "opening": values.get(kind.value, "0.00"), "closing": values.get(kind.value, "0.00"),
                "in_use": values.get(kind.value, "0.00"), "idle": "0.00", "disposed": "0.00", "income": "0.00",
            },
        }
        for kind in AssetKind
    ]  # fmt: skip


def _work(unit: Record) -> dict[str, str]:
    planned, done, on_time, good = (str(each) for each in unit["done"])
    return {
        "tasks_planned": planned, "tasks_done": done, "tasks_on_time": on_time, "tasks_up_to_standard": good,
        "key_tasks_assigned": "10", "key_tasks_done": "10",
    }  # fmt: skip


def _indicator(group: str, second: str, name: str, target: str, unit: str, actual: str, points: str) -> dict[str, str]:
    return {"group": group, "second": second, "name": name, "sign": "ge", "target": target, "unit": unit,
            "actual": actual, "points": points, "score": points}  # fmt: skip


def _project_indicators(unit: Record) -> list[dict[str, Any]]:
    """Ninety points for each project: the other ten are its execution rate."""
    return [
        {"project": f"p{number}", "cells": cells}
        for number, (name, planned, spent) in enumerate(unit["projects"])
        for cells in (
            _indicator("output", "数量指标", f"{name}任务完成率", "95", "%", "100", "15"),
            _indicator("output", "质量指标", "质量达标率", "95", "%", "98", "15"),
            _indicator("output", "时效指标", "按期完成率", "90", "%", "95", "10"),
            _indicator("output", "成本指标", "项目支出总额", planned, "万元", spent, "10") | {"sign": "le"},
            _indicator("benefit", "社会效益指标", "服务覆盖率", "90", "%", "96", "30"),
            _indicator("satisfaction", "服务对象满意度指标", "服务对象满意度", "90", "%", "94", "10"),
        )
    ]


def _own_indicators(unit: Record) -> list[dict[str, Any]]:
    rate = money(Decimal(unit["survey"][2]) / Decimal(unit["survey"][1]) * 100)
    return [
        {"cells": cells}
        for cells in (
            _indicator("output", "数量指标", "年度重点任务完成率", "95", "%", "100", "20"),
            _indicator("output", "质量指标", "工作质量达标率", "90", "%", "97", "15"),
            _indicator("output", "时效指标", "工作按时完成率", "85", "%", "92", "15"),
            _indicator("benefit", "社会效益指标", "服务覆盖率", "90", "%", "96", "30"),
            _indicator("satisfaction", "服务对象满意度指标", "服务对象满意度", "90", "%", rate, "10"),
        )
    ]


def _answers(unit: Record) -> dict[str, Any]:
    return {
        indicator: {"cells": cells}
        for indicator, cells in {
            "management_rules": {"checked": "1,2,3,4", "reason": "各项制度已印发并执行。"},
            "fund_compliance": {"faults": "0", "reason": "审计和财政检查没有发现问题。"},
            "disclosure": {"checked": "1,2,3,4,5", "reason": "预算决算均按时公开。"},
            "key_work": {
                "outside": unit["outside"], "outside_max": "100",
                "reason": f"市绩效办2023年度重点工作考核得分{unit['outside']}分。",
            },
            "benefits": {"judged": unit["benefit"], "reason": "年度效益目标基本实现，个别目标仍在跟踪。"},
            "efficiency": {"judged": "6", "reason": "交办事项全部办结。"},
        }.items()
    }  # fmt: skip


def _narrative(unit: Record, figures: Figures) -> list[dict[str, Any]]:
    names = "、".join(project[0] for project in unit["projects"])
    said: dict[tuple[str, str], list[Any]] = {
        ("profile", "duties"): [f"负责本系统政策落实、行业管理和公共服务，组织实施{names}等工作。"],
        ("profile", "key_work"): [f"重点推进{names}，落实年度目标管理任务。"],
        ("expenditure", "overview"): [
            {"recipe": "income_expenditure"},
            {"recipe": "projects"},
            "全年预算与年初预算一致。",
        ],
        ("expenditure", "basic"): [{"recipe": "basic"}, "人员经费按编制和政策足额保障，公用经费按定额控制。"],
        ("expenditure", "three_public"): [{"recipe": "three_public"}, "公务接待严格执行标准，支出比上年下降。"],
        ("expenditure", "frugality"): ["严格执行厉行节约规定，会议、培训和接待从简，办公用品集中采购。"],
        ("special_funds", "organisation"): [f"项目包括{names}，由业务股组织实施，按季调度进度。"],
        ("special_funds", "management"): ["资金专账核算、直接支付，验收合格后付款，项目资料逐项归档。"],
        ("assets", "management"): [{"recipe": "assets"}, "资产统一登记，专人保管，年末盘点账实相符。"],
        ("performance", "goal"): [f"完成{names}年度任务，服务对象满意度不低于90%。"],
        ("performance", "actual"): ["年度目标任务基本完成，服务质量稳步提升。"],
        ("performance", "achievements"): [f"{names}按计划实施，群众反映的问题得到及时办理。"],
    }
    return [
        {"section": section, "topic": topic,
         "blocks": [block if isinstance(block, dict) else {"text": block} for block in blocks]}
        for (section, topic), blocks in said.items()
    ]  # fmt: skip
