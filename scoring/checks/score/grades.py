# ruff: noqa: E501 - a pattern is read better in one piece
"""The grade that a score is called by against the bands: 90 points and more are 优, unless the text cuts them otherwise."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.characters import fold
from departments.prose.quantities import SCORE

from ..claims.figures import HUNDRED, shown
from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .rows import is_claimed

Band = tuple[str, Decimal, Decimal]

_GRADES: tuple[Band, ...] = (("优", Decimal(90), HUNDRED), ("良", Decimal(80), Decimal(90)), ("中", Decimal(60), Decimal(80)), ("差", Decimal(0), Decimal(60)))  # fmt: skip
_NAMES = r"[“\"]?(优秀|优|良好|良|中等|中|较差|差)[”\"]?"
_STOP = r"(?=[，。；！、）\s]|$)"
# 等级为优, 评价结果属于良; 属“优”等次, 评定为优秀等级; ，为优.
_GRADE = (
    re.compile(rf"(?:等级|等次|档次|级别|结果|结论|评价|评定|评级)[^，。；]{{0,6}}?(?:为|是|：|属于|评为|定为)?{_NAMES}(?=[，。；！）级等\s]|$)"),
    re.compile(rf"(?:[，：]|[为属达到定评列获于])等?{_NAMES}(?:等级|等次|档次?|级|等){_STOP}"),
    re.compile(rf"，(?:为|属于?|评为|定为|评定为?|达到?){_NAMES}{_STOP}"),
)
_IN_BRACKETS = re.compile(rf"（(?:[等评][级次]：?)?{_NAMES}(?:等级|等次|档|级|等)?）")
_NEXT_SENTENCE = re.compile(rf"(?:绩效|自评|评价|综合|整体|最终)*(?:等级|等次|档次|结果|结论)(?:评定)?(?:为|是|：)?{_NAMES}{_STOP}")
_POINTS = r"(?P<low>\d+(?:\.\d+)?)分?(?:（(?:含|不含|包含)\d*分?）)?"
# 90分（含）以上为优, 80—90分为良, 80分至89分的为良; 优（90分及以上）, 良好（80—90分）.
_SPAN = rf"{_POINTS}(?:及?以上(?:（含\d*分?）)?|[至到\-—~]+(?P<high>\d+(?:\.\d+)?)分?(?:（(?:含|不含)\d*分?）)?(?:以下)?)"
_BAND = re.compile(rf"{_SPAN}[^，。；、\d]{{0,8}}?(?:为|的?是|：|属|评)[^，。；、\d]{{0,3}}?{_NAMES}")
_BAND_BEHIND = re.compile(rf"{_NAMES}[等级次]*（{_SPAN}[^）\d]{{0,4}}）")
_EDGE_BEHIND = re.compile(r"^(?:（[^）]*）)?(?:及?以[上下内]|[-—~至到])")
_LOWEST = re.compile(rf"\d+分?(?:（(?:含|不含)）)?以下[^，。；、\d]{{0,6}}?(?:为|的?是|：|属){_NAMES}")
_FARTHEST, _NEAR = 30, 6  # characters between score and grade behind it, and before it
_ANOTHER_YEAR = re.compile(r"上一?年|去年|20\d\d年")
_OF_OTHERS = re.compile(r"项目|下属|所属|二级|[各些\d]|复核|上年|去年|财政|第三方|人员|考核|企业|村")
_RIVAL = re.compile(r"得分|总分|评分|上年|去年|复核|自评$")
_LARGEST_ROW = Decimal(60)


@check(
    "grade_fits_score", number=20, level=Level.ERROR, name=gettext_lazy("等级与得分相符"),
    source=gettext_lazy("财预〔2020〕10号：90分及以上为优，80至90分为良，60至80分为中，60分以下为差"),
    remedy=gettext_lazy("按得分改正等级。"),
)  # fmt: skip
def check_grade(subject: Subject) -> Iterator[Observation]:
    """A grade named with the score against the bands, those of the text where it quotes them."""
    text = fold(subject.report.text)
    for score in subject.named("self_score"):
        if not is_claimed(score) or _other_scores(score):
            continue
        found = _grade_behind(text, subject, score) or _grade_before(text, score)
        if found is None:
            continue
        match, start = found
        right = _grade_of(score.figure.quantity.value, _bands(subject, text, score))
        stated = match[1].replace("较", "")
        if right and not stated.startswith(right) and not right.startswith(stated):
            yield Observation(
                min(score.span[0], start), max(score.figure.end, start + len(match[0])), stated=match[1], expected=right,
                message=_("%(score)s 属于“%(right)s”，文中写“%(stated)s”。")
                % {"score": shown(score), "right": right, "stated": match[1]},
            )  # fmt: skip


def _grade_of(value: Decimal, bands: tuple[Band, ...]) -> str:
    return next((name for name, low, high in bands if low <= value < high or value == high == HUNDRED), "")


def _other_scores(score: Mention) -> bool:
    """Whether the sentence names another whole score: not the edges of the bands, not what the parts got or lost."""
    text = score.sentence.text
    for figure in score.sentence.figures:
        if figure.quantity.kind != SCORE or figure.start == score.figure.start or "满分" in figure.label:
            continue
        behind = text[figure.end - score.sentence.start :]
        edge = _EDGE_BEHIND.match(behind) or figure.quantity.approx or figure.quantity.in_range or re.match(rf"(?:（含）)?[^，。；、\d]{{0,4}}(?:为|是|属){_NAMES}", behind)
        is_row = figure.start > score.figure.start and figure.quantity.value <= _LARGEST_ROW and not _RIVAL.search(figure.label)
        if not edge and not is_row:
            return True
    return False


def _bands(subject: Subject, text: str, score: Mention) -> tuple[Band, ...]:
    """The bands as the paragraph quotes them, else the whole text, else those of the rule."""
    start, end = subject.line_of(score.figure.start)
    of_all = subject.once("quoted_bands", lambda: _quoted_bands(text))
    return _quoted_bands(text[start:end]) or of_all or _GRADES


def _quoted_bands(text: str) -> tuple[Band, ...]:
    matches = [*_BAND.finditer(text), *_BAND_BEHIND.finditer(text)]
    lows: dict[str, Decimal] = {}
    for match in matches:
        name = match[3 if match.re is _BAND else 1].removeprefix("较")[0]
        low = min(Decimal(match["low"]), Decimal(match["high"] or 100))
        if lows.setdefault(name, low) != low:
            return ()  # of two different things
    if len(lows) < 2 or "优" not in lows:
        return ()
    bands: list[Band] = []
    high = HUNDRED
    for name, low in sorted(lows.items(), key=lambda band: -band[1]):
        bands.append((name, low, high))
        high = low
    return tuple(bands)


def _grade_behind(text: str, subject: Subject, score: Mention) -> tuple[re.Match[str], int] | None:
    """The first grade behind the score that is not the name of a band, in its sentence or right at the head of the next."""
    start, end = score.figure.end, score.sentence.end
    found = _first_grade(_masked(text[start:end]), start)
    if found is not None:
        last = max((each.end for each in score.sentence.figures if each.quantity.kind == SCORE and each.end <= found[1]), default=start)
        words = _masked(text[last : found[1]]).replace("\x00", "")
        return found if len(words) <= _FARTHEST else None
    if bracket := _IN_BRACKETS.match(text, start):
        return bracket, start
    line_end = subject.line_of(start)[1]
    if following := _NEXT_SENTENCE.match(text, end, line_end):
        return following, end
    return None


def _first_grade(rest: str, offset: int) -> tuple[re.Match[str], int] | None:
    matches = sorted((match for pattern in _GRADE for match in pattern.finditer(rest)), key=lambda match: match.start())
    for match in matches:
        clause = max(rest.rfind(sign, 0, match.start()) for sign in "，；。") + 1
        if not _OF_OTHERS.search(rest[clause : match.end()]):
            return match, offset + match.start()
    return None


def _masked(text: str) -> str:
    """A text with the bands it quotes blotted out, at the same length."""
    for pattern in (_BAND, _BAND_BEHIND, _LOWEST):
        text = pattern.sub(lambda match: "\x00" * len(match[0]), text)
    return text


def _grade_before(text: str, score: Mention) -> tuple[re.Match[str], int] | None:
    """评价等级为“优”，得分85分."""
    start = max(score.sentence.start, score.span[0] - _FARTHEST)
    before = _masked(text[start : score.span[0]])
    matches = list(_GRADE[0].finditer(before))
    if not matches or _ANOTHER_YEAR.search(before) or len(before) - matches[-1].end() > _NEAR:
        return None
    return matches[-1], start + matches[-1].start()
