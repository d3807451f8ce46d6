"""What a check has to say: where, what is stated, what was expected, what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """An error blocks sending, a warning needs an explanation, a hint does neither."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One contradiction. `quote` is the exact span of the text, `start` its position there (-1: not from a text)."""

    code: str
    level: Level
    section: str
    place: str
    quote: str
    stated: str
    expected: str
    message: str
    remedy: str
    start: int = -1


@dataclass(frozen=True)
class Observation:
    """What a check function yields; the registry adds code, level and remedy of the check.

    `level` replaces the level of the check where one case of it is milder.
    """

    start: int
    end: int
    message: str
    stated: str = ""
    expected: str = ""
    level: Level | None = None
    section: str | None = None  # where the span does not tell it
    place: str = ""
