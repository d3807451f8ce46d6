"""What an action raises when the rules do not allow it, and how changed fields are checked and put on record."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models


class Refused(Exception):
    """An action that was not carried out; `message` is a sentence for the person who asked. Nothing was stored."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def check_fields(row: models.Model, refusal: type[Refused]) -> None:
    """Raise `refusal` with a sentence a field when a field holds what its model does not allow."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise refusal(" ".join(_sentences(row, error))) from error


def _sentences(row: models.Model, error: ValidationError) -> list[str]:
    return [
        f"{_label(row, name)}：{message}" if name != NON_FIELD_ERRORS else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _label(row: models.Model, name: str) -> str:
    try:
        return str(getattr(row._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def set_fields(row: models.Model, wanted: dict[str, Any]) -> dict[str, list[str]]:
    """Set the fields that differ; returns field → [old, new] as text, for the trail. Stores nothing."""
    changes: dict[str, list[str]] = {}
    for name, new in wanted.items():
        old = getattr(row, name)
        if old != new:
            changes[name] = ["" if value is None else str(value) for value in (old, new)]
            setattr(row, name, new)
    return changes
