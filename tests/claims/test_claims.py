# ruff: noqa: E501 - a case a line
"""Single claims, each beside a true sister that must stay silent. The working stands beside the figures."""

import pytest

from departments.importing.report.parse import parse_text
from scoring.checks import Level, Subject, all_checks, run_checks

HEAD = "某某县水务局2023年度部门整体支出绩效自评报告\n二、部门整体支出情况\n"


def findings(sentence):
    found = run_checks(Subject(parse_text(HEAD + sentence)))
    return {each.code: each.expected for each in found if each.level != Level.HINT and each.start >= len(HEAD)}


FAULTS = [
    # 1150.5 + 40 + 20 = 1210.5
    ("2023年度收入预算1200.50万元，其中一般公共预算拨款1150.50万元，政府性基金预算拨款40万元，其他收入20万元。", "income_parts", "1210.5万元"),
    # 900 + 290.5 = 1190.5
    ("2023年支出决算1200.50万元，其中基本支出900万元，项目支出290.50万元。结转0万元。", "expenditure_parts", "1190.5万元"),
    # 30 + 8 + 10 + 30 + 12 = 90
    ("2023年项目支出88万元，主要包括甲事务30万元，乙经费8万元，丙事务10万元，丁事务30万元，戊事务12万元。", "project_items", "90万元"),
    # 30 ÷ 120 = 25 %
    ("2023年项目支出120万元，其中甲项目30万元，占项目支出的30%。", "share", "25%"),
    # 2 ÷ (10 − 2) = 25 %
    ("2023年培训费10万元，比上年增加2万元，增长20%。", "change_rate", "25%"),
    # (10 − 8) ÷ 10 = 20 %
    ("接待费8万元，较上年10万元下降25%。", "change_rate", "20%"),
    # (4 − 3) ÷ 4 = 25 %
    ("会议费由4万元减少到3万元，下降20%。", "change_rate", "25%"),
    ("培训费5万元，比上年增加5万元，增长100%。", "growth_from_zero", "无增长率"),
    # 1080 ÷ 1200 = 90 %
    ("2023年部门整体支出全年预算1200万元，全年执行数1080万元，预算执行率95%。", "execution_rate", "90%"),
    # 38 ÷ 40 = 95 %
    ("全年受理信访件40件，办结38件，办结率97%。", "count_rate", "95%"),
    # 46 of 47 are 97.87 %, 47 of 47 are 100 %
    ("上级信访件22件，本级接访件25件，满意率98.8%。经问卷调查。", "impossible_percent", "97.87%（46/47）"),
    # 685.19 万元 written as 685.19 元
    ("基本支出802.65万元，其中人员经费685.19元，公用经费117.46万元。", "unit_slip", "685.19万元"),
    ("内设股室5个：办公室、财务股、水政股、规划股。", "count_list", "4个"),
    ("新建基站225个（其中5G基站132个，4G基站83个）。", "bracket_sum", "215个"),
    ("主要有三个问题：一是预算编制粗；二是绩效意识弱。", "count_aspects", "2个"),
    ("甲公司、乙公司、丙公司等2家企业获评示范企业。", "count_named", "3家"),
    ("2023年三公经费决算5.8万元，其中公务接待费1.2万元，公务用车运行维护费4万元，因公出国（境）费0万元。", "three_public_parts", "5.2万元"),
    ("自评得分92.5分，等级为良。", "grade_fits_score", "优"),
    ("依据《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）。", "repealed_basis", "财预〔2020〕10号"),
    ("今年新建水库2座。", "relative_year", "2023年"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "code", "expected"), FAULTS, ids=[code for _text, code, _value in FAULTS])
def test_fault_is_found_with_the_right_figure(sentence, code, expected):
    assert findings(sentence).get(code) == expected


SILENT = [
    "2023年度收入预算1200.50万元，其中一般公共预算拨款1150.50万元，政府性基金预算拨款30万元，其他收入20万元。",
    "2023年项目支出500万元，主要包括甲项目200万元、乙项目120万元等。",
    "2023年支出800万元，其中人员经费500万元。",
    "职工45人，其中党员30人，女职工20人。",
    "现有项目36个，其中已投产20个，在建30个。",
    "人员经费500万元占基本支出的一半。",
    # 3.8 ÷ 890.65 = 0.43 %
    "2023年部门总支出890.65万元，三公经费3.8万元，占总支出0.43%，其中接待费3.8万元，出国费0万元，公务用车费0万元。",
    "工业产值366亿元，同比增长14.02%。",
    "较上年增长8.6%，高出全市平均2个百分点。",
    "内设股室3个，分别是：办公室、财务和人事股、水政股。",
    "甲公司、乙公司等5家企业获评。",
    "满意度测评98.2%，比上年提高0.6个百分点，采用问卷调查。",
    "按照财预〔2020〕10号文件要求，项目支出全部纳入绩效管理。",
    "约占全县的30%。",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_true_or_uncertain_claim_stays_silent(sentence):
    assert findings(sentence) == {}


def test_rounding_half_up_is_right_and_one_decimal_must_be_rounded():
    # 1 ÷ 8 = 12.5 %: 13 % is right, 12 % is not
    assert findings("2023年项目支出80万元，其中甲项目10万元，占项目支出的13%。") == {}
    assert findings("2023年项目支出80万元，其中甲项目10万元，占项目支出的12%。") == {"share": "12.5%"}


def test_every_check_says_what_to_do_and_where_its_rule_comes_from():
    checks = all_checks()
    assert len({each.code for each in checks}) == len(checks) >= 40
    assert all(str(each.name) and str(each.source) and str(each.remedy) for each in checks)


def test_a_campaign_can_switch_a_check_off_or_change_its_level():
    subject = Subject(parse_text(HEAD + "今年新建水库2座。"))
    assert "relative_year" not in [each.code for each in run_checks(subject, {"relative_year": None})]
    changed = run_checks(subject, {"relative_year": Level.ERROR})
    assert [each.level for each in changed if each.code == "relative_year"] == [Level.ERROR]


# Bare columns below a heading, or behind a subject, that speaks of a part: no figure of the whole unit.
OF_A_PART = [
    "2023年支出年初预算890.65万元。\n（三）“三公”经费\n年初预算3.80万元，比上年预算4.00万元减少0.20万元，下降5.00%。",
    "2023年支出年初预算890.65万元。\n三、部门专项组织实施情况\n（一）组织情况\n全年预算94.20万元，决算91.28万元。",
    "2023年支出年初预算890.65万元。2023年实施项目5个，年初预算88.00万元，全年预算94.20万元，决算91.28万元。",
]


@pytest.mark.parametrize("text", OF_A_PART)
def test_a_bare_column_is_not_taken_for_the_whole_budget_where_a_part_is_spoken_of(text):
    mentions = [each for sentence in parse_text(HEAD + text).mentions for each in sentence]
    totals = [each.figure.quantity.number for each in mentions if each.code == "expenditure_total" and each.certain]
    assert totals == ["890.65"]
    assert "text_conflict" not in findings(text)


def test_the_whole_budget_is_read_again_below_the_next_heading():
    text = "（三）“三公”经费\n年初预算3.80万元。\n（四）执行情况\n全年预算913.45万元，全年实际支出907.60万元。"
    mentions = [each for sentence in parse_text(HEAD + text).mentions for each in sentence]
    found = [(each.column, each.figure.quantity.number) for each in mentions if each.code == "expenditure_total"]
    assert found == [("adjusted", "913.45"), ("outturn", "907.60")]
