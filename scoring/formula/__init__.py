"""The formula language: Chinese fact names, + − × ÷, comparisons and a few functions, over Decimal.

A formula is compiled once and computed for many reports. It reaches nothing but the facts it names; whatever
is wrong with it is said when it is compiled, and whatever stands in the way of a value (a fact that is
missing, a division by zero) is part of the answer, never an exception.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionUndefined, Overflow

from scoring.formula.errors import FormulaError
from scoring.formula.evaluation import (
    Facts,
    Show,
    Test,
    Value,
    compile_show,
    compile_test,
    compile_value,
    facts_missing,
    facts_read,
    words,
)
from scoring.formula.functions import FUNCTIONS
from scoring.formula.nodes import Name, Node
from scoring.formula.parser import parse
from scoring.formula.tokens import normal_name

__all__ = ["FUNCTIONS", "Calculation", "Condition", "Facts", "Formula", "FormulaError", "Name", "normal_name"]

# 万元: a hundred times the output of the world; small enough that no rule's arithmetic leaves Decimal's precision.
LARGEST = Decimal(10) ** 12
DIVIDED_BY_ZERO = "除数为 0，无法计算"
TOO_LARGE = "计算结果过大，无法使用"
NO_NUMBER = "数据不是有效的数，无法计算"


@dataclass(frozen=True, slots=True)
class Calculation:
    """`value`, or else what is `missing`, or else the `problem` in Chinese words."""

    value: Decimal | None
    missing: tuple[Name, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a condition `holds` (None where that cannot be told), and what is missing to tell."""

    holds: bool | None
    missing: tuple[Name, ...] = ()
    problem: str = ""


class Formula:
    """A formula that yields a number. Raises FormulaError when it cannot be used."""

    __slots__ = ("_node", "_show", "_value", "names", "source", "words")

    def __init__(self, source: str, names: Mapping[str, str]) -> None:
        """`names` maps the Chinese names that may be used to fact codes."""
        self.source = source
        self._node: Node = parse(source, names, condition=False)
        self._value: Value = compile_value(self._node)
        self._show: Show = compile_show(self._node)
        self.names: tuple[Name, ...] = tuple(facts_read(self._node))
        self.words: str = words(self._node)

    def calculate(self, facts: Facts) -> Calculation:
        """The value over facts by code, or why there is none."""
        try:
            value = self._value(facts)
        except KeyError:
            return _missing(self._node, facts)
        except ArithmeticError as error:
            return Calculation(None, problem=_arithmetic_problem(error))
        if not value.is_finite():
            return Calculation(None, problem=NO_NUMBER)
        if abs(value) > LARGEST:
            return Calculation(None, problem=TOO_LARGE)
        return Calculation(value)

    def in_numbers(self, facts: Facts) -> str:
        """The formula with numbers in place of names, `73 ÷ 45`; only for facts that are all there."""
        return self._show(facts)


class Condition:
    """A formula that is true or false. Raises FormulaError when it cannot be used."""

    __slots__ = ("_node", "_show", "_test", "names", "source", "words")

    def __init__(self, source: str, names: Mapping[str, str]) -> None:
        self.source = source
        self._node: Node = parse(source, names, condition=True)
        self._test: Test = compile_test(self._node)
        self._show: Show = compile_show(self._node)
        self.names: tuple[Name, ...] = tuple(facts_read(self._node))
        self.words: str = words(self._node)

    def holds(self, facts: Facts) -> Finding:
        """Whether the condition holds over facts by code, or why that cannot be told."""
        try:
            return Finding(self._test(facts))
        except KeyError:
            missing = _missing(self._node, facts)
            return Finding(None, missing.missing, missing.problem)
        except ArithmeticError as error:
            return Finding(None, problem=_arithmetic_problem(error))

    def in_numbers(self, facts: Facts) -> str:
        """The condition with numbers in place of names, `0 = 0`; only for facts that are all there."""
        return self._show(facts)


def _missing(node: Node, facts: Facts) -> Calculation:
    try:
        names = {name.code: name for name in facts_missing(node, facts)}
    except ArithmeticError as error:
        return Calculation(None, problem=_arithmetic_problem(error))
    return Calculation(None, missing=tuple(names.values()))


def _arithmetic_problem(error: ArithmeticError) -> str:
    # 0 ÷ 0 is an "invalid operation" to Decimal, which keeps the closer reason in the arguments.
    if isinstance(error, ZeroDivisionError) or DivisionUndefined in (error.args[0] if error.args else ()):
        return DIVIDED_BY_ZERO
    return TOO_LARGE if isinstance(error, Overflow) else NO_NUMBER
