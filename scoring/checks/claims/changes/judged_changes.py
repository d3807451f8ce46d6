"""One change and what is wrong with it: the difference, the direction or the rate against the two values."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from departments.importing.report.mentions import Mention
from departments.prose.numbers import trimmed
from departments.prose.quantities import COUNT

from ...finding import Observation
from ..figures import (
    CENT,
    Verdict,
    amount_like,
    difference_slack,
    is_slip,
    judge,
    percent,
    scale_of,
    shown,
    shown_percent,
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change: the present value, the base (where told), the stated difference and the stated rate."""

    now: Mention
    base: Mention | None
    difference: Mention | None
    rate: Mention | None
    rising: bool | None

    @property
    def figures(self) -> tuple[Mention, ...]:
        """The figures that are there, in order of the text."""
        told = [each for each in (self.now, self.base, self.difference, self.rate) if each is not None]
        return tuple(sorted(told, key=lambda each: each.figure.start))


def rate_of_difference(change: Change) -> Observation | None:
    """上年9600万元，比上年增加650万元，增长6.67%: the rate against difference ÷ base, whatever the present value."""
    assert change.base is not None
    assert change.difference is not None
    assert change.rate is not None
    base, moved = change.base.figure.quantity.value, change.difference.figure.quantity.value
    if base <= 0:
        return None
    true = percent(moved, base)
    # 2022年502.4万元，比上年减少14.6万元，下降2.82%: the year before that may be the base as well.
    earlier = base + (-moved if change.rising else moved)
    readings = [true, percent(moved, earlier)] if earlier > 0 else [true]
    if any(judge(change.rate.figure.quantity, each) != Verdict.WRONG for each in readings):
        return None
    return Observation(
        change.difference.span[0], change.rate.figure.end, stated=shown(change.rate), expected=shown_percent(true),
        message=_("%(gap)s ÷ %(base)s = %(true)s，文中写“%(stated)s”。") % {
            "gap": shown(change.difference), "base": shown(change.base), "true": shown_percent(true),
            "stated": shown(change.rate),
        },
    )  # fmt: skip


def _is_near(change: Change, base: Decimal) -> bool:
    assert change.rate is not None
    moved = abs(change.now.figure.quantity.value - base)
    return base > 0 and is_slip(change.rate.figure.quantity, percent(moved, base))


def rate_fits(change: Change, base: Decimal) -> bool:
    """Whether the rate is right; figures in 亿元 or 万人 are rounded, and the rate may be of the full ones."""
    assert change.rate is not None
    now = change.now.figure.quantity.value
    rate = change.rate.figure.quantity
    if judge(rate, percent(abs(now - base), base)) != Verdict.WRONG:
        return True
    finest = max(each.figure.quantity.decimals for each in (change.now, change.base or change.now))
    above, below = _rounding(change.now, finest), _rounding(change.base or change.now, finest)
    if not (above or below) or base <= below or not rate.decimals:
        return False  # a rate without decimals was made of the figures as they are shown
    moved, slack = abs(now - base), above + below
    if change.difference is not None:
        difference = change.difference.figure.quantity
        moved, slack = difference.value, _rounding(change.difference, difference.decimals)
    if now > 0 and judge(rate, percent(moved, now)) == Verdict.RIGHT:
        return False  # of the wrong base to the digit: no rounding makes that
    highest, lowest = percent(moved + slack, base - below), percent(moved - slack, base + below)
    return lowest - rate.step <= abs(rate.value) <= highest + rate.step


def _rounding(mention: Mention, decimals: int) -> Decimal:
    """Half of the last digit of a figure in 亿元 or 万 of things; 4.5亿元 beside 4.86亿元 is 4.50."""
    quantity = mention.figure.quantity
    coarse = quantity.unit in ("亿元", "万亿元") or (quantity.kind == COUNT and scale_of(quantity) > 1)
    return scale_of(quantity).scaleb(-decimals) / 2 if coarse and decimals else Decimal(0)


def contradiction(change: Change, base: Decimal, *, told: bool) -> Observation | None:
    """What is wrong with a change, given its base; None where it is right or cannot be judged."""
    now = change.now.figure.quantity.value
    moved = now - base
    span = (change.figures[0].span[0], change.figures[-1].figure.end)
    model = change.now
    if told and change.rising is not None and moved and (moved > 0) != change.rising:
        if now and base and not Decimal("0.001") < now / base < 1000:
            return None  # 8.51亿元增至9.06万元: the unit is wrong, not the direction
        if change.difference is None and change.rate is not None and not _is_near(change, base):
            return None  # neither the direction nor the rate fits: it is another thing's
        stated = _("增加") if change.rising else _("减少")
        right = _("增加") if moved > 0 else _("减少")
        by = amount_like(abs(moved), model)
        if change.difference is None and change.rate is not None and base > 0:
            by = shown_percent(percent(abs(moved), base))
        return Observation(
            *span, stated=stated, expected=f"{right}{by}",
            message=_("由 %(base)s 到 %(now)s 是%(right)s，文中写“%(stated)s”。")
            % {"base": amount_like(base, model), "now": shown(model), "right": right, "stated": stated},
        )  # fmt: skip
    if told and change.difference is not None and change.difference.exact:
        quantity = change.difference.figure.quantity
        if abs(abs(moved) - quantity.value) > difference_slack(change.difference, model):
            return Observation(
                *span, stated=shown(change.difference), expected=amount_like(abs(moved), model),
                message=_("%(now)s 与 %(base)s 相差 %(gap)s，文中写“%(stated)s”。") % {
                    "now": shown(model), "base": amount_like(base, model), "gap": amount_like(abs(moved), model),
                    "stated": shown(change.difference),
                },
            )  # fmt: skip
    if change.rate is None or base <= 0:
        return None
    true = percent(abs(moved), base)
    if rate_fits(change, base):
        return None
    return Observation(
        *span, stated=shown(change.rate), expected=shown_percent(true),
        message=_("由 %(base)s 到 %(now)s，变动 %(gap)s，变动率为 %(true)s，文中写“%(stated)s”。") % {
            "base": amount_like(base, model), "now": shown(model), "gap": amount_like(abs(moved), model),
            "true": shown_percent(true), "stated": shown(change.rate),
        },
    )  # fmt: skip


def wrong_multiple(now: Mention, base: Mention, times: Mention, true: Decimal) -> Observation:
    """是上年的1.5倍, where it is 2.5倍."""
    figures = (now, base, times)
    right = trimmed(true.quantize(min(CENT, times.figure.quantity.step * 2), ROUND_HALF_UP)) + "倍"
    return Observation(
        min(each.span[0] for each in figures), max(each.figure.end for each in figures), stated=shown(times),
        expected=right,
        message=_("由 %(base)s 到 %(now)s，应为%(right)s，文中写“%(stated)s”。")
        % {"base": shown(base), "now": shown(now), "right": right, "stated": shown(times)},
    )  # fmt: skip
