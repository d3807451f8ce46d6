"""What the forms print in one cell and the portal keeps in several: ≥20家 is sign, target and unit."""

import re

from departments.enums import IndicatorGroup, QualitativeGrade, Sign
from departments.prose.characters import fold
from departments.prose.sentences import squeeze

_SIGNS = {
    "≥": Sign.AT_LEAST, ">=": Sign.AT_LEAST, "＞": Sign.AT_LEAST, ">": Sign.AT_LEAST, "不低于": Sign.AT_LEAST,
    "不少于": Sign.AT_LEAST, "大于等于": Sign.AT_LEAST, "≤": Sign.AT_MOST, "<=": Sign.AT_MOST, "<": Sign.AT_MOST,
    "不超过": Sign.AT_MOST, "不高于": Sign.AT_MOST, "小于等于": Sign.AT_MOST, "=": Sign.EQUAL, "等于": Sign.EQUAL,
    "定性": Sign.QUALITATIVE,
}  # fmt: skip
_TARGET = re.compile(rf"({'|'.join(sorted(_SIGNS, key=len, reverse=True))})?(\d[\d,]*\.?\d*)([^\d，。；、]{{0,12}})")
_ACTUAL = re.compile(r"(-?\d[\d,]*\.?\d*)([^\d，。；、]{0,12})")
_GROUPS = (
    (IndicatorGroup.SATISFACTION, "满意"),
    (IndicatorGroup.COST, "成本"),
    (IndicatorGroup.BENEFIT, "效益"),
    (IndicatorGroup.OUTPUT, "产出"),
)
_GRADES = (
    (QualitativeGrade.PARTLY, r"部分达成|部分完成|基本达成"),
    (QualitativeGrade.MISSED, r"未达成|未完成|没有完成"),
    (QualitativeGrade.REACHED, r"达成|已完成|完成"),
)


def group_of(text: str) -> str:
    """The level-one part that a cell of 一级指标 names; empty for none."""
    return next((group.value for group, word in _GROUPS if word in text), "")


def sign_of(text: str) -> str:
    """计算符号 or 指标性质 as the portal keeps it; empty where the words say nothing."""
    sign = _SIGNS.get(squeeze(fold(text)))
    return sign.value if sign else ""


def target_cells(text: str, *, sign: str = "", unit: str = "") -> dict[str, str]:
    """The cells that 年度指标值 fills; columns of their own for sign and unit go before what it says itself."""
    match = _TARGET.fullmatch(squeeze(fold(text)))
    if match is None or sign == Sign.QUALITATIVE:
        return {"sign": Sign.QUALITATIVE.value, "target": "", "target_text": text, "unit": unit}
    own = _SIGNS[match[1]].value if match[1] else ""
    number = match[2].replace(",", "")
    return {"sign": sign or own or Sign.AT_LEAST.value, "target": number, "target_text": "", "unit": unit or match[3]}


def actual_cells(text: str, *, sign: str) -> dict[str, str]:
    """The cells that 实际完成值 fills; what is neither number nor grade comes back as it is, for the check to say."""
    plain = squeeze(fold(text))
    if sign == Sign.QUALITATIVE:
        grade = next((grade.value for grade, words in _GRADES if re.search(words, plain)), text)
        return {"actual": "", "actual_grade": grade}
    match = _ACTUAL.fullmatch(plain)
    return {"actual": match[1].replace(",", "") if match else text, "actual_grade": ""}
