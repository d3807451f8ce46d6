"""Numbers of projects against the amounts listed: 5个项目共计88万元，分别是A30万元、B8万元…."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.quantities import COUNT, MONEY

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .count_lists import SOURCE
from .figures import shown


@check(
    "count_amounts", number=33, level=Level.WARNING, name=gettext_lazy("项目个数与所列项目一致"), source=SOURCE,
    remedy=gettext_lazy("核对项目清单，改正个数或者补全清单。"),
)  # fmt: skip
def check_project_counts(subject: Subject) -> Iterator[Observation]:
    """5个项目共计88万元，分别是A30万元、B8万元…: as many amounts as projects."""
    sentences = {sentence[0].sentence.start: sentence for sentence in subject.mentions if sentence}
    for breakdown in subject.breakdowns:
        if breakdown.total.kind != MONEY or breakdown.open_ended or len(breakdown.parts) < 2:
            continue
        first = breakdown.parts[0]
        if any(part.code for part in breakdown.parts) or breakdown.total.sentence is not first.sentence:
            continue
        counts = [
            mention for mention in sentences[first.sentence.start]
            if mention.kind == COUNT and mention.exact and mention.figure.start < first.figure.start
            and mention.figure.quantity.unit in ("个", "项")
            and (
                mention.figure.label.endswith("项目") or mention.figure.tail.startswith("项目")
                or mention.figure.end == breakdown.total.figure.start  # 专项资金7项1500万元
            )
        ]  # fmt: skip
        if len(counts) != 1:
            continue
        wanted, listed = counts[0].figure.quantity.value, Decimal(len(breakdown.parts))
        if listed == wanted or (breakdown.mainly and listed < wanted):
            continue
        yield Observation(
            counts[0].span[0], breakdown.span[1], stated=shown(counts[0]),
            expected=f"{listed}{counts[0].figure.quantity.unit}",
            message=_("文中写项目“%(stated)s”，列出金额的是 %(count)s 个。")
            % {"stated": shown(counts[0]), "count": listed},
        )  # fmt: skip
