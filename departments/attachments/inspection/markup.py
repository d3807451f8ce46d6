"""Reads XML parts of a package without ever expanding anything: a document type declaration is refused."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from departments.attachments.refusal import FileRefused

MAX_LIST = 4 * 1024 * 1024
_CHUNK = 64 * 1024
_MAX_PROLOG = 256 * 1024


class _RootReached(Exception):
    """All that may stand before the first element has been read."""


def check_prolog(content: IO[bytes], name: str) -> None:
    """Refuse a part that declares a document type, before which no entity can be; an empty part passes."""

    def stop(tag: str, attributes: dict[str, str]) -> None:
        raise _RootReached

    parser = _parser(name, stop)
    read = 0
    try:
        while read < _MAX_PROLOG and (chunk := content.read(_CHUNK)):
            read += len(chunk)
            parser.Parse(chunk)
    except _RootReached:
        return
    if read:
        raise expat.ExpatError("no element")


def elements(content: IO[bytes], name: str) -> list[tuple[str, dict[str, str]]]:
    """Tags without namespace prefix and attributes of a short list, such as the content types of a package."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser(name, lambda tag, attributes: found.append((tag.rpartition(":")[2], attributes)))
    text = content.read(MAX_LIST + 1)
    if len(text) > MAX_LIST:
        raise expat.ExpatError("too long")
    parser.Parse(text, True)
    return found


def _parser(name: str, start: Callable[[str, dict[str, str]], None]) -> expat.XMLParserType:
    def refuse(*args: object) -> None:
        raise FileRefused(_("“%(name)s”含有外部引用，可能有害。请另存为新文件后再上传。") % {"name": name})

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    return parser
