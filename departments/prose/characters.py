"""Brings full-width and look-alike characters to one form without moving any of them.

The folded text has the same length as the original, so a span found in it quotes the original.
"""

import re

# ０-９, Ａ-Ｚ, ａ-ｚ
_FOLDS = {
    code: chr(code - 0xFEE0)
    for first, last in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
    for code in range(first, last)
}
_FOLDS.update(
    {
        ord(old): new
        for old, new in {
            "％": "%", "﹪": "%", "．": ".", "＋": "+", "－": "-", "＝": "=", "／": "/", "～": "~",
            "\u3000": " ", "\xa0": " ", "\t": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ",
            "(": "（", ")": "）", "〈": "《", "〉": "》", ":": "：", ";": "；", "﹒": ".", "﹔": "；",
            "\r": " ", "\x0b": " ", "\x0c": " ", "﹣": "-", "−": "-", "―": "—", "?": "？", "!": "！",
        }.items()
    }
)  # fmt: skip

_FOLDABLE = re.compile("[" + re.escape("".join(chr(code) for code in _FOLDS)) + "]")

QUOTE_MARKS = "“”\"'‘’「」『』＂＇"


def fold(text: str) -> str:
    """The text with full-width digits, letters and signs folded; every character keeps its position."""
    # Ten times as fast as str.translate on Chinese text, where hardly a character changes.
    return _FOLDABLE.sub(lambda match: _FOLDS[ord(match[0])], text)
