"""Text against tables: a figure of the narrative that says another amount than the table."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import Column
from departments.facts import FACTS
from departments.importing.report.mentions import Mention
from departments.importing.report.vocabulary import kind_of
from departments.prose.quantities import MONEY, MONEY_UNITS
from departments.standard import RECIPES, offer_for

from ..claims.figures import amount_like, shown
from ..finding import Level, Observation
from ..registry import Needs, check
from ..subject import Subject
from .reading import content_of

_PERSONS = ("staff_quota", "staff_actual", "internal_units", "subordinate_units")


@check(
    "text_against_table",
    number=47,
    level=Level.ERROR,
    needs=Needs.DRAFT,
    name=gettext_lazy("文字与表格一致"),
    source=gettext_lazy("数据一致性：同一数据在报告、表格中相同"),
    remedy=gettext_lazy("核对哪一个是对的；表格是对的，把文字改成表中的数，或插入标准段落。"),
)
def check_text_against_tables(subject: Subject) -> Iterator[Observation]:
    """A figure with certain meaning and column, and a table that says something else."""
    facts = content_of(subject).facts
    for mention in subject.levels:
        code = _code_of(mention)
        if not mention.certain or mention.label.narrow or code not in facts or _agrees(mention, facts[code]):
            continue
        true = facts[code]
        yield Observation(
            *mention.span,
            stated=shown(mention),
            expected=amount_like(true, mention),
            message=_("文中写“%(quote)s”，表中“%(name)s”是 %(true)s。")
            % {"quote": subject.quote(*mention.span), "name": FACTS[code].name, "true": amount_like(true, mention)},
        )


@check(
    "standard_paragraph",
    number=47,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("标准段落与表格一致"),
    source=gettext_lazy("数据一致性：同一数据在报告、表格中相同"),
    remedy=gettext_lazy("点“更新”换成表中现在的数字；要保留原文的，点“保留原文”。"),
)
def check_standard_paragraphs(subject: Subject) -> Iterator[Observation]:
    """A paragraph that was made from the tables, and whose figures have changed since."""
    content = content_of(subject)
    for block in content.blocks:
        if offer := offer_for(block, content):
            old, new = offer.changes[0]
            yield Observation(
                -1,
                -1,
                stated=old,
                expected=new,
                section=block.section,
                place=block.place,
                message=_("标准段落“%(name)s”有 %(count)s 处与表格不一致，文中 %(old)s，表中现在是 %(new)s。")
                % {"name": RECIPES[block.recipe].name, "count": len(offer.changes), "old": old, "new": new},
            )


def _code_of(mention: Mention) -> str:
    """The fact that a figure names; empty where the text does not tell the column of an amount."""
    if mention.code in _PERSONS:
        return mention.code if mention.column not in ("prior", "other_year") else ""
    if "总计" in mention.figure.label:
        return ""  # 收入总计 counts what was carried over
    if kind_of(mention.code) != MONEY or mention.column not in Column.values or not mention.told:
        return ""
    return f"{mention.code}.{mention.column}"


def _agrees(mention: Mention, true: Decimal) -> bool:
    """Whether the text shows the amount, at its own number of decimals and in its own unit."""
    quantity = mention.figure.quantity
    unit = MONEY_UNITS.get(quantity.unit, Decimal(1)) if mention.kind == MONEY else Decimal(1)
    value, real = quantity.value / unit, true / unit
    step = Decimal(1).scaleb(-quantity.decimals)
    return value in (real.quantize(step, ROUND_HALF_UP), real.quantize(step, ROUND_DOWN)) or value == real
