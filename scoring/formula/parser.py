"""Turns tokens into nodes, checking names, functions and the difference between a number and a condition."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from django.utils.translation import gettext as _

from scoring.formula.errors import FormulaError
from scoring.formula.functions import ALL_OF, ANY_OF, CHOICE, FUNCTIONS
from scoring.formula.nodes import Call, Chain, Comparison, Group, Name, Negative, Node, Number
from scoring.formula.tokens import Token, tokenize

MAX_DEPTH = 30
COMPARISONS = frozenset("<>=≤≥≠")


def parse(source: str, names: Mapping[str, str], *, condition: bool) -> Node:
    """The formula as a tree. `names` maps Chinese fact names to codes; raises FormulaError.

    A formula yields a number, or a condition where `condition` is set.
    """
    parser = _Parser(tokenize(source), names)
    if len(parser.tokens) == 1:
        raise FormulaError(_("公式是空的，请写出算式，例如“在职人数 ÷ 编制数”。"), 0, 0)
    node = parser.expression()
    if parser.token.kind != "end":
        raise parser.unexpected()
    parser.expect_type(node, condition=condition)
    return node


def gives_condition(node: Node) -> bool:
    """Whether the node is true or false rather than a number."""
    if isinstance(node, Group):
        return gives_condition(node.inner)
    if isinstance(node, Call):
        return FUNCTIONS[node.function].gives_condition
    return isinstance(node, Comparison)


class _Parser:
    def __init__(self, tokens: list[Token], names: Mapping[str, str]) -> None:
        self.tokens = tokens
        self.names = names
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def is_sign(self, *signs: str) -> bool:
        return self.token.kind == "sign" and self.token.text in signs

    def expression(self) -> Node:
        left = self.sum()
        if not (self.token.kind == "sign" and self.token.text in COMPARISONS):
            return left
        sign = self.take()
        right = self.sum()
        if self.token.kind == "sign" and self.token.text in COMPARISONS:
            raise FormulaError(
                _("一次只能比较两个数；几个条件请用“且(条件, 条件)”。"), self.token.start, self.token.end
            )
        self.expect_type(left, condition=False)
        self.expect_type(right, condition=False)
        return Comparison(left, sign.text, right, left.start)

    def sum(self) -> Node:
        return self.chain(self.product, "+", "−")

    def product(self) -> Node:
        return self.chain(self.unary, "×", "÷")

    def chain(self, part: Callable[[], Node], *signs: str) -> Node:
        first = part()
        rest: list[tuple[str, Node]] = []
        while self.is_sign(*signs):
            sign = self.take()
            rest.append((sign.text, part()))
        if not rest:
            return first
        for node in (first, *(node for _sign, node in rest)):
            self.expect_type(node, condition=False)
        return Chain(first, tuple(rest), first.start)

    def unary(self) -> Node:
        if not self.is_sign("−", "+"):
            return self.primary()
        sign = self.take()
        self.deeper(sign)
        inner = self.unary()
        self.depth -= 1
        self.expect_type(inner, condition=False)
        return Negative(inner, sign.start) if sign.text == "−" else inner

    def primary(self) -> Node:
        token = self.token
        if token.kind == "number":
            self.take()
            return Number(token.value, token.text, token.start)
        if token.kind == "name":
            self.take()
            return self.call(token) if self.is_sign("(") else self.fact(token)
        if self.is_sign("("):
            self.take()
            self.deeper(token)
            inner = self.expression()
            self.depth -= 1
            self.close(token)
            return Group(inner, token.start)
        raise self.unexpected()

    def fact(self, token: Token) -> Node:
        code = self.names.get(token.text)
        if code is not None:
            return Name(token.text, code, token.start)
        if token.text in FUNCTIONS:
            raise FormulaError(
                _("“%(name)s”后面要写括号。%(help)s。") % {"name": token.text, "help": FUNCTIONS[token.text].help},
                token.start,
                token.end,
            )
        message = _("没有叫“%(name)s”的数据。") % {"name": token.text}
        near = get_close_matches(token.text, self.names, n=3, cutoff=0.5)
        if near:
            message += _("是不是“%(names)s”？") % {"names": "”“".join(near)}
        raise FormulaError(message, token.start, token.end)

    def call(self, token: Token) -> Node:
        function = FUNCTIONS.get(token.text)
        if function is None:
            raise FormulaError(
                _("没有叫“%(name)s”的函数。可以用：%(names)s。乘法请写 ×。")
                % {"name": token.text, "names": "、".join(FUNCTIONS)},
                token.start,
                token.end,
            )
        bracket = self.take()
        self.deeper(token)
        arguments: list[Node] = []
        if not self.is_sign(")"):
            arguments.append(self.expression())
            while self.is_sign(","):
                self.take()
                arguments.append(self.expression())
        self.depth -= 1
        self.close(bracket)
        if not function.fewest <= len(arguments) <= function.most:
            raise FormulaError(
                _("“%(name)s”里写了 %(count)s 项，应为：%(help)s。")
                % {"name": token.text, "count": len(arguments), "help": function.help},
                token.start,
                token.end,
            )
        for index, argument in enumerate(arguments):
            wants = token.text in (ALL_OF, ANY_OF) or (token.text == CHOICE and index == 0)
            self.expect_type(argument, condition=wants)
        return Call(token.text, tuple(arguments), token.start)

    def close(self, opened: Token) -> None:
        if self.is_sign(")"):
            self.take()
            return
        if self.token.kind == "end":
            raise FormulaError(_("这个括号没有配对的“)”。"), opened.start, opened.end)
        raise self.unexpected()

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaError(
                _("括号套得太深，最多 %(limit)s 层，请简化。") % {"limit": MAX_DEPTH}, token.start, token.end
            )

    def expect_type(self, node: Node, *, condition: bool) -> None:
        if gives_condition(node) == condition:
            return
        if condition:
            raise FormulaError(_("这里需要一个条件，例如“完工楼堂馆所数 = 0”。"), node.start)
        raise FormulaError(_("这里需要一个数；条件只能写在“若(条件, 甲, 乙)”里。"), node.start)

    def unexpected(self) -> FormulaError:
        token = self.token
        if token.kind == "end":
            return FormulaError(_("公式没有写完，后面还缺一个数或数据名称。"), token.start, token.end)
        if self.is_sign(")"):
            before = self.tokens[self.at - 1] if self.at else None
            if before is not None and before.kind == "sign" and before.text != ")":
                return FormulaError(_("“)”前面还缺一个数或数据名称。"), token.start, token.end)
            return FormulaError(_("这个“)”没有配对的“(”。"), token.start, token.end)
        if self.is_sign(","):
            return FormulaError(
                _("这里不能用逗号：逗号只用来隔开函数里的各项，数字请不写千分位。"), token.start, token.end
            )
        if token.kind == "sign":
            if token.text == "(":
                return FormulaError(_("括号前面缺少运算符，例如 ×。"), token.start, token.end)
            return FormulaError(
                _("“%(sign)s”前面还缺一个数或数据名称。") % {"sign": token.text}, token.start, token.end
            )
        return FormulaError(
            _("“%(text)s”前面缺少运算符，例如 + − × ÷。") % {"text": token.text}, token.start, token.end
        )
