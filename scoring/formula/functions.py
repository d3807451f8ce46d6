"""The functions a formula may call, with what each takes."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHOICE = "若"
ALL_OF = "且"
ANY_OF = "或"


@dataclass(frozen=True, slots=True)
class Function:
    """`fewest` and `most` arguments; `help` is what the editor shows."""

    name: str
    fewest: int
    most: int
    help: str | Promise
    gives_condition: bool = False


FUNCTIONS = {
    function.name: function
    for function in (
        Function(CHOICE, 3, 3, _("若(条件, 甲, 乙)：条件成立取甲，否则取乙")),
        Function(ALL_OF, 2, 20, _("且(条件, 条件)：条件都成立"), gives_condition=True),
        Function(ANY_OF, 2, 20, _("或(条件, 条件)：有一个条件成立"), gives_condition=True),
        Function("最大", 2, 20, _("最大(甲, 乙)：取较大的数")),
        Function("最小", 2, 20, _("最小(甲, 乙)：取较小的数")),
        Function("合计", 1, 50, _("合计(甲, 乙)：加在一起")),
        Function("取整", 1, 1, _("取整(甲)：去掉小数部分")),
        Function("绝对值", 1, 1, _("绝对值(甲)：去掉负号")),
    )
}


def whole_part(number: Decimal) -> Decimal:
    """取整: the figure without its decimals (toward zero)."""
    return number.to_integral_value(ROUND_DOWN)
