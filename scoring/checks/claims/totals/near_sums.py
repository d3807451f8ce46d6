# ruff: noqa: E501 - a pattern is read better in one piece
"""Totals and their parts by nearness: runs of figures of one measure beside a figure, however led in.

What ties a run to its total is graded (`sum_ties.Tie`), and so is how little a wrong total looks like chance
(`slips.accident`): the weaker the tie, the less chance must have to do with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from departments.importing.report.breakdowns import Breakdown
from departments.importing.report.mentions import Mention

from ...subject import Subject
from ..nearby import explain_sum
from .allowances import NEAR_OF_MANY, most_chance, near_over
from .mismatches import Mismatch, find_mismatches, tails
from .partitions import may_overlap, name_the_satisfied, share_members
from .slips import accident, grain
from .sum_runs import Run, find_runs, numbered_runs
from .sum_ties import WHOLE, Tie, has_subject, supports, tie_of
from .unopened_lists import FULL_SETS

_MOST = 24  # figures of a sentence; more are a table in prose
_OF_A_SHARE = re.compile(r"[^，。；、\d（）]{0,8}的约?\d[\d.]*%")  # 占在岗职工84人的84.52%，其中…: of the share, not of the 84
_BECAME = re.compile(r"已?(?:办结|结案|完成|整改|回复|解决|销号|化解)")
_STATE = re.compile(r"年[初末底]|期[初末]|^(?:已|应|实(?![验地训体物业名])|计划|目标|任务|完成|累计|新增|净增|[由从](?:上年|去年|原来?|最?初|$))|(?:增加|减少|提高|降低|上升|下降)(?:到|至|为)?$")
_ALL = re.compile("共|合计|总")
_WITH = re.compile(r"[，（]?[^，。；]{0,3}(?:含|包括|包含)")  # 全县12.4万户，含企业专用户
_MORE = re.compile(r"[，。；、\s]*(?:其[余他它]|剩余|余下|剩下)")


def near_mismatches(subject: Subject) -> list[Mismatch]:
    """Totals that look like slips of the sum of a run beside them; those that the readings by words judged left out."""
    return subject.once("near mismatches", lambda: list(_find(subject)))


def _find(subject: Subject) -> Iterator[Mismatch]:
    told = [each.breakdown for each in find_mismatches(subject)]
    judged = {id(each) for breakdown in told for each in (breakdown.total, *breakdown.parts)}
    for runs in (*_by_sentence(subject), *([run] for run in numbered_runs(subject))):
        judged.update(id(each) for run in runs if _settles(run) for each in (run.total, *run.parts))
        for run in runs:
            own = {id(run.total), *(id(part) for part in run.parts)}
            if not own & judged and _is_wrong(subject, run):
                judged |= own
                yield Mismatch(Breakdown(run.total, run.parts, (run.total,), run.relation, complete=True), run.actual)


def _by_sentence(subject: Subject) -> Iterator[list[Run]]:
    previous: Sequence[Mention] = ()
    for sentence in subject.mentions:
        if sentence and previous and previous[0].sentence.line != sentence[0].sentence.line:
            previous = ()
        if len(sentence) <= _MOST:
            yield list(find_runs(sentence, previous))
        previous = sentence or previous


def _settles(run: Run) -> bool:
    """Whether a sum is right, and no chance as 2 and 1 beside 3 are."""
    tie = tie_of(run) if run.fits else None
    return tie is not None and (tie > Tie.BARE or run.value >= 100 * grain(run.total.figure.quantity))


def _is_wrong(subject: Subject, run: Run) -> bool:
    if run.value <= 0 or run.fits or any(part.figure.quantity.value == run.value for part in run.parts):
        return False
    if sum(part.figure.quantity.value > 0 for part in run.parts) < 2:
        return False
    if run.actual < run.value and name_the_satisfied(run.parts):
        return False
    behind = run.total.sentence.text[run.total.figure.end - run.total.sentence.start :]
    if _OF_A_SHARE.match(behind) or _are_mixed(run.parts):
        return False
    tie = tie_of(run)
    if tie is None or any(part.figure.tail.startswith("等") for part in run.parts):
        return False
    if (tie is Tie.BARE or run.relation == "sum") and (run.total.code, {part.code for part in run.parts}) in FULL_SETS:
        return False  # `identities` reads the lines of the chart
    if (_MORE if run.relation == "list" else _WITH).match(run.behind):
        return False
    if run.relation == "list" and run.total.figure.opens and tie is not Tie.SAID:
        return False  # 分别为一期120万元、二期80万元、…: itself the first of a list
    chance = accident(run.total, run.parts)
    if chance > _allowed(run, tie) and abs(run.actual - run.value) > run.value * _near(run, tie):
        return False
    return (tie is Tie.SAID or _may_be_parts(run, tie, chance)) and not _is_explained(subject, run, tie)


def _are_mixed(parts: Sequence[Mention]) -> bool:
    """婚姻家庭类143件次，…办结185件次: kinds of cases beside what became of them."""
    states = [bool(_BECAME.match(part.figure.label)) for part in parts]
    return any(states) and not all(states)


def _allowed(run: Run, tie: Tie) -> Decimal:
    """How much chance may have to do with a slip, by what ties the parts to the total."""
    if tie is Tie.SAID:
        return Decimal("0.3")
    if tie is Tie.BARE:
        most = Decimal("0.05" if _ALL.search(run.total.figure.label) else "0.03" if len(run.parts) >= 4 else "0.02")
        return min(most, Decimal("0.002" if len(run.parts) == 2 else "0.005") * 3 ** supports(run))
    if tie is Tie.DIVIDED and run.actual < run.value:
        return Decimal("0.04")
    bracket = run.relation == "bracket" or run.lead.strip() in ("：", "——")
    return most_chance(run.total, run.parts, bracket=bracket)


def _near(run: Run, tie: Tie) -> Decimal:
    """Within how much of the total a sum is wrong even if it does not look like a slip."""
    if tie is Tie.SAID:
        return NEAR_OF_MANY
    return Decimal(0) if tie is Tie.BARE or run.actual < run.value else near_over(run.parts)


def _may_be_parts(run: Run, tie: Tie, chance: Decimal) -> bool:
    """Whether figures may be the parts though no word says so: kinds beside each other, no states and no groups."""
    labels = [part.figure.label + part.figure.tail for part in run.parts]
    named = [label for label in labels if label]
    if len(set(named)) < len(named) or any(_STATE.search(part.figure.label) for part in run.parts):
        return False
    if any(part.figure.label.endswith("等") for part in run.parts):
        return False
    shared = share_members(run.parts, run.total)
    if chance > Decimal("0.015") and (shared or (tie is not Tie.DIVIDED and may_overlap(run.parts))):
        return False
    if run.relation == "list" and chance > Decimal("0.002") and shared:
        return False
    return run.relation != "sum" or run.total.figure.totals or bool(WHOLE.search(run.total.figure.label))


def _is_explained(subject: Subject, run: Run, tie: Tie) -> bool:
    """Whether another figure is the sum or what it lacks, or fewer of the parts make the total."""
    if run.relation == "bracket":
        return False
    left_out = any(part.figure.quantity.value == abs(run.actual - run.value) for part in run.parts)
    if run.relation == "sum" and left_out and tie is not Tie.SAID and has_subject(run):
        return True  # 小麦18万亩、玉米19万亩、油料6万亩，粮食共37万亩: what is left out does not belong
    if explain_sum(subject, run.total, run.parts):
        return True
    if run.relation == "list" and any(replace(run, parts=tail).fits for tail in tails(run.parts)):
        return True
    count = len(run.parts)
    shorter = [run.parts[:end] if run.relation == "list" else run.parts[-end:] for end in range(2, count)]
    return any(
        replace(run, parts=parts).fits and (len(parts) < count - 1 or tie is Tie.BARE or not _of_one_list(run.parts))
        for parts in shorter
    )


def _of_one_list(parts: Sequence[Mention]) -> bool:
    return all(part.figure.gap[:1] in "、和及与" for part in parts[1:])
