from decimal import Decimal

import pytest

from departments.facts import codes_by_name
from scoring.formula import Condition, Formula, FormulaError

D = Decimal
NAMES = {"甲": "a", "乙": "b", "丙": "c", "在职人数": "staff_actual", "编制数": "staff_quota"}
FACTS = {"a": D(6), "b": D(4), "c": D("-2.5"), "staff_actual": D(73), "staff_quota": D(45)}


def value(source):
    return Formula(source, NAMES).calculate(FACTS).value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲 + 乙 × 2", "14"),  # × before +: 6 + 8
        ("(甲 + 乙) × 2", "20"),
        ("甲 − 乙 − 1", "1"),  # from left to right: (6 − 4) − 1
        ("甲 ÷ 乙 ÷ 2", "0.75"),  # (6 ÷ 4) ÷ 2
        ("甲 * 乙 / 3 - 1", "7"),  # 24 ÷ 3 − 1
        ("（甲＋乙）×２", "20"),  # full-width brackets, plus and digit
        ("甲－乙", "2"),  # full-width hyphen
        ("甲–乙", "2"),  # en dash
        ("−甲", "-6"),
        ("甲 × −乙", "-24"),
        ("甲 − 丙", "8.5"),  # 6 − (−2.5)
        ("90% × 甲", "5.4"),
        ("９０％", "0.9"),
        ("12.5%", "0.125"),
        (".5 + 0.5", "1.0"),
        ("若(甲 > 乙, 1, 2)", "1"),
        ("若（甲＞乙，1，2）", "1"),
        ("若(甲 ≤ 乙, 1, 2)", "2"),
        ("若(甲 <= 6, 1, 2)", "1"),
        ("若(甲 ≥ 7, 1, 2)", "2"),
        ("若(甲 ≠ 6, 1, 2)", "2"),
        ("若(甲 != 5, 1, 2)", "1"),
        ("若(甲 == 6, 1, 2)", "1"),
        ("若(且(甲 > 1, 乙 > 5), 1, 2)", "2"),
        ("若(或(甲 > 1, 乙 > 5), 1, 2)", "1"),
        ("最大(甲, 乙, 9)", "9"),
        ("最小(甲, 乙)", "4"),
        ("合计(甲, 乙, 丙)", "7.5"),  # 6 + 4 − 2.5
        ("取整(丙)", "-2"),  # toward zero
        ("取整(7.9)", "7"),
        ("绝对值(丙)", "2.5"),
    ],
)
def test_formula_computes(source, expected):
    assert value(source) == D(expected)


def test_value_is_exact_decimal_arithmetic():
    assert value("0.1 + 0.2") == D("0.3")


def test_formula_tells_which_facts_it_reads_once_each_in_order():
    assert [(name.name, name.code) for name in Formula("乙 ÷ (甲 + 乙)", NAMES).names] == [("乙", "b"), ("甲", "a")]


def test_formula_is_shown_in_one_spelling_and_with_numbers():
    formula = Formula("在职人数/编制数", NAMES)
    assert formula.words == "在职人数 ÷ 编制数"
    assert formula.in_numbers(FACTS) == "73 ÷ 45"


def test_negative_figures_are_shown_in_brackets():
    assert Formula("甲 − 丙", NAMES).in_numbers(FACTS) == "6 − (−2.5)"


def test_of_a_choice_only_the_branch_that_counts_is_shown():
    formula = Formula("若(甲 > 乙, 甲 + 乙, 丙) × 2", NAMES)
    assert formula.in_numbers(FACTS) == "(6 + 4) × 2"


def test_missing_facts_are_named_with_their_codes():
    calculation = Formula("甲 ÷ (甲 + 乙)", NAMES).calculate({"a": D(1)})
    assert calculation.value is None
    assert [(name.name, name.code) for name in calculation.missing] == [("乙", "b")]


def test_facts_of_the_other_branch_are_not_missed():
    formula = Formula("若(甲 = 0, 1, 乙 ÷ 丙)", NAMES)
    assert formula.calculate({"a": D(0)}).value == 1
    assert [name.name for name in formula.calculate({"a": D(1)}).missing] == ["乙", "丙"]
    assert [name.name for name in formula.calculate({}).missing] == ["甲"]


def test_a_zero_is_a_value_and_not_missing():
    assert Formula("甲 + 1", NAMES).calculate({"a": D(0)}).value == 1


@pytest.mark.parametrize("source", ["甲 ÷ 0", "0 ÷ 0", "甲 ÷ (乙 − 乙)", "0 ÷ (乙 − 4)"])
def test_division_by_zero_is_an_answer_and_no_exception(source):
    calculation = Formula(source, NAMES).calculate(FACTS)
    assert calculation.value is None
    assert calculation.problem == "除数为 0，无法计算"


@pytest.mark.parametrize("fact", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_facts_that_are_no_numbers_are_an_answer_and_no_exception(fact):
    calculation = Formula("甲 + 乙", NAMES).calculate({"a": D(fact), "b": D(1)})
    assert calculation.value is None
    assert calculation.problem


def test_condition_holds_or_says_what_is_missing():
    condition = Condition("甲 = 0", NAMES)
    assert condition.holds({"a": D(0)}).holds is True
    assert condition.holds({"a": D(1)}).holds is False
    unknown = condition.holds({})
    assert unknown.holds is None
    assert [name.code for name in unknown.missing] == ["a"]


@pytest.mark.parametrize(
    ("source", "start", "end", "says"),
    [
        ("", 0, 0, "公式是空的"),
        ("   ", 0, 0, "公式是空的"),
        ("甲 + ", 4, 4, "没有写完"),
        ("甲 + × 乙", 4, 5, "“×”前面还缺一个数"),
        ("(甲 + 乙", 0, 1, "没有配对的“)”"),
        ("甲 + 乙)", 5, 6, "没有配对的“(”"),
        ("甲 + ()", 5, 6, "“)”前面还缺"),
        ("甲 乙", 2, 3, "缺少运算符"),
        ("(甲)(乙)", 3, 4, "缺少运算符"),
        ("2甲", 1, 2, "数字和文字之间缺少运算符"),
        ("1,922.76", 1, 2, "不写千分位"),
        ("1.2.3", 0, 5, "小数点"),
        ("甲%", 1, 2, "百分号只能写在数字后面"),
        ("甲 > 乙", 0, 1, "条件只能写在"),
        ("若(甲, 1, 2)", 2, 3, "需要一个条件"),
        ("若(甲 > 1, 2)", 0, 1, "写了 2 项"),
        ("1 < 甲 < 3", 6, 7, "一次只能比较两个数"),
        ("平均(甲, 乙)", 0, 2, "没有叫“平均”的函数"),
        ("甲(乙)", 0, 1, "没有叫“甲”的函数"),
        ("最大", 0, 2, "后面要写括号"),
        ("甲 + 丁", 4, 5, "没有叫“丁”的数据"),
    ],
)
def test_error_points_at_the_character(source, start, end, says):
    with pytest.raises(FormulaError) as caught:
        Formula(source, NAMES)
    assert (caught.value.start, caught.value.end) == (start, end)
    assert says in str(caught.value)


def test_error_offers_the_name_that_was_probably_meant():
    with pytest.raises(FormulaError, match="是不是“在职人数”"):
        Formula("在职人员数 ÷ 编制数", NAMES)


def test_names_are_known_however_they_were_typed():
    # NFKC: the compatibility ideograph 金 (U+F90A) is the same name as 金 (U+91D1).
    assert Formula("\uf90a × 2", {"\u91d1": "gold"}).calculate({"gold": D(3)}).value == 6


def test_invisible_characters_from_a_word_processor_do_no_harm():
    assert value("\ufeff甲\u200b + \u3000乙") == 10


def test_every_fact_of_the_registry_can_stand_in_a_formula():
    names = codes_by_name()
    for name, code in names.items():
        assert Formula(name, names).calculate({code: D(7)}).value == 7
