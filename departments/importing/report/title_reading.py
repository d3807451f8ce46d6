"""Title, year and reporting unit of a report, read from its cover, its first lines or its first sentences."""

import re
from collections import Counter

from departments.prose.characters import fold
from departments.prose.numbers import read_year
from departments.prose.sentences import squeeze

_TITLE = re.compile(
    r"(?:绩效|整体支出).{0,20}(?:报告|总结)|(?:自评|评价)(?:情况)?(?:的)?报告|绩效自评$|整体支出(?:绩效)?$"
)
_YEAR = re.compile(r"(20 ?\d ?\d ?\d?|二[〇○零][一二三四五六七八九〇○零]{2}) ?年")
_UNIT_ENDS = (
    "局|委员会|委|办公室|办|中心|人民政府|政府|研究院|研究室|学院|法院|检察院|医院|院|学校|中学|小学|大学|校|协会|学会|联合会|工会|妇联|会|"
    "管理处|处|管理所|所|站|馆|社|团委|支队|大队|队|宣传部|组织部|统战部|部|联社|残联|文联|科协|工商联|镇|乡|街道办事处|园区|公司|厅|台|馆|林场|农场|水库|公园|景区"
)
_UNIT = re.compile(rf"[\u3007\u3400-\u9fff\U00020000-\U0002ffff（）、“”]{{2,40}}?(?:{_UNIT_ENDS})")
_NAMED = re.compile(
    r"(?:部门（?单位）?名称|预算部门名称|预算部门|预算单位|填报单位|单位名称|部门名称|评价单位|自评单位|填报部门|主管部门)(?:（[^）]{0,8}）)?：?\s*([^\s：，。]{3,40})"
)
_IS_A = re.compile(
    rf"(?:^|[\n。])\s*([^，。：；、\s\d]{{2,36}}?(?:{_UNIT_ENDS}))(?:（[^）]*）)?(?:是|为|于|系|属|根据|内设|现有|成立)"
)
_NAMED_YEAR = r"(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})年度?"
_GENERIC = re.compile(r"^(?:本|我|该|各|全)?(?:部门|单位|局|委|办|中心)$|部门整体|绩效|目录")


def read_title(lines: list[str]) -> tuple[str, int, int]:
    """The title as one line, with the first and the last line it stands on; empty where there is none."""
    window = [(index, squeeze(fold(line))) for index, line in enumerate(lines[:40]) if line.strip()][:14]
    for place, (index, line) in enumerate(window):
        if len(line) > 60 or "。" in line or not _TITLE.search(line):
            continue
        if re.match(r"[一二三四五六七八九十]、|（[一二三四五六七八九十]）|第[一二三四五六七八九十]部分", line):
            continue
        last, whole = index, line
        if "报告" not in line and place + 1 < len(window):
            following = window[place + 1]
            if len(following[1]) <= 30 and _TITLE.search(following[1]) and "报告" in following[1]:
                last, whole = following[0], line + following[1]
        if "报告" in whole or "自评" in whole or "总结" in whole:
            return whole, index, last
    return "", -1, -1


def read_report_year(title: str, preamble: str, body: str) -> int | None:
    """The evaluated year: of the title, else of the cover, else the year most often named with 年度 or 年初."""
    for text in (title, preamble):
        years = [read_year(match.replace(" ", "")) for match in _YEAR.findall(fold(text))]
        years = [year for year in years if year]
        if years:
            return years[0]
    folded = fold(body)
    counted = Counter(re.findall(r"(20\d\d) ?年(?:度|年?初|部门|整体|预算)", folded))
    counted.update(re.findall(r"(20\d\d) ?年", folded[:400]))
    return int(counted.most_common(1)[0][0]) if counted else None


def read_unit(lines: list[str], title: str, title_line: int, body: str) -> str:
    """The reporting unit: from the title, the line above it, a cover field, or the first sentence of the body."""
    before_year, *behind = re.split(
        _NAMED_YEAR, title.removeprefix("关于")
    )
    if _is_unit(before_year):
        return before_year
    for rest in behind:
        inner = re.split(r"部门|整体|预算|绩效|项目|财政(?!局|所|厅|部)", rest)[0]
        if _is_unit(inner):
            return inner
    head = fold("\n".join(lines[:40]))
    named = _NAMED.search(head)
    if named and _is_unit(named[1]):
        return squeeze(named[1])
    for index in range(title_line - 1, max(-1, title_line - 5), -1):
        candidate = re.sub(rf"^{_NAMED_YEAR}|{_NAMED_YEAR}$", "", squeeze(fold(lines[index])))
        if _is_unit(candidate):
            return candidate
    lead = re.split(r"部门整体|整体支出|关于|绩效|（", title.removeprefix("关于"))[0]
    if _is_unit(lead):
        return lead
    inside = _UNIT.match(re.sub(r"^关于", "", title))
    if inside and not _GENERIC.search(inside[0]) and title.startswith(inside[0]):
        return inside[0]
    for index in range(title_line + 1, min(title_line + 4, len(lines))):
        candidate = squeeze(fold(lines[index])).strip("（）")
        if _is_unit(candidate):
            return candidate
    first = _IS_A.search(fold(body)[:3000])
    if first and not _GENERIC.search(first[1]):
        return first[1]
    tail = [squeeze(fold(line)) for line in lines[-12:] if line.strip()]
    return next((line for line in reversed(tail) if _is_unit(line)), "")


def _is_unit(text: str) -> bool:
    return bool(_UNIT.fullmatch(text)) and not _GENERIC.search(text) and len(text) >= 3


def names_of(unit: str) -> tuple[str, ...]:
    """The unit's name and the shorter forms its own report may use: 常宁市科技和工业信息化局, 科技和工业信息化局."""
    if not unit:
        return ()
    short = re.sub(r"^.{2,6}?[省市县区州旗]", "", unit)
    return tuple(name for name in (unit, short) if len(name) >= 3)
