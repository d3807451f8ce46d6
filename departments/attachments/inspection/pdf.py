"""Checks PDF files: readable, not encrypted, and nothing in them that runs, starts a program or hides a file."""

import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from departments.attachments.inspection.wording import damaged, locked, two_natures
from departments.attachments.names import split_name
from departments.attachments.refusal import FileRefused

# A scan of a hundred pages has some thousand.
MAX_OBJECTS = 200_000
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/RichMediaExecute"})
_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent"})
# Electronic vouchers carry their data as XML or OFD (财会〔2020〕6号).
_HARMLESS_INSIDE = frozenset({"xml", "xbrl", "ofd"})


def check_pdf(file: IO[bytes], name: str, kind: str) -> None:
    """Raises FileRefused for a broken, encrypted, scripted or two-natured file."""
    if zipfile.is_zipfile(file):
        raise two_natures(name)
    if not _has_end(file):
        raise damaged(name)
    file.seek(0)
    try:
        _check_document(PdfReader(file), name)
    except FileRefused:
        raise
    except Exception as error:  # a broken file makes the parser stumble in ways that nobody can list
        raise damaged(name) from error


def _check_document(reader: PdfReader, name: str) -> None:
    if reader.is_encrypted:
        raise locked(name)
    if not len(reader.pages):
        raise damaged(name)
    for found in _dictionaries(reader, name):
        _check_dictionary(found, name)


def _has_end(file: IO[bytes]) -> bool:
    file.seek(0, 2)
    file.seek(max(file.tell() - 2048, 0))
    return b"%%EOF" in file.read()


def _dictionaries(reader: PdfReader, name: str) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, also those that nothing seems to point to."""
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers.update((number, 0) for number in reader.xref_objStm)
    if len(numbers) > MAX_OBJECTS:
        raise FileRefused(_("“%(name)s”的内容过于复杂，请用“打印到 PDF”重新生成后再上传。") % {"name": name})
    yield reader.trailer
    for number, generation in numbers:
        waiting: list[Any] = [reader.get_object(IndirectObject(number, generation, reader))]
        while waiting:
            found = waiting.pop()
            if isinstance(found, DictionaryObject):
                yield found
                waiting.extend(found.values())
            elif isinstance(found, ArrayObject):
                waiting.extend(found)


def _check_dictionary(found: DictionaryObject, name: str) -> None:
    if _KEYS.intersection(found) or ("/S" in found and str(found["/S"]) in _ACTIONS):
        raise FileRefused(
            _("“%(name)s”含有脚本或会启动程序的动作，请用“打印到 PDF”重新生成后再上传。") % {"name": name}
        )
    if "/EF" in found:
        extensions = {split_name(str(found[key]))[1] for key in ("/UF", "/F") if key in found}
        if not extensions or extensions - _HARMLESS_INSIDE:
            raise FileRefused(
                _("“%(name)s”内嵌了其他文件，请取出后单独上传，并用“打印到 PDF”重新生成。") % {"name": name}
            )
