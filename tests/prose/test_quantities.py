from decimal import Decimal

import pytest

from departments.prose.numbers import read_chinese
from departments.prose.quantities import COUNT, PERCENT, find_quantities


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("共890.65万元", "money", "890.65", "万元"),
        ("共1,200.50万元", "money", "1200.50", "万元"),
        ("共8906500元", "money", "890.65", "元"),
        ("共1.83亿元", "money", "18300", "亿元"),
        ("共３．８万元", "money", "3.8", "万元"),
        ("占10 %", "percent", "10", "%"),
        ("百分之二十", "percent", "20", "%"),
        ("十四个股室", "count", "14", "个"),
        ("自评得分95分。", "score", "95", "分"),
        ("高出7.1个百分点", "points", "7.1", "百分点"),
        ("提高三个百分点", "points", "3", "百分点"),
        ("提高一个百分点", "points", "1", "百分点"),
        ("死亡率3.2‰", "permille", "3.2", "‰"),
        ("下降0.7个千分点", "points", "0.7", "千分点"),
        ("为上年的2.5倍", "times", "2.5", "倍"),
        ("安装路灯1200盏", "count", "1200", "盏"),
        ("出栏33.5万头（只）", "count", "335000", "头（只）"),
        ("土方12万立方米", "count", "120000", "立方米"),
        ("限时5个工作日", "count", "5", "个工作日"),
    ],
)
def test_figure_is_read_with_kind_value_and_unit(text, kind, value, unit):
    [quantity] = find_quantities(text)
    assert (quantity.kind, quantity.value, quantity.unit) == (kind, Decimal(value), unit)


def test_span_quotes_the_figure_as_written():
    text = "三公经费３．８ 万元"
    [quantity] = find_quantities(text)
    assert text[quantity.start : quantity.end] == "３．８ 万元"


def test_figures_of_a_series_borrow_the_unit_of_the_last():
    values = [each.value for each in find_quantities("分别为802.65、88和3.8万元")]
    assert values == [Decimal("802.65"), Decimal("88"), Decimal("3.8")]


def test_figures_of_a_series_borrow_the_ten_thousands_as_well():
    found = find_quantities("分别完成1.8、1.45和0.7万亩")
    assert [quantity.value for quantity in found] == [18000, 14500, 7000]


def test_figures_with_a_word_each_borrow_the_unit_of_the_last():
    found = find_quantities("核定编制42名（行政12、事业26、工勤4名）")
    assert [(quantity.value, quantity.unit) for quantity in found] == [(42, "名"), (12, "名"), (26, "名"), (4, "名")]


@pytest.mark.parametrize("text", ["完成项目3、整改问题5个", "2023年3月、4月、5月发放5次", "千吨万人工程和二期5处"])
def test_no_figure_is_made_of_a_single_bare_number_a_month_or_a_size(text):
    assert [quantity.value for quantity in find_quantities(text)] == [5]


def test_item_number_is_no_figure_of_a_series():
    assert [each.value for each in find_quantities("1、10个项目开工")] == [Decimal(10)]


@pytest.mark.parametrize(
    "text",
    ["十四个五年规划", "第三次会议", "一个", "2023年", "[2020]10号", "07340000000", "双方", "三面", "2023只有"],
)
def test_names_years_and_ordinals_are_no_counts(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "approx"), [
        ("约10万元", "about"), ("485余家", "over"), ("20%以上", "over"), ("不足3人", "under"),
        ("节约10万元", ""), ("签约10万元", ""), ("大约10万元", "about"),
    ],
)
def test_approximate_words_are_kept(text, approx):
    assert [each.approx for each in find_quantities(text)] == [approx]


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("二十三", 23), ("一百零五", 105), ("两", 2), ("二三", None), ("十百", None)]
)
def test_chinese_numerals(text, value):
    assert read_chinese(text) == value


@pytest.mark.parametrize(
    ("text", "value", "approx"),
    [
        ("占四成", 40, ""), ("近六成", 60, "about"), ("超过七成", 70, "over"), ("占五分之三", 60, "about"),
        ("达到三成以上", 30, "over"),
    ],
)  # fmt: skip
def test_tenths_and_fractions_are_rough_percentages(text, value, approx):
    (found,) = find_quantities(text)
    assert (found.kind, found.value, found.approx, found.decimals) == (PERCENT, value, approx, -1)


@pytest.mark.parametrize("text", ["统一成立", "完成任务", "过三成员", "为一成套设备", "作为二成品"])
def test_words_with_the_sign_of_tenths_are_no_percentages(text):
    assert find_quantities(text) == []


def test_people_in_ten_thousands_need_no_measure_word():
    (found,) = find_quantities("全县41.2万农村人口")
    assert (found.kind, found.value, found.unit) == (COUNT, 412_000, "人")
    assert find_quantities("投入20万职工培训费") == []


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [("百分之九十七点八", "97.8", 1), ("百分之六十", "60", 0), ("1 260 件", "1260", 0), ("收案321 146件", "321146", 0)],
)
def test_spoken_percentages_and_thousands_parted_by_blanks(text, value, decimals):
    (found,) = find_quantities(text)
    assert (found.value, found.decimals) == (Decimal(value), decimals)


def test_tenths_with_ones_are_a_percentage():
    (found,) = find_quantities("占四成四")
    assert (found.kind, found.value, found.decimals, found.number) == (PERCENT, 44, 0, "四成四")
