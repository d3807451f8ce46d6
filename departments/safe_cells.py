"""What may stand as text in a cell of a sheet that people open in Excel or WPS: no formula, no control character.

Every export uses it, CSV and workbooks alike.
"""

import re

# What Excel and WPS take for the beginning of a formula, or skip before one (OWASP: CSV injection).
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# What XML cannot hold and openpyxl refuses; lone surrogates cannot be written as UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters in a cell of Excel


def safe_cell(text: str) -> str:
    """The text with an apostrophe before what would be a formula, without what a file cannot hold."""
    plain = _FORBIDDEN.sub("", text)[: LONGEST - 1]
    return f"'{plain}" if plain.startswith(FORMULA_BEGINS) else plain
