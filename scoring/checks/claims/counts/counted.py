# ruff: noqa: E501 - a pattern is read better in one piece
"""What a number counts, and whether a list of names can be of that kind: 8个职能股室 and 办公室、人事股、….

A list beside a number need not be what is counted: 修复水渠、山塘、机耕路8处 names kinds of things, 8名干部分别到
甲村、乙村 names places. So a number is held against a list only where the words show that the names are of the kind
counted (`names_fit`), or where the number is so near that it can hardly be anything else (`is_near`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from departments.importing.report.breakdowns import MOST_FIGURES
from departments.importing.report.mentions import Mention
from departments.prose.enumerations import ORGAN_ENDINGS, ItemList
from departments.prose.numbers import read_chinese
from departments.prose.quantities import COUNT
from departments.prose.sentences import Sentence

from ...subject import Subject

# Words that count only behind a number and in front of what is counted: 六大行动, 三方责任, 五到位.
_RARE = re.compile(
    r"(?<![\d.第一二三四五六七八九十百])(?P<number>\d{1,2}|[两二三四五六七八九十]{1,2})(?P<unit>大(?=[”\u4e00-\u9fff])(?![会队学院型厅楼多])"
    r"|部门|部分|方(?![面向案式便法位块言针])|地(?![块区段方下级产质])|到位|道(?=关|防线|工序|屏障|难关)|步(?![骤行伐兵])|档(?![案次])|级(?![机单预医公指巡警以及甲乙丙响重文教]))"
)
# What kinds are counted in; a list of kinds is what such a number counts.
_OF_KINDS = frozenset({"类", "种", "方面", "大", "门", "方", "地", "到位", "道", "步", "档", "级", "部门", "部分"})
# One thing may be meant several times by one name (电脑、打印机12台), one event be held for several (培训6期).
_OF_PIECES = frozenset("台套辆件张把块本份册箱袋头只株棵盏期场次批轮趟部间人户桶瓶盒片根副节") | {
    "人次", "批次", "场次", "台套", "平方米", "公里", "亩", "名", "点", "天",
}  # fmt: skip
# Heads of what an organisation has several of, each with a name: 股室, 派出所, 下属单位, 乡镇.
_ORGANS = re.compile(
    r"股室|科室|处室|部室|机构|部门|单位|乡镇|镇街|街道|社区|办公室|小组|专班|公司|商会|协会|分会|支部|门诊|窗口|平台|"
    r"[股科室所站队庭馆园局办组院校镇乡村](?![长员干人级内外头情里])"
)
# Abstract heads: whoever lists such things says what each is called.
_ABSTRACT = re.compile(
    r"方面|领域|环节|问题|困难|不足|短板|措施|举措|做法|任务|工作|事项|实事|行动|指标|产业|行业|岗位|网点|片区|系统|体系|机制|制度|办法|文件|"
    r"模式|阶段|步骤|渠道|途径|职能|职责|功能|板块|模块|专业|学科|课程|科目|技术|品种|品牌|荣誉|称号|奖项|类型|内容|语种|赛项|大项|活动|调查|服务|业务|工种|清单|方式|方法|手段|形式|路径|维度|层面|要素|病种|险种|税种|队伍|力量|城市|县区|县市|省份|线路|航线|班线|理念|原则"
)
_STOP = re.compile(r"分别|依次|具体|即|均|都|全部|已|是|为|有|包括|包含|涵盖|参加|参与|共|全年|先后|率先|同时|各司")


@dataclass(frozen=True)
class Counted:
    """A number of things with the words around it; `head` says what it counts."""

    value: int
    unit: str
    written: str  # number and classifier as the text has them
    start: int
    end: int
    label: str
    label_start: int
    tail: str
    sentence: Sentence
    since: int  # where the figure before it ends, or the sentence begins
    until: int  # where the figure behind it begins, or the sentence ends

    @property
    def chinese(self) -> bool:
        """Whether it is written in characters (四项): such a number counts a list more often than things."""
        return not self.written[:1].isdigit()

    @property
    def in_quotes(self) -> bool:
        """Whether a quotation begins with it: “四个到位”."""
        at = self.start - self.sentence.start
        return self.sentence.text[max(0, at - 1) : at] in ("“", "‘", "「", "『", '"')

    @property
    def head(self) -> str:
        """The words that name what is counted: those behind the number, else those before it."""
        return head_of(self.tail) or re.sub(r"[共有为达设计是了]+$", "", self.label)[-8:]


def head_of(tail: str) -> str:
    """The noun behind a number, up to the word that goes on: 乡镇 of 乡镇分别是."""
    return _STOP.split(tail, maxsplit=1)[0][:10]


def counted_things(subject: Subject) -> list[Counted]:
    """The exact numbers of things in a text; no 第3个, no 每3个."""
    return subject.once("counted things", lambda: [
        each for sentence, mentions in zip(subject.report.sentences, subject.report.mentions, strict=True)
        if len(mentions) <= MOST_FIGURES for each in _things_of(sentence, mentions)
    ])  # fmt: skip


def _things_of(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Counted]:
    since = sentence.start
    found = []
    untils = [*(mention.figure.start for mention in mentions[1:]), sentence.end]
    for mention, until in zip(mentions, untils, strict=False):
        figure, value = mention.figure, mention.figure.quantity.value
        label = figure.label
        if (
            mention.kind == COUNT and mention.exact and value == int(value) and 2 <= value <= 60
            and not label.endswith(("第", "每", "前", "另", "其他", "其它", "其余", "剩余", "余下", "近", "各", "任", "某"))
        ):  # fmt: skip
            written = f"{figure.quantity.number}{figure.quantity.unit}"
            found.append(
                Counted(
                    int(value), figure.quantity.unit, written, figure.start, figure.end, label, figure.label_start,
                    figure.tail, sentence, since, until,
                )
            )  # fmt: skip
        since = figure.end
    yield from found
    for match in _RARE.finditer(sentence.text):
        digits = match["number"]
        number = int(digits) if digits.isdigit() else read_chinese(digits)
        if number and number >= 2:
            yield _rarely_counted(match, number, sentence, mentions)


def _rarely_counted(match: re.Match[str], value: int, sentence: Sentence, mentions: Sequence[Mention]) -> Counted:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    before = re.split(r"[，。；：、（）]", sentence.text[: match.start()])[-1].strip("“ ")
    tail = re.split(r"[，。；：、（）\d]", sentence.text[match.end() :], maxsplit=1)[0].replace("”", "")
    since = max((each.figure.end for each in mentions if each.figure.end <= start), default=sentence.start)
    until = min((each.figure.start for each in mentions if each.figure.start >= end), default=sentence.end)
    return Counted(value, match["unit"], match[0], start, end, before, start - len(before), tail, sentence, since, until)


def names_fit(head: str, unit: str, named: ItemList) -> bool:
    """Whether the words show that names are of the kind that was counted in a unit and called so."""
    if unit in _OF_KINDS or named.quoted * 3 >= len(named.items) * 2:
        return True
    if is_abstract(head) or shares_ending(head, named) or all(item.endswith(unit) for item in named.items):
        return True
    return unit not in _OF_PIECES and bool(_ORGANS.search(head))


def is_abstract(head: str) -> bool:
    """Whether what is counted has no number but that of its names: 领域, 问题, 职能."""
    return bool(_ABSTRACT.search(head))


def shares_ending(head: str, named: ItemList, *, wholly: bool = False) -> bool:
    """Whether half of the names (or nearly all) end as the thing counted does: 青龙水库、白沙水库 and 中型水库."""
    sharing = sum(item[-1] in head[:6] + head[-4:] for item in named.items)
    return bool(head) and (sharing >= len(named.items) - len(named.items) // 5 if wholly else sharing * 2 >= len(named.items))


def are_organs(named: ItemList) -> bool:
    """Whether the names are those of organisations, whoever they are: 县水文站、县灌溉试验站."""
    return all(len(item) >= 4 for item in named.items) and sum(item[-1] in ORGAN_ENDINGS for item in named.items) * 3 >= len(named.items) * 2


def counts_pieces(unit: str) -> bool:
    """Whether several of what is counted in a unit may go by one name."""
    return unit in _OF_PIECES


def is_near(counted: Counted, named: ItemList) -> bool:
    """Whether the number is so close to that of the names that it was meant for them."""
    gap = max(named.fewest - counted.value, counted.value - named.most)
    fewer = min(named.fewest, counted.value)
    return gap <= (1 if fewer <= 4 else 2 if fewer <= 9 else 3)


def count_of(named: ItemList, counted: Counted) -> str:
    """The number of names as it should stand in the text: 5个, or 5至6个 where 和 leaves it open."""
    if named.most in (named.fewest, 10_000):
        return f"{named.fewest}{counted.unit}"
    return f"{named.fewest}至{named.most}{counted.unit}"
