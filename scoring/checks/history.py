"""What earlier and other reports say, as far as checks ask for it; plain data, loaded by `scoring.sent_narratives`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class LastYear:
    """Last year's report as it was sent. `figures` maps the words before a figure to (kind, value, unit, number)."""

    year: int
    total: Decimal | None = None
    execution: Decimal | None = None
    figures: Mapping[str, tuple[str, Decimal, str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Copy:
    """A paragraph of this report that is much like one that was sent: where it stands, how alike, whose."""

    place: str
    text: str
    similarity: float
    year: int
    is_own: bool


@dataclass(frozen=True)
class History:
    """Everything that was found; empty where nothing was sent before."""

    last: LastYear | None = None
    copies: tuple[Copy, ...] = ()
