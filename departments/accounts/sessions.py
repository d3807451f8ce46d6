"""How long a session lives without its owner: renewed by requests, at most once a minute, and asked by the page.

A session ends `IDLE_MINUTES` after the last request at the earliest and `SESSION_RENEW_SECONDS` later at the latest,
so that frequent saves do not write the session each time.
"""

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

RENEWED_AT = "renewed_at"


def renew(session: SessionBase, *, at_once: bool = False) -> None:
    """Count the idle time anew, unless that was done a moment ago."""
    now = int(time.time())
    if at_once or now - session.get(RENEWED_AT, 0) >= settings.SESSION_RENEW_SECONDS:
        session[RENEWED_AT] = now


def seconds_left(session: SessionBase) -> int:
    """Seconds until the session ends if nobody does anything; never negative."""
    ends = session.get(RENEWED_AT, 0) + settings.SESSION_COOKIE_AGE
    return max(0, ends - int(time.time()))
