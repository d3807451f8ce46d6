"""Rule: the value falls into one of several bands, each worth a number of points."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from scoring.rounding import ZERO, plain, round_half_up
from scoring.rules.base import Rule
from scoring.rules.case import Case, Verdict, amount, limit_text, scored
from scoring.rules.parameters import parameter


class Direction(TextChoices):
    """Which way the bands are read, and which of their edges is written."""

    AT_MOST = "at_most", _("越低越好，各档写上限")
    AT_LEAST = "at_least", _("越高越好，各档写下限")


@dataclass(frozen=True, slots=True)
class Band:
    """One band by its edge; `inclusive` tells whether a value on the edge still belongs to it."""

    limit: Decimal = parameter(_("界限"))
    points: Decimal = parameter(_("得分"))
    inclusive: bool = parameter(_("含界限本身"), default=True)


@dataclass(frozen=True, slots=True)
class Bands(Rule):
    """预算控制率: 0 scores 5, up to 10 % 4, up to 20 % 3, up to 30 % 2, above 0."""

    kind = "bands"
    label = _("分档得分")
    help = _("按数值落在哪一档得分；各档从最好的一档写起。")
    uses = "value"

    direction: Direction = parameter(_("方向"))
    bands: tuple[Band, ...] = parameter(_("各档"), help=_("从最好的一档写起"))
    otherwise: Decimal = parameter(_("其余得分"), default=ZERO)

    def problems(self, points: Decimal) -> list[str]:
        if not self.bands:
            return [_t("至少要写一档。")]
        problems = []
        limits = [band.limit for band in self.bands]
        if limits != sorted(limits, reverse=self.direction is Direction.AT_LEAST):
            problems.append(_t("各档的界限要从最好的一档起依次排列。"))
        worth = [*(band.points for band in self.bands), self.otherwise]
        if worth != sorted(worth, reverse=True) or worth[-1] < 0:
            problems.append(_t("各档得分要依次减少，不能小于 0。"))
        if worth[0] != points:
            problems.append(
                _t("最好的一档得 %(best)s 分，与分值 %(points)s 不符。")
                % {"best": plain(worth[0]), "points": plain(points)}
            )
        return problems

    def judge(self, case: Case) -> Verdict:
        value = case.value
        assert value is not None
        at_most = self.direction is Direction.AT_MOST
        before: Band | None = None
        for band in self.bands:
            inside = value < band.limit if at_most else value > band.limit
            if inside or (band.inclusive and value == band.limit):
                return self._scored(case, self._range(before, band, case.percent), band.points)
            before = band
        return self._scored(case, self._range(before, None, case.percent), self.otherwise)

    def _scored(self, case: Case, within: str, points: Decimal) -> Verdict:
        assert case.value is not None
        # Points printed in a band never lift a row above its own points (the editor refuses such bands).
        score = round_half_up(min(points, case.points))
        shown = amount(case.value, percent=case.percent)
        return Verdict(score, (scored(f"{shown} 属于“{within}”一档：{plain(score)}", score),))

    def _range(self, better: Band | None, band: Band | None, percent: bool) -> str:
        words = _AT_MOST if self.direction is Direction.AT_MOST else _AT_LEAST
        parts = []
        if better is not None:
            parts.append(f"{words[better.inclusive][1]} {limit_text(better.limit, percent=percent)}")
        if band is not None:
            parts.append(f"{words[band.inclusive][0]} {limit_text(band.limit, percent=percent)}")
        return "、".join(parts)


# By whether the edge is included: how the band that it closes says it, and how the next worse one does.
_AT_MOST = {True: ("不超过", "超过"), False: ("低于", "达到")}
_AT_LEAST = {True: ("达到", "不到"), False: ("高于", "不高于")}
