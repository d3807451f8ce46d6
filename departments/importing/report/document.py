"""What every file reader hands over: the lines of a document in order, with what the layout told about them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line: a paragraph, or a table row whose cells are joined by tabs.

    `heading` is the outline level of a Word heading (0: none told), `bold` a wholly bold line; `numbering` is what
    Word's automatic numbering puts before the text (it is not part of `text` in the file, but readers see it).
    """

    text: str
    heading: int = 0
    bold: bool = False
    cells: tuple[str, ...] = ()
    table: int = 0  # counts tables from 1; 0 outside of tables


@dataclass(frozen=True)
class Document:
    """The lines of a file or of pasted text."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The whole text, one line each."""
        return "\n".join(line.text for line in self.lines)


def from_text(text: str) -> Document:
    """A document from pasted text: every line is a paragraph."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    return Document(tuple(Line(each) for each in unified.replace("\u2028", "\n").replace("\u2029", "\n").split("\n")))
