"""Where an export goes: into a zip or into a folder. Both take a file in pieces, so that memory stays flat."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Protocol
from zipfile import ZIP_STORED, ZipFile, ZipInfo


class Target(Protocol):
    """What an export is written into; `path` is relative, with slashes, each part a safe name."""

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write one file."""


class ZipTarget:
    """One archive. PDF, Word and Excel files are compressed already: they are only put side by side."""

    def __init__(self, file: IO[bytes], folder: str) -> None:
        self._zip = ZipFile(file, "w", ZIP_STORED, allowZip64=True)
        self._folder = folder

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write one file below the one folder that everything lies in."""
        entry = ZipInfo(f"{self._folder}/{path}", time.localtime()[:6])
        entry.external_attr = 0o644 << 16
        with self._zip.open(entry, "w", force_zip64=True) as into:
            for piece in pieces:
                into.write(piece)

    def close(self) -> None:
        """Write the directory of the archive."""
        self._zip.close()


class FolderTarget:
    """A folder on the disk; what has the same name there is replaced."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write one file, whole or not at all."""
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.part")
        with part.open("wb") as into:
            for piece in pieces:
                into.write(piece)
        part.replace(file)
