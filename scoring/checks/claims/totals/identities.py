"""Sums across sentences and sections: 基本 + 项目 = 合计 with figures that stand apart in the text."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention

from ...finding import Level, Observation
from ...registry import check
from ...subject import Subject
from ..figures import amount_like, shown, sum_of, sum_tolerance
from ..nearby import explain_gap
from .mismatches import find_mismatches
from .near_sums import near_mismatches
from .sentence_sums import find_sentence_sums

_COLUMNS = ("initial", "adjusted", "outturn", "prior_outturn", "prior_budget", "")
_IDENTITIES = (
    ("expenditure_total", ("expenditure_basic", "expenditure_project")),
    ("expenditure_basic", ("expenditure_personnel", "expenditure_public")),
    ("three_public_total", ("three_public_vehicle", "three_public_abroad", "three_public_reception")),
    ("three_public_vehicle", ("vehicle_purchase", "vehicle_running")),
)


@check(
    "sum_across_text", number=5, level=Level.ERROR, name=gettext_lazy("全文各处的金额能够相加"),
    source=gettext_lazy("算术核对：支出合计 = 基本支出 + 项目支出，基本支出 = 人员经费 + 公用经费"),
    remedy=gettext_lazy("核对总额和各部分，全文使用同一口径的数。"),
)  # fmt: skip
def check_identities(subject: Subject) -> Iterator[Observation]:
    """The sums of the chart, or of 三批合计, over figures that stand in different sentences (checks 4, 5, 6, 59)."""
    said = [each.breakdown.span for each in (*find_mismatches(subject), *near_mismatches(subject))]
    for column in _COLUMNS:
        for total_code, part_codes in _IDENTITIES:
            figures = [_only(subject, code, column) for code in (total_code, *part_codes)]
            if any(each is None for each in figures):
                continue
            total, *parts = [each for each in figures if each is not None]
            if any(start <= each.figure.start < end for start, end in said for each in (total, *parts)):
                continue  # the sentence itself has been reported
            together = all(each.sentence is total.sentence for each in parts)
            if together and (_listed(subject, total) or explain_gap(subject, total, parts)):
                continue
            if abs(sum_of(parts) - total.figure.quantity.value) <= sum_tolerance(total, tuple(parts)):
                continue
            yield _contradiction(subject, total, parts)
    for total, parts in find_sentence_sums(subject):
        if not any(start <= each.figure.start < end for start, end in said for each in (total, *parts)):
            yield _contradiction(subject, total, parts, level=Level.WARNING)


def _contradiction(
    subject: Subject, total: Mention, parts: Sequence[Mention], *, level: Level | None = None
) -> Observation:
    actual = amount_like(sum_of(parts), total)
    return Observation(
        *total.span, stated=shown(total), expected=actual, level=level,
        message=_("文中各处写的 %(parts)s = %(actual)s，与“%(total)s”不符。") % {
            "parts": " + ".join(shown(each) for each in parts), "actual": actual, "total": subject.quote(*total.span),
        },
    )  # fmt: skip


def _listed(subject: Subject, total: Mention) -> bool:
    return any(breakdown.total is total for breakdown in subject.breakdowns)


def _only(subject: Subject, code: str, column: str) -> Mention | None:
    """The one figure of this meaning and column; None where there is none or the text has several values."""
    # Beside 资本性支出 it is a kind of all expenditure, not of the basic one.
    stands_for = code == "expenditure_public" and not subject.named(code) and not subject.named("capital")
    codes = (code, "goods_services") if stands_for else (code,)
    found = [each for name in codes for each in subject.named(name, column) if each.certain and not each.label.narrow]
    values = {each.figure.quantity.value for each in found}
    return found[0] if len(values) == 1 else None
