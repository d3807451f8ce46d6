# ruff: noqa: E501 - a rule is read better in one piece
"""Units: 元 written for 万元 and the other way round, where the other figures prove it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.quantities import MONEY

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .averages import find_averages
from .figures import CENT, TEN_THOUSAND, shown
from .mismatches import find_mismatches


@check(
    "unit_slip", number=48, level=Level.WARNING, name=gettext_lazy("金额单位前后一致"),
    source=gettext_lazy("算术核对：同一数据相差一万倍，多为“元”与“万元”混用"), remedy=gettext_lazy("核对金额单位，全文统一用万元。"),
)  # fmt: skip
def check_units(subject: Subject) -> Iterator[Observation]:
    """A figure that only fits its sum when 元 is read as 万元 or the other way round."""
    slips = [mismatch.unit_slip for mismatch in find_mismatches(subject)]
    averages = [each for each in find_averages(subject) if each.shown.kind == MONEY and each.true > 0]
    slips += [
        each.total for each in averages
        if any(abs(each.stated / each.true / factor - 1) < CENT for factor in (TEN_THOUSAND, 1 / TEN_THOUSAND))
    ]  # fmt: skip
    for slip in slips:
        if slip is None:
            continue
        unit = slip.figure.quantity.unit
        right = "万元" if unit == "元" else "元"
        yield Observation(
            *slip.span, stated=shown(slip), expected=f"{slip.figure.quantity.number}{right}",
            message=_("“%(stated)s”与上下文相差一万倍：按“%(unit)s”计算，各部分之和才等于总额。")
            % {"stated": shown(slip), "unit": right},
        )  # fmt: skip
