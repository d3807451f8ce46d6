"""One text field under the protocol of autosave: checked against the version that the writer saw.

What it belongs to (an explanation, an answer, a comment, an opinion), and who may write it, the callers know.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from departments.drafts import Clash, Conflict, TooLarge
from departments.models import User
from departments.values import clean_text

MAX_TEXT = 5000


@dataclass(frozen=True)
class SavedText:
    """What a save brought about: the new version; `closed` as in every answer to a save."""

    version: int
    at: datetime
    closed: bool = False


def fitting(text: str) -> str:
    """The text as it can be stored; raises TooLarge."""
    text = clean_text(text)
    if len(text) > MAX_TEXT:
        raise TooLarge(_("共 %(length)s 字，最多 %(limit)s 字。") % {"length": len(text), "limit": MAX_TEXT})
    return text


def put_text(row: models.Model, field: str, text: str, *, version: int, by: User | None, at: datetime | None) -> bool:
    """Set the field of a locked row and raise its `version`; False when it already holds the text.

    `by` and `at` are whose text stands there now. Raises Conflict when somebody changed it since `version`.
    """
    stored: Any = row
    if getattr(stored, field) == text:
        return False
    if stored.pk and stored.version != version:
        raise Conflict([Clash("", stored.version, by.name if by else "", at, {"text": getattr(stored, field)})])
    setattr(stored, field, text)
    stored.version = stored.version + 1 if stored.pk else 1
    return True
