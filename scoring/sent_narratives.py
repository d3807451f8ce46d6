"""Keeps what later reports are compared with when a report is sent, and finds it again.

Two queries whatever the number of reports: last year's own report in short, and the paragraphs of this and last year
that share one of the smallest hashes with a paragraph of this report.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q

from departments.content import ReportContent
from departments.enums import BlockKind, SectionKey
from departments.models import Report
from departments.models.report import TextBlock
from departments.prose.quantities import COUNT, MONEY
from scoring.checks.history import Copy, History, LastYear
from scoring.checks.shingles import ALIKE, Sketch, keys_of, pack, similarity, sketch_of, unpack
from scoring.models import ParagraphPrint, SentNarrative
from scoring.narrative import read_narrative
from scoring.results import ScoreSheet

# Duties stand in a decree and are the same every year and in every unit of a kind.
_SAME_BY_NATURE = frozenset({str(SectionKey.PROFILE)})
# What a whole province writes alike is found with this many as well.
MOST = 500
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z&（）]{2,20}")


def keep_sent_narrative(report: Report, content: ReportContent, sheet: ScoreSheet) -> None:
    """Store what this sending says, in place of what an earlier one said; runs in the transaction of the sending."""
    SentNarrative.objects.filter(report=report).delete()
    kept = SentNarrative.objects.create(
        report=report,
        department=report.department,
        year=report.campaign.year,
        figures=_figures(content),
        total=sheet.total if sheet.is_complete else None,
        execution=execution_of(content),
    )
    ParagraphPrint.objects.bulk_create(
        ParagraphPrint(
            narrative=kept,
            section=block.section,
            sketch=pack(sketch),
            **dict(zip(("first", "second", "third", "fourth"), sketch, strict=False)),
        )
        for block, _text, sketch in _paragraphs(content)
    )


def history_of(content: ReportContent) -> History:
    """What earlier and other reports say to this one; two queries."""
    report = content.report
    year = report.campaign.year
    last = SentNarrative.objects.filter(department=report.department_id, year=year - 1).first()
    return History(_last_year(last), tuple(_copies(content, year)))


def execution_of(content: ReportContent) -> Decimal | None:
    """预算执行率 of the whole budget in percent; None where it cannot be computed."""
    budget = content.facts.get("expenditure_total.adjusted")
    outturn = content.facts.get("expenditure_total.outturn")
    if not budget or outturn is None:
        return None
    return (outturn / budget * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _last_year(kept: SentNarrative | None) -> LastYear | None:
    if kept is None:
        return None
    figures = {
        label: (kind, Decimal(value), unit, number) for label, (kind, value, unit, number) in kept.figures.items()
    }
    return LastYear(kept.year, kept.total, kept.execution, figures)


def _figures(content: ReportContent) -> dict[str, list[str]]:
    """The plain figures of the narrative by the words before them; words with two values are left out."""
    found: dict[str, list[str]] = {}
    twice: set[str] = set()
    for sentence in read_narrative(content).report.mentions:
        for each in sentence:
            label, quantity = each.figure.label, each.figure.quantity
            if each.kind not in (MONEY, COUNT) or not each.exact or each.is_change or each.figure.depth:
                continue
            if not _LABEL.fullmatch(label) or each.label.prior:
                continue
            said = [each.kind, str(quantity.value), quantity.unit, quantity.number]
            if found.setdefault(label, said) != said:
                twice.add(label)
    return {label: said for label, said in found.items() if label not in twice}


def _paragraphs(content: ReportContent) -> Iterator[tuple[TextBlock, str, Sketch]]:
    """The typed paragraphs that may be called copies, with their sketches."""
    for block in content.blocks:
        if block.kind != BlockKind.TYPED or block.section in _SAME_BY_NATURE:
            continue
        for text in block.text.split("\n"):
            sketch = sketch_of(text)
            if sketch is not None:
                yield block, text, sketch


def _copies(content: ReportContent, year: int) -> Iterator[Copy]:
    """For each paragraph the most similar one that was sent, where it is similar enough."""
    mine = list(_paragraphs(content))
    if not mine:
        return
    keys = keys_of(sketch for _block, _text, sketch in mine)
    shares = Q(first__in=keys) | Q(second__in=keys) | Q(third__in=keys) | Q(fourth__in=keys)
    own = content.report.department_id
    sent = ParagraphPrint.objects.filter(shares, narrative__year__in=(year, year - 1)).exclude(
        narrative__report=content.report.pk
    )
    alike_ones = sent.values_list("sketch", "narrative__year", "narrative__department")[:MOST]
    others = [(unpack(sketch), sent_year, department == own) for sketch, sent_year, department in alike_ones]
    for block, text, sketch in mine:
        alike = [(similarity(sketch, other), sent_year, is_own) for other, sent_year, is_own in others]
        best = max(alike, default=(0.0, year, False))
        if best[0] > ALIKE:
            yield Copy(block.place, text, *best)
