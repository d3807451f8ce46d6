import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formula import Formula, FormulaError

D = Decimal
NAMES = {"甲": "a", "乙": "b"}

HOSTILE = [
    "(" * 5000 + "1" + ")" * 5000,
    "(" * 200 + "1" + ")" * 200,
    "−" * 900 + "1",
    "最大(" * 60 + "1, 2" + ", 2)" * 60,
    "1" * 10_000,
    "9" * 400,
    "1 + " * 2500 + "1",
    "1e999999",
    "9**9**9",
    "2 ^ 64",
    "甲.__class__",
    "甲.乙",
    "__import__('os').system('id')",
    "().__class__.__bases__[0]",
    "lambda: 1",
    "[甲 for 甲 in 乙]",
    "甲; 乙",
    "甲\n乙",
    "open('/etc/passwd')",
    "f'{甲}'",
    "甲 if 乙 else 1",
    "甲 := 3",
    "甲 @ 乙",
    "=1+1",
    '=HYPERLINK("http://x")',
    "<script>alert(1)</script>",
    "𬭚 + 㙍",
    "😀",
    "\x00甲",
    "\ud800",
    "甲" * 900,
    "%甲",
    "若" * 500,
]


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: ascii(source[:20]))
def test_hostile_formula_is_refused_with_a_sentence(source):
    began = time.process_time()
    with pytest.raises(FormulaError) as caught:
        Formula(source, NAMES)
    assert time.process_time() - began < 0.5
    sentence = str(caught.value)
    assert sentence.startswith("第 ")
    assert sentence.endswith(("。", "？"))
    assert len(sentence) < 200
    assert "Error" not in sentence
    assert 0 <= caught.value.start <= caught.value.end <= len(source)


def test_the_longest_formula_allowed_is_still_quick():
    formula = Formula("甲×" * 499 + "甲", NAMES)  # 999 characters
    began = time.process_time()
    # 10^12 to the power 500 is far beyond any use, and Decimal still holds it.
    assert formula.calculate({"a": D(10) ** 12}).problem == "计算结果过大，无法使用"
    assert formula.calculate({"a": D(1)}).value == 1
    assert time.process_time() - began < 0.5


def test_overflow_is_an_answer_and_no_exception():
    formula = Formula("甲×甲×甲×甲", NAMES)
    assert formula.calculate({"a": D("1e400000")}).problem


@given(st.text(max_size=60))
def test_any_text_is_computed_or_refused(source):
    try:
        formula = Formula(source, NAMES)
    except FormulaError as error:
        refused = (error.start, error.end)
    else:
        formula.calculate({"a": D(3), "b": D(0)})
        refused = (0, 0)
    assert 0 <= refused[0] <= refused[1] <= len(source)


@given(st.text(alphabet="甲乙12.%+−×÷()<>=≤,若最大取整且或 ", max_size=40))
def test_any_text_of_formula_signs_is_computed_or_refused(source):
    try:
        formula = Formula(source, NAMES)
    except FormulaError:
        return
    result = formula.calculate({"a": D(3), "b": D(0)})
    assert (result.value is None) == bool(result.problem)
    # The one spelling is itself a formula, and means the same.
    assert Formula(formula.words, NAMES).calculate({"a": D(3), "b": D(0)}) == result
