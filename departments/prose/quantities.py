# ruff: noqa: E501 - a pattern or an expectation is read better in one piece
"""Finds figures with their units in prose: money, percentages, per mille, multiples, counts, points of a score.

Money is brought to 万元; the decimals the writer showed are kept, because rounding is judged by them.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from .characters import fold
from .numbers import ARABIC, CHINESE, decimals_of, read_arabic, read_chinese, read_spoken

MONEY, PERCENT, POINTS, COUNT, SCORE = "money", "percent", "points", "count", "score"
PERMILLE, TIMES = "permille", "times"

# in 万元
MONEY_UNITS = {
    "万亿元": Decimal("100000000"), "亿元": Decimal("10000"), "千万元": Decimal("1000"), "百万元": Decimal("100"),
    "万元": Decimal("1"), "千元": Decimal("0.1"), "元": Decimal("0.0001"),
}  # fmt: skip
# Behind Arabic digits as well as behind Chinese ones (三项, 14个).
_CLASSIFIERS = (
    "人次|户次|批次|剂次|家次|场次|台次|卷次|例次|平方米|平方公里|公顷|立方米|千瓦时|余人|个|家|项|人|名|件|起|次|篇|份|笔|所|处|辆|台|套|户|条|"
    "场|期|批|座|位|支|门|宗|㎡|公里|亩|吨|部|册|例|间|栋|类|组|张|种|方面|点|度|幅|棵|株|头|架|艘|本|天"
)
# Behind Arabic digits only: behind Chinese ones these are more often words (双方, 三面, 一对).
_MEASURES = (
    "/10万人|/10万|/万人|/万(?!元)|个工作日|工作日|个小时|小时|分钟|学时|课时|个月|标准箱|毫克/升|毫克/立方米|微克/立方米|立方|千伏安|万千瓦|千瓦|兆瓦|平方|"
    "架次|班次|车次|辆次|船次|趟次|点次|针次|套次|件次|处次|人天|头份|头只|台套|毫米|厘米|千米|延米|米|公斤|千克|毫克|微克|克|毫升|升|斤|"
    "羽|尾|匹|只(?![是有需要能在])|口(?![径岸])|眼|盏|对(?![于接口照标比此])|双(?![方向重减创随])|卷|具(?![体备有])|枚|片(?!区)|块|根(?!据)|箱|袋|瓶|桶|盒|"
    "副(?![职科处局主书县镇])|面(?![积临向对源])|节(?![能约点省水])|堂|孔|层|趟|轮|款|针|单(?![位元价个独一项打株程据列方向])|路(?![0-9段面网线灯口程径由过基况标长公车])|床|顶|幢|尊|封|集(?![中体团])|首|页|帧|扇|捆|桩|杆|塔|席|航次|艘次"
)
_MONEY = "|".join(sorted(MONEY_UNITS, key=len, reverse=True))
_COUNTED = "|".join(
    sorted((*_MEASURES.split("|"), *_CLASSIFIERS.split("|")), key=lambda word: -len(word.partition("(")[0]))
)
# 个百分点, 千分点 and 倍 stand before 个 and 千; what is doubled or a lens is no multiple (倍增, 10倍镜).
_POINTS = "个百分点|百分点|个千分点|千分点"
_OTHERS = f"%|‰|{_POINTS}|倍(?![增镜率])|分(?![之钟类别期批布管析解为成工散])|(?:{_COUNTED})(?:（(?:{_COUNTED})）)?"
_POINT_WORDS = frozenset(_POINTS.split("|"))
_OF_THEIR_OWN = {"%": PERCENT, "‰": PERMILLE, "倍": TIMES, "分": SCORE}
# 41.2万农村人口: people without a measure word, but not what is paid for them (20万职工培训费).
_CROWD = (
    "(?:农村|城镇|城乡|常住|户籍|脱贫|贫困|流动|外来|老年|各族|在校|离退休|退休|参保|受益|搬迁|中小)?"
    "(?:人口|群众|居民|农民|市民|村民|学生|师生|职工|老人|残疾人|党员|游客|移民)(?![^，。；、]{0,6}(?:费|款|资金|补[贴助]))"
)
_FIGURE = re.compile(
    rf"(?<![\d.])(?P<number>{ARABIC}) ?(?P<loose>余|多|几)? ?(?:(?P<money>{_MONEY})|(?P<scale>亿|万)?(?P<unit>{_OTHERS}))"
    rf"|(?<![一二三四五六七八九十百千第]){CHINESE}(?=余?(?:{_CLASSIFIERS}|{_POINTS}|分(?!之)))(?!个五年)(?P<cunit>余?(?:{_POINTS}|{_CLASSIFIERS}|分(?!之)))"
    rf"|百分之(?P<cpercent>{CHINESE}(?:点[零〇一二三四五六七八九]{{1,4}})?)"
    rf"|(?<![\d.])(?P<crowd>{ARABIC}) ?万(?={_CROWD})"
    r"|(?<=[占达近超过约逾足到为])(?:(?P<tenths>[一二三四五六七八九]成(?:[一二三四五六七八九](?![个项类名人件户家次]))?)(?![一二三四五六七八九半立员功果本长为绩型套品交因分])"
    r"|(?P<denominator>[三四五])分之(?P<numerator>[一二三四]))"
)
_BEFORE_IS_NUMBER = re.compile(r"[\d.A-Za-z]$")
_ACRONYM = re.compile(r"[A-Z&]{2,}$")  # GDP156.8亿元, ICU30张, but not G4 or PM2.5
_ABOUT_BEFORE = re.compile(r"((?<![节签预履违集合公])约|大约|约为|近|将近|接近|大概|左右|几乎)$")
_OVER_BEFORE = re.compile(r"(超|超过|逾|多于|大于|高于|突破|不少于|不低于|[≥>＞])$")
_UNDER_BEFORE = re.compile(r"(不到|不足|少于|小于|低于|不超过|不高于|以内|[≤<＜])$")
_AFTER = re.compile(r" ?(左右|上下|以上|以下|以内|多(?=[，。；、）的]|$)|余(?! ?\d)|之多)")
_RANGE_BEFORE = re.compile(r"[\d%元个人家项][ ]?[-—~至到][ ]?$")
_RANGE_AFTER = re.compile(r" ?[-—~至] ?\d")
# The look-behind keeps the item number of 1、10个 out: it stands at the beginning of a line or sentence.
_BARE_BEFORE = re.compile(rf"(?<![\d.,\n。；;])(?<!^)({ARABIC}) ?[、和及与] ?$")
# 行政12、事业26、工勤2名: with words between, at least two before the last.
_NAMED_BEFORE = re.compile(rf"(?<=[\u4e00-\u9fa5）”])(?<![第年月日号至到])({ARABIC}) ?、[\u4e00-\u9fa5“”]{{1,10}}$")


@dataclass(frozen=True)
class Quantity:
    """One figure: money in 万元, percent, per mille, points and multiples as shown, counts with their classifier."""

    kind: str
    value: Decimal
    unit: str
    decimals: int
    start: int
    end: int
    approx: str = ""  # "", "about", "over", "under"
    number: str = ""  # the digits as written
    in_range: bool = False  # one end of "3-5个": not a value of its own

    @property
    def step(self) -> Decimal:
        """Half of the last shown digit, in the unit of `value`: the error that rounding may leave."""
        shown = Decimal(1).scaleb(-self.decimals) / 2
        return shown * MONEY_UNITS[self.unit] if self.kind == MONEY else shown


def find_quantities(text: str) -> list[Quantity]:
    """Every figure with a unit, in order of appearance; spans point into `text`."""
    folded = fold(text)
    found: list[Quantity] = []
    for match in _FIGURE.finditer(folded):
        quantity = _read(folded, match)
        if quantity is None:
            continue
        floor = found[-1].end if found else 0
        found.extend(_shared_unit(folded, quantity, floor))
        found.append(quantity)
    return found


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    before = text[max(0, start - 6) : start]
    if match["cpercent"]:
        percent = read_spoken(match["cpercent"])
        if percent is None:
            return None
        return Quantity(PERCENT, percent, "%", decimals_of(str(percent)), start, end, number=str(percent))
    if match["crowd"]:
        value = read_arabic(match["crowd"]) * 10_000
        found = Quantity(COUNT, value, "人", decimals_of(match["crowd"]), start, end, number=match["crowd"])
        return _with_context(text, found, loose=False)
    if match["cunit"]:
        return _chinese_count(match, start, end, before)
    if match["tenths"] or match["denominator"]:
        return _with_context(text, _rough_share(match), loose=False)
    if _BEFORE_IS_NUMBER.search(before) and not _ACRONYM.search(before):
        return None
    negative = before.endswith("-") and not re.search(r"[\d%元个人家项年月]-$", before)
    unit, scale, number = match["money"] or match["unit"], match["scale"], match["number"]
    value, decimals = read_arabic(number), decimals_of(number)
    if match["money"]:
        kind = MONEY
        value = value * MONEY_UNITS[unit]
    elif unit in _POINT_WORDS:
        kind, unit = POINTS, unit.removeprefix("个")
    elif unit in _OF_THEIR_OWN:
        kind = _OF_THEIR_OWN[unit]
    else:
        kind = COUNT
        value = value * {"万": 10_000, "亿": 100_000_000, None: 1}[scale]
    if negative:
        value = -value
        start -= 1
    quantity = Quantity(kind, value, unit, decimals, start, end, number=number)
    return _with_context(text, quantity, loose=bool(match["loose"]))


def _chinese_count(match: re.Match[str], start: int, end: int, before: str) -> Quantity | None:
    unit = match["cunit"]
    digits = match[0][: -len(unit)]
    value = read_chinese(digits)
    loose = unit.startswith("余")
    unit = unit.removeprefix("余")
    if value is None or (value < 2 and unit not in _POINT_WORDS) or before.endswith("第") or digits in ("百", "千"):
        return None  # 一个 is an article more often than a count, 千吨万人工程 a size
    if unit in ("期", "批", "组") and match.string[end : end + 1].isdigit():
        return None  # 二期3.9亿元: the second
    if unit in _POINT_WORDS:
        kind, unit = POINTS, unit.removeprefix("个")
    else:
        kind = SCORE if unit == "分" else COUNT
    return Quantity(kind, Decimal(value), unit, 0, start, end, "over" if loose else "", digits)


def _rough_share(match: re.Match[str]) -> Quantity:
    """占四成, 占三分之一: a percentage to the nearest ten; 四成四 is 44 %."""
    if match["tenths"]:
        tens, _sign, ones = match["tenths"].partition("成")
        value = Decimal((read_chinese(tens) or 0) * 10 + (read_chinese(ones) or 0))
        if ones:
            return Quantity(PERCENT, value, "", 0, *match.span(), number=match["tenths"])
        return Quantity(PERCENT, value, "成", -1, *match.span(), number=tens)
    part, whole = (Decimal(read_chinese(match[name]) or 1) for name in ("numerator", "denominator"))
    return Quantity(PERCENT, part / whole * 100, "", -1, *match.span(), number=match[0], approx="about")


def _with_context(text: str, quantity: Quantity, *, loose: bool) -> Quantity:
    before = text[max(0, quantity.start - 6) : quantity.start].rstrip()
    after = _AFTER.match(text, quantity.end)
    approx = quantity.approx
    if _UNDER_BEFORE.search(before) or (after and after[1] in ("以下", "以内")):
        approx = "under"
    elif _OVER_BEFORE.search(before) or loose or (after and after[1] in ("以上", "多", "余", "之多")):
        approx = "over"
    elif _ABOUT_BEFORE.search(before) or after:
        approx = "about"
    in_range = bool(_RANGE_BEFORE.search(before) or _RANGE_AFTER.match(text, quantity.end))
    return replace(quantity, approx=approx, in_range=in_range)


def _shared_unit(text: str, last: Quantity, floor: int) -> list[Quantity]:
    """The figures of 分别为802.65、88万元 and of 行政12、事业26、工勤2名 that borrow the unit of the last one."""
    bare = _borrowing(text, last, floor, _BARE_BEFORE)
    if bare:
        return bare
    named = _borrowing(text, last, floor, _NAMED_BEFORE)
    return named if len(named) >= 2 else []


def _borrowing(text: str, last: Quantity, floor: int, before: re.Pattern[str]) -> list[Quantity]:
    borrowed: list[Quantity] = []
    start = last.start
    scale = MONEY_UNITS[last.unit] if last.kind == MONEY else _count_scale(last)
    while len(borrowed) < 12:
        offset = max(floor, start - 30)
        match = before.search(text[offset:start])
        if match is None or (match.start(1) == 0 and offset == floor):
            break
        start, end = offset + match.start(1), offset + match.end(1)
        value = read_arabic(match[1]) * scale
        borrowed.insert(0, Quantity(last.kind, value, last.unit, decimals_of(match[1]), start, end, number=match[1]))
    return borrowed


def _count_scale(quantity: Quantity) -> Decimal:
    """The 万 of 0.7万亩."""
    number = read_arabic(quantity.number) if quantity.number[:1].isdigit() else Decimal(0)
    return abs(quantity.value) / number if quantity.kind == COUNT and number else Decimal(1)
