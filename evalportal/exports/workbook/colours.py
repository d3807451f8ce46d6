"""The three colours of conditional formats: light enough for a black figure on a black-and-white printer."""

from openpyxl.styles import PatternFill


def _fill(colour: str) -> PatternFill:
    # Excel takes the background of a conditional format, other programs the foreground.
    return PatternFill("solid", fgColor=colour, bgColor=colour)


GOOD, FAIR, BAD = _fill("DDEFE3"), _fill("FCEFD0"), _fill("F6D9D5")
