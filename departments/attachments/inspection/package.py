"""Walks the entries of a zip package within limits, so that a small file cannot unpack to a huge one."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from django.utils.translation import gettext as _

from departments.attachments.inspection.wording import damaged, locked, two_natures
from departments.attachments.refusal import FileRefused

MEGABYTE = 1024 * 1024
MAX_ENTRIES = 5_000
MAX_UNPACKED = 256 * MEGABYTE
# Text packs at 5 to 60 : 1, long empty sheets at about 100 : 1; 1032 : 1 is what zip can do at most.
MAX_RATIO = 200
RATIO_MATTERS_FROM = 16 * MEGABYTE
_CHUNK = 256 * 1024
_END = b"PK\x05\x06"
_ENCRYPTED = 0x1


class Budget:
    """How much may still be unpacked, over a package and the packages in it."""

    def __init__(self) -> None:
        self.entries = MAX_ENTRIES
        self.bytes = MAX_UNPACKED


@dataclass(frozen=True)
class Entry:
    """One unpacked entry: its path in small letters, its content from the beginning."""

    path: str
    content: IO[bytes]


def walk_package(file: IO[bytes], name: str, budget: Budget) -> Iterator[Entry]:
    """Unpack entry by entry, each held only until the next. Raises FileRefused at the first thing that is wrong."""
    if not _is_nothing_but_zip(file):
        raise two_natures(name)
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            _check_directory(entries, name, budget)
            for entry in entries:
                with SpooledTemporaryFile(max_size=MEGABYTE) as content:
                    _unpack(package, entry, content, name, budget)
                    content.seek(0)
                    yield Entry(entry.filename.lower(), content)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise damaged(name) from error


def _is_nothing_but_zip(file: IO[bytes]) -> bool:
    """Begins with the first entry and ends with the directory, so that nothing stands before or behind."""
    file.seek(0)
    begins = file.read(4) == b"PK\x03\x04" and b"%PDF-" not in file.read(1024)
    file.seek(0, 2)
    file.seek(max(file.tell() - 22, 0))
    end = file.read()
    file.seek(0)
    return begins and end.startswith(_END) and end.endswith(b"\0\0")


def _check_directory(entries: list[zipfile.ZipInfo], name: str, budget: Budget) -> None:
    budget.entries -= len(entries)
    if budget.entries < 0:
        raise _too_much(name)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise locked(name)
    paths = [entry.filename.lower() for entry in entries]
    outside = any(path.startswith("/") or ".." in path.split("/") or "\\" in path for path in paths)
    if outside or len(set(paths)) < len(paths):
        raise damaged(name)


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo, into: IO[bytes], name: str, budget: Budget) -> None:
    """Count what really comes out: the size that the directory states may be a lie."""
    size = 0
    with package.open(entry) as source:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            budget.bytes -= len(chunk)
            if budget.bytes < 0 or (size > RATIO_MATTERS_FROM and size > MAX_RATIO * entry.compress_size):
                raise _too_much(name)
            into.write(chunk)


def _too_much(name: str) -> FileRefused:
    return FileRefused(_("“%(name)s”解开后大得不正常，无法检查。请另存为新文件后再上传。") % {"name": name})
