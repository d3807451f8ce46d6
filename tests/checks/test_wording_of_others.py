"""Reports that call themselves another unit's, deny what their figures say, or leave out what is nothing."""

import pytest

from departments.importing.report.parse import parse_text
from scoring.checks import Subject, run_checks

HEAD = "云岭县水务局2023年度部门整体支出绩效自评报告\n一、部门基本概况\n"


def found(text):
    return {each.code: each for each in run_checks(Subject(parse_text(HEAD + text)))}


@pytest.mark.parametrize(
    "text",
    [
        "云岭县教育局2023年度部门整体支出绩效自评报告将随决算公开。",
        "云岭县农业农村局将在县政府门户网站公开本单位自评报告。",
        "综上所述，云岭县第二中学2023年度整体支出绩效目标完成情况较好。",
        "一年来，云岭县图书馆认真履行本单位职能。",
        "根据县财政局通知要求，云岭县人社局组织专班，对本单位2023年度整体支出进行了绩效自评。",
    ],
)
def test_a_report_that_calls_itself_another_units(text):
    finding = found(text)["foreign_words"]
    assert finding.expected == "云岭县水务局"


@pytest.mark.parametrize(
    "text",
    [
        "云岭县水务局2023年度部门整体支出绩效自评报告将随决算公开。",
        "本报告报云岭县财政局审核后公开。",
        "根据县财政局通知要求，对本单位2023年度整体支出进行了绩效自评。",
        "根据云岭县财政局关于绩效自评的通知，本单位组织了自评。",
        "云岭县财政局组织了2023年度部门整体支出绩效评价。",
    ],
)
def test_other_units_may_be_named(text):
    assert "foreign_words" not in found(text)


def test_to_deny_that_there_are_too_many_explains_nothing():
    assert "staff_over_quota" in found("核定编制98名，年末在职人员103人，不存在超编现象。")
    assert "staff_over_quota" not in found("核定编制98名，年末在职人员103人，超编5人，系军转干部安置。")


def test_what_is_not_named_is_nothing_where_the_named_parts_make_up_the_whole():
    whole = found("全年“三公”经费支出7万元，其中公务用车运行维护费6.14万元、公务接待费0.86万元。")
    assert whole["three_public_named"].level == "hint"
    gap = found("全年“三公”经费支出8万元，其中公务用车运行维护费6.14万元、公务接待费0.86万元。")
    assert gap["three_public_named"].level == "error"


PROBLEMS = "二、部门整体支出绩效情况\n较好完成了任务。\n三、存在的问题\n1.预算编制不够细。\n2.资金支付不够及时。\n"


def test_problems_without_any_measure_are_left_unanswered():
    assert "problems_have_measures" in found(PROBLEMS)
    assert "problems_have_measures" not in found(PROBLEMS + "四、改进措施\n1.细化预算编制。\n2.加快资金支付。")
    assert "problems_have_measures" not in found(PROBLEMS.replace("不够及时。", "不够及时，下一步将按月调度。"))
