"""Checks Word and Excel files: the right kind, without macros, controls, hidden programs or remote templates."""

from typing import IO
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _

from departments.attachments.inspection.markup import check_prolog, elements
from departments.attachments.inspection.package import MEGABYTE, Budget, Entry, walk_package
from departments.attachments.inspection.wording import damaged
from departments.attachments.kinds import KINDS
from departments.attachments.refusal import FileRefused

_OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document.main+xml",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet.main+xml",
    "pptx": f"{_OFFICE}.presentationml.presentation.main+xml",
}
CONTENT_TYPES = "[content_types].xml"
_MACROS = ("vbaproject", "vbadata", "macroenabled", "macrosheet")
_CONTROLS = ("activex",)
_MARKUP = (".xml", ".rels", ".vml")
# Of what a package points to outside, these are opened by the program itself, not by a click.
_OPENED_UNASKED = ("attachedtemplate", "oleobject", "frame", "subdocument", "afchunk")
_PACKAGE = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_FOREIGN = (b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")
# Names of streams in an embedded object, as they stand in its directory.
_HIDDEN_FILE = "\x01Ole10Native".encode("utf-16-le")
_VBA = "_VBA_PROJECT".encode("utf-16-le")


def check_office(file: IO[bytes], name: str, kind: str) -> None:
    """Raises FileRefused when the package is not of this kind, is broken, or holds what could do harm."""
    found = _check_package(file, name, Budget(), nested=False)
    if found == kind:
        return
    if found in KINDS:
        raise FileRefused(
            _("“%(name)s”实际是 %(found)s 文件，请把扩展名改为 .%(right)s 后再上传。")
            % {"name": name, "found": KINDS[found].label, "right": found}
        )
    raise FileRefused(
        _("“%(name)s”实际不是 %(promised)s 文件。请用 %(promised)s 或 WPS 打开确认，另存为 .%(extension)s 后再上传。")
        % {"name": name, "promised": KINDS[kind].label, "extension": kind}
    )


def _check_package(file: IO[bytes], name: str, budget: Budget, *, nested: bool) -> str:
    """Look at every entry; returns the kind that the content types declare, or empty."""
    kind = ""
    main = ""
    paths: set[str] = set()
    try:
        for entry in walk_package(file, name, budget):
            paths.add(entry.path)
            if entry.path == CONTENT_TYPES:
                kind, main = _declared(entry, name)
            else:
                _check_entry(entry, name, budget, nested=nested)
    except ExpatError as error:
        raise damaged(name) from error
    return kind if main in paths else ""


def _declared(entry: Entry, name: str) -> tuple[str, str]:
    """Kind and path of the main part, from the list of content types."""
    found = ("", "")
    for tag, attributes in elements(entry.content, name):
        declared = attributes.get("ContentType", "").lower()
        _refuse_active(declared, name)
        for kind, main_type in MAIN_TYPES.items():
            if tag == "Override" and declared == main_type:
                found = (kind, attributes.get("PartName", "").lstrip("/").lower())
    return found


def _check_entry(entry: Entry, name: str, budget: Budget, *, nested: bool) -> None:
    _refuse_active(entry.path, name)
    head = entry.content.read(8)
    entry.content.seek(0)
    if entry.path.endswith(_MARKUP):
        check_prolog(entry.content, name)
        if entry.path.endswith(".rels"):
            entry.content.seek(0)
            _check_links(entry, name)
    elif head.startswith(_PACKAGE):
        if nested or "/embeddings/" not in entry.path or not _check_package(entry.content, name, budget, nested=True):
            raise _hidden(name)
    elif head.startswith(_OLE):
        _check_object(entry.content, name)
    elif head.startswith(_FOREIGN):
        raise _hidden(name)


def _check_object(content: IO[bytes], name: str) -> None:
    """An embedded object may be a formula or an old chart, but no packed file and nothing with macros."""
    before = b""
    while chunk := content.read(MEGABYTE):
        if _VBA in before + chunk:
            raise _macros(name)
        if _HIDDEN_FILE in before + chunk:
            raise _hidden(name)
        before = chunk[-len(_HIDDEN_FILE) :]


def _check_links(entry: Entry, name: str) -> None:
    for _tag, attributes in elements(entry.content, name):
        if attributes.get("TargetMode", "").lower() != "external":
            continue
        purpose = attributes.get("Type", "").rpartition("/")[2].lower()
        if purpose in _OPENED_UNASKED and _is_remote(attributes.get("Target", "")):
            raise FileRefused(
                _("“%(name)s”引用了外部模板或对象，打开时会自动联网。请另存为新文件后再上传。") % {"name": name}
            )


def _is_remote(target: str) -> bool:
    """Whether the target lies on another machine. Templates on the author's own disk are common and harmless."""
    target = target.strip().lower().replace("\\", "/")
    if target.startswith("file:///"):
        return target.startswith("file:////")
    drive = len(target) > 2 and target[1:3] == ":/"
    return target.startswith("//") or (":" in target and not drive)


def _refuse_active(text: str, name: str) -> None:
    if any(mark in text for mark in _MACROS):
        raise _macros(name)
    if any(mark in text for mark in _CONTROLS):
        raise FileRefused(_("“%(name)s”含有控件，请删除控件后再上传。") % {"name": name})


def _macros(name: str) -> FileRefused:
    return FileRefused(_("“%(name)s”含有宏，请另存为不带宏的 .docx 或 .xlsx 后再上传。") % {"name": name})


def _hidden(name: str) -> FileRefused:
    return FileRefused(_("“%(name)s”内嵌了其他文件或程序，请删除内嵌对象，需要时单独上传。") % {"name": name})
