"""Brings full-width and look-alike characters to one form without moving any of them.

The folded text has the same length as the original, so a span found in it quotes the original.
"""

_FOLDS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}  # ０-９
_FOLDS.update({code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)})  # Ａ-Ｚ
_FOLDS.update({code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)})  # ａ-ｚ
_FOLDS.update(
    {
        ord(old): ord(new)
        for old, new in {
            "％": "%", "﹪": "%", "．": ".", "＋": "+", "－": "-", "＝": "=", "／": "/", "～": "~",
            "\u3000": " ", "\xa0": " ", "\t": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ",
            "(": "（", ")": "）", "〈": "《", "〉": "》", ":": "：", ";": "；", "﹒": ".", "﹔": "；",
            "\r": " ", "\x0b": " ", "\x0c": " ", "﹣": "-", "−": "-", "―": "—", "?": "？", "!": "！",
        }.items()
    }
)  # fmt: skip

QUOTE_MARKS = "“”\"'‘’「」『』＂＇"


def fold(text: str) -> str:
    """The text with full-width digits, letters and signs folded; every character keeps its position."""
    return text.translate(_FOLDS)
