"""Finds font files: in a folder, and those the system knows (through fontconfig's `fc-list`)."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.ttCollection import TTCollection

SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
# Name records that a family goes by: family, full name, PostScript name, typographic family.
NAME_IDS = (1, 4, 6, 16)


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face: the file, its number in a collection, and every name it goes by, in small letters."""

    path: Path
    index: int
    names: frozenset[str]

    def load(self) -> TTFont:
        """Open the face; its tables are read when they are asked for."""
        return TTFont(self.path, fontNumber=self.index, lazy=True)

    def content(self) -> bytes:
        """Give the face as a file of its own; a face of a collection is taken out of it."""
        if self.path.suffix.lower() not in {".ttc", ".otc"}:
            return self.path.read_bytes()
        with self.load() as font, BytesIO() as out:
            font.save(out)
            return out.getvalue()


def faces_in(folder: Path) -> Iterator[FontFile]:
    """Read all faces below a folder, in the order of their paths; what is no font is passed over."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            yield from _faces(path)


def _faces(path: Path) -> list[FontFile]:
    try:
        with path.open("rb") as file:
            if path.suffix.lower() in {".ttc", ".otc"}:
                fonts = TTCollection(file, lazy=True).fonts
            else:
                fonts = [TTFont(file, lazy=True)]
            return [FontFile(path, at, _names(font)) for at, font in enumerate(fonts)]
    except (TTLibError, OSError):
        return []


def _names(font: TTFont) -> frozenset[str]:
    return frozenset(
        record.toUnicode(errors="ignore").lower() for record in font["name"].names if record.nameID in NAME_IDS
    )


@cache
def system_faces() -> tuple[FontFile, ...]:
    """List the faces that fontconfig knows; none where it is not installed."""
    program = shutil.which("fc-list")
    if program is None:
        return ()
    listing = subprocess.run(  # noqa: S603 - a fixed command without input from users
        [program, "--format", "%{file}\t%{index}\t%{variable}\t%{family}\t%{fullname}\t%{postscriptname}\n"],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=30,
    ).stdout
    faces = []
    for line in sorted(set(listing.splitlines())):
        path, index, variable, *names = line.split("\t")
        # A variable face has no weight of its own until somebody chooses one; numbers past 0xFFFF are
        # its named instances.
        if variable != "True" and index.isdigit() and int(index) <= 0xFFFF:
            known = frozenset(name.strip().lower() for part in names for name in part.split(","))
            faces.append(FontFile(Path(path), int(index), known))
    return tuple(faces)
