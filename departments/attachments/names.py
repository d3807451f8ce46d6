"""The name of an uploaded file as it is shown and handed out again. It never becomes a path."""

import unicodedata

from django.utils.translation import gettext as _

LONGEST = 120
ZERO_WIDTH_JOINER = "\u200d"


def clean_name(raw: str) -> str:
    """The last part of the path, without what is invisible or turns the direction of writing.

    Marks that reverse the text make `fdp.exe` look like `exe.pdf`. The joiner stays, emoji are made with it; rare
    characters, also of the private area, stay as they are.
    """
    name = raw.replace("\\", "/").rsplit("/", 1)[-1]
    name = unicodedata.normalize("NFC", name)
    name = "".join(mark for mark in " ".join(name.split()) if not _is_hidden(mark))
    stem, extension = split_name(name)
    stem = stem.strip(" .") or _("附件")
    if not extension:
        return stem[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"


def split_name(name: str) -> tuple[str, str]:
    """Stem and extension without its dot; the extension in small letters, empty where there is none."""
    stem, dot, extension = name.rstrip(" .").rpartition(".")
    if not dot or not extension.strip() or len(extension) > 10 or " " in extension:
        return name, ""
    return stem, extension.lower()


def _is_hidden(mark: str) -> bool:
    return mark != ZERO_WIDTH_JOINER and unicodedata.category(mark) in {"Cc", "Cf", "Cs"}
