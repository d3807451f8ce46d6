"""Reads a trace as a sceptical accountant would: works every line out again from its text alone.

Knows nothing of the engine; numbers are fractions, so that nothing is rounded twice.
"""

import ast
import math
import re
from fractions import Fraction

from scoring.results import Row
from scoring.rules import Step

NUMBER = re.compile(r"−?\d+(?:\.\d+)?")
FUNCTIONS = {"最大": max, "最小": min, "取整": math.trunc, "绝对值": abs, "合计": lambda *parts: sum(parts)}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def worked_out(text: str) -> Fraction:
    """The value of an arithmetic text such as 绝对值(3 − 8) ÷ 4 or 7 × 90.00%."""
    text = re.sub(r"(\d+(?:\.\d+)?)%", r"(\1/100)", text)
    text = re.sub(r"\d+(?:\.\d+)?", r"F('\g<0>')", text)
    text = text.replace("×", "*").replace("÷", "/").replace("−", "-")
    return _value(ast.parse(text.strip(), mode="eval").body)


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.Call(func=ast.Name(id="F"), args=[ast.Constant(value=digits)]):
            return Fraction(digits)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return Fraction(FUNCTIONS[name](*map(_value, arguments)))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _value(left) + _value(right)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _value(left) - _value(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _value(left) * _value(right)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _value(left) / _value(right)
    raise AssertionError(ast.dump(node))


def hundredths(value: Fraction) -> Fraction:
    """Rounded half away from zero to two decimals."""
    scaled = abs(value) * 100
    rounded = Fraction(math.floor(scaled + Fraction(1, 2)), 100)
    return rounded if value >= 0 else -rounded


def check_step(step: Step) -> Fraction | None:
    """Assert that the line comes to its result; returns what it comes to, None for a remark."""
    if not step.result or step.result in ("成立", "无法计算", "除数为 0") or step.result.endswith(" 项"):
        return None
    arithmetic, *remarks = step.text.rsplit("：", 1)[-1].split("，")
    parts = [part for part in arithmetic.split(" = ") if _is_arithmetic(part)]
    values = [worked_out(part) for part in parts]
    assert values, f"no arithmetic in {step.text!r}"
    assert len({hundredths(value) for value in values}) == 1, step.text
    value = values[-1]
    for remark in remarks:
        if limit := re.match(r"最多扣 ([\d.]+) 分", remark):
            value = min(value, Fraction(limit[1]))
    shown = Fraction(NUMBER.search(step.result)[0].replace("−", "-"))
    if step.result.endswith("档"):
        rounding = math.ceil if "按一档计" in step.text else math.floor
        assert shown == rounding(value), step
    elif step.result.endswith(("%", "个百分点")):
        # A rate is a ratio × 100, or was entered in percent already.
        assert shown in (hundredths(value * 100), hundredths(value)), step
    else:
        assert shown == hundredths(value), step
    return shown


def _is_arithmetic(part: str) -> bool:
    return not CHINESE.search(re.sub("|".join(FUNCTIONS), "", part))


def check_row(row: Row) -> None:
    """Every line of the trace comes to its result, and the last 得 … 分 is the score."""
    scores = [value for step in row.steps if (value := check_step(step)) is not None and step.result[0] == "得"]
    if row.score is None:
        assert not scores, row.trace
    else:
        assert scores == [Fraction(row.score)], row.trace
