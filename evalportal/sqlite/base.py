"""Django's SQLite, with a queue in which the writers of a process wait for their turn.

SQLite lets whoever finds another writer at work sleep, up to a tenth of a second at a time, while newcomers go first:
when many save at once, some wait for seconds and the longest wait decides who fails. The queue is a courtesy: it is
SQLite itself that lets one writer in at a time, also among several processes, and whoever waited in vain for a turn
asks it all the same.
"""

from collections import defaultdict
from threading import Lock

from django.db.backends.sqlite3 import base

PATIENCE = 10.0  # seconds
# One queue for each database of the process.
TURNS: defaultdict[str, Lock] = defaultdict(Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin when it is their turn; the stubs leave out the hooks it needs."""

    _has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        self._has_turn = self._turn.acquire(timeout=PATIENCE)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._pass_on()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # where it fails a rollback follows
        self._pass_on()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._pass_on()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._pass_on()

    @property
    def _turn(self) -> Lock:
        return TURNS[str(self.settings_dict["NAME"])]

    def _pass_on(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._turn.release()
