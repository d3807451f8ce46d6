"""Staff figures: more people than posts, retired people counted among those in service."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.characters import fold
from departments.prose.quantities import COUNT
from departments.prose.sentences import squeeze

from .claims.figures import percent, shown, shown_percent
from .finding import Level, Observation
from .registry import check
from .subject import Subject

_DENIED = re.compile(r"(?:没有|未出现|未发生|未|无|不存在)超编|(?:控制)?在编制(?:数|人数)?以内|(?:未|没有)超过?编制")
_EXPLAINED = re.compile(r"超编|超配|消化|军转|转业|安置|改革|划转|历史|政策性|原因")


@check(
    "staff_over_quota", number=12, level=Level.WARNING, name=gettext_lazy("在职人数不超过编制数"),
    source=gettext_lazy("财预〔2013〕53号：在职人员控制率 = 在职人员数 ÷ 编制数"),
    remedy=gettext_lazy("核对编制数和在职人数；确实超编的，写明原因和消化计划。"),
)  # fmt: skip
def check_staff(subject: Subject) -> Iterator[Observation]:
    """More staff than posts, without a word of explanation in the paragraph; 没有超编 explains nothing."""
    quotas = [each for each in subject.named("staff_quota") if each.certain]
    actuals = [each for each in subject.named("staff_actual") if each.certain]
    if not quotas or not actuals or len({each.figure.quantity.value for each in quotas}) > 1:
        return
    quota, actual = quotas[0], actuals[0]
    base, staff = quota.figure.quantity.value, actual.figure.quantity.value
    start, line_end = min(quota.figure.start, actual.figure.start), subject.line_of(actual.figure.start)[1]
    stop = subject.report.text.find("。", actual.sentence.end, line_end)  # of the sentence behind
    words = _DENIED.sub("", subject.quote(start, stop if stop >= 0 else line_end))
    if base <= 0 or staff <= base or _EXPLAINED.search(words):
        return
    rate = shown_percent(percent(staff, base))
    yield Observation(
        *actual.span, stated=shown(actual), expected=_("不超过%(quota)s") % {"quota": shown(quota)},
        message=_("在职人员控制率 %(staff)s ÷ %(quota)s = %(rate)s，超过100%%，没有说明原因。")
        % {"staff": shown(actual), "quota": shown(quota), "rate": rate},
    )  # fmt: skip


@check(
    "staff_mixes_retired", number=60, level=Level.WARNING, name=gettext_lazy("在职人数不含离退休人员"),
    source=gettext_lazy("部门决算口径：在职人员不含离退休人员"), remedy=gettext_lazy("在职人数和离退休人数分开写。"),
)  # fmt: skip
def check_retired(subject: Subject) -> Iterator[Observation]:
    """A number of staff in service that only adds up with the retired among its parts."""
    for breakdown in subject.breakdowns:
        total = breakdown.total
        words = squeeze(fold(total.figure.label + total.figure.tail))
        if total.kind != COUNT or not re.search(r"在职|在编|在岗", words) or re.search(r"退休|离休", words):
            continue
        retired = [
            part for part in breakdown.parts if re.search(r"退休|离休|遗属", part.figure.label + part.figure.tail[:6])
        ]
        if not retired or len(breakdown.parts) < 2:
            continue
        value = total.figure.quantity.value
        everyone = sum((part.figure.quantity.value for part in breakdown.parts), Decimal(0))
        others = everyone - sum((part.figure.quantity.value for part in retired), Decimal(0))
        if everyone == value and others < value:
            yield Observation(
                *breakdown.span, stated=shown(total), expected=f"{others}{total.figure.quantity.unit}",
                message=_("在职人数%(total)s中包含离退休人员，扣除后为 %(others)s。")
                % {"total": shown(total), "others": f"{others}{total.figure.quantity.unit}"},
            )  # fmt: skip
