# ruff: noqa: E501 - a pattern is read better in one piece
"""Changes as a text states them: 比上年减少12件, 下降10%, 提高2.8个百分点, 是上年的2.5倍: which way, compared with what.

Read from the words right before the figure, whatever figures stand around. What the change is measured from is the
business of `near_changes`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from departments.importing.report.mentions import Mention
from departments.prose.quantities import COUNT, MONEY, PERCENT, PERMILLE, POINTS, TIMES

# 新增, 追加 and 核减 are gross: something else may have gone the other way.
_VERBS_UP = (
    r"增加|增长|增[收支产]|净增|[多高超]出|上[浮调]|调[高升增]|(?<![新调追核续倍递])增|上升|升高|提升|提高|上涨|上扬|回升|攀升|(?<!新)升|扩大|扩充|扩容|扩展|加快|提速|拓宽|延[伸长]|涨"
)
_VERBS_DOWN = (
    r"减少|下降|降低|压减|压降|压缩|缩减|削减|回落|缩短|缩小|收窄|收缩|下[浮调]|调[低减]|节约|节省|节支|放缓|减缓|下滑|下跌|精简|减量|节[水电油气煤]|减[收支产]|(?<![核调审追递增扣])减|(?<!审)降|跌"
)
_VERBS = f"{_VERBS_UP}|{_VERBS_DOWN}"
_UP = rf"{_VERBS_UP}|[增涨升]幅|增速|(?:增长|增加|提高|提升|上升|扩大)(?:率|幅度|比例)"
_DOWN = rf"{_VERBS_DOWN}|[降减跌]幅|(?:压减|压降|压缩|下降|降低|减少|缩减|缩短)(?:率|幅度|比例)"
# These say what is compared only behind a comparison: 比上年多5家.
_MORE, _LESS = "高|快|多|长", "低|慢|少|短"
_END = r"(?:[收支](?:入|出)?)?(?:了|额|数)?(?:幅度?|率)?(?:为|达到?了?|约|近|共|将近)*$"
_MOVED = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<either>改善)|(?P<more>{_MORE})|(?P<less>{_LESS}))(?:支出)?{_END}")
# 多收183.6万元, 比上年少退4318万元, 一年少损失1737万元: 多 or 少 before a verb, but 少数民族 and 多媒体 are things.
_VERB_BEHIND = re.compile(
    r"(?:^|(?<=[年期比初末算划月度内]))(?:(?P<more>多(?![媒功种元式方样头用]))|(?P<less>少(?![数儿年先林女])))[\u4e00-\u9fff]{1,3}?了?$"
)
_LEVEL = re.compile(
    rf"(?:到|至)(?:今年|本年|现在)?的?$|(?:(?:{_VERBS})了?|[升降增减压缩涨跌调])(?:到|至|为)$"
)
_TIMES_OF = re.compile(r"(?:是|为|相当于|达到?)(?P<than>[^，]{1,12})的$")
_BEFORE_BASE = re.compile(r"^(?P<what>[^，]*?)(?:是|为|相当于|达到?)(?P<than>[^，]{1,12})$")
# These do not tell which way: the sign does, or nothing.
_EITHER_WAY = re.compile(r"(?P<what>[^，]*?)(?:变动|调整|变化|增减)(?:率|幅度)(?:为|是|达到?|约|仅)*-?")
_THAN = re.compile(r"(?:(?<![占同环对相可配])比(?![重例值率])|(?<!比)较(?![大为好快高低]|多(?!年)))(?P<than>[^，]*)$")
_BESIDE = re.compile(r"(?:与|同|和|跟|比|较)(?P<than>[^，]*?)(?:相比较?|比较|对比|相较)，?$")
_SAME_TIME = re.compile(r"同比|同期")
# What no figure of the text is the base of: another measure of the same thing, an average, a series.
_OF_ITS_OWN = re.compile(r"环比|可比|不变价|口径|剔除|扣除|还原|(?<!多)年均|(?<![多历常]年)平均|分别|累计|名义|实际增|(?<!年)[两三五]年(?!(?:之?间|来|时间)[^，]{0,2}(?:[增涨升降减][长加幅少]|上升|下降|提高|提升|翻))|连续|合计|相对")
_PRICES = re.compile(r"^（?[^，。；）]{0,6}(?:可比|不变价|同口径|剔除|扣除)")
_TIME_THEN_THING = re.compile(
    r"((?:上一?年度?|去年|前一年|20\d\d年度?)(?:同期|同时期)?的?)(?!决算|预算|实际|执行|同期|[数末底初度]|水平|情况|支出|收入)([^，]{2,})"
)
_REASON = re.compile(r"因|由于|主要|用于|原因|其中|包括")
_FILLER = re.compile(
    r"其中|同比|同期|分别|[这该][一个]?(?:数字?|项|指标)|[比较与同]?(?:20\d\d年度?|上一?年度?|去年)(?:同期|[末底初])?|[年期]初|[一两三五]年(?:之?间|内|来|时间)?|[全本当今]年|[年期][内末底]|[全各本]?(?:省|市|县|区|局|镇|乡|村|校|院)|累计|总体|整体"
    r"|足足|整整|一[举跃下]子?|大幅度?|显著|明显|持续|稳步|逐步|逐年|进一步|相应|实际|实现|总共|[猛骤激略]|[共仅只约则也又却还均各已再仍就可达到得的了是为将被将近并且而且而较均也有]"
)
_AMOUNT_WORD = re.compile(r"(?:数|总数|总量|总额|数量|规模|人数|金额|额|量)$")


@dataclass(frozen=True)
class Stated:
    """One stated change: a difference, points, a rate or a multiple, or two of them that say the same."""

    figures: tuple[Mention, ...]
    rising: bool | None  # None where only the words around the base tell
    than: str  # what it is compared with, in the words of the text; empty where no word tells
    subject: str  # the words that say what changed; empty where it is what was named before
    year: int | None = None  # of the present value, where the words name it: 2023年比2021年增长

    @property
    def first(self) -> Mention:
        """The figure that comes first in the text."""
        return self.figures[0]

    @property
    def last(self) -> Mention:
        """The figure that comes last in the text."""
        return self.figures[-1]

    def of_kind(self, *kinds: str) -> Mention | None:
        """Its figure of one of the kinds."""
        return next((each for each in self.figures if each.kind in kinds), None)


def is_stated_change(mention: Mention) -> bool:
    """Whether a figure says by how much something changed, not how much there is."""
    return mention.kind == POINTS or _read(mention.figure.label, mention.figure.gap, mention.kind) is not None


def tells_level(label: str) -> bool:
    """Whether the words lead to what there is afterwards: 增加到, 调减为, but not 降幅为."""
    return bool(_LEVEL.search(label)) and not re.search(r"(?:率|幅度?|额|比例)(?:为|达到)$", label)


def stated_changes(sentence: Sequence[Mention]) -> Iterator[Stated]:
    """The changes a sentence states, in order; ranges and rough figures are left out."""
    index = 0
    while index < len(sentence):
        first = sentence[index]
        index += 1
        read = _read(first.figure.label, first.figure.gap, first.kind) or _times_of_figure(sentence, first)
        if read is None:
            continue
        figures = [first]
        if index < len(sentence) and _goes_on(first, sentence[index], read):
            figures.append(sentence[index])
            index += 1
        if all(each.exact for each in figures):
            yield Stated(tuple(figures), read.rising, read.than, read.subject, read.year)


@dataclass(frozen=True)
class _Words:
    rising: bool | None
    than: str
    subject: str
    year: int | None = None


def _times_of_figure(sentence: Sequence[Mention], multiple: Mention) -> _Words | None:
    """是上年8.4亿元的1.5倍: the base stands between the words and the multiple."""
    if multiple.kind != TIMES or multiple.figure.gap != "的" or not multiple.index:
        return None
    match = _BEFORE_BASE.search(sentence[multiple.index - 1].figure.label)
    return _Words(None, match["than"], own_words(match["what"])) if match is not None else None


def _goes_on(first: Mention, second: Mention, words: _Words) -> bool:
    """增加2万元，增长25%: the second figure says the same once more."""
    gap = second.figure.gap
    if first.kind == second.kind or len(gap) > 12 or re.search(r"[。；（）]", gap):
        return False
    again = _read(second.figure.label, gap, second.kind)
    return (
        again is not None and again.rising == words.rising and not again.subject
        and (not again.than or bool(_SAME_TIME.fullmatch(again.than)))
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _read(label: str, gap: str, kind: str) -> _Words | None:
    if kind not in (MONEY, COUNT, PERCENT, PERMILLE, POINTS, TIMES) or _OF_ITS_OWN.search(gap[-24:]):
        return None
    if kind == TIMES and (multiple := _TIMES_OF.search(label)):
        return _Words(None, multiple["than"], own_words(label[: multiple.start()]))
    if kind == PERCENT and (either := _EITHER_WAY.fullmatch(label)):
        return _Words(None, "", own_words(either["what"].removesuffix("预算")))
    moved = _VERB_BEHIND.search(label) if kind in (MONEY, COUNT) else None
    moved = moved or _MOVED.search(label)
    if moved is None:
        return _Words(None, "", "") if kind == POINTS and len(label) <= 8 else None
    if tells_level(label):
        return None
    before = label[: moved.start()]
    clause = gap[: -len(label)] if label and gap.endswith(label) else gap
    found = _THAN.search(before) or _BESIDE.search(before)
    if found is None and not _SAME_TIME.search(before):
        found = _BESIDE.search(clause.rpartition("；")[2])
    groups = moved.groupdict()
    weak = bool(groups.get("more") or groups.get("less"))
    than = found["than"] if found else ""
    if not than and _SAME_TIME.search(before):
        than = "同期"
    # 比上年的2000盒多了300盒: the figure compared with stands right before the bare word.
    if weak and not than and not (kind == POINTS or moved.re is _VERB_BEHIND or len(label) <= 2):
        return None
    if not than and _REASON.search(before):
        return None
    within = found is not None and found.string is before
    subject = before[: found.start()] if within and found is not None else before
    if named := _TIME_THEN_THING.fullmatch(than):
        than, subject = named[1], subject + named[2]  # 比上年信访总量下降
    year = re.search(r"(20\d\d)年", subject)
    rising = None if groups.get("either") else bool(groups.get("up") or groups.get("more"))
    return _Words(rising, than, own_words(subject), int(year[1]) if year and within else None)


def says_other(mention: Mention, topic: str) -> bool:
    """Whether the words of a change name a thing, a reason or a price basis that the figures it follows do not."""
    figure = mention.figure
    behind = mention.sentence.text[figure.end - mention.sentence.start :][:12]
    if _OF_ITS_OWN.search(figure.gap[-24:]) or _PRICES.search(behind):
        return True
    read = _read(figure.label, figure.gap, mention.kind)
    if read is None:
        return bool(_REASON.search(figure.label)) and not _THAN.search(figure.label[:-2])
    return not is_subject(read.subject, topic)


def compared_with(mention: Mention) -> str:
    """What a change is compared with in the words of the text: 上年决算数, 2022年; empty where no word tells."""
    read = _read(mention.figure.label, mention.figure.gap, mention.kind)
    return read.than if read is not None else ""


def subject_of(mention: Mention) -> str:
    """What changed in the words right before the figure; empty where it is what was named before."""
    read = _read(mention.figure.label, mention.figure.gap, mention.kind)
    return read.subject if read is not None else ""


def is_subject(subject: str, topic: str) -> bool:
    """Whether what changed may be what the figures before tell: no character of it is new (非税占比 of 非税收入占比)."""
    return set(subject) <= set(topic)


def own_words(words: str) -> str:
    """What words say of their own: no time, no place, no filler; 户数 and 总额 say nothing either."""
    bare = _AMOUNT_WORD.sub("", _FILLER.sub("", words))
    wider = "".join(re.findall(r"总(?=[额量数])|全部", words))  # 税收总额 is more than 契税
    return wider + bare if len(wider + bare) >= 2 else ""
