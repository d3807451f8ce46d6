"""Word's automatic numbering: the 一、 and 1. that readers see and that stand nowhere in the text."""

from collections import defaultdict

from lxml import etree  # type: ignore[import-untyped]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "taiwaneseCounting",
    "ideographDigital", "chineseLegalSimplified", "koreanCounting", "japaneseDigitalTenThousand",
}  # fmt: skip


def chinese_numeral(value: int) -> str:
    """1 to 99 in Chinese numerals, larger numbers in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def formatted(value: int, style: str) -> str:
    """A list number in a Word number format; formats unknown here come out in digits."""
    if style in _CHINESE:
        return chinese_numeral(value)
    if style.startswith("decimalEnclosedCircle") and 0 < value <= 20:
        return chr(ord("①") + value - 1)
    if style in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        letter = chr(ord("a") + value - 1)
        return letter if style == "lowerLetter" else letter.upper()
    return str(value)


class Numbering:
    """Counts the numbered paragraphs of a document and says what stands before each."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        if root is None:
            return
        abstracts = {node.get(f"{W}abstractNumId", ""): _levels(node) for node in root.iter(f"{W}abstractNum")}
        for node in root.iter(f"{W}num"):
            reference = node.find(f"{W}abstractNumId")
            if reference is not None:
                key = node.get(f"{W}numId", "")
                self._abstract[key] = reference.get(f"{W}val", "")
                self._levels[key] = abstracts.get(self._abstract[key], {})

    def next(self, number: str, level: int) -> str:
        """What Word prints before the next paragraph of this list and level."""
        levels = self._levels.get(number)
        if not levels or level not in levels:
            return ""
        counters = self._counters[self._abstract[number]]
        style, pattern, start = levels[level]
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        if style in ("bullet", "none"):
            return ""
        text = pattern
        for index in range(9):
            if f"%{index + 1}" in text:
                each = levels.get(index, ("decimal", "", 1))
                text = text.replace(f"%{index + 1}", formatted(counters.get(index, each[2]), each[0]))
        return text


def _levels(abstract: etree._Element) -> dict[int, tuple[str, str, int]]:
    levels = {}
    for node in abstract.iter(f"{W}lvl"):
        index = node.get(f"{W}ilvl", "0")
        if index.isdecimal():
            levels[int(index)] = (_value(node, "numFmt", "decimal"), _value(node, "lvlText", ""), _start(node))
    return levels


def _value(node: etree._Element, name: str, default: str) -> str:
    child = node.find(f"{W}{name}")
    return default if child is None else str(child.get(f"{W}val", default))


def _start(node: etree._Element) -> int:
    value = _value(node, "start", "1")
    return int(value) if value.isdecimal() and len(value) < 6 else 1
