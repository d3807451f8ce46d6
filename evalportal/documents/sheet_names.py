"""Names that Excel takes for a sheet: 31 characters, some of them forbidden, each name only once."""

from collections.abc import Collection

from django.utils.translation import gettext as _

LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def free_name(taken: Collection[str], wanted: str) -> str:
    """Cut a name to what Excel takes, and number it where another sheet has it (Excel ignores case)."""
    name = wanted.translate(FORBIDDEN).replace("\n", " ").strip()[:LONGEST_NAME] or _("表")
    known = {title.lower() for title in taken}
    number = 2
    free = name
    while free.lower() in known:
        ending = f"({number})"
        free = name[: LONGEST_NAME - len(ending)] + ending
        number += 1
    return free
