# ruff: noqa: E501 - a report is read better in one piece
"""What one part of a report says against another: years, points told twice, units; each fault with its true sister."""

import pytest

from departments.importing.report.parse import parse_text
from scoring.checks import Level, Subject, run_checks

TITLE = "云岭县水务局2023年度部门整体支出绩效自评报告\n"
OLD = TITLE.replace("2023", "2022")
SPENT = "二、支出情况\n2023年支出合计1200万元。\n"

# code, expected, faulty text, true text
PAIRS = [
    ("year_mismatch", "2023年", f"一、概况\n截至2022年12月31日，我局核定编制45人，在职人员43人。\n{SPENT}", f"一、概况\n2022年机构改革时核定编制45人。截至2023年12月31日，在职人员43人。\n{SPENT}"),
    ("year_mismatch", "2023年度", f"一、概况\n现将我局2022年度部门整体支出绩效自评情况报告如下。\n{SPENT}", f"一、概况\n现将我局2023年度部门整体支出绩效自评情况报告如下。\n{SPENT}"),
    ("year_mismatch", "2023年度", f"一、概况\n我局对2021年度部门整体支出进行了绩效自评。\n{SPENT}", f"一、概况\n我局对2023年度部门整体支出进行了绩效自评。2022年度自评发现的问题已全部整改。\n{SPENT}"),
    ("year_mismatch", "2023年", "二、支出情况\n2023年收入合计1200万元。2022年支出合计1180万元，其中基本支出680万元、项目支出500万元。\n", "二、支出情况\n2023年收入合计1200万元。2023年支出合计1180万元，其中基本支出680万元、项目支出500万元。\n"),
    ("year_mismatch", "2023年度", SPENT + "五、绩效\n2021年度，全县水利系统紧扣年初批复的目标，较好地完成了本年各项任务。\n", SPENT + "五、绩效\n2021年，受疫情影响未完成的工程，在本年全部完工。2024年，我局将紧扣年度目标继续推进。\n"),
    ("year_mismatch", "2023年12月31日", SPENT + "五、绩效\n截至2024年12月31日，全镇本年度目标任务已基本办结。\n", SPENT + "五、绩效\n截至2023年12月31日，全镇本年度目标任务已基本办结；截至2024年3月，余下2件也已办结。\n"),
    ("year_mismatch", "2023年12月31日", SPENT + "五、绩效\n截至2022年12月31日，2023年度抚恤补助已全部发放完毕。\n", SPENT + "五、绩效\n截至2022年12月31日，2023年度项目申报已启动；截至2023年12月31日，2023年度抚恤补助已全部发放完毕。\n"),
    ("year_mismatch", "2023年度", "三、组织\n此次自评范围为我局2022年度全部财政性资金支出。\n" + SPENT, "三、组织\n此次自评范围为我局2023年度全部财政性资金支出，不含2022年度结转资金。\n" + SPENT),
    ("relative_year", "2021年", f"{SPENT}五、绩效\n前年启动的河道治理项目完工。\n", f"{SPENT}五、绩效\n以前年度结转已用完，工程提前年限要求完成，以来年检合格率100%。\n"),
    ("relative_year", "2024年", f"{SPENT}七、打算\n剩余工程明年完工。\n", f"{SPENT}七、打算\n决算说明年底前报送，证明年限的材料超过去年份，未来年份继续。\n"),
    ("text_conflict", "5个", "一、概况\n下属二级单位5个。\n三、组织\n将6个二级单位全部纳入自评范围。\n", "一、概况\n下属二级单位5个。\n三、组织\n将5个二级单位全部纳入自评范围，其余4个股室均制定了方案。\n"),
    ("text_conflict", "86座", "一、概况\n全县现有水库86座，其中中型4座。\n五、绩效\n全县68座水库全部落实责任人。\n", "一、概况\n全县现有水库86座，其中中型4座。\n五、绩效\n列入计划的85座水库全部完工，12座水库均通过验收。\n"),
    ("unit_conflict", "2680万元", "二、支出\n投入农村饮水工程资金2680万元。\n五、绩效\n农村饮水工程投入资金2680元，受益3.2万人。\n", "二、支出\n投入农村饮水工程资金2680万元。\n五、绩效\n农村饮水工程受益3.2万人，户均投入资金2680元。\n"),
    ("problems_have_measures", "", "六、存在的问题\n首先，预算编制与实际需求脱节；其次，项目验收不及时；最后，档案管理不规范。\n七、改进措施\n我局将结合实际需求编制预算，按时组织项目验收。\n", "六、存在的问题\n首先，预算编制与实际需求脱节；其次，项目验收不及时；最后，档案管理不规范。\n七、改进措施\n我局将结合实际需求编制预算，按时组织项目验收，由专人整理档案。\n"),
    ("year_mismatch", "2023年度", "前言\n根据《关于开展2023年度绩效自评的通知》，我局对2022年度部门整体支出开展了绩效自评。\n" + SPENT, "前言\n根据《关于2022年度绩效评价结果应用的通知》，我局对2023年度部门整体支出开展了绩效自评。\n" + SPENT),
    ("year_mismatch", "2023年", SPENT + "2025年“三公”经费支出6.8万元。\n", SPENT + "2023年“三公”经费支出6.8万元；2024年“三公”经费预算6.5万元。2021年下达的专项资金260万元支付完毕。\n"),
    ("relative_year", "2023年", SPENT + "八、其他\n（一）今年3月开展了资产清查。\n", SPENT + "八、其他\n（一）当年3月开展了资产清查。\n"),
    ("text_conflict", "4.5万元", "二、支出\n2023年公务接待费支出4.5万元。\n五、绩效\n2023年公务接待费支出5.4万元。\n", "二、支出\n2023年公务接待费支出4.5万元。\n五、绩效\n2023年公务接待费预算5.4万元，支出4.5万元。\n"),
]  # fmt: skip


def told(text, code, title=TITLE):
    found = run_checks(Subject(parse_text(title + text)))
    return [each.expected for each in found if each.code == code and each.level != Level.HINT]


@pytest.mark.parametrize(("code", "expected", "fault", "true"), PAIRS)
def test_a_fault_is_found_and_its_true_sister_left_alone(code, expected, fault, true):
    assert told(fault, code)[:1] == [expected]
    assert told(true, code) == []


def test_a_title_of_a_year_that_the_text_never_names_is_wrong():
    text = (
        "一、概况\n2023年，我局新建水厂2座，完成投资860万元。\n二、支出情况\n2023年预算安排1200万元，全年支出1180万元。\n"
        "五、绩效\n2023年共培训农民560人次，2023年度各项目标全部完成。\n"
    )
    assert told(text, "title_year", OLD) == ["2023年"]
    assert told(text, "title_year") == []
    own_year_too = text.replace("一、概况\n", "一、概况\n2022年底启动的工程已完工。")
    assert told(own_year_too, "title_year", OLD) == []


def test_numbers_that_come_to_a_total_are_no_two_values_of_one():
    assert told("一、概况\n3个一级预算单位，6个二级预算单位，合计9个。\n", "text_conflict") == []


def test_projects_told_in_one_form_of_words_are_no_repeated_paragraph():
    project = "片区高标准农田项目，建设面积{}亩，投资{}万元，新修渠道{}公里、机耕路{}公里，已完工并通过竣工验收。\n"
    same, other = project.format(2600, 520, 12, 8), project.format(1800, 360, 9, 6)
    heading = "三、项目\n1.龙潭" + same + "2.石门"
    assert told(heading + same, "same_paragraph") == [""]
    assert told(heading + other, "same_paragraph") == told(heading + other, "text_conflict") == []
