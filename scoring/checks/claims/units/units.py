"""A figure whose unit is wrong by 10,000: 元 for 万元, 万元 for 亿元, and the other way round."""

from dataclasses import dataclass
from decimal import Decimal

from departments.importing.report.mentions import Mention
from departments.prose.quantities import MONEY

from ..figures import TEN_THOUSAND

UP, DOWN = TEN_THOUSAND, 1 / TEN_THOUSAND
_OTHERS = {("元", UP): "万元", ("万元", UP): "亿元", ("万元", DOWN): "元", ("亿元", DOWN): "万元"}


@dataclass(frozen=True)
class UnitSlip:
    """A figure with what its value has to be multiplied by."""

    figure: Mention
    times: Decimal

    @property
    def unit(self) -> str:
        """The unit it should have."""
        return _OTHERS[self.figure.figure.quantity.unit, self.times]

    @property
    def value(self) -> Decimal:
        """The value it should have."""
        return self.figure.figure.quantity.value * self.times


def as_slip(figure: Mention, times: Decimal) -> UnitSlip | None:
    """The slip, where there is a unit that would make it right."""
    known = figure.kind == MONEY and (figure.figure.quantity.unit, times) in _OTHERS
    return UnitSlip(figure, times) if known else None
