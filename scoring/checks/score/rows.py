# ruff: noqa: E501 - a pattern is read better in one piece
"""The score sheet told in prose: which figure is what a row can get, what it got, what was taken off, what is the whole."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from departments.importing.report.mentions import Mention
from departments.prose.quantities import SCORE

from ..claims.figures import HUNDRED
from ..subject import Subject

_CLAIMED = re.compile(r"[局委办会院校镇乡道心队站馆][^，]{0,6}自评(?:最终|综合|总)?(?:得分|总分|分数)(?:为|是)?$")
_OF_OTHERS = re.compile(r"复核|上年|去年|项目|财政|平均|下属|所属|二级|各|第三方|指标|资金|专项")
_FULL = re.compile(r"(?:满分|分值|权重|标准分|总分值)(?:为|是|：|共|计)?$")
_GOT = re.compile(r"(?:[按因][^\d，]{1,10})?(?:本次|自评|实际|实|评价|最终|单位|可)?(?:得分数?|得|自评|打分|评分|计分|计)(?:为|了|是|：)*")
_OFF = r"(?:扣(?:减|除|掉|分|去)?|[失丢]分)"
_TAKEN = re.compile(rf"{_OFF}(?:了|为|计|：)?$")
_EXTRA = re.compile(r"加分|附加|奖励|另加|加计|[基起保][础本评底]分")
_ANOTHER_ROW = re.compile(r"指标|[类项]得|；")
_EACH_OFF = re.compile(r"(?P<number>[两二三四五六七八九]|\d{1,2})[项个类][^，；。\d]{0,12}(?:各|均|分别|每[项个])[^，；。\d]{0,3}扣[^\d]{0,2}$")
_EACH = re.compile(r"(?:各|每[项个])[^，；。\d]{0,3}扣[^\d]{0,2}$")
_NOTHING = re.compile(r"不得分|[未没]得分|不予得分|[得按计][零0]分|扣[完光]|全部扣|全扣|失分")
_ALL_TAKEN = re.compile(rf"(?:自评|共|合计|共计|总计|累计|总){_OFF}(?:了|为)?$")
_BARE_TAKEN = re.compile(rf"，?{_OFF}(?:了|为)?")
_NOT_ALL = re.compile(r"其中|主要|等")
_OTHER_SCORING = re.compile(r"复核|上年|去年|平均")
_NAMED = 4  # characters of a label that names the row beside 扣
_NOTHING_BEHIND = re.compile(
    r"）?，?(?:按规定|均|因[^，；。\d]{1,12})?(?:不得分|[未没]得分|不予得分|得零分|全部?扣|[得按计][零0]分)"
    # 预算控制率（5分）和公用经费控制率（8分）两项均未得分
    r"|）(?:[、和及与][^（）。；]{2,16}（\d+(?:\.\d+)?分）)*[两二三四][项个][^。；\d]{0,14}?(?:不得分|[未没]得分|得零分|[得按计][零0]分)"
)
_NUMBERS = {word: number for number, word in enumerate("两三四五六七八九", 2)} | {"二": 2}


def scores_of(sentence: Sequence[Mention]) -> list[Mention]:
    """The points of a score among the figures of a sentence."""
    return [each for each in sentence if each.kind == SCORE]


def lines_of_scores(subject: Subject) -> Iterator[list[Mention]]:
    """The points of each paragraph, in order of the text."""
    lines: dict[int, list[Mention]] = {}
    for sentence in subject.mentions:
        for each in scores_of(sentence):
            lines.setdefault(each.sentence.line, []).append(each)
    yield from lines.values()


def is_claimed(score: Mention) -> bool:
    """Whether a score is the whole report's, in the words of another house as well: 县林业局本次自评得分."""
    label = score.figure.label
    return score.certain or bool(_CLAIMED.search(label) and not _OF_OTHERS.search(label))


def claimed_totals(scores: Sequence[Mention]) -> list[Mention]:
    """The whole report's scores among some points."""
    return [each for each in scores if each.code == "self_score" and each.exact and is_claimed(each)]


def is_full(score: Mention) -> bool:
    """Whether a figure says what there is to get: 满分25分."""
    return bool(_FULL.search(score.figure.label))


def is_taken(score: Mention) -> bool:
    """Whether a figure says what was taken off."""
    return bool(_TAKEN.search(score.figure.label))


def rows_of(scores: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """What a row can get with what it got: 过程指标（满分25分）得26分, 效益指标30分，得31分, 得26分（满分25分）."""
    for at, (one, other) in enumerate(pairwise(scores)):
        if one.sentence is not other.sentence or not (one.exact and other.exact):
            continue
        if is_full(other) and other.figure.gap.strip().startswith("（") and _GOT.search(one.figure.label) and not is_taken(one):
            yield other, one
        elif _is_got(other) and _may_be_points(one, scores[at - 1] if at else None):
            yield one, other


def _is_got(score: Mention) -> bool:
    between = score.figure.gap
    if between.strip() == "）" or _NOTHING.search(between):
        return between.strip() == "）"  # 预算执行（10分）9.5分
    return bool(_GOT.fullmatch(score.figure.label)) and not _ANOTHER_ROW.search(between) and "其中" not in between and len(between) <= 40


def _may_be_points(score: Mention, before: Mention | None) -> bool:
    """Whether a figure is all that one row can get, and not the last of several (投入20分、过程30分，得45分)."""
    label = score.figure.label
    if is_full(score):
        return True
    if _GOT.search(label) or _OF_OTHERS.search(label.replace("指标", "").replace("项目", "")) or re.search(r"[扣加]", label):
        return False
    if score.figure.tail and not _GOT.match(score.figure.tail):
        return False
    if before is None or before.sentence is not score.sentence or is_full(before):
        return True
    return bool(_GOT.search(before.figure.label) or is_taken(before) or "；" in score.figure.gap)


def has_extra(scores: Sequence[Mention]) -> bool:
    """Whether points were given beside those of the rows: 加分, 附加分."""
    return any(_EXTRA.search(each.sentence.text) for each in scores)


def lost_of(scores: Sequence[Mention]) -> Decimal:
    """The least that the points of one paragraph say was lost: 各扣2分, 分值5分…不得分, 扣1分, 10分得8分."""
    if has_extra(scores) or any(_OTHER_SCORING.search(each.sentence.text) for each in scores):
        return Decimal(0)
    rows = list(rows_of(scores))
    whole_sheet = sum((_value(points) for points, _made in rows), Decimal(0)) >= HUNDRED  # then the parts are summed
    got = Decimal(0) if whole_sheet else sum((max(Decimal(0), _value(points) - _value(made)) for points, made in rows if _value(points) < HUNDRED), Decimal(0))
    taken = [each for each in scores if is_taken(each)]
    if any(not each.exact or each.figure.tail for each in taken):
        return Decimal(0)
    whole = max((_value(each) for each in taken if _is_whole(each)), default=Decimal(0))
    return max(got, whole, _of_rows(scores, {id(points) for points, _made in rows}))


def _is_whole(score: Mention) -> bool:
    """Whether all that was taken off is meant: 共扣4分, and 自评得分97分，扣3分 with nothing in between."""
    bare = _BARE_TAKEN.fullmatch(score.figure.gap.strip()) and (not score.index or score.sentence.figures[score.index - 1].quantity.kind == SCORE)
    return bool(_ALL_TAKEN.search(score.figure.label) or bare)


def _outer(scores: Sequence[Mention]) -> list[Mention]:
    """What was taken off, without what a row's loss consists of: 过程指标扣3分，其中预算执行扣2分."""
    found: list[Mention] = []
    before: Mention | None = None
    inner = False
    for each in scores:
        if before is None or before.sentence is not each.sentence or "；" in each.figure.gap:
            inner = False
        elif is_taken(before) and (each.figure.gap.startswith("：") or "其中" in each.figure.gap):
            inner = not _is_whole(before)
        within = found and found[-1].sentence is each.sentence and each.figure.depth > found[-1].figure.depth
        if is_taken(each) and not inner and not within:
            found.append(each)
        before = each
    return found


def _of_rows(scores: Sequence[Mention], scored: set[int]) -> Decimal:
    """What was taken off row by row, and nothing twice that is told twice."""
    lost, named = Decimal(0), set[str]()
    for each in _outer(scores):
        name = each.figure.label
        if name not in named and not _is_whole(each):
            lost += taken_off(each)
        named |= {name} if len(name) >= _NAMED else set()
    for at, each in enumerate(scores):
        if id(each) not in scored and _value(each) < HUNDRED and _got_nothing(each, scores[at + 1 :]):
            lost += _value(each)
    return lost


def _got_nothing(points: Mention, following: Sequence[Mention]) -> bool:
    text = points.sentence.text
    behind = text[points.figure.end - points.sentence.start :]
    if not is_full(points):
        return not is_taken(points) and not _GOT.search(points.figure.label) and bool(_NOTHING_BEHIND.match(behind))
    same = following and following[0].sentence is points.sentence
    stop = following[0].start_in_sentence if same else len(text)
    return bool(_NOTHING.search(re.split("[；。]", behind[: stop - len(text) + len(behind)])[0]))


def _value(score: Mention) -> Decimal:
    return score.figure.quantity.value


def deductions(scores: Sequence[Mention]) -> list[Mention]:
    """What a sentence says was taken off: the one figure for all of it, or those of the parts."""
    off = [each for each in _outer(scores) if not each.figure.tail]
    if any(_got_nothing(each, ()) for each in scores):
        return []  # that is lost as well
    if not all(each.exact for each in off) or any(_OTHER_SCORING.search(each.figure.label) for each in off):
        return []
    whole = [each for each in off if _is_whole(each)]
    if whole:
        return whole if len(whole) == 1 else []
    return off if len(off) > 1 and not any(_NOT_ALL.search(each.figure.gap) for each in off) else []


def taken_off(score: Mention) -> Decimal:
    """What a deduction makes: 4 for 两项各扣2分."""
    return _value(score) * _how_often(score.sentence.text[: score.start_in_sentence])


def _how_often(before: str) -> int:
    match = _EACH_OFF.search(before)
    if match is not None:
        number = match["number"]
        return int(number) if number.isdigit() else _NUMBERS[number]
    return 2 if _EACH.search(before) else 1
