"""The one WeasyPrint of a process: fonts and style sheets are read once, documents laid out one at a time.

Pango's font map is not made for several threads, so everything happens under one lock. A character that
comes out as a box in spite of the check beforehand is an error, not a picture on paper.
"""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock

from django.conf import settings
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from evalportal.documents.fonts import MissingCharacter, MissingCharacters, Role, chosen, floor, rare
from evalportal.documents.fonts.installed import FontFile

from . import justify, subset
from .fetching import FONT_SCHEME, FontsOnly, StaticOnly
from .watermark import watermark_css

STYLE_SHEET = Path("static/documents/print.css")
# Western letters and figures only: quotation marks and dashes belong to the Chinese face.
LATIN_RANGE = "unicode-range: U+0020-007E;"

LOCK = RLock()


class Engine:
    """Fonts and style sheets, ready to lay out documents."""

    def __init__(self) -> None:
        justify.apply()
        subset.apply()
        self.fonts = FontConfiguration()
        self.fetcher = StaticOnly()
        faces = [(choice.family, choice.face, role) for role, choice in chosen().items()]
        self._add_faces([*faces, (*floor(), None)])
        sheet = settings.BASE_DIR / STYLE_SHEET
        self.styles = [CSS(filename=str(sheet), font_config=self.fonts, url_fetcher=self.fetcher)]
        self.draft = CSS(string=watermark_css(), font_config=self.fonts, url_fetcher=self.fetcher)
        self._rare_loaded = False

    def load_rare(self) -> None:
        """Add the large collections of the system; they stay for the life of the process."""
        if not self._rare_loaded:
            self._add_faces([(name, face, None) for name, face in rare()])
            self._rare_loaded = True

    def lay_out(self, html: str, *, draft: bool) -> Document:
        """Lay out a page of HTML; nothing outside static/ is fetched."""
        page = HTML(string=html, base_url=None, url_fetcher=self.fetcher)
        sheets = [*self.styles, self.draft] if draft else self.styles
        return page.render(stylesheets=sheets, font_config=self.fonts)

    def _add_faces(self, faces: list[tuple[str, FontFile, Role | None]]) -> None:
        rules = "".join(
            f'@font-face {{font-family: "{name}"; src: url({FONT_SCHEME}:{number}); font-weight: normal; '
            f"{LATIN_RANGE if role is Role.LATIN else ''}}}\n"
            for number, (name, _face, role) in enumerate(faces)
        )
        files = [face for _name, face, _role in faces]
        CSS(string=rules, font_config=self.fonts, url_fetcher=FontsOnly(files))


@cache
def _engine() -> Engine:
    return Engine()


@contextmanager
def engine() -> Iterator[Engine]:
    """Hold the process's WeasyPrint for the time of one document.

    A layout is some hundred thousand small objects that live until its end: looking through them for garbage
    meanwhile takes a tenth of the time and finds nothing.
    """
    with LOCK:
        collects = gc.isenabled()
        gc.disable()
        try:
            yield _engine()
        finally:
            if collects:
                gc.enable()


def write(document: Document, *, finish: Callable[[Document, object], None]) -> bytes:
    """Write the PDF; raises MissingCharacters where a glyph was missing after all."""
    boxes = _Boxes()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(boxes)
    try:
        content: bytes = document.write_pdf(finisher=finish, pdf_variant=settings.PDF_VARIANT or None, pdf_tags=True)
    finally:
        logger.removeHandler(boxes)
    if boxes.characters:
        raise MissingCharacters(tuple(MissingCharacter(char, "") for char in sorted(boxes.characters)))
    return content


class _Boxes(logging.Handler):
    """Collects the characters of which WeasyPrint says that it drew a box."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))
