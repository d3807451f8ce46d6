# ruff: noqa: E501 - a pattern is read better in one piece
"""Counts against lists: 14个。分别是：…; A、B等2家; 三个方面：一是…."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.importing.report.mentions import Mention
from departments.prose.characters import fold
from departments.prose.enumerations import ItemList, last_ordinal, read_list
from departments.prose.headings import read_numbering
from departments.prose.quantities import COUNT, MONEY

from ..finding import Level, Observation
from ..registry import check
from ..subject import Subject
from .figures import shown

_OPENS = re.compile(
    r"(?P<noun>[^，。；：、（）\d]{0,16})[，：（ ]{0,2}(?:（?(?:分别是|分别为|分别有|具体是|具体为|具体包括|即|包括|是|为)：?|：|（)(?P<list>[^。；（）]*)"
)
_LATER = re.compile(r"^(?P<noun>[^，。；：、（）\d]{2,16})(?:分别是|分别为|分别有|包括|有|是|为)：?(?P<list>[^。；]*)")
_NOT_AN_ITEM = re.compile(r"\d|[了着将被]|其中|进行|开展|负责|主要|根据|按照|通过|完成|实现|的$")
_NAMED_BEFORE = re.compile(r"(?:^|[，。；：])(?P<list>[^，。；：]{2,120}?)(?P<word>等|共|共计|一共)$")
_PROSE_ITEM = re.compile(r"领域|方面|培育|推动|支持|开展|获|引进|了|成功|围绕|聚焦|通过|推进|组织|完成|在|对|为|以")
_ASPECTS = re.compile(
    r"^(?:大)?(?:民生)?(?:实事|好事|大事|要事|方面|问题|困难|不足|措施|举措|原因|特点|因素|环节|短板|建议|(?:重点|主要|中心)?(?:工作|任务))"
)
_SOURCE = gettext_lazy("算术核对：写明的个数 = 列出的个数")
_LONGEST_ITEM = 22


@check(
    "count_list", number=33, level=Level.WARNING, name=gettext_lazy("个数与所列名单一致"), source=_SOURCE,
    remedy=gettext_lazy("核对名单，改正个数或者补全、删减名单。"),
)  # fmt: skip
def check_count_lists(subject: Subject) -> Iterator[Observation]:
    """A number of things against the list that names them, in the same sentence or the next ones."""
    for sentence in subject.mentions:
        for mention in sentence:
            if mention.kind != COUNT or not mention.exact or mention.is_change:
                continue
            found = _list_behind(subject, mention) or _list_later(subject, mention)
            if found is None:
                continue
            start, end, items = found
            wanted = int(mention.figure.quantity.value)
            wrong = items.fewest > wanted or (items.most < wanted and not items.open_ended)
            if items.open_ended and "等" in items.items[-1] and items.fewest <= wanted:
                wrong = False
            if wrong:
                yield _observation(subject, mention, start, end, items)
            continue


def _observation(subject: Subject, mention: Mention, start: int, end: int, items: ItemList) -> Observation:
    unit = mention.figure.quantity.unit
    count = f"{items.fewest}{unit}" if items.fewest == items.most else f"{items.fewest}至{items.most}{unit}"
    return Observation(
        min(start, mention.span[0]), max(end, mention.figure.end), stated=shown(mention), expected=count,
        message=_("文中写“%(stated)s”，列出的是 %(count)s：%(items)s。")
        % {"stated": shown(mention), "count": count, "items": "、".join(items.items[:20])},
    )  # fmt: skip


def _list_behind(subject: Subject, mention: Mention) -> tuple[int, int, ItemList] | None:
    line_end = subject.line_of(mention.figure.end)[1]
    rest = fold(subject.report.text[mention.figure.end : min(line_end, mention.figure.end + 1500)])
    match = _OPENS.match(rest)
    if match is None:
        return None
    bare = re.sub(r"（[^（）]*）", lambda each: "·" * len(each[0]), rest[match.start("list") :])
    stop = re.search(r"[。；（）]", bare)
    text = bare[: stop.start()] if stop else bare
    return _items(mention.figure.end + match.start("list"), text.replace("·", ""), len(text), subject, mention)


def _list_later(subject: Subject, mention: Mention) -> tuple[int, int, ItemList] | None:
    """The list in a later sentence: 内设股室14个，…。内设股室分别是：A、B、C."""
    noun = _noun(mention)
    if len(noun) < 2:
        return None
    line_end = subject.line_of(mention.figure.end)[1]
    first = subject.sentence_at(mention.sentence.end)
    for sentence in subject.report.sentences[first : first + 8]:
        if sentence.start >= line_end:
            break
        text = sentence.text
        match = _LATER.match(text.lstrip())
        if match and (match["noun"].endswith(noun) or noun.endswith(match["noun"])):
            shift = len(text) - len(text.lstrip())
            start = sentence.start + shift + match.start("list")
            return _items(start, re.sub(r"（[^（）]*）", "", match["list"]), len(match["list"]), subject, mention)
    return None


def _noun(mention: Mention) -> str:
    label = re.sub(r"(?:共|有|为|达|设有?|计|总数)+$", "", mention.figure.label)
    if mention.code in ("internal_units", "subordinate_units"):
        match = re.search(r"(?:内设|所属|下属|下辖|直属|二级).{1,8}$", label + mention.figure.tail)
        return match[0] if match else label[-6:]
    return mention.figure.tail[:10] if len(label) < 2 else label[-6:]


def _items(start: int, text: str, length: int, subject: Subject, mention: Mention) -> tuple[int, int, ItemList] | None:
    items = read_list(text)
    if items.fewest < 2 or "、" not in text:
        return None
    if any(len(item) > _LONGEST_ITEM or _NOT_AN_ITEM.search(item) for item in items.items):
        return None
    if "，" in text or "," in text:
        return None  # where the list ends is not certain
    return start, start + length, items


@check(
    "count_named", number=33, level=Level.WARNING, name=gettext_lazy("“等N家”与前面列出的名称一致"), source=_SOURCE,
    remedy=gettext_lazy("核对列出的名称，改正个数。"),
)  # fmt: skip
def check_named_before(subject: Subject) -> Iterator[Observation]:
    """A、B、C等2家: more names than the number says."""
    for sentence in subject.mentions:
        for mention in sentence:
            figure = mention.figure
            if mention.kind != COUNT or not mention.exact:
                continue
            before = fold(subject.report.text[max(mention.sentence.start, figure.start - 130) : figure.start])
            match = _NAMED_BEFORE.search(before)
            if match is None:
                found = _organisation_before(mention, before)
                if found is not None:
                    yield found
                continue
            items = read_list(match["list"]).items
            if len(items) < 2 and (found := _organisation_before(mention, before)) is not None:
                yield found
            if len(items) < 2 or any(len(item) > 10 or _PROSE_ITEM.search(item) for item in items[1:]):
                continue
            if len(items[0]) > 14 or re.search(r"在|对|围绕|聚焦|以|领域|方面", items[0]):
                continue
            fewer = match["word"] != "等" and len(items) >= 3 and read_list(match["list"]).most < figure.quantity.value
            if len(items) > figure.quantity.value or fewer:
                start = figure.start - len(before) + match.start("list")
                yield Observation(
                    start, figure.end, stated=shown(mention), expected=f"{len(items)}{figure.quantity.unit}",
                    message=_("“%(word)s%(stated)s”之前列出 %(count)s 个名称：%(items)s。")
                    % {"word": match["word"], "stated": shown(mention), "count": len(items), "items": "、".join(items)},
                )  # fmt: skip


_ORGANISATION = re.compile(
    r"(?:^|[，。；：])[^，。；：、]{0,12}?(?:内设|下设|设有|下辖|辖有?|下属[^，。、]{0,6}有|所属[^，。、]{0,6}有|包括|设)(?P<list>[^，。；：]{5,120}?)(?:，(?:内设|下设)?(?:机构|股室|科室|单位)?(?:共计?|合计))?$"
)
_ORGANS = re.compile(r"^(?:内设)?(?:职能)?(?:股室|科室|处室|股|科|机构|部门|单位|二级|事业单位|乡镇|社区|村|中心)")


def _organisation_before(mention: Mention, before: str) -> Observation | None:
    """内设办公室、财务股、建设股4个股室: the names stand right before the number, without 等."""
    figure = mention.figure
    if figure.quantity.unit not in "个家" or not (_ORGANS.match(figure.tail) or not figure.tail):
        return None
    match = _ORGANISATION.search(before)
    if match is None or "等" in match["list"]:
        return None
    named = read_list(match["list"])
    value = figure.quantity.value
    if named.fewest < 3 or any(len(item) > 18 or re.search(r"\d|其中", item) for item in named.items):
        return None
    if named.fewest <= value <= named.most:
        return None
    count = f"{named.fewest}{figure.quantity.unit}"
    return Observation(
        figure.start - len(before) + match.start("list"), figure.end, stated=shown(mention), expected=count,
        message=_("“%(stated)s”之前列出 %(count)s 个名称：%(items)s。")
        % {"stated": shown(mention), "count": named.fewest, "items": "、".join(named.items)},
    )  # fmt: skip


@check(
    "count_aspects", number=33, level=Level.WARNING, name=gettext_lazy("“N个方面”与一是、二是一致"), source=_SOURCE,
    remedy=gettext_lazy("改正个数，或者补全、合并各条。"),
)  # fmt: skip
def check_aspects(subject: Subject) -> Iterator[Observation]:
    """三个问题：一是…二是…, or as numbered lines below."""
    for sentence in subject.mentions:
        for mention in sentence:
            figure = mention.figure
            unit = figure.quantity.unit
            if mention.kind != COUNT or not mention.exact or figure.quantity.value > 20:
                continue
            named = unit == "方面" or bool(_ASPECTS.match(figure.tail))
            if unit not in ("方面", "个", "项", "点", "条", "大", "件") or (
                not named and figure.quantity.number.isdigit()
            ):
                continue  # 实施项目12个：一是… may name some of them only
            line_end = subject.line_of(figure.end)[1]
            rest = subject.report.text[figure.end : line_end]
            counted = last_ordinal(rest) if re.match(r"[^。，]{0,14}[：:。，]\s*一是", rest) else 0
            if not counted and re.fullmatch(r"[^。，]{0,12}[：:]\s*", rest):
                counted = _numbered_lines(subject, line_end)
            if counted >= 2 and counted != figure.quantity.value:
                yield Observation(
                    *mention.span, stated=shown(mention), expected=f"{counted}{unit}",
                    message=_("文中写“%(stated)s”，下面列出的是 %(count)s 条。")
                    % {"stated": shown(mention), "count": counted},
                )  # fmt: skip


def _numbered_lines(subject: Subject, position: int) -> int:
    """How many lines numbered 1、2、3、 of one style follow directly."""
    count, style = 0, ""
    for line in subject.report.text[position + 1 : position + 6000].split("\n"):
        if not line.strip():
            continue
        numbering = read_numbering(line)
        if numbering is None:
            if count and len(line) > 10:
                continue  # a paragraph below a numbered line
            break
        if not style:
            style = numbering.style
        if numbering.style != style:
            if numbering.level > _level_of(style):
                continue
            break
        if numbering.value != count + 1:
            return 0
        count += 1
    return count


def _level_of(style: str) -> int:
    return {"part": 1, "chinese": 1, "bracket": 2, "arabic": 3, "small": 4, "ring": 5}[style]


@check(
    "count_amounts", number=33, level=Level.WARNING, name=gettext_lazy("项目个数与所列项目一致"), source=_SOURCE,
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
            message=_("文中写项目“%(stated)s”，列出金额的是 %(count)s 个。") % {"stated": shown(counts[0]), "count": listed},
        )  # fmt: skip
