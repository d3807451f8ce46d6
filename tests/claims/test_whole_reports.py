"""Checks on the text that look at the report as a whole: what is missing, what one part says against another."""

import pytest

from departments.importing.report.parse import parse_text
from scoring.checks import Level, Subject, run_checks

TITLE = "云岭县水务局2023年度部门整体支出绩效自评报告\n"
BUDGET = "二、部门整体支出情况\n2023年年初支出预算1200万元。\n"


def found(text, code):
    return [each for each in run_checks(Subject(parse_text(TITLE + text))) if each.code == code]


@pytest.mark.parametrize(
    ("more", "findings"),
    [("", 1), ("全年执行数1150万元。", 0), ("预算执行率95%。", 0), ("支出决算详见附表。", 0),
     ("2023年整体支出1200万元。", 0)],
)  # fmt: skip
def test_a_budget_without_what_was_spent_is_an_error(more, findings):
    assert [each.level for each in found(BUDGET + more, "execution_missing")] == [Level.ERROR] * findings


@pytest.mark.parametrize(
    ("more", "findings"), [("", 1), ("，详见附件2评分表", 0), ("，其中投入10分、过程50分、产出35分", 0)]
)
def test_a_score_without_a_table_is_a_hint(more, findings):
    text = f"五、绩效情况\n经综合评定，自评得分95分{more}。\n"
    assert [each.level for each in found(text, "score_table")] == [Level.HINT] * findings


@pytest.mark.parametrize(
    # spent of 1000 万元, score, what the rate allows at most (80 % and more: no cap)
    ("spent", "score", "most"),
    [("799.9", "90", "最多89分"), ("800", "99", None), ("700", "89", None), ("699", "80", "最多79分"),
     ("599", "70", "最多69分"), ("388.5", "60", "最多59分"), ("388.5", "59", None)],
)  # fmt: skip
def test_a_low_execution_rate_caps_the_score(spent, score, most):
    text = f"二、支出情况\n2023年部门全年预算数1000万元，全年支出决算数{spent}万元。\n五、绩效\n自评得分{score}分。\n"
    assert [each.expected for each in found(text, "score_cap")] == ([most] if most else [])


DUTIES = "一、部门基本概况\n（二）职能职责\n1、负责电力行业管理及行政执法工作；保障用电。\n2、负责煤炭管理。\n"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("顺利完成了电力行政执法大队职能划转。", ["电力行政执法大队职能划转"]),
        ("完成了烟草行政执法大队职能划转。", []),
        ("电力行政执法大队共办案12起。", []),
    ],
)
def test_a_duty_that_was_handed_over_and_still_stands_in_the_list_is_a_hint(text, quotes):
    hits = found(f"{DUTIES}五、绩效情况\n{text}\n", "duty_handed_over")
    assert [(each.quote, each.level) for each in hits] == [(quote, Level.HINT) for quote in quotes]


def test_a_new_office_that_the_list_does_not_have_is_a_hint():
    profile = "一、部门基本概况\n内设股室2个，分别是：办公室、财务股。\n五、绩效情况\n"
    assert [each.quote for each in found(profile + "年内增设原材料股。", "office_not_listed")] == ["增设原材料股"]
    assert found(profile + "年内增设财务股。", "office_not_listed") == []


def test_words_of_a_finance_bureau_are_only_its_own():
    text = "项目支出是指我单位为完成财政财务管理工作发生的支出。"
    assert len(found(text, "foreign_words")) == 1
    finance = parse_text("云岭县财政局2023年度部门整体支出绩效自评报告\n" + text)
    assert [each for each in run_checks(Subject(finance)) if each.code == "foreign_words"] == []


def test_amounts_without_what_they_come_to_are_added_up():
    listed = "全年申报高地项目13个，共计获得780万元；技改专项7个，共计995万元；中小专项17个，共计245万元"
    [hint] = found(f"五、绩效情况\n{listed}。\n", "list_without_total")
    # 780 + 995 + 245 = 2020, 13 + 7 + 17 = 37
    assert (hint.expected, hint.level) == ("2020万元", Level.HINT)
    assert "（37个）" in hint.message
    assert found(f"五、绩效情况\n{listed}，以上合计2020万元。\n", "list_without_total") == []


def test_money_from_a_source_that_no_table_has_is_a_hint():
    [hint] = found("五、绩效情况\n从本系统改制结余资金中调剂248万元解决历史问题。\n", "money_moved")
    assert (hint.quote, hint.stated) == ("从本系统改制结余资金中调剂248万元", "248万元")
    assert found("五、绩效情况\n从财政专户收到248万元。\n", "money_moved") == []


def test_a_long_report_without_any_basis_gets_a_hint():
    long = "我局认真开展水利工程建设和管理工作。" * 90
    assert len(found(long, "basis_missing")) == 1
    assert found(long + "根据财预〔2020〕10号文件。", "basis_missing") == []
    assert found(long[:1000], "basis_missing") == []


def test_measures_that_plan_ahead_in_words_only_are_not_concrete():
    vague = "六、存在的问题\n预算编制不细。\n七、改进措施和建议\n1. 科学制定年度预算，充分预计和提前计划各项支出。\n"
    assert len(found(vague, "measures_concrete")) == 1
    assert found(vague + "2. 财务股2024年6月底前完成。\n", "measures_concrete") == []
