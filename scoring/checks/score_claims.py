# ruff: noqa: E501 - a pattern is read better in one piece
"""The claimed self-score against its own words: the scores of the parts, what was taken off, the grade it is called."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.characters import fold
from departments.prose.numbers import trimmed
from departments.prose.quantities import SCORE

from .claims.figures import HUNDRED, shown
from .finding import Level, Observation
from .registry import check
from .subject import Subject

_GRADES = (("优", Decimal(90), Decimal(100)), ("良", Decimal(80), Decimal(90)), ("中", Decimal(60), Decimal(80)), ("差", Decimal(0), Decimal(60)))  # fmt: skip
_NAMES = r"[“\"]?(优秀|优|良好|良|中等|中|较差|差)[”\"]?"
_GRADE = re.compile(
    rf"(?:等级|等次|档次|级别|结果|评价|评定|评级)[^，。；]{{0,6}}?(?:为|是|：|属于|评为|定为)?{_NAMES}(?=[，。；！）级等\s]|$)"
)
# 90分（含）以上为优, 80—90分为良: how the text itself cuts the bands.
_BAND = re.compile(r"(?P<low>\d+)分?(?:（含）|（含\d+分）)?(?:以上|及以上|(?:至|到|-|—|~)+(?P<high>\d+)分?)[^，。；、\d]{0,8}?(?:为|的?是|：|属)" + _NAMES)
_BAND_BEHIND = re.compile(r"^(?:（[^）]*）)?(?:及?以[上下内]|[-—~至到])")
_FARTHEST, _NEAR = 30, 6  # characters between score and grade behind it, and before it
_ANOTHER_YEAR = re.compile(r"上一?年|去年|20\d\d年")

_CENT = Decimal("0.01")
_MOST_APART = 12  # points; more is another table's total
_TOTAL = re.compile(r"(?:总分|合计得分|得分合计|总得分|自评得分|综合得分|最终得分|合计|共计|总计|自评总分|总体得分)(?:为|是|共)?$")
_ROW = re.compile(r"(?:得分?|自评|计|评)(?:为|了)?$")
_NO_ROW = re.compile(r"满分|分值|权重|指标值|标准分|扣|占|复核|上年|提高|降低|增加|下降")


@check(
    "score_parts", number=19, level=Level.WARNING, name=gettext_lazy("各部分得分之和等于自评得分"),
    source=gettext_lazy("财预〔2020〕10号：自评总分为各项指标得分之和"), remedy=gettext_lazy("逐项核对得分，改正总分或者写错的一项。"),
)  # fmt: skip
def check_parts(subject: Subject) -> Iterator[Observation]:
    """投入指标20分，得18.5分；…总分95分: the scores of one paragraph against the total behind them."""
    lines: dict[int, list[Mention]] = {}
    for sentence in subject.mentions:
        for each in sentence:
            if each.kind == SCORE:
                lines.setdefault(subject.line_of(each.figure.start)[0], []).append(each)
    for scores in lines.values():
        total, before = scores[-1], scores[:-1]
        if not _TOTAL.search(total.figure.label) or any(_TOTAL.search(each.figure.label) for each in before):
            continue
        if any(
            each.figure.depth or not each.exact or (each.figure.opens and "其中" in each.figure.gap) for each in scores
        ):
            continue
        parts = [each for each in before if _ROW.search(each.figure.label)] or _bare_rows(before)
        if not 3 <= len(parts) <= 12:
            continue
        value = total.figure.quantity.value
        actual = sum((each.figure.quantity.value for each in parts), Decimal(0))
        if _CENT < abs(actual - value) < _MOST_APART and actual <= HUNDRED:
            yield Observation(
                parts[0].span[0], total.figure.end, stated=shown(total), expected=f"{trimmed(actual)}分",
                message=_("%(parts)s = %(actual)s分，文中总分写“%(stated)s”。")
                % {"parts": " + ".join(shown(each) for each in parts), "actual": trimmed(actual), "stated": shown(total)},
            )  # fmt: skip


def _bare_rows(before: Sequence[Mention]) -> list[Mention]:
    """决策18分、过程19.5分、产出28.2分、效益27.8分: scores without 得, but not the points there are to get."""
    if any(_NO_ROW.search(each.figure.label) or not each.figure.label for each in before):
        return []
    return [] if sum((each.figure.quantity.value for each in before), Decimal(0)) == HUNDRED else list(before)


_CLAIMED = re.compile(r"[局委办会院校镇乡道心队站馆][^，]{0,6}自评(?:最终|综合|总)?(?:得分|总分|分数)(?:为|是)?$")
_OF_OTHERS = re.compile(r"复核|上年|去年|项目|财政|平均|下属|所属|二级|各|第三方|指标|资金|专项")
_DEDUCTED = re.compile(r"扣(?:减|除|掉|分)?(?:了|为|计)?$")
_ALL_DEDUCTED = re.compile(r"(?:^|自评|共|合计|共计|总计|累计|总)扣(?:减|除|掉|分)?(?:了|为)?$")
_NOT_ALL = re.compile(r"其中|主要|等")
_NONE_OFF = re.compile(r"(?:未|不|没有)扣分|得满分")


@check(
    "score_deducted", number=19, level=Level.WARNING, name=gettext_lazy("扣分与得分之和等于满分"),
    source=gettext_lazy("财预〔2020〕10号：满分100分，得分 = 100 − 扣分"), remedy=gettext_lazy("核对扣分和得分，改正写错的一个。"),
)  # fmt: skip
def check_deduction(subject: Subject) -> Iterator[Observation]:
    """自评得分97分，扣4分: what was taken off, at once or part by part, and what is left make 100."""
    for sentence in subject.mentions:
        scores = [each for each in sentence if each.kind == SCORE]
        totals = [each for each in scores if each.code == "self_score" and each.exact and _is_claimed(each)]
        full = [each for each in scores if "满分" in each.figure.label]
        off = _deductions(scores)
        if len(totals) != 1 or not off or any(each.figure.quantity.value != HUNDRED for each in full):
            continue
        total, lost = totals[0], sum((each.figure.quantity.value for each in off), Decimal(0))
        stated = total.figure.quantity.value
        gap = stated + lost - HUNDRED
        if abs(gap) <= _CENT or not 50 <= stated <= HUNDRED:
            continue
        if len(off) > 1 and gap < 0 and not _NONE_OFF.search(sentence[0].sentence.text):
            continue  # perhaps not all that was taken off is named
        first, last = min(total.span[0], off[0].span[0]), max(total.figure.end, off[-1].figure.end)
        words = " − ".join(["100", *(trimmed(each.figure.quantity.value) for each in off)])
        if total.figure.start > off[-1].figure.start or len(off) > 1:
            yield Observation(
                first, last, stated=shown(total), expected=f"{trimmed(HUNDRED - lost)}分",
                message=_("%(terms)s = %(right)s分，文中写得%(stated)s。")
                % {"terms": words, "right": trimmed(HUNDRED - lost), "stated": shown(total)},
            )  # fmt: skip
        else:
            yield Observation(
                first, last, stated=shown(off[0]), expected=f"{trimmed(HUNDRED - stated)}分",
                message=_("100 − %(score)s = %(right)s分，文中写扣%(stated)s。")
                % {"score": trimmed(stated), "right": trimmed(HUNDRED - stated), "stated": shown(off[0])},
            )  # fmt: skip


def _is_claimed(score: Mention) -> bool:
    """Whether a score is the whole report's, in the words of another house as well: 县林业局本次自评得分."""
    label = score.figure.label
    return score.certain or bool(_CLAIMED.search(label) and not _OF_OTHERS.search(label))


def _deductions(scores: Sequence[Mention]) -> list[Mention]:
    """What was taken off: the one figure for all of it, or those of the parts."""
    off = [each for each in scores if _DEDUCTED.search(each.figure.label) and not each.figure.tail]
    if not all(each.exact for each in off):
        return []
    whole = [each for each in off if _ALL_DEDUCTED.search(each.figure.label)]
    if whole:
        return whole if len(whole) == 1 else []
    return off if len(off) > 1 and not any(_NOT_ALL.search(each.figure.gap) for each in off) else []


@check(
    "grade_fits_score", number=20, level=Level.ERROR, name=gettext_lazy("等级与得分相符"),
    source=gettext_lazy("财预〔2020〕10号：90分及以上为优，80至90分为良，60至80分为中，60分以下为差"),
    remedy=gettext_lazy("按得分改正等级。"),
)  # fmt: skip
def check_grade(subject: Subject) -> Iterator[Observation]:
    """A grade named with the score against the bands, those of the text where it quotes them."""
    for score in subject.named("self_score"):
        if not _is_claimed(score) or _other_scores(score):
            continue
        text = fold(subject.report.text)
        bands = _bands(score.sentence.text)
        found = _grade_behind(text, score) or _grade_before(text, score)
        if found is None:
            continue
        match, start = found
        value, stated = score.figure.quantity.value, match[1].replace("较", "")
        right = next((name for name, low, high in bands if low <= value < high or value == high == HUNDRED), "")
        if right and not stated.startswith(right) and not right.startswith(stated):
            yield Observation(
                min(score.span[0], start), max(score.figure.end, start + len(match[0])), stated=match[1], expected=right,
                message=_("%(score)s 属于“%(right)s”，文中写“%(stated)s”。")
                % {"score": shown(score), "right": right, "stated": match[1]},
            )  # fmt: skip


def _other_scores(score: Mention) -> bool:
    """Whether the sentence names another score than this one and the edges of the bands."""
    text = score.sentence.text
    for figure in score.sentence.figures:
        if figure.quantity.kind != SCORE or figure.start == score.figure.start or "满分" in figure.label:
            continue
        behind = text[figure.end - score.sentence.start :]
        edge = _BAND_BEHIND.match(behind) or figure.quantity.approx or figure.quantity.in_range or re.match(rf"(?:（含）)?[^，。；、\d]{{0,4}}(?:为|是|属){_NAMES}", behind)
        if not edge:
            return True
    return False


def _bands(text: str) -> Sequence[tuple[str, Decimal, Decimal]]:
    """The bands as the text quotes them, else those of the rule."""
    lows = {match[3][0]: Decimal(match["low"]) for match in _BAND.finditer(text)}
    if len(lows) < 2 or "优" not in lows:
        return _GRADES
    bands, high = [], HUNDRED
    for name, low in sorted(lows.items(), key=lambda band: -band[1]):
        bands.append((name, low, high))
        high = low
    return bands


def _grade_behind(text: str, score: Mention) -> tuple[re.Match[str], int] | None:
    rest = text[score.figure.end : score.sentence.end]
    match = _GRADE.search(rest)
    return (match, score.figure.end + match.start()) if match and match.start() <= _FARTHEST else None


def _grade_before(text: str, score: Mention) -> tuple[re.Match[str], int] | None:
    """评价等级为“优”，得分85分."""
    start = max(score.sentence.start, score.span[0] - _FARTHEST)
    before = text[start : score.span[0]]
    matches = list(_GRADE.finditer(before))
    if not matches or _ANOTHER_YEAR.search(before) or len(before) - matches[-1].end() > _NEAR:
        return None
    return matches[-1], start + matches[-1].start()
