"""Names of files and folders that Windows, too, can unpack."""

import re

from django.utils.translation import gettext as _

# Windows counts the whole path: 260 characters with the folder somebody unpacks into.
LONGEST = 60
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(text: str) -> str:
    """The text as one part of a path: without what Windows forbids, not a device, not too long, never empty.

    Marks that turn the direction of writing go, because they hide what kind of file a name means.
    """
    name = " ".join(_FORBIDDEN.sub(" ", text).split())[:LONGEST].strip(" .")
    if _RESERVED.fullmatch(name):
        name = f"{name}_"
    return name or _("未命名")
