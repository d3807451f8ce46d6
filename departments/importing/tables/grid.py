"""A sheet as readers of forms walk over it: every cell with its address, merged cells with their text everywhere."""

import re
import unicodedata
from collections.abc import Iterator

from departments.importing.sheets.workbook import Sheet
from departments.importing.tables.found import Source
from departments.prose.characters import fold
from departments.prose.sentences import squeeze


def letters(column: int) -> str:
    """A for 1, AA for 27."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def label_of(text: str) -> str:
    """A label without blanks, numbering and 其中."""
    label = re.sub(
        r"^(?:[（(]?[\d一二三四五六七八九十]{1,2}[）)]?[、.．]|[（(][\d一二三四五六七八九十]{1,2}[）)]|[①-⑳])",
        "",
        squeeze(fold(text)),
    )
    return re.sub(r"^其中[：:]?", "", label).strip("：:*＊")


def head_of(text: str) -> str:
    """The head of a column without blanks, marks and what stands in brackets."""
    return re.sub(r"\(.*?\)|[\s*＊:：、]", "", unicodedata.normalize("NFKC", text))


class Grid:
    """Rows and columns count from 0 within what the sheet holds; addresses are those of Excel."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sheet.rows
        self.width = max(map(len, sheet.rows), default=0)
        self._spread: dict[tuple[int, int], str] = {}
        for top, left, bottom, right in sheet.merged:
            text = self.text(top - sheet.first + 1, left - sheet.left + 1)
            if text and (bottom - top + 1) * (right - left + 1) <= 2_000:
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        self._spread[row - sheet.first + 1, column - sheet.left + 1] = text

    def __len__(self) -> int:
        return len(self.rows)

    def text(self, row: int, column: int) -> str:
        """What stands in the cell itself."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column].strip()
        return ""

    def shown(self, row: int, column: int) -> str:
        """What a person sees there: of merged cells each shows the text."""
        return self._spread.get((row, column)) or self.text(row, column)

    def shown_row(self, row: int) -> list[str]:
        """A row as a person sees it."""
        return [self.shown(row, column) for column in range(self.width)]

    def address(self, row: int, column: int) -> str:
        """The address in Excel."""
        return f"{letters(self.sheet.left + column)}{self.sheet.first + row}"

    def source(self, row: int, column: int) -> Source:
        """The cell as a source."""
        return Source(self.sheet.name, self.address(row, column), self.text(row, column))

    def unknown(self, row: int, column: int) -> str | None:
        """Why the value of the cell is not known: "" for a formula without result, an error value, None if it is."""
        return self.sheet.unknown.get(self.address(row, column))

    def heads(self, row: int) -> list[list[str]]:
        """The heads that begin in a row: of this row alone, and joined with those of the next one or two."""
        single = self.shown_row(row)
        made = [single]
        for deeper in (1, 2):
            if row + deeper >= len(self.rows):
                break
            below = self.shown_row(row + deeper)
            made.append([a if a == b else a + b for a, b in zip(made[-1], below, strict=True)])
        return made

    def walk(self) -> Iterator[tuple[int, int, str]]:
        """All cells that are not empty."""
        for row, cells in enumerate(self.rows):
            for column, text in enumerate(cells):
                if text.strip():
                    yield row, column, text.strip()
