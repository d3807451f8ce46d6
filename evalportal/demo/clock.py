"""Lets the demo county act on days of the campaign that have passed, so that its dates are spread as in a real one.

Everything that is done inside happens at the given moment, also what the database fills in by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo

from django.utils import timezone


@contextmanager
def on_day(moment: datetime) -> Iterator[None]:
    """Let the clock go from this moment on while the block runs."""
    shift = moment - timezone.now()

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Shifted":
            real: Shifted = super().now(tz) + shift
            return real

    # Django reads the clock in this one place, for fields that fill themselves in as well.
    vars(timezone)["datetime"] = Shifted
    try:
        yield
    finally:
        vars(timezone)["datetime"] = datetime


def days_after(opened: datetime, days: int) -> datetime:
    """Half past nine some days after the opening, but never in the future."""
    morning = timezone.localtime(opened).replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=days)
    return min(morning, timezone.now())
