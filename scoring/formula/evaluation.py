"""Compiles nodes into closures over the facts: one gives the value, one the same formula with its numbers.

The closures do arithmetic on Decimal and nothing else. Where a fact is absent they raise KeyError, which
`scoring.formula` turns into the list of what is missing.
"""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal

from scoring.formula.functions import ALL_OF, ANY_OF, CHOICE, whole_part
from scoring.formula.nodes import Call, Chain, Comparison, Group, Name, Negative, Node, Number
from scoring.rounding import plain

Facts = Mapping[str, Decimal]
Value = Callable[[Facts], Decimal]
Test = Callable[[Facts], bool]
Show = Callable[[Facts], str]

TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "≤": operator.le,
    "≥": operator.ge,
    "≠": operator.ne,
}
BINARY: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "−": operator.sub,
    "×": operator.mul,
    "÷": operator.truediv,
}


def compile_value(node: Node) -> Value:
    """A closure that computes the node from facts."""
    if isinstance(node, Number):
        constant = node.value
        return lambda facts: constant
    if isinstance(node, Name):
        return operator.itemgetter(node.code)
    if isinstance(node, Group):
        return compile_value(node.inner)
    if isinstance(node, Negative):
        inner = compile_value(node.inner)
        return lambda facts: -inner(facts)
    if isinstance(node, Chain):
        return _compile_chain(node)
    if isinstance(node, Call):
        return _compile_call(node)
    raise TypeError(node)


def compile_test(node: Node) -> Test:
    """A closure that tells whether a condition holds."""
    if isinstance(node, Group):
        return compile_test(node.inner)
    if isinstance(node, Comparison):
        compare, left, right = TESTS[node.sign], compile_value(node.left), compile_value(node.right)
        return lambda facts: compare(left(facts), right(facts))
    if isinstance(node, Call):
        tests = [compile_test(argument) for argument in node.arguments]
        if node.function == ALL_OF:
            return lambda facts: all(test(facts) for test in tests)
        if node.function == ANY_OF:
            return lambda facts: any(test(facts) for test in tests)
    raise TypeError(node)


def _compile_chain(node: Chain) -> Value:
    first = compile_value(node.first)
    rest = [(BINARY[sign], compile_value(part)) for sign, part in node.rest]
    if len(rest) == 1:
        apply, second = rest[0]
        return lambda facts: apply(first(facts), second(facts))

    def chain(facts: Facts) -> Decimal:
        total = first(facts)
        for apply, part in rest:
            total = apply(total, part(facts))
        return total

    return chain


def _compile_call(node: Call) -> Value:
    if node.function == CHOICE:
        test = compile_test(node.arguments[0])
        yes, no = compile_value(node.arguments[1]), compile_value(node.arguments[2])
        return lambda facts: yes(facts) if test(facts) else no(facts)
    parts = [compile_value(argument) for argument in node.arguments]
    if node.function == "最大":
        return lambda facts: max([part(facts) for part in parts])
    if node.function == "最小":
        return lambda facts: min([part(facts) for part in parts])
    if node.function == "合计":
        return lambda facts: sum([part(facts) for part in parts], Decimal(0))
    only = parts[0]
    if node.function == "取整":
        return lambda facts: whole_part(only(facts))
    if node.function == "绝对值":
        return lambda facts: abs(only(facts))
    raise TypeError(node)


def compile_show(node: Node, *, inside: bool = False) -> Show:
    """A closure that writes the node with numbers in place of names; of 若 only the branch that counts.

    `inside` is set where the text becomes part of a larger one, so that a branch keeps its own brackets.
    """
    if isinstance(node, Number):
        text = node.text
        return lambda facts: text
    if isinstance(node, Name):
        return _show_fact(node.code, inside=inside)
    if isinstance(node, Group):
        inner = compile_show(node.inner)
        return lambda facts: f"({inner(facts)})"
    if isinstance(node, Negative):
        inner = compile_show(node.inner, inside=True)
        return lambda facts: f"−{inner(facts)}"
    if isinstance(node, Chain):
        pieces = [compile_show(node.first, inside=True)]
        pieces += [_with_sign(sign, compile_show(part, inside=True)) for sign, part in node.rest]
        return lambda facts: "".join([piece(facts) for piece in pieces])
    if isinstance(node, Comparison):
        left, sign, right = compile_show(node.left), node.sign, compile_show(node.right)
        return lambda facts: f"{left(facts)} {sign} {right(facts)}"
    if node.function == CHOICE:
        test = compile_test(node.arguments[0])
        yes, no = (_show_branch(branch, inside=inside) for branch in node.arguments[1:])
        return lambda facts: yes(facts) if test(facts) else no(facts)
    name = node.function
    shows = [compile_show(argument) for argument in node.arguments]
    return lambda facts: f"{name}({', '.join([show(facts) for show in shows])})"


def _show_fact(code: str, *, inside: bool) -> Show:
    if not inside:
        return lambda facts: plain(facts[code])

    def show(facts: Facts) -> str:
        text = plain(facts[code])
        return f"({text})" if text[0] == "−" else text

    return show


def _show_branch(branch: Node, *, inside: bool) -> Show:
    show = compile_show(branch, inside=inside)
    if inside and isinstance(branch, Chain | Negative):
        return lambda facts: f"({show(facts)})"
    return show


def _with_sign(sign: str, show: Show) -> Show:
    return lambda facts: f" {sign} {show(facts)}"


def words(node: Node) -> str:
    """The formula in its one spelling, with Chinese names: 在职人数 ÷ 编制数."""
    if isinstance(node, Number):
        return node.text
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Group):
        return f"({words(node.inner)})"
    if isinstance(node, Negative):
        return f"−{words(node.inner)}"
    if isinstance(node, Chain):
        return words(node.first) + "".join(f" {sign} {words(part)}" for sign, part in node.rest)
    if isinstance(node, Comparison):
        return f"{words(node.left)} {node.sign} {words(node.right)}"
    return f"{node.function}({', '.join(words(argument) for argument in node.arguments)})"


def facts_read(node: Node) -> list[Name]:
    """Every fact the formula names, once each, in the order of the text."""
    found: dict[str, Name] = {}
    for name in _names(node):
        found.setdefault(name.code, name)
    return list(found.values())


def _names(node: Node) -> list[Name]:
    if isinstance(node, Name):
        return [node]
    return [name for child in _children(node) for name in _names(child)]


def _children(node: Node) -> list[Node]:
    if isinstance(node, Group | Negative):
        return [node.inner]
    if isinstance(node, Chain):
        return [node.first, *(part for _sign, part in node.rest)]
    if isinstance(node, Comparison):
        return [node.left, node.right]
    if isinstance(node, Call):
        return list(node.arguments)
    return []


def facts_missing(node: Node, facts: Facts) -> list[Name]:
    """The facts still needed: behind a condition only those of the branch that counts."""
    if isinstance(node, Name):
        return [] if node.code in facts else [node]
    if isinstance(node, Call) and node.function == CHOICE:
        condition, yes, no = node.arguments
        return facts_missing(condition, facts) or facts_missing(yes if compile_test(condition)(facts) else no, facts)
    return [name for child in _children(node) for name in facts_missing(child, facts)]
